"""The audit log, to read and never to change."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib import admin
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
}
_ACTIONS = {
    LogEntry.Action.CREATE: gettext_lazy("received"),
    LogEntry.Action.UPDATE: gettext_lazy("changed without a step"),
    LogEntry.Action.DELETE: gettext_lazy("deleted"),
    LogEntry.Action.ACCESS: gettext_lazy("seen"),
}


@admin.register(LogEntry)
class AuditLogAdmin(admin.ModelAdmin):
    actions = None
    list_display = ("timestamp", "who", "what", "request_link", "details")
    list_display_links = None
    list_filter = (("actor", admin.RelatedOnlyFieldListFilter), "action")
    list_select_related = ("actor",)
    list_per_page = 100
    ordering = ("-timestamp",)
    paginator = ShortPaginator
    search_fields = ("object_repr",)
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
        filters = [f"{name}: {value}" for name, value in more.get("filters", {}).items()]
        return ", ".join([*(entry.changes or {}), *filters, *map(str, more.get("requests", []))])


def describe_actor(entry: LogEntry) -> str:
    """Who it was: by name, or by the sign-in that is gone; the patient or the site when nobody was signed in."""
    gone = (entry.additional_data or {}).get("by", "")
    return describe_person(entry.actor) or gone or _("nobody signed in")


def describe_entry(entry: LogEntry) -> str:
    """What was done, in words."""
    what = (entry.additional_data or {}).get("what", "")
    words = _WHAT | dict(Kind.choices)
    return str(words.get(what) or _ACTIONS[entry.action])
