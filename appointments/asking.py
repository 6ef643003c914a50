"""What a patient does: ask, add a time, withdraw. Each is one transaction, its mail included."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from appointments import mailing
from appointments.models import AppointmentRequest, RequestEvent
from appointments.references import make_reference
from appointments.stepping import take_step
from appointments.steps import Kind, State

_MAX_TRIES = 5


@dataclass(frozen=True)
class Answers:
    """What the form asked. `phone` is in E.164; the two permissions are None without a phone."""

    reason: str
    name: str
    contact_way: str
    place: str
    window_ends_on: date | None = None
    is_minor: bool = False
    companion: str = ""
    phone: str = ""
    email: str = ""
    may_leave_message: bool | None = None
    may_name_clinic: bool | None = None
    language: str = ""
    needs_interpreter: bool = False
    days: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    note: str = ""

    def compute_sha256(self) -> str:
        """The hash that tells whether two sendings say the same."""
        words = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(words.encode()).hexdigest()


def request_appointment(answers: Answers, *, submission_id: UUID, warnings: list[str]) -> AppointmentRequest:
    """Keep the request, its first row of history and its mail, all or nothing; or return the one that is there.

    The same answers from the form with this *submission_id*, or while a request with them waits, are the same request:
    the database holds that, so a double click, a reload and eight posts at once are one. Other answers from the same
    form are another request.
    """
    for _try in range(_MAX_TRIES):
        same = find_same(answers, submission_id=submission_id)
        if same:
            return same
        try:
            return _write_request(answers, **_identify(answers, submission_id), warnings=warnings)
        except IntegrityError as error:
            clash = error  # somebody was faster: their row is there now, or the reference was taken
    raise clash


def find_same(answers: Answers, *, submission_id: UUID) -> AppointmentRequest | None:
    """The request that these answers from the form with this *submission_id* already are."""
    return AppointmentRequest.objects.same_as(**_identify(answers, submission_id)).order_by("pk").first()


def add_time(request: AppointmentRequest, *, seen: int, words: str) -> AppointmentRequest:
    """Add a time that suits. Raises StepRefusedError."""
    added = f"{request.added_times}\n{words.strip()}".strip()
    return take_step(request, Kind.TIME_ADDED, seen=seen, by=None, added_times=added)


@transaction.atomic
def withdraw_request(request: AppointmentRequest, *, seen: int) -> AppointmentRequest:
    """Take the request back, and tell the desk when a time was kept for it. Raises StepRefusedError."""
    changed = take_step(request, Kind.WITHDRAWN, seen=seen, by=None)
    if changed.appointment:
        mailing.queue_withdrawn(changed)
    return changed


def _identify(answers: Answers, submission_id: UUID) -> dict[str, Any]:
    """The columns that no other request has: of the form and its answers, and of the answers while they wait."""
    content_sha256 = answers.compute_sha256()
    return {"submission_id": uuid5(submission_id, content_sha256), "content_sha256": content_sha256}


@transaction.atomic
def _write_request(answers: Answers, **columns: Any) -> AppointmentRequest:
    now = timezone.now()
    request = AppointmentRequest.objects.create(
        reference=make_reference(), created_at=now, **asdict(answers), **columns
    )
    RequestEvent.objects.create(request=request, number=1, kind=Kind.RECEIVED, to_state=State.NEW, at=now)
    mailing.queue_received(request)
    return request
