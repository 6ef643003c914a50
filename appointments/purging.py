"""What is kept no longer than needed: personal details of requests that are over, posts counted, sessions ended.

And words that readers of the guide looked for and did not find.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from post_office.models import Email

from appointments.models import STRIPPED, AppointmentRequest, Attempt, RequestEvent
from appointments.stepping import MovedOnError, take_step
from appointments.steps import Kind, State
from education.public import find_old_words, read_clinic

_KEEP_ATTEMPTS = timedelta(days=1)


@dataclass(frozen=True)
class Purged:
    """How many of each were removed, or would be."""

    requests: int
    attempts: int
    sessions: int
    searched_words: int


def count_what_is_over() -> Purged:
    """What purge() would remove now."""
    now = timezone.now()
    return Purged(
        _find_requests(now).count(),
        _find_attempts(now).count(),
        _find_sessions(now).count(),
        find_old_words().count(),
    )


def purge() -> Purged:
    """Remove what is over. A request that somebody works on at this moment stays for the next time."""
    now = timezone.now()
    stripped = sum(strip_request(request) for request in _find_requests(now))
    attempts, _counts = _find_attempts(now).delete()
    sessions, _counts = _find_sessions(now).delete()
    words, _counts = find_old_words().delete()
    return Purged(stripped, attempts, sessions, words)


@transaction.atomic
def strip_request(request: AppointmentRequest) -> bool:
    """Remove its personal details, with those in its history and its mails. The reference and the steps stay.

    Returns False, and removes nothing, when the request moved on since it was read.
    """
    try:
        if request.state != State.CLOSED:
            request = take_step(request, Kind.CLOSED, seen=request.revision, by=None)
        take_step(request, Kind.STRIPPED, seen=request.revision, by=None, stripped_at=timezone.now(), **STRIPPED)
    except MovedOnError:
        return False
    RequestEvent.objects.filter(request=request).exclude(note="").update(note="")
    Email.objects.filter(request_mail__request=request).delete()
    return True


def describe(purged: Purged) -> str:
    """The counts, for the log."""
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in asdict(purged).items())


def _find_requests(now: datetime) -> QuerySet[AppointmentRequest]:
    return AppointmentRequest.objects.over(before=now - timedelta(days=read_clinic().keep_days))


def _find_attempts(now: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(at__lt=now - _KEEP_ATTEMPTS)


def _find_sessions(now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=now)
