"""“My course”: the browser works out the days that the server does, keeps them only if asked, and forgets them."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from education import live
from education.tools.calendar_file import render_calendar
from education.tools.course import TOPICS, Plan, build_plan
from education.tools.course_days import CourseDates, add_length, lay_out
from education.tools.course_json import render_plan_json
from tests.education.tools.courses import FIRST_DAYS, list_courses

PATH = "/tools/my-course/"

LAY_OUT = """async ([plan, courses]) => {
  const { layOut } = await import("/static/js/course-days.js");
  const write = ({ entry, number, first, last }) => [entry.key, number, first, last];
  return courses.map((dates) => {
    const { stretches, undated } = layOut(plan, dates);
    return [stretches.map(({ phase, days }) => [write(phase), days.map(write)]), undated.map(write)];
  });
}"""
ADD_LENGTHS = """async (given) => {
  const { addLength } = await import("/static/js/course-days.js");
  return given.map(([first, count, unit]) => addLength(first, count, unit));
}"""
WRITE_CALENDARS = """async ([plan, courses, kind, now]) => {
  const { writeCalendar } = await import("/static/js/calendar-file.js");
  return courses.map((dates) => writeCalendar(plan, dates, kind, new Date(now)));
}"""
ZONES = [
    "America/Los_Angeles",
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Africa/Casablanca",
]


@pytest.fixture
def plan(site: str) -> Plan:
    topics = {topic.document["slug"]: (topic.document, topic.stamp) for topic in live.list_live_topics("en")}
    return build_plan({slug: topics[slug] for slug in TOPICS}, live.read_surroundings())


def give(dates: CourseDates) -> dict[str, str]:
    """The dates as the browser takes them."""
    return {"first": dates.first.isoformat(), "last": dates.last.isoformat(), "group": dates.group}


def write_days(days: Any) -> list[list[Any]]:
    write: Callable[[date | None], str | None] = lambda day: day.isoformat() if day else None  # noqa: E731
    return [[day.entry.key, day.number, write(day.first), write(day.last)] for day in days]


def write_course(plan: Plan, dates: CourseDates) -> list[Any]:
    course = lay_out(plan, dates)
    stretches = [[write_days([stretch.phase])[0], write_days(stretch.days)] for stretch in course.stretches]
    return [stretches, write_days(course.undated)]


@pytest.fixture
def open_in_zones(browser: Browser, site: str) -> Iterator[list[tuple[str, Page]]]:
    """The page in browsers of many time zones."""
    contexts = [browser.new_context(base_url=site, timezone_id=zone) for zone in ZONES]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(PATH)
    yield list(zip(ZONES, pages, strict=True))
    for context in contexts:
        context.close()


def test_browser_and_server_place_every_day_alike(open_in_zones, site, plan):
    courses = list_courses()
    given = [json.loads(json.dumps(render_plan_json(plan, site))), [give(dates) for dates in courses]]
    wanted = [write_course(plan, dates) for dates in courses]
    for zone, page in open_in_zones:
        assert (zone, page.evaluate(LAY_OUT, given)) == (zone, wanted)


def test_browser_and_server_add_a_length_alike(open_in_zones):
    lengths = [
        (first + timedelta(days=number), count, unit)
        for first in FIRST_DAYS.values()
        for number in range(3)
        for unit, longest in (("weeks", 104), ("months", 24))
        for count in range(1, longest + 1)
    ]
    given = [[first.isoformat(), count, unit] for first, count, unit in lengths]
    wanted = [add_length(*length).isoformat() for length in lengths]
    for zone, page in open_in_zones:
        assert (zone, page.evaluate(ADD_LENGTHS, given)) == (zone, wanted)


def read_events(file: str) -> dict[str, list[tuple[str, str]]]:
    """{uid: everything that stands in the event, in order}, as icalendar reads the file."""
    return {
        str(event["uid"]): [(name, str(getattr(value, "dt", value))) for name, value in event.property_items()]
        for event in Calendar.from_ical(file).walk("VEVENT")
    }


@pytest.mark.parametrize("kind", ["open", "discreet"])
def test_browser_writes_the_calendar_of_the_server(page, plan, site, kind):
    page.goto(PATH)
    now = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    courses = list_courses()[::5]
    words = json.loads(json.dumps(render_plan_json(plan, site)))
    files = page.evaluate(WRITE_CALENDARS, [words, [give(dates) for dates in courses], kind, now.isoformat()])

    for dates, file in zip(courses, files, strict=True):
        wanted = render_calendar(plan, dates, site_url=site, now=now, is_discreet=kind == "discreet").decode()
        assert read_events(file) == read_events(wanted)
        assert Calendar.from_ical(file).walk("VTIMEZONE")[0] == Calendar.from_ical(wanted).walk("VTIMEZONE")[0]
        assert len(vobject.readOne(file).vevent_list) == len(read_events(wanted))
        assert [line for line in file.split("\r\n") if len(line.encode()) > 75 or "\n" in line] == []


def write_day(place: Page | Locator, question: str, day: tuple[str, str, str]) -> None:
    boxes = place.get_by_role("group", name=question)
    for name, number in zip(("Month", "Day", "Year"), day, strict=True):
        boxes.get_by_label(name).fill(number)


def fill_in(page: Page, group: str = "I would rather not say: show both") -> None:
    write_day(page, "When is your first capsule?", ("1", "31", "2027"))
    page.get_by_label("How long is your course?").fill("5")
    page.get_by_label(group).check()


def show_dates(page: Page) -> None:
    page.get_by_role("button", name="Show my dates").click()


def read_result(page: Page) -> list[str]:
    """The lines of the answer, but for what only a script can do."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.evaluate("document.querySelector('[data-course-print]')?.remove()")
    return [line.strip() for line in page.locator(".course").inner_text().split("\n") if line.strip()]


def test_page_says_the_same_with_and_without_scripts(new_context, site):
    pages = [new_context(base_url=site, java_script_enabled=has_scripts).new_page() for has_scripts in (True, False)]
    for group in ("I can become pregnant", "I cannot become pregnant", "I would rather not say: show both"):
        for stopped in (("", "", ""), ("3", "5", "2027")):
            words = []
            for page in pages:
                page.goto(PATH)
                fill_in(page, group)
                write_day(page, "Did you stop early?", stopped)
                show_dates(page)
                expect(page.get_by_role("heading", name="Your dates", exact=True)).to_be_visible()
                words.append(read_result(page))
            assert words[0] == words[1]
            assert "First capsule" in words[0]
            assert any(line.startswith("You stopped early") for line in words[0]) == bool(stopped[0])


def test_browser_sends_nothing_and_the_server_is_not_asked(page: Page):
    page.goto(PATH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fill_in(page)
    show_dates(page)
    expect(page.get_by_role("heading", name="Your dates", exact=True)).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename == "my-course.ics"
    assert "First capsule" in Path(download.value.path()).read_text()
    page.get_by_label("Call each day “Appointment”").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename == "appointments.ics"
    # The browser may come for the page's icon at any moment.
    assert [url for url in asked if not url.startswith("blob:") and not url.endswith("/icon.svg")] == []
    assert page.url.endswith(PATH)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.context.cookies() == []


def test_dates_are_kept_when_asked_survive_a_reload_and_are_forgotten(page: Page):
    page.goto(PATH)
    fill_in(page)
    page.get_by_label("Keep my dates in this browser").check()
    show_dates(page)
    words = read_result(page)
    page.reload()
    expect(page.get_by_label("Keep my dates in this browser")).to_be_checked()
    expect(page.get_by_label("How long is your course?")).to_have_value("5")
    assert read_result(page) == words

    page.get_by_role("button", name="Forget everything").click()
    expect(page.get_by_text("Nothing of yours is kept in this browser any more.")).to_be_visible()
    expect(page.locator(".course")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.get_by_label("How long is your course?")).to_have_value("")
    expect(page.locator(".course")).to_have_count(0)


def test_dates_are_forgotten_as_soon_as_the_box_is_empty_again(page: Page):
    page.goto(PATH)
    fill_in(page)
    page.get_by_label("Keep my dates in this browser").check()
    assert page.evaluate("Object.keys(localStorage).sort()") == ["guide:last-capsule", "guide:my-course"]
    page.get_by_label("Keep my dates in this browser").uncheck()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_address_with_dates_shows_them_and_forgets_none_that_are_kept(page: Page):
    page.goto(PATH)
    fill_in(page)
    page.get_by_label("Keep my dates in this browser").check()
    show_dates(page)
    kept = page.evaluate("({...localStorage})")
    page.goto(f"{PATH}?first_0=3&first_1=1&first_2=2027&how_long=6&unit=months&group=cannot")
    expect(page.locator(".course")).to_contain_text("March 1, 2027")
    show_dates(page)
    assert page.evaluate("({...localStorage})") == kept


def test_reader_without_scripts_gets_dates_a_bookmark_and_a_file(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.get_by_label("Keep my dates in this browser")).to_be_hidden()
    fill_in(page)
    show_dates(page)
    assert page.url.endswith(PATH)
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename == "my-course.ics"
    page.get_by_label("Put my dates into the address").check()
    show_dates(page)
    expect(page.get_by_role("heading", name="Your dates", exact=True)).to_be_visible()
    assert "?first_0=1&first_1=31&first_2=2027" in page.url


def test_keyboard_alone_is_enough(page: Page):
    page.goto(PATH)

    def go_to(target: Locator) -> None:
        for _press in range(80):
            if target.evaluate("element => element === document.activeElement"):
                expect(target).to_be_in_viewport()
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    first = page.get_by_role("group", name="When is your first capsule?")
    for box, number in (("Month", "1"), ("Day", "31"), ("Year", "2027")):
        go_to(first.get_by_label(box))
        page.keyboard.type(number)
    go_to(page.get_by_label("How long is your course?"))
    page.keyboard.type("30")
    go_to(page.get_by_role("button", name="Show my dates"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("How long is your course?")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("5")
    go_to(page.get_by_role("group", name="Which iPLEDGE group are you in?").get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your dates", exact=True)).to_be_focused()
    go_to(page.locator("[data-key=until-waxing] summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Waxing and sugaring")).to_be_visible()


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (lambda page: None, "Write the day of your first capsule. A day that you plan is fine."),
        (
            lambda page: write_day(page, "When is your first capsule?", ("2", "30", "2027")),
            "Write a day that exists: the month, the day and the year in numbers.",
        ),
        (
            lambda page: write_day(page, "When is your first capsule?", ("1", "1", "9999")),
            "Look at the year again. We can plan a course that starts between November 20, 2021 and November 25, 2028.",
        ),
    ],
)
def test_both_say_the_same_of_what_does_not_fit(new_context, site, write, sentence):
    told = []
    for has_scripts in (True, False):
        page = new_context(base_url=site, java_script_enabled=has_scripts).new_page()
        page.goto(PATH)
        page.get_by_label("How long is your course?").fill("1000")
        write(page)
        show_dates(page)
        expect(page.get_by_role("alert")).to_be_visible()
        lines = page.locator(".error-summary li, .field__error").all_inner_texts()
        told.append([" ".join(line.split()) for line in lines])
    assert told[0] == told[1]
    assert sentence in told[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(page: Page, check_accessibility, scheme):
    def check() -> None:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_accessibility(page)
            assert (width, page.evaluate("document.documentElement.scrollWidth")) == (width, width)

    page.emulate_media(color_scheme=scheme)
    page.goto(PATH)
    check()
    show_dates(page)
    expect(page.get_by_role("alert")).to_be_focused()
    check()
    fill_in(page)
    write_day(page, "Did you stop early?", ("3", "5", "2027"))
    show_dates(page)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    check()
    page.get_by_role("button", name="Forget everything").click()
    check()


def test_page_is_whole_on_paper(page: Page):
    page.goto(PATH)
    fill_in(page)
    show_dates(page)
    page.emulate_media(media="print", color_scheme="dark")
    words = " ".join(page.locator("main").inner_text().split())
    assert "First capsule: Sunday, January 31, 2027. Last capsule: Wednesday, June 30, 2027." in words
    assert "Edition 1, November 24, 2026. Not yet reviewed by a clinician." in words
    assert "Do not wax until 6 months after your last capsule." in words
    assert "Write your dates" not in words
