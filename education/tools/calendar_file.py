"""The days of a course as a calendar file (RFC 5545). static/js/calendar-file.js writes the same in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone

from education.documents.passages import say_inline
from education.outputs.labels import COURSE_EVENTS

from .course import Entry, Plan
from .course_days import CourseDates, Day, list_days

# Names of events stay the same for ever, so that a new file changes the events of an old one.
_NAMESPACE = UUID("5d0c7f0e-6f1b-4e0a-9a52-2f8c6f0c5b3e")

# 9 in the morning of the day before, by the clock of the place: clocks change at night, before that hour. What lasts
# several days reminds once more, on its last morning.
_REMIND_BEFORE = timedelta(hours=-15)

_TIMEZONE = """BEGIN:VTIMEZONE
TZID:America/Los_Angeles
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
TZNAME:PDT
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
TZNAME:PST
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True)
class EventWords:
    """`uid` is the start of the names of an entry's events: the number of the event follows it."""

    uid: str
    summary: str
    description: str
    url: str


@dataclass(frozen=True)
class CalendarWords:
    """What a file says of itself. `title` stands on every event; None: each has its own words."""

    maker: str
    name: str
    file_name: str
    title: str | None


def get_calendar_words(*, is_discreet: bool) -> CalendarWords:
    """A discreet file has no word in it of what the days are for."""
    if is_discreet:
        return CalendarWords("-//Calendar//Appointments//EN", _("Appointments"), "appointments.ics", _("Appointment"))
    return CalendarWords("-//Isotretinoin guide//My course//EN", _("My course"), "my-course.ics", None)


def describe_events(plan: Plan, site_url: str) -> dict[str, EventWords]:
    """The words of each entry that has days, by its key."""
    return {entry.key: _describe(entry, site_url) for entry in plan.entries if entry.first_day is not None}


def list_timezone_lines() -> list[str]:
    return _TIMEZONE.splitlines()


def render_calendar(
    plan: Plan, dates: CourseDates, *, site_url: str, now: datetime, is_discreet: bool = False
) -> bytes:
    """The file. Nothing in it but the days themselves tells one reader's from another's."""
    words = get_calendar_words(is_discreet=is_discreet)
    calendar = Calendar()
    for name, value in (("prodid", words.maker), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", words.name)
    calendar.add("x-wr-timezone", "America/Los_Angeles")
    calendar.add_component(Timezone.from_ical("\r\n".join(list_timezone_lines())))
    events = describe_events(plan, site_url)
    for day in list_days(plan.entries, dates):
        if day.first is not None and day.last is not None:
            calendar.add_component(_make_event(day, day.first, day.last, events, words, now))
    return bytes(calendar.to_ical(sorted=False))


def _describe(entry: Entry, site_url: str) -> EventWords:
    said = [say_inline(passage.text, passage.resolver.say) for passage in entry.passages]
    own = _("A planned day. The days of your clinic and of your iPLEDGE account win. Rules change: look again.")
    return EventWords(
        uid=str(uuid5(_NAMESPACE, entry.key)),
        summary=str(COURSE_EVENTS[entry.kind]) % {"title": entry.title} if entry.kind in COURSE_EVENTS else entry.title,
        description="\n\n".join([*said, own]),
        url=site_url + entry.path,
    )


def _make_event(
    day: Day, first: date, last: date, events: Mapping[str, EventWords], words: CalendarWords, now: datetime
) -> Event:
    event, own = Event(), events[day.entry.key]
    title = words.title or own.summary
    event.add("uid", f"{own.uid}-{day.number}")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", int(now.timestamp()) // 60)  # a later file wins
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", title)
    if words.title is None:
        event.add("description", own.description)
        event.add("url", own.url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(_make_alarm(title, {}))
    if last > first:
        event.add_component(_make_alarm(title, {"RELATED": "END"}))
    return event


def _make_alarm(title: str, parameters: Mapping[str, str]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _REMIND_BEFORE, parameters=dict(parameters))
    alarm.add("description", title)
    return alarm
