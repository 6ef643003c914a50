"""The calendar file, read by another library than the one that writes it."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from education.tools.calendar_file import render_calendar
from education.tools.course import TOPICS, build_plan
from education.tools.course_days import CourseDates, list_days
from tests.education.tools.courses import list_courses

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
DATES = CourseDates(date(2027, 1, 1), date(2027, 5, 31), None, "can_become_pregnant")

# Whatever tells that somebody takes isotretinoin, may be pregnant, or sees a skin clinic.
CLINICAL = re.compile(
    r"isotret|accutane|capsule|pregnan|ipledge|clinic|skin|acne|blood|test|birth control|guide|course|pick|wax|breast",
    re.IGNORECASE,
)


@pytest.fixture
def plan(guide_documents, stamp, surroundings):
    return build_plan({slug: (guide_documents[slug], stamp) for slug in TOPICS}, surroundings)


def render(plan, dates=DATES, *, now=NOW, is_discreet=False):
    return render_calendar(plan, dates, site_url="https://guide.example", now=now, is_discreet=is_discreet)


def read(file):
    """{uid: (first day, day after the last, title)} as vobject reads the file."""
    events = vobject.readOne(file.decode()).vevent_list
    found = {event.uid.value: (event.dtstart.value, event.dtend.value, event.summary.value) for event in events}
    assert len(found) == len(events)
    return found


def find_event(file, title):
    return next(event for event in vobject.readOne(file.decode()).vevent_list if event.summary.value == title)


def test_file_holds_each_day_of_the_course_once(plan):
    for dates in list_courses()[::6]:
        days = [day for day in list_days(plan.entries, dates) if day.first]
        assert sorted((first, after) for first, after, _title in read(render(plan, dates)).values()) == sorted(
            (day.first, day.last + timedelta(days=1)) for day in days
        )


def test_titles_say_what_a_day_is(plan):
    events = sorted(read(render(plan)).values())
    assert [(str(first), title) for first, _after, title in events if first >= date(2027, 5, 31)] == [
        ("2027-05-31", "About this day: A pregnancy test at the end"),
        ("2027-05-31", "About this day: A pregnancy test each month"),
        ("2027-05-31", "About this day: Talk with your clinic each month"),
        ("2027-05-31", "Last capsule"),
        ("2027-05-31", "Pick up your capsules in time"),
        ("2027-06-08", "Rule holds until this day or longer: Breastfeeding"),
        ("2027-07-01", "About this day: The last pregnancy test"),
        ("2027-07-01", "Rule holds until this day or longer: Do not give blood"),
        ("2027-07-01", "Rule holds until this day or longer: Do not take extra vitamin A"),
        ("2027-07-01", "Rule holds until this day or longer: Keep both methods after the last capsule"),
        ("2027-07-01", "Rule holds until this day or longer: No sex instead of two methods"),
        ("2027-07-01", "Rule holds until this day or longer: St. John's wort"),
        ("2027-07-01", "Rule holds until this day or longer: The mini-pill does not count"),
        ("2027-07-01", "Rule holds until this day or longer: When you can try for a baby"),
        ("2027-07-26", "Rule holds until this day or longer: When a second course can start"),
        ("2027-12-01", "Rule holds until this day or longer: Do not wax"),
        ("2027-12-01", "Rule holds until this day or longer: Lasers, peels and dermabrasion"),
        ("2027-12-01", "Rule holds until this day or longer: No tattoos, piercings or permanent make-up"),
    ]


def test_next_file_moves_the_same_events(plan):
    early = CourseDates(DATES.first, DATES.planned_last, date(2027, 5, 30), DATES.group)
    first, same, moved = read(render(plan)), read(render(plan, now=NOW + timedelta(days=1))), read(render(plan, early))
    assert first == same
    assert set(moved) < set(first)  # one visit has fallen away
    wax = next(uid for uid, (_first, _after, title) in first.items() if title.endswith("Do not wax"))
    assert (first[wax][0], moved[wax][0]) == (date(2027, 12, 1), date(2027, 11, 30))


def test_later_file_has_the_higher_sequence(plan):
    def read_sequence(file):
        return {int(event.sequence.value) for event in vobject.readOne(file.decode()).vevent_list}

    (first,), (later,) = read_sequence(render(plan)), read_sequence(render(plan, now=NOW + timedelta(minutes=1)))
    assert later == first + 1 < 2**31


def test_discreet_file_has_no_clinical_word_and_the_same_events(plan):
    file = render(plan, is_discreet=True)
    assert CLINICAL.findall(file.decode()) == []
    assert CLINICAL.findall(render(plan).decode()) != []
    assert {title for _first, _after, title in read(file).values()} == {"Appointment"}
    assert {uid: days[:2] for uid, days in read(file).items()} == {
        uid: days[:2] for uid, days in read(render(plan)).items()
    }


def test_lines_are_those_of_the_standard(plan):
    file = render(plan)
    lines = file.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    assert file.count(b"BEGIN:VTIMEZONE") == 1


def test_alarms_ring_at_nine_on_the_morning_before_even_when_clocks_change(plan):
    """The clocks of Los Angeles change in the nights before 14 March and 7 November 2027."""
    for day in (date(2027, *numbers) for numbers in ((3, 13), (3, 14), (3, 15), (11, 6), (11, 7), (11, 8))):
        event = find_event(render(plan, CourseDates(day, day, None, "cannot")), "First capsule")
        midnight = datetime.combine(event.dtstart.value, datetime.min.time(), LOS_ANGELES)
        rings = (midnight.astimezone(UTC) + event.valarm.trigger.value).astimezone(LOS_ANGELES)
        assert (rings.date(), rings.hour, rings.minute) == (day - timedelta(days=1), 9, 0)


def test_days_to_pick_up_remind_on_their_last_morning_too(plan):
    event = find_event(render(plan), "Pick up your capsules in time")
    assert [(alarm.trigger.value, alarm.trigger.params) for alarm in event.valarm_list] == [
        (timedelta(hours=-15), {}),
        (timedelta(hours=-15), {"RELATED": ["END"]}),
    ]


def test_timezone_of_the_file_is_that_of_los_angeles(plan):
    zone = vobject.readOne(render(plan).decode()).vtimezone.tzinfo
    for day in (date(2027, 1, 1), date(2027, 3, 15), date(2027, 7, 1), date(2027, 11, 8), date(2030, 6, 1)):
        noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001  a time of the zone's own
        assert zone.utcoffset(noon) == noon.replace(tzinfo=LOS_ANGELES).utcoffset()
