"""Which mail tells of which request."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from appointments.steps import State

from .requests import AppointmentRequest


class RequestMailQuerySet(models.QuerySet["RequestMail"]):
    def failed(self) -> "RequestMailQuerySet":
        """Mails that no try could send: somebody must see to them."""
        return self.filter(email__status=STATUS.failed)

    def to_see_to(self) -> "RequestMailQuerySet":
        """Failed mails of requests that are not put away. Whoever has told the patient otherwise closes the request."""
        return self.failed().exclude(request__state=State.CLOSED)

    def waiting_for_patient(self) -> "RequestMailQuerySet":
        """Mails to the patient that are still to be sent."""
        return self.filter(audience="patient", email__status__in=[STATUS.queued, STATUS.requeued])


class RequestMail(models.Model):
    """A mail of the outbox: whether it goes to the patient or to the clinic's desk, and what it tells."""

    class Audience(models.TextChoices):
        PATIENT = "patient", _("to the patient")
        STAFF = "staff", _("to the clinic")

    class Kind(models.TextChoices):
        RECEIVED = "received", _("a request came")
        NEWS = "news", _("there is an answer")
        WITHDRAWN = "withdrawn", _("the patient took it back")

    request = models.ForeignKey(AppointmentRequest, models.CASCADE, related_name="mails")
    email = models.OneToOneField(Email, models.CASCADE, related_name="request_mail")
    audience = models.CharField(max_length=8, choices=Audience)
    kind = models.CharField(max_length=9, choices=Kind)

    objects = RequestMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="patient", kind__in=["received", "news"])
                | Q(audience="staff", kind__in=["received", "withdrawn"]),
                name="appointments_mail_is_a_known_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}, {self.get_audience_display()}"
