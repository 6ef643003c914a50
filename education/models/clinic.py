"""The clinic's own details: never baked into an edition, so that a new phone number shows everywhere at once."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .drafts import DraftRow

MIN_PHONE_DIGITS = 10


def check_phone(value: str) -> None:
    """Raises ValidationError for what is no whole phone number: readers would call it in need."""
    if not re.fullmatch(r"\+?[0-9 ().-]+", value) or sum(character.isdigit() for character in value) < MIN_PHONE_DIGITS:
        raise ValidationError(_("Write the whole number with its area code, in digits, such as (000) 000-0000."))


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check_weekdays(value: str) -> None:
    """Raises ValidationError for what is no list of days of the week, each once and in short."""
    days = value.split()
    if any(day not in WEEKDAYS for day in days) or len(set(days)) != len(days):
        raise ValidationError(_("Write the days in short with spaces between them: mon tue wed thu fri sat sun."))


class ClinicProfile(DraftRow):
    """The one clinic of this site. What is not known stays empty, and a system check says so."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        validators=[check_phone],
        help_text=_("As it is read aloud: (000) 000-0000. Readers see it at once, on every page."),
    )
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    after_hours = models.TextField(_("when the clinic is closed"), blank=True)
    website = models.URLField(_("website"), blank=True)
    request_email = models.EmailField(
        _("e-mail of the desk"),
        blank=True,
        help_text=_("Told of each new appointment request: its reference alone. Readers do not see this address."),
    )
    working_days = models.CharField(
        _("working days"),
        max_length=40,
        blank=True,
        validators=[check_weekdays],
        help_text=_("When the desk answers requests, such as: mon tue wed thu fri."),
    )
    reply_days = models.PositiveSmallIntegerField(
        _("days to an answer"),
        null=True,
        blank=True,
        help_text=_("In how many working days you answer. Patients are told the day. Empty promises none."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days a closed request is kept"),
        default=30,
        help_text=_("Then its personal details are removed. The page on privacy tells this number."),
    )

    class Meta(DraftRow.Meta):
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_days__isnull=True) | Q(reply_days__range=(1, 30)),
                name="education_clinicprofile_reply_days_make_sense",
                violation_error_message=_("Days to an answer are 1 to 30, or empty."),
            ),
            models.CheckConstraint(
                condition=Q(keep_days__range=(1, 3650)),
                name="education_clinicprofile_keep_days_make_sense",
                violation_error_message=_("Keep a closed request for at least one day, and at most ten years."),
            ),
            models.CheckConstraint(
                condition=Q(key="clinic"),
                name="education_clinicprofile_only_one",
                violation_error_message=_("There is one clinic: edit it instead of adding another."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Your clinic"))

    def clean(self) -> None:
        """Refuse references: these words go onto every page as they stand."""
        if any("[[" in (text or "") for text in (self.name, self.hours, self.after_hours)):
            raise ValidationError(_("Write the words themselves: readers would see [[…]] as it stands."))


class Location(DraftRow):
    class Kind(models.TextChoices):
        OFFICE = "office", _("office")
        VIDEO = "video", _("video visit")

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[check_phone])

    def __str__(self) -> str:
        return self.name or self.key
