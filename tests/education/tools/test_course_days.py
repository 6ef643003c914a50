"""Every day of a course is right: across leap years, months' ends and courses that stopped early."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.tools.course import Entry, Plan
from education.tools.course_days import CourseDates, add_length, lay_out, list_days
from tests.education.tools.courses import list_courses

PHASES = (
    Entry("phase-before", "phase", "Before", "/", first_day=-35, last_day=-1),
    Entry("phase-start", "phase", "Start", "/", first_day=0, last_day=27),
    Entry("phase-on", "phase", "On", "/", first_day=28, last_day=None),
    Entry("phase-after", "phase", "After", "/", counted_from="last_capsule", first_day=1, last_day=14),
    Entry("phase-later", "phase", "Later", "/", counted_from="last_capsule", first_day=15, last_day=None),
)
ENTRIES = (
    Entry("start-two-methods", "from", "Two", "/", group="can_become_pregnant", first_day=-31, last_day=-31),
    Entry("visit", "visit", "Visit", "/", first_day=0, last_day=0, every=30),
    Entry("pick-up", "pick_up", "Pick up", "/", group="can_become_pregnant", first_day=0, last_day=6, every=30),
    Entry("day-of-your-clinic", "undated", "Ask", "/", group="cannot"),
    Entry("waxing", "until", "Wax", "/", counted_from="last_capsule", first_day=184, last_day=184),
)
PLAN = Plan(PHASES, ENTRIES, (), {})

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
lengths = st.one_of(st.tuples(st.integers(1, 104), st.just("weeks")), st.tuples(st.integers(1, 24), st.just("months")))


@st.composite
def courses(draw):
    first = draw(days)
    last = add_length(first, *draw(lengths))
    stopped = draw(st.none() | st.dates(first, last))
    return CourseDates(first, last, stopped, draw(st.sampled_from(["can_become_pregnant", "cannot", "unsaid"])))


@pytest.mark.parametrize(
    ("first", "count", "unit", "last"),
    [
        (date(2027, 1, 1), 5, "months", date(2027, 5, 31)),
        (date(2027, 1, 15), 6, "months", date(2027, 7, 14)),
        (date(2027, 1, 31), 1, "months", date(2027, 2, 28)),
        (date(2028, 1, 31), 1, "months", date(2028, 2, 29)),
        (date(2028, 1, 30), 1, "months", date(2028, 2, 29)),
        (date(2028, 2, 29), 12, "months", date(2029, 2, 28)),
        (date(2028, 2, 1), 1, "months", date(2028, 2, 29)),
        (date(2026, 12, 31), 2, "months", date(2027, 2, 28)),
        (date(2026, 12, 1), 1, "months", date(2026, 12, 31)),
        (date(2026, 12, 2), 1, "months", date(2027, 1, 1)),
        (date(2027, 1, 1), 1, "weeks", date(2027, 1, 7)),
        (date(2028, 2, 26), 1, "weeks", date(2028, 3, 3)),
        (date(2027, 1, 1), 20, "weeks", date(2027, 5, 20)),
    ],
)
def test_length_gives_the_last_day(first, count, unit, last):
    assert add_length(first, count, unit) == last


@given(days, st.integers(1, 24))
def test_month_is_as_long_as_people_count_it(first, count):
    last = add_length(first, count, "months")
    months = (last + timedelta(days=1)).year * 12 + (last + timedelta(days=1)).month - first.year * 12 - first.month
    is_whole = (last + timedelta(days=1)).day == first.day
    is_end_of_month = last.day == monthrange(last.year, last.month)[1]
    assert (months == count and is_whole) or is_end_of_month
    assert 28 * count <= (last - first).days + 1 <= 31 * count


@given(days, st.integers(1, 104))
def test_week_has_seven_days(first, count):
    assert (add_length(first, count, "weeks") - first).days + 1 == 7 * count


def test_days_of_a_course_in_words():
    dates = CourseDates(date(2027, 12, 31), date(2028, 3, 29), None, "can_become_pregnant")
    assert [(day.entry.key, day.number, str(day.first), str(day.last)) for day in list_days(ENTRIES, dates)] == [
        ("start-two-methods", 0, "2027-11-30", "2027-11-30"),
        ("visit", 1, "2028-01-30", "2028-01-30"),
        ("visit", 2, "2028-02-29", "2028-02-29"),
        ("pick-up", 1, "2028-01-30", "2028-02-05"),
        ("pick-up", 2, "2028-02-29", "2028-03-06"),
        ("waxing", 0, "2028-09-29", "2028-09-29"),
    ]


@given(courses())
def test_every_day_is_as_many_days_from_its_capsule_as_the_plan_says(dates):
    start = {"first_capsule": dates.first, "last_capsule": dates.last}
    for day in list_days(ENTRIES, dates):
        if day.entry.first_day is None:
            assert (day.first, day.last) == (None, None)
            continue
        shifted = start[day.entry.counted_from] + timedelta(days=(day.entry.every or 0) * day.number)
        assert (day.first - shifted).days == day.entry.first_day
        if day.number == 0:
            assert (day.last - shifted).days == day.entry.last_day


@given(courses())
def test_what_comes_again_stays_inside_the_course(dates):
    repeated = [day for day in list_days(ENTRIES, dates) if day.entry.every]
    visits = [day.first for day in repeated if day.entry.key == "visit"]
    assert all(dates.first < day.first <= day.last <= dates.last for day in repeated)
    assert visits == [dates.first + timedelta(days=30 * number) for number in range(1, len(visits) + 1)]
    assert dates.last - (visits[-1] if visits else dates.first) < timedelta(days=30)


@given(courses(), st.data())
def test_stopping_early_moves_what_counts_from_the_last_capsule_and_nothing_else(dates, data):
    stopped = data.draw(st.dates(dates.first, dates.planned_last))
    planned = CourseDates(dates.first, dates.planned_last, None, dates.group)
    early = CourseDates(dates.first, dates.planned_last, stopped, dates.group)
    moved = dates.planned_last - stopped

    def read(of, counted_from):
        return {
            (day.entry.key, day.number): day.first
            for day in list_days(PHASES + ENTRIES, of)
            if day.first and day.entry.counted_from == counted_from
        }

    after = read(planned, "last_capsule")
    assert {key: day - moved for key, day in after.items()} == read(early, "last_capsule")
    during = read(planned, "first_capsule")
    assert read(early, "first_capsule") == {
        key: day for key, day in during.items() if day <= stopped or day < dates.first or key == ("phase-start", 0)
    }


@given(courses())
def test_phases_of_the_course_cover_each_of_its_days_once(dates):
    phases = [day for day in list_days(PHASES, dates) if day.entry.counted_from == "first_capsule"][1:]
    covered = [
        phase.first + timedelta(days=number)
        for phase in phases
        for number in range((phase.last - phase.first).days + 1)
    ]
    assert covered == [dates.first + timedelta(days=number) for number in range((dates.last - dates.first).days + 1)]


@given(courses())
def test_every_day_stands_once_and_in_order(dates):
    course = lay_out(PLAN, dates)
    shown = [day for stretch in course.stretches for day in stretch.days]
    assert [day.first for day in shown] == sorted(day.first for day in shown)
    listed = list_days(ENTRIES, dates)
    assert sorted(map(repr, [*shown, *course.undated])) == sorted(map(repr, listed))
    starts = [stretch.phase.first for stretch in course.stretches]
    for stretch, ends in zip(course.stretches, [*starts[1:], date.max], strict=True):
        assert all(day.first < ends for day in stretch.days)


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("can_become_pregnant", ["start-two-methods", "waxing"]),
        ("cannot", ["day-of-your-clinic", "waxing"]),
        ("unsaid", ["start-two-methods", "day-of-your-clinic", "waxing"]),
    ],
)
def test_who_would_rather_not_say_sees_what_is_for_both(group, keys):
    dates = CourseDates(date(2027, 1, 1), date(2027, 1, 7), None, group)
    assert [day.entry.key for day in list_days(ENTRIES, dates)] == keys


def test_courses_of_the_tests_hold_what_goes_wrong():
    assert len(list_courses()) == 72
    assert any(course.stopped for course in list_courses())
