"""What is over is removed after the clinic's days, and nothing else."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from post_office.models import Email

from appointments.answering import close_request, merge_request, reopen_request
from appointments.asking import add_time
from appointments.models import STRIPPED, AppointmentRequest, Attempt, RequestEvent, RequestMail
from appointments.purging import Purged, count_what_is_over, purge, strip_request
from appointments.steps import State
from education.models import ClinicProfile, MissedWord
from tests.appointments.factories import make_clinic, make_request, make_request_in
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

# What tells nothing about a person, and stays.
KEPT = {
    "id",
    "reference",
    "submission_id",
    "created_at",
    "revision",
    "state",
    "held_by",
    "first_contact_at",
    "closed_at",
    "stripped_at",
    "merged_into",
    "need_by",  # empty in what is closed
    "reason",
    "contact_way",
    "place",
}
PERSON = {
    "reason": "window",
    "window_ends_on": date(2026, 12, 1),
    "is_minor": True,
    "companion": "Her mother",
    "language": "Spanish",
    "needs_interpreter": True,
    "days": ["mon"],
    "times": ["noon"],
    "note": "After school.",
}


@pytest.fixture
def dora():
    return make_user("dora")


@pytest.fixture
def clinic() -> ClinicProfile:
    return make_clinic(keep_days=30)


def pass_days(clock, days: float) -> None:
    clock.shift(timedelta(days=days))


def list_stripped() -> list[AppointmentRequest]:
    return list(AppointmentRequest.objects.filter(stripped_at__isnull=False).order_by("pk"))


def test_every_column_is_removed_or_known_to_tell_nothing_of_a_person():
    columns = {field.name for field in AppointmentRequest._meta.concrete_fields}
    assert (columns, KEPT & set(STRIPPED)) == (KEPT | set(STRIPPED), set())


def test_stripped_request_holds_its_steps_and_no_person(clinic, dora, clock):
    request = add_time(make_request(**PERSON, warnings=["quick"]), seen=1, words="Friday")
    request = close_request(request, seen=2, by=dora, note="Ann moved away.")
    pass_days(clock, 31)

    assert purge() == Purged(requests=1, attempts=0, sessions=0, searched_words=0)

    row = AppointmentRequest.objects.values().get()
    assert {name: row[name] for name in STRIPPED} == STRIPPED
    assert (row["reference"], row["state"], row["stripped_at"]) == (request.reference, "closed", timezone.now())
    assert list(request.events.values_list("kind", "by", "note")) == [
        ("received", None, ""),
        ("time_added", None, ""),
        ("closed", dora.pk, ""),
        ("stripped", None, ""),
    ]
    assert (Email.objects.count(), RequestMail.objects.count()) == (0, 0)
    assert purge() == Purged(requests=0, attempts=0, sessions=0, searched_words=0)


@pytest.mark.parametrize(("days", "count"), [(29.9, 0), (30.1, 1)])
@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.CLOSED])
def test_request_that_is_over_is_stripped_after_the_days_of_the_clinic(clinic, dora, clock, state, days, count):
    make_request_in(state, dora)
    pass_days(clock, days)
    purge()
    assert [row.state for row in list_stripped()] == ["closed"] * count


def test_days_are_those_of_the_clinic(clinic, dora, clock):
    make_request_in(State.CLOSED, dora)
    ClinicProfile.objects.update(keep_days=3)
    pass_days(clock, 4)
    assert purge().requests == 1


@pytest.mark.parametrize("state", [State.NEW, State.IN_CONTACT, State.OFFERED, State.BOOKED])
def test_request_that_is_not_over_is_kept_however_old(clinic, dora, clock, state):
    make_request_in(state, dora)
    pass_days(clock, 400)
    assert (purge().requests, AppointmentRequest.objects.get().name) == (0, "Ann Example")


def test_days_count_from_the_last_closing(clinic, dora, clock):
    request = make_request_in(State.CLOSED, dora)
    pass_days(clock, 20)
    request = reopen_request(request, seen=2, by=dora, note="Called again.")
    close_request(request, seen=3, by=dora, note="Nobody answered.")
    pass_days(clock, 20)
    assert purge().requests == 0
    pass_days(clock, 11)
    assert purge().requests == 1


def test_duplicate_is_stripped_and_the_one_that_goes_on_is_kept(clinic, dora, clock):
    first, second = make_request(), make_request(note="Please.")
    merge_request(second, seen=1, by=dora, into=first)
    pass_days(clock, 31)
    purge()
    assert list_stripped() == [second]
    assert list(first.mails.values_list("email__to", flat=True)) == [["ann@example.com"], ["desk@clinic.example"]]


def test_request_that_moved_on_since_it_was_read_is_left_alone(clinic, dora):
    request = make_request_in(State.CLOSED, dora)
    reopen_request(request, seen=2, by=dora, note="Called again.")
    assert not strip_request(request)
    assert (AppointmentRequest.objects.get().name, RequestEvent.objects.filter(note="").count()) == ("Ann Example", 1)


@pytest.mark.django_db(transaction=True)
def test_request_whose_mails_cannot_be_removed_is_not_half_stripped(clinic, dora):
    request = make_request_in(State.DECLINED, dora)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE post_office_email RENAME TO away")
    try:
        with pytest.raises(DatabaseError):
            strip_request(request)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO post_office_email")
    request.refresh_from_db()
    assert (request.name, request.state, request.events.count()) == ("Ann Example", "declined", 2)


def test_posts_are_counted_for_a_day_and_sessions_kept_to_their_end(clinic):
    now = timezone.now()
    for hours in (1, 23, 25, 48):
        Attempt.objects.create(network=str(hours), at=now - timedelta(hours=hours))
    for key, end in (("ended", now - timedelta(seconds=1)), ("open", now + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="x", expire_date=end)

    assert purge() == Purged(requests=0, attempts=2, sessions=1, searched_words=0)

    assert sorted(Attempt.objects.values_list("network", flat=True)) == ["1", "23"]
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_words_that_readers_did_not_find_are_gone_after_a_year(clinic):
    for month in (date(2025, 11, 1), date(2025, 12, 1)):
        MissedWord.objects.create(word="vitiligo", language="en", month_on=month)

    assert purge() == Purged(requests=0, attempts=0, sessions=0, searched_words=1)

    assert [row.month_on for row in MissedWord.objects.all()] == [date(2025, 12, 1)]


def test_session_that_somebody_left_open_is_gone_after_a_day(clinic, dora, client, clock):
    client.force_login(dora)
    assert Session.objects.count() == 1
    pass_days(clock, 1)
    assert (purge().sessions, Session.objects.count()) == (1, 0)


def read_everything() -> list[list[dict]]:
    models = (AppointmentRequest, RequestEvent, Attempt, Session, Email)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_dry_run_counts_and_changes_nothing(clinic, dora, clock, capsys):
    make_request_in(State.CLOSED, dora)
    make_request_in(State.WITHDRAWN, dora, "Other Person")
    Attempt.objects.create(network="x", at=timezone.now())
    MissedWord.objects.create(word="vitiligo", language="en", month_on=date(2025, 11, 1))
    pass_days(clock, 31)
    before = read_everything()

    call_command("purge_requests", dry_run=True)

    words = "2 requests, 1 attempts, 0 sessions, 1 searched words"
    assert capsys.readouterr().out == f"Would remove: {words}. Nothing is changed.\n"
    assert read_everything() == before
    assert count_what_is_over() == Purged(requests=2, attempts=1, sessions=0, searched_words=1)

    call_command("purge_requests")

    assert capsys.readouterr().out == f"Removed: {words}.\n"
    assert (len(list_stripped()), Attempt.objects.count()) == (2, 0)
