"""The desk's numbers, each grouped in the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentRequest, RequestMail
from appointments.steps import State

# (heading, days from, days to): how long ago a request came.
AGES: tuple[tuple[Promise, int, int | None], ...] = (
    (_("less than a day"), 0, 1),
    (_("1 to 2 days"), 1, 3),
    (_("3 to 6 days"), 3, 7),
    (_("a week or more"), 7, None),
)
WEEKS = 12


@dataclass(frozen=True)
class StateCount:
    """How many requests are in a state: by age in the order of AGES, and in all."""

    label: str
    by_age: list[int]
    total: int


@dataclass(frozen=True)
class WeekCount:
    monday: date
    count: int


@dataclass(frozen=True)
class FirstContact:
    """How long requests of the last weeks took to a first contact; None when none had one. `waiting` have none yet."""

    count: int
    waiting: int
    mean: timedelta | None
    median: timedelta | None


@dataclass(frozen=True)
class Work:
    """What waits for the desk."""

    waiting: int
    unheld: int
    window_soon: int
    failed_mails: int


def count_by_state_and_age(now: datetime) -> list[StateCount]:
    """One line for each state, in the order in which a request passes them."""
    columns = {f"age_{number}": Count("pk", filter=_aged(now, age[1], age[2])) for number, age in enumerate(AGES)}
    rows = AppointmentRequest.objects.order_by().values("state").annotate(total=Count("pk"), **columns)
    found: dict[str, Any] = {row["state"]: row for row in rows}
    return [_tell_state(str(label), found.get(state, {}), list(columns)) for state, label in State.choices]


def count_by_week(today: date) -> list[WeekCount]:
    """Requests that came in each of the last weeks, this one last. Weeks begin on Monday."""
    mondays = list_mondays(today)
    since = timezone.make_aware(datetime.combine(mondays[0], datetime.min.time()))
    rows = (
        AppointmentRequest.objects.filter(created_at__gte=since)
        .order_by()
        .values(week=TruncWeek("created_at"))
        .annotate(count=Count("pk"))
    )
    found = {timezone.localdate(row["week"]): row["count"] for row in rows}
    return [WeekCount(monday, found.get(monday, 0)) for monday in mondays]


def measure_first_contact(today: date) -> FirstContact:
    """Of the requests that came in the last weeks, the patient's own withdrawals before any contact left out."""
    since = timezone.make_aware(datetime.combine(list_mondays(today)[0], datetime.min.time()))
    recent = AppointmentRequest.objects.filter(created_at__gte=since).order_by()
    reached = recent.filter(first_contact_at__isnull=False).annotate(
        took=ExpressionWrapper(F("first_contact_at") - F("created_at"), output_field=DurationField())
    )
    counted = reached.aggregate(count=Count("pk"), mean=Avg("took"))
    count = counted["count"]
    middle = (
        list(reached.order_by("took").values_list("took", flat=True)[(count - 1) // 2 : count // 2 + 1])
        if count
        else []
    )
    median = sum(middle, timedelta()) / len(middle) if middle else None
    waiting = recent.waiting().filter(first_contact_at__isnull=True).count()
    return FirstContact(count=count, waiting=waiting, mean=counted["mean"], median=median)


def count_work(today: date) -> Work:
    """What the start page tells whoever answers requests."""
    counts = (
        AppointmentRequest.objects.waiting()
        .order_by()
        .aggregate(
            waiting=Count("pk"),
            unheld=Count("pk", filter=Q(held_by__isnull=True)),
            window_soon=Count("pk", filter=Q(window_ends_on__lte=today + timedelta(days=7))),
        )
    )
    return Work(failed_mails=RequestMail.objects.to_see_to().count(), **counts)


def list_mondays(today: date) -> list[date]:
    """The Mondays of the last weeks, the one of this week last."""
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=number) for number in range(WEEKS - 1, -1, -1)]


def _tell_state(label: str, counts: dict[str, int], columns: list[str]) -> StateCount:
    return StateCount(label, [counts.get(name, 0) for name in columns], counts.get("total", 0))


def _aged(now: datetime, days_from: int, days_to: int | None) -> Q:
    """Of requests that came at least *days_from* and less than *days_to* days ago."""
    age = Q(created_at__lte=now - timedelta(days=days_from)) if days_from else Q()
    return age & Q(created_at__gt=now - timedelta(days=days_to)) if days_to else age
