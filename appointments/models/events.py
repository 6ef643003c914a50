"""The history of a request: one row for each step, never changed."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appointments.steps import Kind, State, list_moves

from .requests import AppointmentRequest


class RequestEventQuerySet(models.QuerySet["RequestEvent"]):
    def read_last_kinds(self, requests: Iterable[AppointmentRequest]) -> dict[int, str]:
        """{number of the request's row: kind of the step that was taken last}."""
        events = self.filter(request__in=list(requests)).order_by("number")
        return dict(events.values_list("request_id", "kind"))


class RequestEvent(models.Model):
    """A step: who took it (nobody signed in: the patient or the site itself), and the states before and after.

    `number` is the revision that it made. Two people who act on the same revision cannot both write one.
    """

    request = models.ForeignKey(AppointmentRequest, models.CASCADE, related_name="events", verbose_name=_("request"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    from_state = models.CharField(_("before"), max_length=12, choices=State, blank=True)
    to_state = models.CharField(_("after"), max_length=12, choices=State)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("note"), blank=True)

    objects = RequestEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("request", "number")
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="appointments_event_one_a_revision"),
            models.CheckConstraint(
                condition=Q(number=1, kind="received") | (Q(number__gt=1) & ~Q(kind="received")),
                name="appointments_event_begins_with_received",
            ),
            models.CheckConstraint(
                condition=reduce(or_, (Q(kind=k, from_state=b, to_state=a) for k, b, a in list_moves())),
                name="appointments_event_is_a_possible_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
