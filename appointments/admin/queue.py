"""The queue: requests in order of need, and a search that leaves what was typed out of the address."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import auditing
from appointments.describing import (
    describe_added_time,
    describe_contact,
    describe_person,
    describe_wait,
    describe_window,
    list_oddities,
)
from appointments.models import ORDER_OF_NEED, AppointmentRequest, RequestEvent
from appointments.steps import WAITING
from education.public import read_clinic

from .filters import (
    MOST_FOUND,
    FoundFilter,
    HolderFilter,
    OddFilter,
    PlaceFilter,
    StateFilter,
    WindowFilter,
    get_state,
)
from .paging import MOST, ShortPaginator

_LONGEST_NAME = 60  # in the list; its page has all of it
_CELLS = "admin/appointments/cells/"
QUEUE = "admin:appointments_appointmentrequest_changelist"


class QueueAdmin(admin.ModelAdmin):
    actions = None
    empty_value_display = ""
    list_display = ("reference", "person", "standing", "about", "need", "contact")
    list_filter = (FoundFilter, StateFilter, HolderFilter, WindowFilter, OddFilter, "reason", PlaceFilter)
    list_per_page = 50
    list_select_related = ("held_by",)
    paginator = ShortPaginator
    search_fields = ("reference",)  # get_search_results() looks further
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.search_view)
        return [path("search/", view, name="appointments_appointmentrequest_search"), *super().get_urls()]

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits, in order of need; all else, the newest first."""
        return ORDER_OF_NEED if get_state(request) in ("waiting", *WAITING) else ("-created_at", "-pk")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[AppointmentRequest], bool]:
        return queryset.matching(search_term), False

    def search_view(self, request: HttpRequest) -> HttpResponse:
        """Find by what was typed, and go to the one found, or to the list of those found."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        words = request.POST.get("words", "").strip()[:200]
        matches = AppointmentRequest.objects.matching(words).order_by("-created_at", "-pk")
        found = list(matches.values_list("pk", flat=True)[: MOST_FOUND + 1]) if words else []
        if len(found) == 1:
            return HttpResponseRedirect(reverse("admin:appointments_appointmentrequest_change", args=found))
        if words and not found:
            sentence = _("No request has that. Try the reference, a part of the name, the phone number or the e-mail.")
            self.message_user(request, sentence, messages.WARNING)
        if len(found) > MOST_FOUND:
            sentence = _("More requests match than can be listed. These are the newest; type more to find others.")
            self.message_user(request, sentence, messages.WARNING)
        numbers = ",".join(map(str, found[:MOST_FOUND]))
        query = f"?{FoundFilter.parameter_name}={numbers}" if found else ""
        return HttpResponseRedirect(reverse(QUEUE) + query)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, whose rows name how to reach people: so it is in the audit log who saw them."""
        frame = {"title": _("Requests for an appointment"), "most": MOST, "is_nav_sidebar_enabled": False}
        response = super().changelist_view(request, {**frame, **(extra_context or {})})
        changelist = getattr(response, "context_data", {}).get("cl")
        if changelist is not None:
            auditing.record_list(changelist.result_list, by=request.user)
        return response

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        clinic, now = read_clinic(), timezone.now()
        last_kinds = RequestEvent.objects.read_last_kinds(changelist.result_list)
        for row in changelist.result_list:
            notices = (
                describe_window(row, timezone.localdate(now)),
                describe_added_time(last_kinds[row.pk]),
                describe_wait(row, now, clinic),
            )
            row.notices = [notice for notice in notices if notice]
        return changelist

    @admin.display(description=gettext_lazy("name"))
    def person(self, row: AppointmentRequest) -> str:
        return Truncator(row.name).chars(_LONGEST_NAME)

    @admin.display(description=gettext_lazy("state, held by"))
    def standing(self, row: AppointmentRequest) -> SafeString:
        return render_to_string(f"{_CELLS}standing.html", {"request_row": row, "holder": describe_person(row.held_by)})

    @admin.display(description=gettext_lazy("about"))
    def about(self, row: AppointmentRequest) -> str:
        return str(row.get_reason_display())

    @admin.display(description=gettext_lazy("need"))
    def need(self, row: Any) -> SafeString:
        return render_to_string(f"{_CELLS}need.html", {"notices": row.notices, "oddities": list_oddities(row)})

    @admin.display(description=gettext_lazy("contact"))
    def contact(self, row: AppointmentRequest) -> SafeString:
        return render_to_string(f"{_CELLS}contact.html", {"contact": describe_contact(row)})
