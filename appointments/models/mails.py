"""Which mail tells of which request."""

from django.db import models
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


class RequestMail(models.Model):
    """A mail of the outbox, and whether it goes to the patient or to the clinic's desk."""

    class Audience(models.TextChoices):
        PATIENT = "patient", _("to the patient")
        STAFF = "staff", _("to the clinic")

    request = models.ForeignKey(AppointmentRequest, models.CASCADE, related_name="mails")
    email = models.OneToOneField(Email, models.CASCADE, related_name="request_mail")
    audience = models.CharField(max_length=8, choices=Audience)

    objects = RequestMailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.request}, {self.get_audience_display()}"
