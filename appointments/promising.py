"""By when the clinic answers, as it has said itself."""

from datetime import date, timedelta

from appointments.models import Reason
from education.public import Clinic

# Without a day of the clinic's own, a window that ends this soon may be over before anybody has answered.
_SOON = timedelta(days=7)


def compute_answer_day(asked_on: date, clinic: Clinic) -> date | None:
    """The day by which the clinic answers what was asked on *asked_on*; None when it has not said."""
    if not clinic.reply_days or not clinic.working_days:
        return None
    day, left = asked_on, clinic.reply_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in clinic.working_days
    return day


def may_be_late(reason: str, window_ends_on: date | None, *, asked_on: date, clinic: Clinic) -> bool:
    """Whether a prescription window may end before the answer, on a day known or not: its owner should call as well."""
    answer_by = compute_answer_day(asked_on, clinic) or asked_on + _SOON
    return reason == Reason.WINDOW and (window_ends_on is None or window_ends_on <= answer_by)
