"""Fill the database with requests, their history and their audit log. Given: how many, and a password for the desk."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
django.setup()

from auditlog.models import LogEntry  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from appointments.models import AppointmentRequest, RequestEvent  # noqa: E402
from appointments.references import ALPHABET  # noqa: E402
from appointments.steps import Kind, State  # noqa: E402
from scripts.bench_desk import CLERK, FIRST_NAMES, LAST_NAMES, RARE_NAME  # noqa: E402

# Of the requests that do not wait. None is stripped: the search has the more to look through.
SHARES = (*[State.CLOSED] * 7, *[State.BOOKED] * 2, State.DECLINED, State.WITHDRAWN)
WAITING_SHARES = (State.NEW, State.NEW, State.IN_CONTACT, State.OFFERED)
FEWEST_WAITING = 60  # more than a page shows
WINDOWS = 20  # of those that wait, in either database: so both first pages say the same kinds of things
REASONS = ("thinking", "starting", "monthly", "side_effect", "after", "other")
WAYS = ("call", "text", "email")
ANSWERED_AFTER = timedelta(hours=5)
BATCH = 5000
SPREAD = 1_000_000_007  # shares no factor with the number of references there can be

Row = dict[str, Any]


def main() -> None:
    count, password = int(sys.argv[1]), sys.argv[2]
    desk = make_desk(password).pk
    log_type = ContentType.objects.get_for_model(AppointmentRequest).pk
    rows = make_requests(count, desk)
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            write_rows(AppointmentRequest, batch)
            write_rows(RequestEvent, (event for row in batch for event in make_events(row, desk)))
            write_rows(LogEntry, (make_entry(row, desk, log_type) for row in batch))


def write_rows(model: type[models.Model], rows: Iterable[Row]) -> None:
    """As bulk_create() does, but without an object for each row, and without reading each phone number: far quicker."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})",
            [tuple(prepare(field, row) for field in fields) for row in rows],
        )


def prepare(field: Any, row: Row) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    return str(value) if isinstance(value, str) else field.get_db_prep_save(value, connection)


def make_desk(password: str) -> User:
    desk = User.objects.create_user(CLERK, password=password, first_name="Dana", last_name="Desk", is_staff=True)
    desk.groups.add(Group.objects.get(name="Front desk"))
    return desk


def make_requests(count: int, desk: int) -> Iterator[Row]:
    """The oldest first; the last ones wait."""
    now = timezone.now()
    waiting = max(FEWEST_WAITING, count // 50)
    since = timedelta(days=21)
    for number in range(count):
        left = count - number
        is_waiting = left <= waiting
        states = WAITING_SHARES if is_waiting else SHARES
        at = now - since * left / waiting if is_waiting else now - since - timedelta(days=600) * left / count
        window = {"reason": "window", "window_ends_on": timezone.localdate(now) + timedelta(days=left)}
        yield {
            "id": number + 1,
            "reference": make_reference(number),
            "content_sha256": sha256(str(number).encode()).hexdigest(),
            "created_at": at,
            **make_answers(number),
            **make_standing(states[number % len(states)], at, desk if number % 2 else None),
            **(window if left <= WINDOWS else {}),
        }


def make_reference(number: int) -> str:
    """Another for each number, and not one after the other."""
    number = number * SPREAD % len(ALPHABET) ** 8
    signs = ""
    for _sign in range(8):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return f"{signs[:4]}-{signs[4:]}"


def make_answers(number: int) -> Row:
    """What somebody answered. The first, and oldest, is the only one of that name."""
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    return {
        "reason": REASONS[number % len(REASONS)],
        "name": f"{first} {last}" if number else RARE_NAME,
        "contact_way": WAYS[number % len(WAYS)],
        "phone": f"+1310{2_000_000 + number}",
        "email": f"person.{number}@example.com",
        "may_leave_message": number % 4 > 0,
        "may_name_clinic": number % 3 > 0,
        "language": "" if number % 5 else "Spanish",
        "place": "encino",
        "days": ["mon", "wed"],
        "times": ["morning"],
        "note": "" if number % 2 else "After school is best, or at noon.",
    }


def make_standing(state: State, at: datetime, holder: int | None) -> Row:
    return {
        "state": state,
        "revision": 1 if state is State.NEW else 2,
        "held_by_id": holder,
        "first_contact_at": None if state in (State.NEW, State.WITHDRAWN) else at + ANSWERED_AFTER,
        "closed_at": at + ANSWERED_AFTER if state is State.CLOSED else None,
        "appointment": "Monday, November 30, 9:00 am, Encino" if state in (State.OFFERED, State.BOOKED) else "",
        "decline_reason": "We take no new patients this month." if state is State.DECLINED else "",
    }


def make_events(row: Row, desk: int) -> Iterator[Row]:
    at, state = row["created_at"], row["state"]
    yield {"request_id": row["id"], "number": 1, "kind": Kind.RECEIVED, "to_state": State.NEW, "at": at}
    if state is not State.NEW:
        yield {
            "request_id": row["id"],
            "number": 2,
            "kind": Kind.CONTACTED if state is State.IN_CONTACT else Kind(state),
            "from_state": State.NEW,
            "to_state": state,
            "at": at + ANSWERED_AFTER,
            "by_id": None if state is State.WITHDRAWN else desk,
        }


def make_entry(row: Row, desk: int, log_type: int) -> Row:
    """One look at its page."""
    return {
        "content_type_id": log_type,
        "object_pk": str(row["id"]),
        "object_id": row["id"],
        "object_repr": row["reference"],
        "action": LogEntry.Action.ACCESS,
        "actor_id": desk,
        "timestamp": row["created_at"] + timedelta(hours=4),
        "additional_data": {"what": "page", "by": CLERK},
    }


if __name__ == "__main__":
    main()
