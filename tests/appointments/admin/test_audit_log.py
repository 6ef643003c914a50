"""The audit log: who saw, changed or took out which request; and never what an answer says."""

import json
from datetime import date

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from appointments import answering
from appointments.models import AppointmentRequest
from appointments.purging import strip_request
from appointments.steps import State
from tests.appointments.admin.desk_pages import EXPORT, QUEUE, SEARCH, get_page, get_step, read_list
from tests.appointments.factories import make_request, make_request_in
from tests.education.admin.browsing import parse
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LOG = "/admin/auditlog/logentry/"
CANARIES = ("Canary Name", "3105550123", "canary@example.com", "Canary note", "Canary mother", "Canarian")


def list_entries(request: AppointmentRequest) -> list[tuple[str, str]]:
    """(who, what) of the entries of *request*, the oldest first."""
    entries = LogEntry.objects.filter(object_id=request.pk).order_by("pk")
    return [(str(entry.actor or ""), (entry.additional_data or {}).get("what", "")) for entry in entries]


def make_canary(**answers: object) -> AppointmentRequest:
    return make_request(
        "Canary Name",
        phone="+13105550123",
        email="canary@example.com",
        note="Canary note",
        is_minor=True,
        companion="Canary mother",
        language="Canarian",
        **answers,
    )


def test_each_look_and_each_step_is_logged_with_who(desk, manager, sign_in, rosa, sam):
    request = make_request()
    desk.get(get_page(request))
    desk.post(get_step(request, "taken"), {"seen": "1"})
    sign_in(sam).get(get_step(request, "offered"))
    manager.post(EXPORT).getvalue()

    assert list_entries(request) == [
        ("", ""),  # the patient sent it
        ("rosa", "page"),
        ("rosa", "taken"),
        ("sam", "page"),
        ("mona", "export"),
    ]


@pytest.mark.parametrize("make_path", [get_page, lambda request: get_step(request, "merged")])
def test_those_named_beside_a_request_are_logged_with_it(desk, rosa, make_path):
    request, twin = make_request("One"), make_request("Two")
    make_request("Three", phone="+18185550188", email="three@example.com")

    desk.get(make_path(request))

    entry = LogEntry.objects.get(object_id=request.pk, actor=rosa)
    assert entry.additional_data == {"what": "page", "requests": [twin.pk], "by": "rosa"}


def test_the_list_is_logged_with_the_numbers_of_its_rows(desk, rosa):
    requests = [make_request("One"), make_request("Two")]
    make_request_in(State.CLOSED, rosa, name="Over")

    desk.get(QUEUE)

    entry = LogEntry.objects.filter(object_id=None).get()
    assert (entry.actor, entry.additional_data) == (
        rosa,
        {"what": "list", "requests": [row.pk for row in requests], "by": "rosa"},
    )


def test_empty_list_is_nobodys_business(desk):
    desk.get(QUEUE)

    assert not LogEntry.objects.exists()


def test_step_is_logged_with_names_of_fields_alone(rosa):
    request = answering.offer_time(make_request(), seen=1, by=rosa, appointment="Canary time")

    entry = LogEntry.objects.get(object_id=request.pk, action=LogEntry.Action.UPDATE)
    assert entry.changes == {name: ["…", "…"] for name in ("appointment", "first_contact_at", "held_by", "state")}


def test_refused_step_leaves_no_entry(desk, rosa):
    request = make_request_in(State.BOOKED, rosa)
    before = list_entries(request)

    desk.post(get_step(request, "offered"), {"seen": "2", "appointment": "x"})

    assert list_entries(request) == [*before, ("rosa", "page")]


def test_row_that_is_saved_or_deleted_without_a_step_is_logged_too(rosa):
    request = make_request()
    request.note = "Canary"
    request.save()
    pk = request.pk
    request.delete()

    entries = LogEntry.objects.filter(object_id=pk).order_by("pk")
    assert [entry.action for entry in entries] == [
        LogEntry.Action.CREATE,
        LogEntry.Action.UPDATE,
        LogEntry.Action.DELETE,
    ]
    assert entries[1].changes == {"note": ["…", "…"]}


def test_log_never_holds_an_answer(desk, manager, rosa):
    request = make_canary(window_ends_on=date(2026, 12, 13), reason="window")
    desk.get(QUEUE)
    for words in CANARIES:
        desk.post(SEARCH, {"words": words})
        desk.get(QUEUE, {"q": words})
        manager.post(f"{EXPORT}?q={words}&odd=").getvalue()
    desk.get(get_page(request))
    request = answering.record_contact(request, seen=1, by=rosa, note="Canary note")
    request = answering.decline_request(request, seen=2, by=rosa, reason="Canary note")
    strip_request(request)
    request.delete()

    stored = json.dumps(list(LogEntry.objects.values()), default=str).casefold()

    assert LogEntry.objects.count() > 15
    assert [words for words in ("canar", "3105550123", "2026-12-13", "12/13") if words in stored] == []


def test_log_stands_on_the_page_of_the_request(desk, sign_in, rosa, sam):
    request = make_request()
    desk.get(get_page(request))
    sign_in(sam).post(get_step(request, "taken"), {"seen": "1"})

    assert read_list(desk.get(get_page(request)), "log") == [
        "Nov. 24, 2026, noon Rosa opened",
        "Nov. 24, 2026, noon Sam taken",
        "Nov. 24, 2026, noon Rosa opened",
        "Nov. 24, 2026, noon nobody signed in received",
    ]


def test_log_tells_who_it_was_when_the_sign_in_is_gone(desk, sign_in, sam):
    request = make_request()
    sign_in(sam).get(get_page(request))
    sam.delete()

    assert "Nov. 24, 2026, noon sam opened" in read_list(desk.get(get_page(request)), "log")


def test_managers_read_the_log_and_find_a_request_in_it(desk, manager):
    request, other = make_request("One"), make_request("Two", phone="+18185550188", email="two@example.com")
    desk.get(get_page(request))
    desk.get(get_page(other))

    page = parse(manager.get(LOG, {"q": request.reference.lower()}))

    rows = [
        [cell.get_text(strip=True) for cell in row.select("td, th")] for row in page.select("#result_list tbody tr")
    ]
    assert [row[1:] for row in rows] == [
        ["Rosa", "opened", request.reference, ""],
        ["nobody signed in", "received", request.reference, ""],
    ]
    assert page.select_one("#result_list a[href]")["href"] == get_page(request)


def test_managers_see_what_one_person_did(desk, manager, sign_in, rosa, sam):
    request = make_request()
    sign_in(sam).post(get_step(request, "taken"), {"seen": "1"})
    desk.get(QUEUE)

    def read(actor: object) -> list[str]:
        rows = parse(manager.get(LOG, {"actor": actor})).select("#result_list tbody tr")
        return [" | ".join(cell.get_text(strip=True) for cell in row.select("td, th")[1:]) for row in rows]

    assert read(sam.pk) == [f"Sam | taken | {request.reference} | held_by"]
    assert read(rosa.pk) == [f"Rosa | seen in the list |  | {request.pk}"]
    assert len(read("nobody")) == 3


def test_nobody_changes_the_log(sign_in):
    make_request()
    entry = LogEntry.objects.get()
    browser = sign_in(make_user("sue", is_superuser=True))
    url = reverse("admin:auditlog_logentry_change", args=[entry.pk])

    answers = [
        browser.get(f"{LOG}add/"),
        browser.post(url, {"object_repr": "Mine"}),
        browser.post(reverse("admin:auditlog_logentry_delete", args=[entry.pk]), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert parse(browser.get(url)).select("#content input[type=submit], #content .deletelink") == []
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("group", ["Front desk", "Content editors", "Clinical reviewers"])
def test_log_is_for_managers_alone(sign_in, group):
    assert sign_in(make_user("somebody", group)).get(LOG).status_code == 403
