"""The worker sends and removes, whether or not the database is there, until it is told to stop."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from post_office.models import STATUS, Email

from appointments.models import AppointmentRequest, Attempt
from appointments.working import Worker
from tests.appointments.factories import make_clinic, make_request
from tests.smtp_catcher import SmtpCatcher

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

ROOT = Path(__file__).resolve().parents[2]


class Pauses(Event):
    """In each pause of the worker the next of *acts* is done. After the last it is stopped."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        super().__init__()
        self.acts = list(acts)

    def wait(self, timeout: float | None = None) -> bool:
        if self.acts:
            self.acts.pop(0)()
        else:
            self.set()
        return self.is_set()


def work(*acts: Callable[[], object]) -> None:
    Worker(Pauses(*acts)).work()


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def take_outbox_away() -> None:
    run_sql("ALTER TABLE post_office_email RENAME TO away")


def bring_outbox_back() -> None:
    run_sql("ALTER TABLE away RENAME TO post_office_email")


def list_statuses() -> list[int]:
    return list(Email.objects.order_by("pk").values_list("status", flat=True))


def test_worker_sends_what_waits_and_what_comes_later(mail_server):
    make_clinic()
    make_request()
    work(lambda: make_request("Other Person"))
    assert (len(mail_server.mails), list_statuses()) == (4, [STATUS.sent] * 4)


def test_worker_that_is_told_to_stop_begins_nothing(mail_server):
    make_clinic()
    make_request()
    stopping = Event()
    stopping.set()
    Worker(stopping).work()
    assert mail_server.mails == []


def test_worker_told_to_stop_ends_the_mail_in_hand_and_begins_no_other(mail_server):
    make_clinic()
    make_request()
    stopping = Event()
    mail_server.before_answer = stopping.set
    Worker(stopping).work()
    assert (len(mail_server.mails), list_statuses()) == (1, [STATUS.sent, STATUS.queued])


def test_worker_removes_what_is_over_once_a_day(clock, caplog):
    def add_old_attempt() -> None:
        Attempt.objects.create(network="x", at="2026-01-01T00:00Z")

    counts = []

    def look() -> None:
        counts.append(Attempt.objects.count())
        add_old_attempt()
        clock.shift(timedelta(hours=12))

    add_old_attempt()
    work(look, look, look, look)

    assert counts == [0, 1, 0, 1]
    removed = "Removed what is over: {} requests, {} attempts, {} sessions, 0 searched words."
    assert [record.getMessage() for record in caplog.records] == [removed.format(0, number, 0) for number in (1, 2, 2)]


def test_removal_that_failed_is_tried_again_after_ten_minutes(clock):
    Attempt.objects.create(network="x", at="2026-01-01T00:00Z")
    run_sql("ALTER TABLE appointments_attempt RENAME TO away")
    counts = []

    def look() -> None:
        counts.append(Attempt.objects.count())
        clock.shift(timedelta(minutes=5))

    work(lambda: run_sql("ALTER TABLE away RENAME TO appointments_attempt"), look, look, look)

    assert counts == [1, 1, 0]


def test_worker_says_once_that_the_database_is_away_and_goes_on_when_it_is_back(mail_server, caplog):
    make_clinic()
    make_request()

    def lose_database() -> None:
        make_request("Other Person")
        caplog.clear()
        take_outbox_away()

    work(lose_database, lambda: None, bring_outbox_back)

    assert (len(mail_server.mails), list_statuses()) == (4, [STATUS.sent] * 4)
    said = [record.getMessage() for record in caplog.records]
    error = "OperationalError" if connection.vendor == "sqlite" else "ProgrammingError"
    assert said[0] == f"The database is away ({error}). Work goes on when it is back."
    assert [sentence for sentence in said if "database" in sentence] == [said[0], "The database is back."]


def test_mail_that_was_taken_while_the_database_goes_away_is_not_sent_again(mail_server):
    make_clinic(request_email="")
    make_request()

    def lose_database() -> None:
        take_outbox_away()
        connection.close()  # of the server's own thread

    mail_server.before_answer = lose_database
    work(lambda: None, lambda: None, bring_outbox_back)

    assert (len(mail_server.mails), list_statuses()) == (1, [STATUS.sent])


@contextmanager
def run_worker(server: SmtpCatcher, folder: Path) -> Iterator[subprocess.Popen]:
    """The command itself, in a process of its own, on the database of the test."""
    database = connection.settings_dict
    address = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "accutane_guide.settings",
        "DATABASE_URL": address,
        "DATA_DIR": str(folder),
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    process = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def taken(mail_server) -> Event:
    """Set when the mail server has a whole mail."""
    event = Event()
    mail_server.before_answer = event.set
    return event


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_sends_and_ends_well_when_it_is_told_to(mail_server, taken, tmp_path, number):
    make_clinic(request_email="")
    make_request()
    with run_worker(mail_server, tmp_path) as process:
        assert taken.wait(60)
        process.send_signal(number)
        assert process.wait(60) == 0
    assert (len(mail_server.mails), list_statuses()) == (1, [STATUS.sent])


def test_command_killed_before_the_answer_repeats_that_mail_alone_and_loses_none(mail_server, tmp_path):
    make_clinic()
    make_request()
    first, second = Email.objects.order_by("pk").values_list("message_id", flat=True)
    taken, killed = Event(), Event()

    def wait_for_the_kill() -> None:
        taken.set()
        killed.wait(60)

    mail_server.before_answer = wait_for_the_kill
    with run_worker(mail_server, tmp_path) as process:
        assert taken.wait(60)
        process.kill()
        process.wait()
        killed.set()
    assert list_statuses() == [STATUS.queued] * 2

    Email.objects.update(scheduled_time=None)  # the five minutes that it keeps the mail are over
    mail_server.before_answer = lambda: None
    work()

    assert (mail_server.list_ids(), list_statuses()) == ([first, first, second], [STATUS.sent] * 2)
    assert AppointmentRequest.objects.count() == 1
