"""Requests in words: how pressing they are, how the patient may be reached, and what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.forms import RequestForm
from appointments.guarding import Warning as Oddity
from appointments.models import AppointmentRequest, ContactWay, Reason
from appointments.promising import compute_answer_day
from appointments.steps import Kind
from education.public import Clinic

_URGENT_DAYS, _SOON_DAYS = 2, 7  # until a window ends
_OLD_DAYS, _LATE_DAYS = 3, 7  # since it came, when no answer was promised


@dataclass(frozen=True)
class Notice:
    """Words, and how pressing they are: calm, soon or urgent."""

    words: str
    level: str = "calm"


@dataclass(frozen=True)
class Contact:
    """How the patient wants to be reached, and what must not be done, in every message that others may hear or read."""

    way: str
    address: str = ""
    leave_no_message: bool = False
    name_no_clinic: bool = False


def describe_window(request: AppointmentRequest, today: date) -> Notice | None:
    """When the prescription window ends, or that nobody knows it yet; None without one."""
    left = request.count_days_left(today)
    if left is None:
        is_unknown = request.reason == Reason.WINDOW and request.is_waiting
        return Notice(_("window ends soon, its last day is not known"), "soon") if is_unknown else None
    if left < 0:
        words = ngettext("window ended %(days)d day ago", "window ended %(days)d days ago", -left) % {"days": -left}
    elif left == 0:
        words = _("window ends today")
    elif left == 1:
        words = _("window ends tomorrow")
    else:
        words = ngettext("window ends in %(days)d day", "window ends in %(days)d days", left) % {"days": left}
    return Notice(words, _grade(_SOON_DAYS - left, 0, _SOON_DAYS - _URGENT_DAYS) if request.is_waiting else "calm")


def describe_age(request: AppointmentRequest, now: datetime) -> str:
    """How long ago it came, by the days of the calendar."""
    days = (timezone.localdate(now) - timezone.localdate(request.created_at)).days
    if days <= 0:
        return _("asked today")
    return _("asked yesterday") if days == 1 else _("asked %(days)d days ago") % {"days": days}


def describe_wait(request: AppointmentRequest, now: datetime, clinic: Clinic) -> Notice:
    """How long it waits, and whether the day is past by which an answer was promised."""
    age, today = describe_age(request, now), timezone.localdate(now)
    if not request.is_waiting:
        return Notice(age)
    promised = compute_answer_day(timezone.localdate(request.created_at), clinic)
    if request.first_contact_at or promised is None:
        days = (today - timezone.localdate(request.created_at)).days
        return Notice(age, _grade(days, _OLD_DAYS, _LATE_DAYS))
    values = {"age": age, "day": date_format(promised, "F j")}
    if today > promised:
        return Notice(_("%(age)s, late: an answer was promised by %(day)s") % values, "urgent")
    if today == promised:
        return Notice(_("%(age)s, an answer is promised for today") % values, "soon")
    return Notice(_("%(age)s, an answer is promised by %(day)s") % values)


def describe_added_time(last_kind: str) -> Notice | None:
    """That the patient added a time, while no step came after it; *last_kind* is that of the last step."""
    return Notice(_("the patient added a time"), "soon") if last_kind == Kind.TIME_ADDED else None


def describe_contact(request: AppointmentRequest) -> Contact:
    """The way that the patient chose."""
    if request.stripped_at:
        return Contact(_("Personal details are removed"))
    bans = (request.may_leave_message is False, request.may_name_clinic is False)
    match request.contact_way:
        case ContactWay.EMAIL:
            return Contact(_("E-mail"), request.email, *bans)
        case ContactWay.TEXT:
            return Contact(_("Text message"), describe_phone(request), *bans)
    return Contact(_("Call"), describe_phone(request), *bans)


def describe_phone(request: AppointmentRequest) -> str:
    """The number as it is read aloud, the country in front of it when it is another."""
    if not request.phone:
        return ""
    number = request.phone
    return str(number.as_national if number.country_code == 1 else number.as_international)


def describe_place(request: AppointmentRequest, clinic: Clinic) -> str:
    """The place's name; its key when the clinic has it no more."""
    return next((place.name for place in clinic.places if place.key == request.place), request.place)


def describe_person(user: User | None) -> str:
    """Who of the staff; empty for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def list_oddities(request: AppointmentRequest) -> list[str]:
    """Why the request looks odd, each in words."""
    known = dict(Oddity.choices)
    return [str(known.get(code, code)) for code in request.warnings]


def list_answers(request: AppointmentRequest, clinic: Clinic) -> Iterator[tuple[str, str]]:
    """(question, answer), as the form asked and as the patient chose or wrote. What was not asked is left out."""
    for name, field in RequestForm.base_fields.items():
        if not field.widget.is_hidden and hasattr(request, name) and _was_asked(request, name):
            yield str(field.label), _describe_answer(request, name, field, clinic) or _("(no answer)")
    if request.added_times:
        yield _("Times added later"), request.added_times


def _was_asked(request: AppointmentRequest, name: str) -> bool:
    match name:
        case "window_ends_on":
            return request.reason == Reason.WINDOW
        case "companion":
            return request.is_minor
        case "may_leave_message" | "may_name_clinic":
            return bool(request.phone)
    return True


def _describe_answer(request: AppointmentRequest, name: str, field: Any, clinic: Clinic) -> str:
    value = getattr(request, name)
    if name == "phone":
        return describe_phone(request)
    if name == "place":
        return describe_place(request, clinic)
    if isinstance(value, date):
        return date_format(value)
    choices = {key: str(words) for key, words in getattr(field, "choices", ())}
    if isinstance(value, bool):
        return choices.get("yes" if value else "no") or (_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(choices.get(key, key) for key in value)
    return choices.get(value, str(value or ""))


def _grade(count: int, soon: int, urgent: int) -> str:
    if count >= urgent:
        return "urgent"
    return "soon" if count >= soon else "calm"
