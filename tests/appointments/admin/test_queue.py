"""The queue: what waits, in order of need, found by whatever a patient says on the phone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments import answering
from appointments.asking import add_time
from appointments.models import AppointmentRequest
from appointments.steps import State
from education.models import Location
from tests.appointments.admin.desk_pages import QUEUE, SEARCH, get_page, list_references, read_row
from tests.appointments.factories import make_clinic, make_request, make_request_in
from tests.conftest import NOW
from tests.education.admin.browsing import list_messages, parse

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def make_old(days: int, name: str, **answers: object) -> AppointmentRequest:
    request = make_request(name, **answers)
    AppointmentRequest.objects.filter(pk=request.pk).update(created_at=NOW - timedelta(days=days))
    return AppointmentRequest.objects.get(pk=request.pk)


def make_window(days: int, name: str = "Win", **answers: object) -> AppointmentRequest:
    return make_request(name, reason="window", window_ends_on=date(2026, 11, 24) + timedelta(days=days), **answers)


def test_queue_shows_what_waits_the_next_window_first_then_the_oldest(desk, rosa):
    young, old = make_old(1, "Young"), make_old(5, "Old")
    late, soon = make_window(9, "Late"), make_window(2, "Soon")
    for state in (State.BOOKED, State.DECLINED, State.WITHDRAWN, State.CLOSED):
        make_request_in(state, rosa, name=state)

    page = desk.get(QUEUE)

    assert list_references(page) == [row.reference for row in (soon, late, old, young)]


@pytest.mark.parametrize(
    ("days", "words", "level"),
    [
        (-1, "window ended 1 day ago", "urgent"),
        (-3, "window ended 3 days ago", "urgent"),
        (0, "window ends today", "urgent"),
        (1, "window ends tomorrow", "urgent"),
        (2, "window ends in 2 days", "urgent"),
        (3, "window ends in 3 days", "soon"),
        (7, "window ends in 7 days", "soon"),
        (8, "window ends in 8 days", "calm"),
    ],
)
def test_window_is_told_in_words_and_by_how_pressing_it_is(desk, days, words, level):
    make_window(days)

    notice = parse(desk.get(QUEUE)).select_one(".field-need .notice")

    assert (notice.get_text(strip=True), notice["class"]) == (words, ["notice", f"notice--{level}"])
    assert bool(notice.select("svg")) == (level != "calm")


def test_window_whose_last_day_is_not_known_is_told_while_the_request_waits(desk, rosa):
    request = make_request(reason="window")

    def read_notices() -> list[tuple[str, str]]:
        notices = parse(desk.get(f"{QUEUE}?state=all")).select(".field-need .notice")
        return [(notice.get_text(strip=True), notice["class"][-1]) for notice in notices]

    waits = read_notices()
    answering.decline_request(request, seen=1, by=rosa, reason="We are full.")

    assert waits == [
        ("window ends soon, its last day is not known", "notice--soon"),
        ("asked today", "notice--calm"),
    ]
    assert read_notices() == [("asked today", "notice--calm")]


@pytest.mark.parametrize(
    ("days", "words", "level"),
    [
        (0, "asked today, an answer is promised by November 26", "calm"),
        (4, "asked 4 days ago, an answer is promised for today", "soon"),
        (5, "asked 5 days ago, late: an answer was promised by November 23", "urgent"),
    ],
)
def test_age_is_measured_by_the_promise_of_the_clinic(desk, days, words, level):
    make_clinic()  # two working days: from a Friday to the Tuesday after it
    make_old(days, "Ann")

    notice = parse(desk.get(QUEUE)).select_one(".field-need .notice")

    assert (notice.get_text(strip=True), notice["class"][-1]) == (words, f"notice--{level}")


@pytest.mark.parametrize(
    ("days", "words", "level"),
    [(1, "asked yesterday", "calm"), (3, "asked 3 days ago", "soon"), (7, "asked 7 days ago", "urgent")],
)
def test_age_without_a_promise_is_measured_by_days(desk, days, words, level):
    make_old(days, "Ann")

    notice = parse(desk.get(QUEUE)).select_one(".field-need .notice")

    assert (notice.get_text(strip=True), notice["class"][-1]) == (words, f"notice--{level}")


def test_row_says_where_it_stands_and_how_to_reach_the_patient(desk, rosa):
    request = make_request(warnings=["contact", "quick"], may_leave_message=False, may_name_clinic=False)
    answering.take_request(request, seen=1, by=rosa)

    row = read_row(desk.get(QUEUE))

    assert row == {
        "reference": request.reference,
        "person": "Ann Example",
        "standing": "new held by Rosa",
        "about": "I am thinking about isotretinoin",
        "need": "asked today looks odd: several requests wait with the same contact; sent faster than anybody types",
        "contact": "Call: (818) 555-0100 Do not leave a message Do not name the clinic",
    }


def test_row_tells_that_the_patient_added_a_time_until_somebody_works_on_it(desk, rosa):
    request = add_time(make_request(), seen=1, words="Friday")
    assert read_row(desk.get(QUEUE))["need"] == "the patient added a time asked today"

    answering.take_request(request, seen=2, by=rosa)
    assert read_row(desk.get(QUEUE))["need"] == "asked today"


def test_long_name_takes_no_more_than_its_share_of_the_list(desk):
    make_request("W" * 200)

    assert read_row(desk.get(QUEUE))["person"] == "W" * 59 + "…"


def test_what_must_not_be_done_is_told_by_shape_and_words(desk):
    make_request(may_leave_message=False)

    bans = parse(desk.get(QUEUE)).select(".field-contact strong.ban")

    assert [(ban.get_text(strip=True), len(ban.select("svg")), "ban--strong" in ban["class"]) for ban in bans] == [
        ("Do not leave a message", 1, True),
        ("Do not name the clinic", 1, False),
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"may_name_clinic": True}, "Call: (818) 555-0100"),
        ({"contact_way": "text", "may_name_clinic": True}, "Text message: (818) 555-0100"),
        ({"phone": "+447911123456", "may_name_clinic": True}, "Call: +44 7911 123456"),
        (
            {"contact_way": "email", "phone": "", "may_leave_message": None, "may_name_clinic": None},
            "E-mail: ann@example.com",
        ),
    ],
)
def test_contact_is_the_way_that_the_patient_chose(desk, answers, words):
    make_request(**answers)

    assert read_row(desk.get(QUEUE))["contact"] == words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=new", {"Ann", "Odd", "Mine", "Glen", "Soon"}),
        ("state=in_contact", {"Met"}),
        ("state=booked", {"Booked"}),
        ("state=all", {"Ann", "Odd", "Mine", "Glen", "Soon", "Met", "Booked"}),
        ("held=me", {"Mine", "Met"}),
        ("held=nobody", {"Ann", "Odd", "Glen", "Soon"}),
        ("window=soon", {"Soon"}),
        ("odd=yes", {"Odd"}),
        ("reason__exact=after", {"Odd"}),
        ("place=glendale", {"Glen"}),
        ("held=nobody&place=encino&window=soon", {"Soon"}),
    ],
)
def test_filters_narrow_the_queue(desk, rosa, query, found):
    for position, key in enumerate(("encino", "glendale")):
        Location.objects.create(key=key, name=key.title(), kind="office", position=position)
    make_request("Ann")
    make_request("Odd", reason="after", warnings=["trap"])
    make_request("Glen", place="glendale")
    make_window(7, "Soon")
    answering.take_request(make_request("Mine"), seen=1, by=rosa)
    make_request_in(State.IN_CONTACT, rosa, name="Met")
    make_request_in(State.BOOKED, rosa, name="Booked")

    references = list_references(desk.get(f"{QUEUE}?{query}"))

    assert sorted(AppointmentRequest.objects.filter(reference__in=references).values_list("name", flat=True)) == sorted(
        found
    )


def test_what_is_over_is_listed_the_newest_first(desk, rosa):
    rows = [make_request_in(State.CLOSED, rosa, name=name) for name in ("One", "Two", "Three")]

    assert list_references(desk.get(f"{QUEUE}?state=closed")) == [row.reference for row in reversed(rows)]


@pytest.fixture
def lou(db):
    """A request that is found in many ways, among others."""
    make_request("Somebody Else", phone="+18185550199", email="else@example.org")
    make_request("Óscar Peña", phone="+18185550198", email="oscar@example.org")
    request = make_request("Lou O'Hara-Smith", phone="+13105550123", email="Lou.Hara@example.com")
    AppointmentRequest.objects.filter(pk=request.pk).update(reference="HK7M-4WXA")
    return AppointmentRequest.objects.get(pk=request.pk)


@pytest.mark.parametrize(
    "words",
    [
        "HK7M-4WXA",
        "hk7m4wxa",
        " hk7m 4wxa ",
        "hk7m",
        "lou",
        "SMITH lou",
        "o'hara",
        "(310) 555-0123",
        "3105550123",
        "+1 310 555 0123",
        "0123",
        "lou.hara@EXAMPLE.com",
        "lou.hara",
        "HK7M\x00-4WXA",
    ],
)
def test_search_goes_to_the_one_request_that_matches(desk, lou, words):
    assert desk.post(SEARCH, {"words": words}).url == get_page(lou)


@pytest.mark.parametrize("words", ["óscar", "ÓSCAR peña", "PEÑA"])
def test_search_takes_small_letters_and_capitals_for_the_same(desk, lou, words):
    assert desk.post(SEARCH, {"words": words}).url == get_page(AppointmentRequest.objects.get(name="Óscar Peña"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("José García-López", "jose garcia"),
        ("José García-López", "LOPEZ, JOSÉ"),
        ("Jose\u0301 Garcia", "josé"),
        ("Jose Garcia", "José García"),
        ("Nguyễn Thị Øst", "nguyen thi ost"),
        ("Łukasz Żółw", "lukasz zolw"),
        ("Siobhán O’Brien", "o'brien"),
        ("Siobhan O'Brien", "O’Brien"),
        ("Anne\u2011Marie Roy", "anne-marie"),
        ("محمد الأحمد", "محمد"),
        ("=cmd|' /C calc'!A0", "=cmd|'"),
        ("A. (Ann) Lee", "(ann)"),
    ],
)
def test_search_finds_a_name_however_its_accents_and_marks_are_typed(desk, name, typed):
    make_request("Somebody Else")
    request = make_request(name)

    assert desk.post(SEARCH, {"words": typed}).url == get_page(request)


@pytest.mark.parametrize("typed", ["-", ",", "’", "[a-z]", ".*", "\u0301"])
def test_search_takes_no_sign_for_anything(desk, typed):
    make_request("Ann Lee")

    assert desk.post(SEARCH, {"words": typed}).url == QUEUE


def test_search_looks_into_requests_that_are_over_too(desk, rosa):
    request = make_request_in(State.CLOSED, rosa, name="Gone")

    assert desk.post(SEARCH, {"words": "gone"}).url == get_page(request)


def test_search_with_several_matches_lists_them_and_writes_nobody_into_the_address(desk, rosa):
    first = make_request("Ann Lee")
    second = make_request_in(State.CLOSED, rosa, name="Bea Lee")
    make_request("Cy")

    answer = desk.post(SEARCH, {"words": "lee"})

    assert answer.url == f"{QUEUE}?found={second.pk},{first.pk}"
    assert list_references(desk.get(answer.url)) == [second.reference, first.reference]


def test_search_without_a_match_says_what_to_try(desk):
    make_request("Ann")

    page = desk.post(SEARCH, {"words": "zoe"}, follow=True)

    assert list_messages(page) == [
        "No request has that. Try the reference, a part of the name, the phone number or the e-mail."
    ]


def test_search_that_finds_too_much_says_so(desk):
    for number in range(51):
        make_request(f"Ann {number}")

    page = desk.post(SEARCH, {"words": "ann"}, follow=True)

    assert list_messages(page) == [
        "More requests match than can be listed. These are the newest; type more to find others."
    ]
    assert len(list_references(page)) == 50


@pytest.mark.parametrize("found", ["x", "1;2", "9" * 30, "-1", ",", "²"])
def test_numbers_that_no_search_has_made_are_passed_over(desk, found):
    request = make_request()

    assert list_references(desk.get(QUEUE, {"found": found})) == [request.reference]


def test_search_box_of_the_list_sends_by_post(desk):
    form = parse(desk.get(QUEUE)).select_one("form[role=search]")

    assert (form["method"], form["action"]) == ("post", SEARCH)
    assert desk.get(SEARCH).status_code == 405


def count_queries(browser, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_number_of_queries_does_not_grow_with_the_rows(desk, rosa, sam):
    answering.take_request(make_request("First"), seen=1, by=rosa)
    desk.get(QUEUE)
    few = count_queries(desk, QUEUE)
    for number in range(8):
        answering.take_request(make_request(f"Row {number}"), seen=1, by=sam)

    assert count_queries(desk, QUEUE) == few
    assert few < 20


def test_no_query_counts_or_sorts_all_rows(desk):
    make_request()
    with CaptureQueriesContext(connection) as captured:
        desk.get(f"{QUEUE}?state=all")

    counts = [query["sql"] for query in captured if "COUNT(*)" in query["sql"]]
    assert len(counts) == 1
    assert "LIMIT 1000" in counts[0]


def test_long_list_says_that_there_is_more(desk, monkeypatch):
    monkeypatch.setattr("appointments.admin.paging.MOST", 2)
    monkeypatch.setattr("appointments.admin.queue.MOST", 2)
    for name in ("One", "Two", "Three"):
        make_request(name)

    page = parse(desk.get(QUEUE))

    assert page.select_one(".paginator + .help").text == "The first 2 are listed. Filter or search to find others."
    assert page.select_one(".paginator").get_text(strip=True) == "2 appointment requests"


def test_day_of_the_page_is_the_day_in_los_angeles(desk, clock):
    make_window(0)
    clock.move_to(NOW.replace(hour=23))

    assert timezone.now().date() == date(2026, 11, 25)
    assert read_row(desk.get(QUEUE))["need"] == "window ends today asked today"
