"""The audit log, to read and never to change."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.describing import describe_person
from appointments.references import clean_reference
from appointments.steps import Kind

from .paging import ShortPaginator

admin.site.unregister(LogEntry)

_WHAT = {
    "page": gettext_lazy("opened"),
    "list": gettext_lazy("seen in the list"),
    "export": gettext_lazy("exported"),
    "mailed_again": gettext_lazy("asked to send an e-mail again"),
}
_ACTIONS = {
    LogEntry.Action.CREATE: gettext_lazy("received"),
    LogEntry.Action.UPDATE: gettext_lazy("changed without a step"),
    LogEntry.Action.DELETE: gettext_lazy("deleted"),
    LogEntry.Action.ACCESS: gettext_lazy("seen"),
}


class ActorFilter(admin.SimpleListFilter):
    """By who it was, of those who may sign in here: nothing is asked of the long log for this."""

    title = gettext_lazy("who")
    parameter_name = "actor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        staff = User.objects.filter(is_staff=True).order_by("first_name", "last_name", "username")
        return [(str(user.pk), describe_person(user)) for user in staff]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {key for key, _name in self.lookup_choices}
        return queryset.filter(actor=self.value()) if self.value() in known else queryset


@admin.register(LogEntry)
class AuditLogAdmin(admin.ModelAdmin):
    actions = None
    empty_value_display = ""
    list_display = ("timestamp", "who", "what", "request_link", "details")
    list_display_links = None
    list_filter = (ActorFilter, "action")
    list_select_related = ("actor",)
    list_per_page = 100
    ordering = ("-timestamp",)
    paginator = ShortPaginator
    search_fields = ("object_repr",)
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (queryset.filter(object_repr=clean_reference(search_term)) if search_term else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("who"))
    def who(self, entry: LogEntry) -> str:
        return describe_actor(entry)

    @admin.display(description=gettext_lazy("what"))
    def what(self, entry: LogEntry) -> str:
        return describe_entry(entry)

    @admin.display(description=gettext_lazy("request"))
    def request_link(self, entry: LogEntry) -> SafeString | str:
        if entry.object_id is None:
            return ""
        url = reverse("admin:appointments_appointmentrequest_change", args=[entry.object_id])
        return format_html('<a href="{}">{}</a>', url, entry.object_repr)

    @admin.display(description=gettext_lazy("fields, filters, or numbers of rows"))
    def details(self, entry: LogEntry) -> str:
        more = entry.additional_data or {}
        # A new row has all its fields, which tells nothing.
        fields = (entry.changes or {}) if entry.action == LogEntry.Action.UPDATE else {}
        filters = [f"{name}: {value}" for name, value in more.get("filters", {}).items()]
        return ", ".join([*fields, *filters, *map(str, more.get("requests", []))])


def describe_actor(entry: LogEntry) -> str:
    """Who it was: by name, or by the sign-in that is gone; the patient or the site when nobody was signed in."""
    gone = (entry.additional_data or {}).get("by", "")
    return describe_person(entry.actor) or gone or _("nobody signed in")


def describe_entry(entry: LogEntry) -> str:
    """What was done, in words."""
    what = (entry.additional_data or {}).get("what", "")
    words = _WHAT | dict(Kind.choices)
    return str(words.get(what) or _ACTIONS[entry.action])
