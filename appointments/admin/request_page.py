"""The page of one request: what the patient asked and was told, what was done, and who looked."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS

from appointments import auditing
from appointments.describing import (
    describe_contact,
    describe_person,
    describe_wait,
    describe_window,
    list_answers,
    list_oddities,
)
from appointments.models import AppointmentRequest
from appointments.steps import State
from education.public import read_clinic

from .audit_log import describe_actor, describe_entry
from .pages import DeskPagesAdmin
from .step_forms import LABELS, list_steps

_MOST_OTHERS = 20
_MOST_ENTRIES = 30
_MAIL_STATES = {STATUS.sent: "sent", STATUS.failed: "failed", STATUS.queued: "waiting", STATUS.requeued: "again"}


class RequestPageAdmin(DeskPagesAdmin):
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The request to read, with a button for each step that is possible."""
        row = self.open_request(request, unquote(object_id))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        others = AppointmentRequest.objects.perhaps_same_person(row)[:_MOST_OTHERS]
        duplicates = row.duplicates.order_by("-created_at", "-pk")[:_MOST_OTHERS]
        auditing.record_look(row, by=request.user, beside=[*others, *duplicates])
        context = {
            "title": row.reference,
            "original": row,
            "request_row": row,
            "standing": describe_standing(row),
            "steps": self.list_buttons(request, row),
            "answers": list_answers(row, read_clinic()),
            "events": row.events.select_related("by").order_by("number"),
            "mails": [(mail, _MAIL_STATES.get(mail.email.status, "waiting")) for mail in list_mails(row)],
            "may_send": self.has_change_permission(request, row) and row.state != State.CLOSED,
            "others": others,
            "duplicates": duplicates,
            "entries": [
                (entry.timestamp, describe_actor(entry), describe_entry(entry))
                for entry in auditing.list_entries(row)[:_MOST_ENTRIES]
            ],
        }
        return self.render_page(request, "request", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Its history stands on its page."""
        row = self.open_request(request, unquote(object_id))
        return HttpResponseRedirect(reverse("admin:appointments_appointmentrequest_change", args=[row.pk]) + "#history")

    def list_buttons(self, request: HttpRequest, row: AppointmentRequest) -> list[tuple[str, str]]:
        """(code, words) of the steps that this person can take."""
        if not self.has_change_permission(request):
            return []
        return [(kind, LABELS[kind]) for kind in list_steps(row, request.user)]


def describe_standing(row: AppointmentRequest) -> dict[str, Any]:
    """Where the request stands, for the head of its pages."""
    clinic, now = read_clinic(), timezone.now()
    return {
        "wait": describe_wait(row, now, clinic),
        "window": describe_window(row, timezone.localdate(now)),
        "holder": describe_person(row.held_by),
        "contact": describe_contact(row),
        "oddities": list_oddities(row),
    }


def list_mails(row: AppointmentRequest) -> Any:
    """Its mails in the order in which they were written, without their words and addresses."""
    fields = (
        "audience",
        "kind",
        "request_id",
        "email__status",
        "email__created",
        "email__last_updated",
        "email__scheduled_time",
    )
    return row.mails.select_related("email").only(*fields).order_by("pk")
