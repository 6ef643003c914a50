"""The list as a file: for those alone who may, harmless to open, and logged row by row."""

import csv
import io

import pytest
from auditlog.models import LogEntry

from appointments.exporting import neutralize
from appointments.models import AppointmentRequest
from appointments.steps import State
from tests.appointments.admin.desk_pages import EXPORT, QUEUE, list_references
from tests.appointments.factories import make_request, make_request_in
from tests.education.admin.browsing import parse
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def read_rows(response) -> list[dict[str, str]]:
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_file_holds_the_list_as_it_is_filtered_and_in_its_order(manager, rosa):
    requests = [make_request("One"), make_request("Two", place="glendale"), make_request("Three")]
    make_request_in(State.CLOSED, rosa, name="Over")

    waiting, closed = manager.post(EXPORT), manager.post(f"{EXPORT}?state=closed")

    assert [row["name"] for row in read_rows(waiting)] == ["One", "Two", "Three"]
    assert [row["name"] for row in read_rows(closed)] == ["Over"]
    assert list_references(manager.get(QUEUE)) == [request.reference for request in requests]


def test_row_says_all_that_the_patient_said(manager, rosa):
    request = make_request_in(
        State.BOOKED, rosa, days=["mon", "fri"], times=["noon"], note="Line one\nline two", may_leave_message=False
    )

    (row,) = read_rows(manager.post(f"{EXPORT}?state=booked"))

    assert {heading: words for heading, words in row.items() if words} == {
        "reference": request.reference,
        "state": "booked",
        "received": "2026-11-24 12:00",
        "about": "I am thinking about isotretinoin",
        "name": "Ann Example",
        "under 18": "no",
        "how to reach them": "Phone call",
        "phone": "(818) 555-0100",
        "e-mail": "ann@example.com",
        "may leave a message": "no",
        "may name the clinic": "no",
        "interpreter": "no",
        "place": "encino",
        "days": "mon fri",
        "times": "noon",
        "note": "Line one\nline two",
        "held by": "Rosa",
        "first contact": "2026-11-24 12:00",
        "time": "Monday, November 30, 9:00, Encino",
    }


def test_file_is_a_download_that_no_cache_keeps(manager):
    answer = manager.post(EXPORT)

    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="requests-2026-11-24.csv"',
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.streaming


@pytest.mark.parametrize(
    "words",
    ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "  =1", "\n=1", "＝1", "＋1", "－1", "＠x"],
)
def test_cell_that_a_spreadsheet_would_run_is_made_plain(words):
    assert neutralize(words) == f"'{words}"


@pytest.mark.parametrize("words", ["Ann", "(818) 555-0100", "a=b", "1-2", "", "'quoted"])
def test_plain_cell_stays_as_it_is(words):
    assert neutralize(words) == words


def test_no_cell_of_the_file_begins_like_a_formula(manager, rosa):
    evil = "=HYPERLINK(1)"
    request = make_request(evil, note=evil, language=evil, is_minor=True, companion=evil, phone="+447911123456")
    AppointmentRequest.objects.filter(pk=request.pk).update(email="=x@example.com", added_times=evil)
    rosa.first_name = evil
    rosa.save()
    make_request_in(State.OFFERED, rosa, name="Two")

    rows = read_rows(manager.post(EXPORT))

    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert cells.count(f"'{evil}") == 6


def test_export_is_logged_before_its_rows_leave_and_ties_them_together(manager):
    requests = [make_request("One"), make_request("Two")]
    LogEntry.objects.all().delete()

    answer = manager.post(f"{EXPORT}?held=nobody&q=o")
    begun = LogEntry.objects.get()
    answer.getvalue()

    assert (begun.object_id, str(begun.actor), begun.additional_data) == (
        None,
        "mona",
        {"what": "export", "filters": {"state": "all", "held": "nobody"}, "by": "mona"},
    )
    rows = LogEntry.objects.exclude(pk=begun.pk)
    assert set(rows.values_list("object_id", "cid")) == {(request.pk, begun.cid) for request in requests}


def test_rows_beyond_the_first_pages_are_in_the_file(manager, monkeypatch):
    monkeypatch.setattr("appointments.exporting._ROWS_AT_ONCE", 2)
    monkeypatch.setattr("appointments.admin.paging.MOST", 3)
    for number in range(5):
        make_request(f"Row {number}")

    assert [row["name"] for row in read_rows(manager.post(EXPORT))] == [f"Row {number}" for number in range(5)]


@pytest.mark.parametrize("group", ["Front desk", "Content editors", "Clinical reviewers"])
def test_export_is_for_those_alone_who_have_its_permission(sign_in, group):
    make_request()
    browser = sign_in(make_user("somebody", group))
    entries = LogEntry.objects.count()

    assert browser.post(EXPORT).status_code == 403
    assert LogEntry.objects.count() == entries


def test_button_stands_on_the_list_for_those_who_may(desk, manager):
    make_request()

    forms = [parse(browser.get(f"{QUEUE}?held=nobody")).select("form.export") for browser in (desk, manager)]

    assert [len(found) for found in forms] == [0, 1]
    assert forms[1][0]["action"] == f"{EXPORT}?held=nobody"
    assert manager.get(EXPORT).status_code == 405


def test_list_that_is_wrongly_asked_for_exports_nothing(manager):
    make_request()

    answer = manager.post(f"{EXPORT}?nonsense__x=1")

    assert (answer.status_code, answer.headers["Location"]) == (302, QUEUE)
