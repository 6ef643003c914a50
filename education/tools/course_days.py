"""The days of a course: the only sums with dates. static/js/course-days.js does the same sums in the browser."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .course import Entry, Group, Plan

Unit = Literal["weeks", "months"]


@dataclass(frozen=True)
class CourseDates:
    """What a reader says of a course. `stopped` is the last capsule of a course that ended before its planned day."""

    first: date
    planned_last: date
    stopped: date | None
    group: Group

    @property
    def last(self) -> date:
        return self.stopped or self.planned_last


@dataclass(frozen=True)
class Day:
    """An entry with its days. `number` counts what comes again, from 1; it is 0 for what comes once.

    Both days are None where nobody can name one; `last` alone is None where there is no end.
    """

    entry: Entry
    number: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Stretch:
    """A phase and, in their order, the days that fall in it."""

    phase: Day
    days: list[Day]


@dataclass(frozen=True)
class Course:
    stretches: list[Stretch]
    undated: list[Day]


def add_length(first: date, count: int, unit: Unit) -> date:
    """The last day of a course of this length.

    A month ends on the day before the same day of the next one; where there is no such day, with the month.
    """
    if unit == "weeks":
        return first + timedelta(weeks=count, days=-1)
    months = first.year * 12 + first.month - 1 + count
    year, month = months // 12, months % 12 + 1
    if first.day == 1:
        return date(year, month, 1) - timedelta(days=1)
    return date(year, month, min(first.day - 1, monthrange(year, month)[1]))


def list_days(entries: tuple[Entry, ...], dates: CourseDates) -> list[Day]:
    """Every entry that is for this reader with its days, as often as it comes, in the order of the plan."""
    return [day for entry in entries if is_for(entry, dates.group) for day in _place(entry, dates)]


def lay_out(plan: Plan, dates: CourseDates) -> Course:
    """The plan on these dates: each day in the last phase that has begun by then, else in the first."""
    stretches = [Stretch(phase, []) for phase in list_days(plan.phases, dates)]
    undated = []
    for day in sorted(list_days(plan.entries, dates), key=lambda day: day.first or date.max):
        if day.first is None:
            undated.append(day)
            continue
        begun = [stretch for stretch in stretches if stretch.phase.first and stretch.phase.first <= day.first]
        (begun or stretches)[-1 if begun else 0].days.append(day)
    return Course(stretches, undated)


def list_all(plan: Plan) -> Course:
    """Every phase and every entry once, with no days: what the browser fills in."""
    stretches = [Stretch(Day(phase, 0, None, None), []) for phase in plan.phases]
    days = [Day(entry, 0, None, None) for entry in plan.entries]
    stretches[0].days.extend(day for day in days if day.entry.first_day is not None)
    return Course(stretches, [day for day in days if day.entry.first_day is None])


def is_for(entry: Entry, group: Group) -> bool:
    """Whether the entry concerns this group; who would rather not say sees what is for both."""
    return entry.group in ("everyone", group) or group == "unsaid"


def _place(entry: Entry, dates: CourseDates) -> Iterator[Day]:
    if entry.first_day is None:
        yield Day(entry, 0, None, None)
    elif entry.every is not None:
        yield from _repeat(entry, entry.first_day, entry.every, dates)
    elif entry.kind == "phase" and entry.counted_from == "first_capsule":
        yield from _place_in_course(entry, entry.first_day, dates)
    else:
        start = dates.first if entry.counted_from == "first_capsule" else dates.last
        yield Day(entry, 0, shift(start, entry.first_day), shift(start, entry.last_day))


def _place_in_course(entry: Entry, first_day: int, dates: CourseDates) -> Iterator[Day]:
    """A phase of the course ends with the last capsule, and one that would begin later never comes."""
    begins, ends = dates.first + timedelta(days=first_day), shift(dates.first, entry.last_day)
    if begins <= dates.last:
        yield Day(entry, 0, begins, min(ends or dates.last, dates.last))


def _repeat(entry: Entry, first_day: int, every: int, dates: CourseDates) -> Iterator[Day]:
    for number in range(1, (dates.last - dates.first).days // every + 1):
        start = dates.first + timedelta(days=number * every)
        ends = shift(start, entry.last_day) or dates.last
        yield Day(entry, number, start + timedelta(days=first_day), min(ends, dates.last))


def shift(start: date, days: int | None) -> date | None:
    """The day so many days after *start*; None when nobody can say how many."""
    return None if days is None else start + timedelta(days=days)
