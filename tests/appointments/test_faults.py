"""What a patient is told when the database is locked, full or away. `make faults` shows the same of the whole site."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection, connections
from django.urls import reverse
from django.utils import timezone

from appointments.models import AppointmentRequest, Attempt
from appointments.references import make_done_token, make_token
from education.models import Location
from tests.appointments.factories import make_clinic, make_request

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "After school; <b>not</b> on Fridays. Ñandú"


@pytest.fixture
def typed(client) -> dict[str, Any]:
    """What somebody typed, with what the form carries."""
    make_clinic()
    Location.objects.create(key="encino", name="Encino", kind="office")
    page = client.get(reverse("appointments:request")).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return hidden | {
        "reason": "thinking",
        "name": "Ann Example",
        "is_minor": "no",
        "contact_way": "email",
        "email": "ann@example.com",
        "place": "encino",
        "days": ["mon", "tue"],
        "note": NOTE,
    }


def send(client, fields: dict[str, Any]):
    return client.post(reverse("appointments:request"), fields | {"send": "1"})


@contextmanager
def without_requests() -> Iterator[None]:
    """The table of requests is not there."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_appointmentrequest RENAME TO away")
    yield
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE away RENAME TO appointments_appointmentrequest")


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite's file may not grow, and its last free place is taken."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # it takes the number of pages that there are
    fill = partial(Attempt.objects.create, network="x" * 64, at=timezone.now())
    with pytest.raises(OperationalError, match="database or disk is full"):
        deque(iter(fill, None))  # until it fails
    yield
    connections.close_all()  # a connection has this limit, not the file


def read_hidden(page: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for box in BeautifulSoup(page, "html5lib").select("main form input[type=hidden]"):
        fields.setdefault(box["name"], []).append(box["value"])
    return fields


def check_not_kept(response, typed: dict[str, Any]) -> dict[str, list[str]]:
    """The page says so, keeps every word, and tells when to try again. Returns what it would send."""
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "<h1>We could not keep your request</h1>" in page
    assert "(000) 000-0000" in page
    kept = read_hidden(page)
    assert kept == {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    return kept


@pytest.mark.postgresql
def test_request_that_could_not_be_kept_comes_through_from_the_page_that_says_so(client, typed, caplog):
    with without_requests():
        kept = check_not_kept(send(client, typed), typed)
    error = "OperationalError" if connection.vendor == "sqlite" else "ProgrammingError"
    assert [record.getMessage() for record in caplog.records] == [
        f"The database did not do what a page of requests needs: {error}",
    ]
    assert AppointmentRequest.objects.count() == 0

    response = send(client, kept)

    assert (response.status_code, response.headers["Location"].startswith("/appointments/done/")) == (303, True)
    assert AppointmentRequest.objects.get().note == NOTE


def test_nobody_is_thanked_for_what_a_full_disk_did_not_take(client, typed):
    with full_disk():
        kept = check_not_kept(send(client, typed), typed)
    assert AppointmentRequest.objects.count() == 0
    assert send(client, kept).status_code == 303
    assert AppointmentRequest.objects.get().note == NOTE


@pytest.mark.postgresql
def test_status_page_tells_that_the_database_is_away_and_keeps_the_reference(client):
    make_clinic()
    request = make_request()
    path = reverse("appointments:status", args=[make_token(request.pk)])
    sent = {"reference": request.reference, "time": "Friday", "seen": "1", "add_time": "1"}
    with without_requests():
        response = client.post(path, sent | {"of": "nobody"})
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "<h1>We cannot look at your request now</h1>" in page
    assert "Your request is safe, but what you did last may not be done." in page
    assert read_hidden(page) == {name: [value] for name, value in sent.items()}
    client.post(path, sent)
    assert AppointmentRequest.objects.get().added_times == "Friday"


@pytest.mark.postgresql
def test_done_page_tells_that_the_database_is_away(client):
    path = reverse("appointments:done", args=[make_done_token(make_request().pk)])
    with without_requests():
        response = client.get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert '<a class="button" href="">Try again</a>' in response.content.decode()
    assert "What you sent before is safe." in response.content.decode()
