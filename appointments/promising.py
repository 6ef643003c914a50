"""By when the clinic answers, as patients are told."""

from datetime import date, timedelta

from education.public import Clinic


def compute_answer_day(asked_on: date, clinic: Clinic) -> date | None:
    """The day by which the clinic answers what was asked on *asked_on*; None when it has not said."""
    if not clinic.reply_days or not clinic.working_days:
        return None
    day, left = asked_on, clinic.reply_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in clinic.working_days
    return day
