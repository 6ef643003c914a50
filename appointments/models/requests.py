"""A request for an appointment: only what the desk needs to answer it."""

from datetime import date, datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from appointments.references import clean_reference
from appointments.spelling import split_name, write_name_pattern
from appointments.steps import WAITING, State

# Sorts a request without a window after all that have one.
_NO_DAY = date(9999, 12, 31)


class Reason(models.TextChoices):
    """What a visit is about. None of them tells anything clinical."""

    THINKING = "thinking", _("I am thinking about isotretinoin")
    STARTING = "starting", _("I want to start, or to sign up")
    MONTHLY = "monthly", _("A monthly visit")
    SIDE_EFFECT = "side_effect", _("A side effect that can wait for a visit")
    WINDOW = "window", _("My prescription window ends soon")
    AFTER = "after", _("After the course")
    OTHER = "other", _("Something else")


class ContactWay(models.TextChoices):
    CALL = "call", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")


class Day(models.TextChoices):
    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
    FRIDAY = "fri", _("Friday")


class Time(models.TextChoices):
    MORNING = "morning", _("Morning")
    NOON = "noon", _("Around noon")
    AFTERNOON = "afternoon", _("Afternoon")


# What the columns hold when the personal details are removed. The rest (when, about what, which steps) can be counted.
STRIPPED: dict[str, Any] = {
    "content_sha256": "",
    "window_ends_on": None,
    "name": "",
    "is_minor": False,
    "companion": "",
    "phone": "",
    "email": "",
    "may_leave_message": None,
    "may_name_clinic": None,
    "language": "",
    "needs_interpreter": False,
    "days": [],
    "times": [],
    "added_times": "",
    "note": "",
    "appointment": "",
    "decline_reason": "",
    "warnings": [],
}
_BARE = {name: value for name, value in STRIPPED.items() if value != []}  # databases compare JSON each in their own way


# What waits: the next window first, then the oldest. An index holds this order.
ORDER_OF_NEED = ("need_by", "created_at", "pk")

# Fewer letters of a reference, or digits of a number, find too much.
_MIN_SIGNS = 3


class AppointmentRequestQuerySet(models.QuerySet["AppointmentRequest"]):
    def waiting(self) -> "AppointmentRequestQuerySet":
        """Requests to which the clinic still owes an answer."""
        return self.filter(need_by__isnull=False)

    def looking_odd(self) -> "AppointmentRequestQuerySet":
        """Requests that tripped a guard of the form."""
        return self.exclude(warnings=[])

    def same_as(self, submission_id: UUID, content_sha256: str) -> "AppointmentRequestQuerySet":
        """Requests of this submission, and those with these very answers that still wait for the clinic."""
        return self.filter(Q(submission_id=submission_id) | Q(state__in=WAITING, content_sha256=content_sha256))

    def from_contact(self, *, phone: str, email: str) -> "AppointmentRequestQuerySet":
        """Requests with this phone number or this e-mail address; both may be empty, but not both match then."""
        match = Q(pk__in=())
        if phone:
            match |= Q(phone=phone)
        if email:
            match |= Q(Exact(Lower("email"), Lower(Value(email))))  # as the index has it; iexact would read every row
        return self.filter(match)

    def matching(self, words: str) -> "AppointmentRequestQuerySet":
        """Requests with this reference, name, phone number or e-mail address, or a part of it, typed in any form."""
        words = " ".join(words.replace("\0", "").split())
        if not words:
            return self
        reference = clean_reference(words).rstrip("-")
        exact = self.filter(reference=reference)
        if exact.exists():
            return exact
        match = Q(reference__startswith=reference) if len(reference) >= _MIN_SIGNS else Q(pk__in=())
        digits = "".join(sign for sign in words if sign.isdecimal())
        if len(digits) >= _MIN_SIGNS and not any(sign.isalpha() for sign in words):
            match |= Q(phone__contains=digits)
        if " " not in words:
            match |= Q(email__icontains=words)
        if "@" not in words and any(sign.isalpha() for sign in words):  # no name: its pattern is slow on many rows
            match |= _match_name(words)
        return self.filter(match)

    def perhaps_same_person(self, request: "AppointmentRequest") -> "AppointmentRequestQuerySet":
        """Others with the phone number or the e-mail address of *request*; the newest first."""
        others = self.from_contact(phone=str(request.phone), email=request.email).exclude(pk=request.pk)
        return others.order_by("-created_at", "-pk")

    def over(self, *, before: datetime) -> "AppointmentRequestQuerySet":
        """Requests over since before then, with personal details: closed, or declined or withdrawn and left at that."""
        closed = Q(state=State.CLOSED, closed_at__lt=before)
        left = Q(state__in=[State.DECLINED, State.WITHDRAWN]) & ~Q(events__at__gte=before)
        return self.filter(closed | left, stripped_at__isnull=True)


def _match_name(words: str) -> Q:
    """Every word, wherever it stands in the name."""
    matches = [Q(name__iregex=write_name_pattern(word)) for word in split_name(words)]
    return reduce(and_, matches) if matches else Q(pk__in=())


class AppointmentRequest(models.Model):
    """What somebody asked for, and where the clinic stands with it.

    `revision` counts its history: a step is taken from the revision that somebody saw, or not at all.
    """

    reference = models.CharField(_("reference"), max_length=9, unique=True)
    submission_id = models.UUIDField(default=uuid4, unique=True, editable=False)  # of the form and its very answers
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(_("received"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="held_requests",
        verbose_name=_("held by"),
    )
    first_contact_at = models.DateTimeField(_("first contact"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    stripped_at = models.DateTimeField(_("personal details removed"), null=True, blank=True)
    appointment = models.CharField(_("time"), max_length=200, blank=True)
    decline_reason = models.TextField(_("reason for declining"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", verbose_name=_("merged into")
    )
    warnings = models.JSONField(_("looks odd"), default=list, blank=True)  # codes of guarding.Warning

    # Set while it waits alone: the day of its window, or the far end of time.
    need_by = models.GeneratedField(
        expression=Case(
            When(state__in=WAITING, window_ends_on__isnull=False, then=F("window_ends_on")),
            When(state__in=WAITING, then=Value(_NO_DAY)),
            default=None,
            output_field=models.DateField(),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )

    reason = models.CharField(_("about"), max_length=12, choices=Reason)
    window_ends_on = models.DateField(_("window ends"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    is_minor = models.BooleanField(_("under 18"), default=False)
    companion = models.CharField(_("who comes along"), max_length=200, blank=True)
    contact_way = models.CharField(_("how to reach them"), max_length=5, choices=ContactWay)
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    may_leave_message = models.BooleanField(_("may leave a message"), null=True, blank=True)
    may_name_clinic = models.BooleanField(_("may name the clinic"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=80, blank=True)
    needs_interpreter = models.BooleanField(_("interpreter"), default=False)
    place = models.CharField(_("place"), max_length=80)
    days = models.JSONField(_("days"), default=list, blank=True)
    times = models.JSONField(_("times"), default=list, blank=True)
    added_times = models.TextField(_("times added later"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = AppointmentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        ordering = ("-created_at", "-pk")
        permissions = [("export_appointmentrequest", "Can export appointment requests")]
        indexes = [
            models.Index(fields=["need_by", "created_at", "id"], name="appointments_request_queue"),
            models.Index(fields=["state", "-created_at", "-id"], name="appointments_request_state"),
            models.Index(fields=["-created_at", "-id"], name="appointments_request_newest"),
            models.Index(fields=["phone"], name="appointments_request_phone"),
            models.Index(Lower("email"), name="appointments_request_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_sha256"],
                condition=Q(state__in=WAITING),
                name="appointments_request_waits_once_with_the_same_answers",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="appointments_request_state_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="appointments_request_reason_known"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="appointments_request_revision_from_one"),
            models.CheckConstraint(
                condition=Q(reason="window") | Q(window_ends_on__isnull=True),
                name="appointments_request_date_of_a_window_alone",
            ),
            models.CheckConstraint(
                condition=Q(stripped_at__isnull=False) | ~Q(name=""), name="appointments_request_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(stripped_at__isnull=False) | ~Q(phone="") | ~Q(email=""),
                name="appointments_request_can_be_answered",
            ),
            models.CheckConstraint(
                condition=Q(stripped_at__isnull=False)
                | (Q(contact_way="email") & ~Q(email=""))
                | (Q(contact_way__in=["call", "text"]) & ~Q(phone="")),
                name="appointments_request_contact_way_has_its_address",
            ),
            models.CheckConstraint(
                condition=Q(phone="", may_leave_message__isnull=True, may_name_clinic__isnull=True)
                | (~Q(phone="") & Q(may_leave_message__isnull=False, may_name_clinic__isnull=False)),
                name="appointments_request_phone_says_what_may_be_left",
            ),
            models.CheckConstraint(
                condition=Q(is_minor=True) | Q(companion=""), name="appointments_request_companion_of_a_minor"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""),
                name="appointments_request_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "booked"]) | ~Q(appointment=""),
                name="appointments_request_offer_names_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(closed_at__isnull=True), name="appointments_request_closed_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(stripped_at__isnull=True) | Q(state="closed", **_BARE),
                name="appointments_request_stripped_is_closed_and_bare",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | (Q(state="closed") & ~Q(merged_into=F("id"))),
                name="appointments_request_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_waiting(self) -> bool:
        """Whether the clinic still owes an answer."""
        return self.state in WAITING

    def count_days_left(self, today: date) -> int | None:
        """Days until the prescription window ends, 0 on its last day; None without a window."""
        return (self.window_ends_on - today).days if self.window_ends_on else None
