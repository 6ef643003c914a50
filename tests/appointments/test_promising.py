"""By when the clinic answers: counted in its own days, and told only when it has said them."""

from datetime import date, timedelta

import pytest

from appointments.promising import compute_answer_day, may_be_late
from education.public import Clinic

MONDAY = date(2026, 11, 23)
WEEK = (0, 1, 2, 3, 4)


def compute(asked_on: date, *, days: tuple[int, ...] = WEEK, reply_days: int | None = 2) -> date | None:
    return compute_answer_day(asked_on, Clinic(working_days=days, reply_days=reply_days))


@pytest.mark.parametrize(
    ("asked", "reply_days", "answered"),
    [
        ("mon", 1, "tue"),
        ("mon", 2, "wed"),
        ("thu", 1, "fri"),
        ("thu", 2, "mon next week"),
        ("fri", 1, "mon next week"),
        ("sat", 1, "mon next week"),
        ("sun", 1, "mon next week"),
        ("sun", 2, "tue next week"),
        ("mon", 5, "mon next week"),
    ],
)
def test_answer_comes_after_so_many_working_days(asked, reply_days, answered):
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    days = {name: MONDAY + timedelta(days=number) for number, name in enumerate(names)}
    days |= {f"{name} next week": day + timedelta(days=7) for name, day in days.items()}
    assert compute(days[asked], reply_days=reply_days) == days[answered]


def test_clinic_that_works_one_day_a_week_answers_on_that_day():
    assert compute(MONDAY, days=(2,), reply_days=1) == date(2026, 11, 25)
    assert compute(date(2026, 11, 25), days=(2,), reply_days=1) == date(2026, 12, 2)
    assert compute(MONDAY, days=(2,), reply_days=30) == date(2027, 6, 16)


@pytest.mark.parametrize(("days", "reply_days"), [((), 2), (WEEK, None), ((), None)])
def test_clinic_that_has_not_said_promises_no_day(days, reply_days):
    assert compute(MONDAY, days=days, reply_days=reply_days) is None


@pytest.mark.parametrize(("ends_on", "is_late"), [("2026-11-24", True), ("2026-11-25", True), ("2026-11-26", False)])
def test_window_that_ends_before_the_answer_may_be_missed(ends_on, is_late):
    clinic = Clinic(working_days=WEEK, reply_days=2)
    assert may_be_late("window", date.fromisoformat(ends_on), asked_on=MONDAY, clinic=clinic) is is_late


@pytest.mark.parametrize(("ends_on", "is_late"), [("2026-11-30", True), ("2026-12-01", False)])
def test_window_within_a_week_may_be_missed_when_no_day_is_promised(ends_on, is_late):
    assert may_be_late("window", date.fromisoformat(ends_on), asked_on=MONDAY, clinic=Clinic()) is is_late


def test_request_without_window_misses_none():
    assert may_be_late("monthly", None, asked_on=MONDAY, clinic=Clinic()) is False


def test_window_whose_last_day_nobody_knows_may_be_missed():
    assert may_be_late("window", None, asked_on=MONDAY, clinic=Clinic(working_days=WEEK, reply_days=1)) is True
