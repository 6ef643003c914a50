"""The desk in numbers."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import STATUS, Email

from appointments import answering
from appointments.models import AppointmentRequest
from appointments.steps import State
from tests.appointments.admin.desk_pages import NUMBERS, QUEUE, get_page, read_facts
from tests.appointments.factories import make_clinic, make_request, make_request_in
from tests.conftest import NOW
from tests.education.admin.browsing import parse
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def make_aged(name: str, **ago: float) -> AppointmentRequest:
    """A request that came so long ago."""
    request = make_request(name)
    AppointmentRequest.objects.filter(pk=request.pk).update(created_at=NOW - timedelta(**ago))
    return AppointmentRequest.objects.get(pk=request.pk)


def make_reached(name: str, hours: float, by, **ago: float) -> None:
    """A request that was first contacted so many hours after it came."""
    request = make_aged(name, **ago)
    answering.record_contact(request, seen=1, by=by, note="Reached.")
    first = NOW - timedelta(**ago) + timedelta(hours=hours)
    AppointmentRequest.objects.filter(pk=request.pk).update(first_contact_at=first)


def read_table(response, number: int) -> list[list[str]]:
    rows = parse(response).select("table.numbers")[number].select("tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


def test_requests_are_counted_by_state_and_age(desk, rosa):
    for name, ago in (("A", {"hours": 23}), ("B", {"days": 1}), ("C", {"days": 2.9}), ("D", {"days": 3})):
        make_aged(name, **ago)
    make_aged("E", days=6.9)
    make_aged("F", days=7)
    make_request_in(State.CLOSED, rosa, name="G")

    assert read_table(desk.get(NUMBERS), 0) == [
        ["State", "less than a day", "1 to 2 days", "3 to 6 days", "a week or more", "in all"],
        ["new", "1", "2", "2", "1", "6"],
        ["in contact", "0", "0", "0", "0", "0"],
        ["time offered", "0", "0", "0", "0", "0"],
        ["booked", "0", "0", "0", "0", "0"],
        ["declined", "0", "0", "0", "0", "0"],
        ["withdrawn by the patient", "0", "0", "0", "0", "0"],
        ["closed", "1", "0", "0", "0", "1"],
    ]


def test_weeks_begin_on_monday_in_los_angeles_and_the_last_twelve_are_shown(desk):
    monday = NOW.replace(day=23, hour=0)
    for name, moment in (
        ("this week", monday),
        ("last week", monday - timedelta(seconds=1)),
        ("first of twelve", monday - timedelta(weeks=11)),
        ("too old", monday - timedelta(weeks=11, seconds=1)),
    ):
        make_aged(name, seconds=(NOW - moment).total_seconds())

    table = read_table(desk.get(NUMBERS), 1)

    assert len(table) == 13
    assert [row for row in table if row[1] != "0"] == [
        ["Week from Monday", "Requests"],
        ["Sept. 7, 2026", "1"],
        ["Nov. 16, 2026", "1"],
        ["Nov. 23, 2026", "1"],
    ]


def test_chart_draws_what_its_table_says_and_says_what_it_is(desk):
    for number in range(3):
        make_request(f"Now {number}")
    make_aged("Before", weeks=1)

    chart = parse(desk.get(NUMBERS)).select_one("svg.weeks-chart")

    assert (chart["role"], chart.title.text) == ("img", "Requests a week")
    assert chart.select_one("desc").text == (
        "One bar for each of the last 12 weeks, 4 requests in all. The table beside it has each number."
    )
    assert chart["aria-labelledby"].split() == [chart.title["id"], chart.select_one("desc")["id"]]
    heights = [int(bar["height"]) for bar in chart.select("rect")]
    assert heights[:10] == [0] * 10
    assert (heights[10], heights[11]) == (67, 200)
    assert [count.text for count in chart.select(".weeks-chart__count")] == ["0"] * 10 + ["1", "3"]


def test_page_has_no_style_of_its_own(desk):
    make_request()

    page = parse(desk.get(NUMBERS))

    assert page.select("main [style], main style, main script") == []


def test_time_to_first_contact_is_told_by_mean_and_median(desk, rosa):
    make_reached("A", 1, rosa, days=5)
    make_reached("B", 2, rosa, days=5)
    make_reached("C", 30, rosa, days=5)
    make_reached("Long ago", 500, rosa, weeks=13)
    make_request("Waits")

    assert read_facts(desk.get(NUMBERS), ".panel__facts") == {
        "Mean": "11.0 hours",
        "Median": "2.0 hours",
        "Counted": "3",
        "No contact yet": "1",
    }


@pytest.mark.parametrize(
    ("hours", "median"), [((0.5,), "30 minutes"), ((1, 4), "2.5 hours"), ((10, 60, 72, 80), "2.8 days")]
)
def test_median_of_few_and_of_an_even_number(desk, rosa, hours, median):
    for number, taken in enumerate(hours):
        make_reached(f"Row {number}", taken, rosa, days=6)

    assert read_facts(desk.get(NUMBERS), ".panel__facts")["Median"] == median


def test_numbers_of_an_empty_desk(desk):
    page = desk.get(NUMBERS)

    assert read_facts(page, ".panel__facts") == {
        "Mean": "nothing to count yet",
        "Median": "nothing to count yet",
        "Counted": "0",
        "No contact yet": "0",
    }
    assert parse(page).select_one("#failed ~ p").text == "Nothing: every mail was sent, or is on its way."


def test_what_could_not_be_mailed_is_linked_without_an_address(desk):
    make_clinic()
    request = make_request()
    Email.objects.filter(request_mail__audience="patient").update(status=STATUS.failed)

    page = desk.get(NUMBERS)

    mail, items = "to the patient, a request came", parse(page).select("#failed ~ ul li")
    assert [" ".join(item.get_text(" ", strip=True).split()) for item in items] == [
        f"{request.reference} , {mail} Send again {request.reference}, {mail}"
    ]
    assert items[0].a["href"] == get_page(request)
    assert "ann@example.com" not in page.content.decode()


def test_mail_of_a_request_that_is_put_away_needs_nobody_any_more(desk, rosa):
    make_request_in(State.CLOSED, rosa, name="Over")
    Email.objects.update(status=STATUS.failed)

    assert parse(desk.get(NUMBERS)).select("#failed ~ ul li") == []
    assert "could not be sent" not in parse(desk.get("/admin/")).select_one("#requests-to-answer").parent.text


def test_number_of_queries_does_not_grow(desk, rosa):
    make_reached("A", 1, rosa, days=1)
    desk.get(NUMBERS)
    with CaptureQueriesContext(connection) as few:
        desk.get(NUMBERS)
    for number in range(6):
        make_reached(f"Row {number}", number, rosa, days=number)
    Email.objects.update(status=STATUS.failed)

    with CaptureQueriesContext(connection) as many:
        desk.get(NUMBERS)

    assert len(many) == len(few)
    assert len(few) < 15


def test_start_page_and_queue_lead_to_the_numbers(desk):
    for url in ("/admin/", QUEUE):
        assert [link["href"] for link in parse(desk.get(url)).select(f'a[href="{NUMBERS}"]')] == [NUMBERS]


@pytest.mark.parametrize("group", ["Front desk", "Managers"])
def test_start_page_says_what_waits(sign_in, rosa, group):
    answering.take_request(make_request("Held"), seen=1, by=rosa)
    make_request("Soon", reason="window", window_ends_on=date(2026, 11, 30))
    make_request("Later", reason="window", window_ends_on=date(2027, 1, 30))
    make_request_in(State.CLOSED, rosa, name="Over")
    Email.objects.filter(request_mail__request__name="Soon").update(status=STATUS.failed)

    page = parse(sign_in(make_user("somebody", group)).get("/admin/"))

    assert [mark.get_text(strip=True) for mark in page.select("#requests-to-answer + ul strong")] == [
        "1 e-mail could not be sent"
    ]
    links = page.select("#requests-to-answer + ul a")

    assert [(link.text, link["href"]) for link in links] == [
        ("3 requests wait for an answer", QUEUE),
        ("2 that nobody holds", f"{QUEUE}?held=nobody"),
        ("1 with a prescription window that ends within 7 days, or has ended", f"{QUEUE}?window=soon"),
        ("1 e-mail could not be sent", f"{NUMBERS}#failed"),
        ("Requests in numbers", NUMBERS),
    ]
