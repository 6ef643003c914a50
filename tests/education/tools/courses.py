"""Courses for tests: those in which a sum of dates goes wrong, if it does."""

from datetime import date

from education.tools.course_days import CourseDates, add_length

FIRST_DAYS = {
    "plain": date(2027, 1, 1),
    "before a leap day": date(2028, 1, 31),
    "on a leap day": date(2028, 2, 29),
    "no leap day": date(2027, 1, 31),
    "clocks go forward in Los Angeles": date(2027, 3, 14),
    "clocks go back in Los Angeles": date(2026, 11, 1),
    "day before the clocks": date(2027, 3, 13),
    "end of the year": date(2026, 12, 31),
    "end of a short month": date(2026, 11, 30),
}


def list_courses() -> list[CourseDates]:
    """Each first day with courses of several lengths, some stopped early, for each group."""
    courses = []
    groups = ("can_become_pregnant", "cannot", "unsaid")
    for number, first in enumerate(FIRST_DAYS.values()):
        for count, unit in ((1, "weeks"), (30, "weeks"), (1, "months"), (5, "months"), (24, "months")):
            last = add_length(first, count, unit)
            courses.append(CourseDates(first, last, None, groups[number % 3]))
        last = add_length(first, 6, "months")
        courses += [
            CourseDates(first, last, stopped, "unsaid") for stopped in (first, last, add_length(first, 9, "weeks"))
        ]
    return courses
