"""What cannot be true of a request is refused by the database, by name."""

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appointments.models import STRIPPED, AppointmentRequest, RequestEvent, RequestMail
from appointments.steps import Kind, State, list_moves
from tests.appointments.factories import APPOINTMENT, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NOW = timezone.now()
BARE = STRIPPED | {"state": "closed", "closed_at": NOW, "stripped_at": NOW}


def write(request: AppointmentRequest, **columns) -> None:
    AppointmentRequest.objects.filter(pk=request.pk).update(**columns)


@pytest.mark.parametrize(
    ("fact", "columns"),
    [
        ("state_known", {"state": "lost"}),
        ("reason_known", {"reason": "pregnant"}),
        ("revision_from_one", {"revision": 0}),
        ("date_of_a_window_alone", {"window_ends_on": date(2026, 12, 1)}),
        ("has_a_name", {"name": ""}),
        ("can_be_answered", {"phone": "", "email": "", "may_leave_message": None, "may_name_clinic": None}),
        ("contact_way_has_its_address", {"contact_way": "email", "email": ""}),
        ("contact_way_has_its_address", {"phone": "", "may_leave_message": None, "may_name_clinic": None}),
        ("contact_way_has_its_address", {"contact_way": "fax"}),
        ("phone_says_what_may_be_left", {"may_leave_message": None}),
        ("phone_says_what_may_be_left", {"may_name_clinic": None}),
        ("phone_says_what_may_be_left", {"phone": "", "contact_way": "email"}),
        ("companion_of_a_minor", {"companion": "Her mother"}),
        ("declined_with_a_reason", {"state": "declined"}),
        ("offer_names_a_time", {"state": "offered"}),
        ("offer_names_a_time", {"state": "booked"}),
        ("closed_has_its_day", {"state": "closed"}),
        ("closed_has_its_day", {"closed_at": NOW}),
        ("merged_is_closed", {"merged_into": 1}),
        *(
            ("stripped_is_closed_and_bare", BARE | {name: value})
            for name, value in {
                "content_sha256": "0" * 64,
                "name": "Ann",
                "is_minor": True,
                "email": "ann@example.com",
                "language": "Spanish",
                "needs_interpreter": True,
                "added_times": "Friday",
                "note": "A note",
                "appointment": APPOINTMENT,
                "decline_reason": "We are full.",
            }.items()
        ),
        ("stripped_is_closed_and_bare", BARE | {"companion": "Her mother", "is_minor": True}),
        ("stripped_is_closed_and_bare", BARE | {"reason": "window", "window_ends_on": date(2026, 12, 1)}),
        ("stripped_is_closed_and_bare", BARE | {"state": "new", "closed_at": None}),
        (
            "stripped_is_closed_and_bare",
            BARE | {"phone": "+18185550100", "may_leave_message": True, "may_name_clinic": True},
        ),
    ],
)
def test_impossible_request_is_refused_by_name(fact, columns):
    other = make_request("Other Person")
    if "merged_into" in columns:
        columns = {"merged_into": other}
    with pytest.raises(IntegrityError, match=f"appointments_request_{fact}"):
        write(make_request(), **columns)


def test_request_is_not_merged_into_itself():
    request = make_request()
    with pytest.raises(IntegrityError, match="appointments_request_merged_is_closed"):
        write(request, state="closed", closed_at=NOW, merged_into=request)


def test_bare_request_is_possible():
    request = make_request()
    write(request, **BARE)
    request.refresh_from_db()
    assert (request.name, request.stripped_at is not None) == ("", True)


@pytest.mark.parametrize("state", ["new", "in_contact"])
def test_two_that_wait_do_not_have_the_same_answers(state):
    first, second = make_request(), make_request("Other Person")
    with pytest.raises(IntegrityError, match=name_unique("waits_once_with_the_same_answers", "content_sha256")):
        write(second, state=state, content_sha256=first.content_sha256)


@pytest.mark.parametrize("column", ["reference", "submission_id"])
def test_reference_and_submission_are_of_one_request(column):
    first, second = make_request(), make_request("Other Person")
    with pytest.raises(IntegrityError, match=column):
        write(second, **{column: getattr(first, column)})


def name_unique(fact: str, columns: str) -> str:
    """PostgreSQL tells the name of a unique constraint, SQLite its columns."""
    if connection.vendor == "sqlite":
        return f"UNIQUE constraint failed: appointments_appointmentrequest.{columns}$"
    return f"appointments_request_{fact}"


@pytest.mark.parametrize("kind", list(Kind))
def test_history_holds_possible_steps_alone(kind):
    request = make_request()
    request.events.all().delete()
    accepted = set()
    for before, after in product(("", *State), State):
        columns = {"number": 1 if kind == Kind.RECEIVED else 2, "from_state": before, "to_state": after}
        try:
            with transaction.atomic():
                RequestEvent.objects.create(request=request, kind=kind, at=NOW, **columns).delete()
        except IntegrityError as error:
            assert "appointments_event_is_a_possible_step" in str(error)  # noqa: PT017
        else:
            accepted.add((kind, before, after))
    assert accepted == {move for move in list_moves() if move[0] == kind}


@pytest.mark.parametrize("columns", [{"kind": "nonsense"}, {"audience": "staff", "kind": "news"}, {"audience": "all"}])
def test_mail_of_no_known_kind_is_refused(columns):
    make_request()
    with pytest.raises(IntegrityError, match="appointments_mail_is_a_known_one"):
        RequestMail.objects.update(**columns)


def test_history_begins_with_received():
    request = make_request()
    request.events.all().delete()
    taken = {"request": request, "kind": "taken", "from_state": "new", "to_state": "new", "at": NOW}
    with pytest.raises(IntegrityError, match="appointments_event_begins_with_received"):
        RequestEvent.objects.create(number=1, **taken)


def test_request_is_received_once():
    request = make_request()
    with pytest.raises(IntegrityError, match="appointments_event_begins_with_received"):
        RequestEvent.objects.create(request=request, kind="received", number=2, to_state="new", at=NOW)


def test_one_step_is_taken_from_one_revision():
    request = make_request()
    fields = "request_id, appointments_requestevent.number"
    name = f"appointments_requestevent.{fields}" if connection.vendor == "sqlite" else "one_a_revision"
    with pytest.raises(IntegrityError, match=name):
        RequestEvent.objects.create(request=request, kind="received", number=1, to_state="new", at=NOW)
