"""“My course” without scripts: any input gets an answer that says what to do, and nothing of it is kept or logged."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from education.models import Topic
from education.publishing import withdraw_topic
from tests.conftest import NOW
from tests.education.factories import make_user

PATH = "/tools/my-course/"
CALENDAR = "/tools/my-course/calendar.ics"
ANSWERS = {
    "first_0": "1",
    "first_1": "31",
    "first_2": "2027",
    "how_long": "1",
    "unit": "months",
    "group": "can_become_pregnant",
}
NO_SUCH_DAY = "Write a day that exists: the month, the day and the year in numbers."
FAR = "Look at the year again. We can plan a course that starts between November 20, 2021 and November 25, 2028."
RANGE = "Write how long in digits: 1 to 104 weeks, or 1 to 24 months."

# What is changed in the answers, and what the page then says.
FAULTS = [
    (
        dict.fromkeys(ANSWERS, ""),
        [
            "Write the day of your first capsule. A day that you plan is fine.",
            "Write how long your course is, or the day of your last capsule.",
            "Choose one of these answers.",
        ],
    ),
    ({"first_0": "2", "first_1": "30"}, [NO_SUCH_DAY]),
    ({"first_2": ""}, [NO_SUCH_DAY]),
    ({"first_2": "0"}, [FAR]),
    ({"first_2": "1"}, [FAR]),
    ({"first_2": "0001"}, [FAR]),
    ({"first_2": "9999"}, [FAR]),
    ({"first_2": "2020"}, [FAR]),
    ({"first_0": "70 kg", "first_1": "", "first_2": ""}, [NO_SUCH_DAY]),
    ({"first_0": "😀"}, [NO_SUCH_DAY]),
    ({"first_0": "'; DROP TABLE education_topic; --"}, [NO_SUCH_DAY]),
    ({"first_0": "<script>alert(1)</script>"}, [NO_SUCH_DAY]),
    ({"first_0": "1\x00"}, [NO_SUCH_DAY]),
    ({"first_0": "1" * 10_000}, [NO_SUCH_DAY]),
    ({"how_long": "0"}, [RANGE]),
    ({"how_long": "25"}, [RANGE]),
    ({"how_long": "1000", "unit": "weeks"}, [RANGE]),
    ({"how_long": "105", "unit": "weeks"}, [RANGE]),
    ({"how_long": "-5"}, [RANGE]),
    ({"how_long": "five"}, [RANGE]),
    ({"how_long": "²"}, [RANGE]),
    ({"how_long": "5\x00"}, [RANGE]),
    ({"how_long": "9" * 10_000}, [RANGE]),
    ({"unit": ""}, ["Choose weeks or months."]),
    ({"unit": "years"}, ["Choose weeks or months."]),
    ({"group": "both"}, ["Choose one of these answers."]),
    (
        {"last_0": "2", "last_1": "3", "last_2": "2027"},
        ["Write how long it is or the last day, not both. Leave one of them empty."],
    ),
    (
        {"how_long": "", "last_0": "1", "last_1": "30", "last_2": "2027"},
        ["This day comes before your first capsule. Look at both days again."],
    ),
    (
        {"how_long": "", "last_0": "1", "last_1": "30", "last_2": "9999"},
        ["This is more than two years after your first capsule. Look at the year again."],
    ),
    (
        {"stopped_0": "1", "stopped_1": "30", "stopped_2": "2027"},
        ["This day comes before your first capsule. Look at both days again."],
    ),
    (
        {"stopped_0": "3", "stopped_1": "1", "stopped_2": "2027"},
        ["This day comes after the end that you planned. Leave it empty, and write the new end above."],
    ),
]

pytestmark = pytest.mark.usefixtures("guide")


def read(response):
    return BeautifulSoup(response.content, "html5lib")


def read_errors(response):
    return [item.get_text() for item in read(response).select(".error-summary li")]


def read_days(response):
    """{title: the days} of the timeline, the last of each title."""
    rows = read(response).select("main > .tool > [data-course-result] .timeline .course-day")
    return {
        " ".join(row.h4.get_text().split()): " ".join(row.select_one(".course-day__when").get_text().split())
        for row in rows
    }


def test_page_asks_for_the_dates_and_shows_none(client):
    response = client.get(PATH)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, no-cache")
    assert [heading.get_text() for heading in read(response).select("h1")] == ["My course"]
    assert read_days(response) == {}


def test_dates_are_answered_and_kept_by_nobody(client, caplog):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.post(PATH, ANSWERS)
    days = read_days(response)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert days["First capsule"] == "Sunday, January 31, 2027"
    assert days["Last capsule"] == "Sunday, February 28, 2027"
    assert days["First pregnancy test"] == "By Wednesday, January 6, 2027 at the latest"
    assert days["Second pregnancy test"] == "About Monday, January 25, 2027 to Sunday, January 31, 2027"
    assert days["Do not give blood"] == "Until Wednesday, March 31, 2027 or longer"
    assert days["Do not wax"] == "Until Tuesday, August 31, 2027 or longer"
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert (client.cookies, caplog.records) == ({}, [])


def test_dates_go_into_the_address_only_when_the_reader_ticks_that(client):
    response = client.post(PATH, ANSWERS | {"in_address": "on"})
    address = f"{PATH}?first_0=1&first_1=31&first_2=2027&how_long=1&unit=months&group=can_become_pregnant"
    assert (response.status_code, response.headers["Location"]) == (303, address)
    bookmarked = client.get(address)
    assert (bookmarked.status_code, bookmarked.headers["Cache-Control"]) == (200, "private, no-store")
    assert read_days(bookmarked) == read_days(client.post(PATH, ANSWERS)) != {}


def test_course_that_stopped_early_counts_from_the_day_it_stopped(client):
    stopped = {"stopped_0": "2", "stopped_1": "5", "stopped_2": "2027"}
    response = client.post(PATH, ANSWERS | stopped)
    days = read_days(response)
    assert days["Last capsule"] == "Friday, February 5, 2027"
    assert days["The last pregnancy test"] == "About Monday, March 8, 2027"
    assert "You stopped early" in read(response).select_one("[data-course-result]").get_text()
    assert "You stopped early" not in read(client.post(PATH, ANSWERS)).select_one("[data-course-result]").get_text()


def test_last_day_stands_for_the_length(client):
    last = {"how_long": "", "last_0": "2", "last_1": "28", "last_2": "2027"}
    assert read_days(client.post(PATH, ANSWERS | last)) == read_days(client.post(PATH, ANSWERS)) != {}


@pytest.mark.parametrize("group", ["can_become_pregnant", "cannot", "unsaid"])
def test_group_sees_what_is_for_it(client, group):
    response = client.post(PATH, ANSWERS | {"group": group})
    words = read(response).select_one("[data-course-result]").get_text()
    assert ("First pregnancy test" in read_days(response)) == (group != "cannot")
    assert ("If you cannot become pregnant: when to pick up" in words) == (group != "can_become_pregnant")
    assert ("Have a pregnancy test when your course ends." in " ".join(words.split())) == (group != "cannot")


def test_input_that_does_not_fit_is_told_what_to_do(client, caplog):
    """One test for all of them: each would load the guide anew."""
    for changes, errors in FAULTS:
        for response in (client.post(PATH, ANSWERS | changes), client.get(PATH, ANSWERS | changes)):
            told = (changes, response.status_code, read_errors(response), read_days(response))
            assert told == (changes, 422, errors, {})
            assert response.headers["Cache-Control"] == "private, no-store"
        assert (changes, client.post(CALENDAR, ANSWERS | changes).status_code) == (changes, 422)
    assert caplog.records == []


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*ANSWERS, "last_0", "last_1", "last_2", "stopped_0", "in_address"]), st.text()))
def test_no_input_breaks_the_page(client, changes):
    assert client.post(PATH, ANSWERS | changes).status_code in (200, 303, 422)


def test_strange_address_shows_the_form(client):
    response = client.get(PATH, {"utm_source": "x"})
    assert (response.status_code, read_errors(response)) == (200, [])


def test_calendar_is_sent_as_a_file_that_nobody_keeps(client):
    response = client.post(CALENDAR, ANSWERS)
    headers = {name: response.headers[name] for name in ("Cache-Control", "Content-Type", "Content-Disposition")}
    assert headers == {
        "Cache-Control": "private, no-store",
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="my-course.ics"',
    }
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
    discreet = client.post(CALENDAR, ANSWERS | {"discreet": "yes"})
    assert discreet.headers["Content-Disposition"] == 'attachment; filename="appointments.ics"'
    assert client.get(CALENDAR).headers["Location"] == PATH


def test_calendar_form_of_the_page_holds_the_dates(client):
    form = read(client.post(PATH, ANSWERS)).select_one("[data-course-result] [data-course-calendar]")
    assert {box["name"]: box["value"] for box in form.select("[type=hidden]")} == ANSWERS


@pytest.mark.parametrize("slug", ["what-to-avoid", "staying-safe"])
def test_page_shows_no_dates_while_a_topic_is_down(client, slug):
    withdraw_topic(Topic.objects.get(key=slug), "en", by=make_user("manager"), reason="A day is wrong.")
    for response in (client.get(PATH), client.post(PATH, ANSWERS), client.post(CALENDAR, ANSWERS)):
        page = read(response)
        assert response.status_code == 503
        assert page.h2.get_text() == "We cannot show your dates now"
        assert page.select(".timeline, time, template") == []
        assert page.select_one('main a[href^="/guide/side-effects/#"]') is not None


def test_rule_past_its_check_date_gives_no_date(client, clock):
    clock.move_to(NOW.replace(year=2027, month=2, day=25))
    response = client.post(PATH, ANSWERS)
    days, words = read_days(response), " ".join(read(response).select_one("[data-course-result]").get_text().split())
    lapsed = {
        "Do not give blood",
        "Second pregnancy test",
        "Keep both methods after the last capsule",
        "St. John's wort",
    }
    assert lapsed & set(days) == set()
    assert {"First capsule", "Do not wax", "Breastfeeding"} <= set(days)
    assert "Do not give blood This rule is being re-checked. Ask your clinic what holds today." in words
    assert "Do not give any until" not in words


def test_page_names_the_edition_of_each_topic_it_is_from(client):
    links = [link.get_text() for link in read(client.get(PATH)).select(".tool__editions a")]
    assert links == [
        "After your course",
        "How your clinic keeps you safe",
        "Getting the most from your course",
        "What to avoid",
        "What to expect, week by week",
    ]
