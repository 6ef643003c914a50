"""Small, dull rows for tests. Each function makes what it names and nothing random."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User

from appointments import answering
from appointments.asking import Answers, request_appointment, withdraw_request
from appointments.models import AppointmentRequest
from appointments.steps import State
from education.models import ClinicProfile

APPOINTMENT = "Monday, November 30, 9:00, Encino"

# How the person of make_answers() may be reached.
CONTACT = {
    "contact_way": "call",
    "phone": "+18185550100",
    "email": "ann@example.com",
    "may_leave_message": True,
    "may_name_clinic": False,
}


def make_clinic(**fields: Any) -> ClinicProfile:
    """A clinic that says all that requests need; *fields* replace."""
    values = {
        "name": "The clinic",
        "phone": "(000) 000-0000",
        "request_email": "desk@clinic.example",
        "working_days": "mon tue wed thu fri",
        "reply_days": 2,
        "keep_days": 30,
    }
    return ClinicProfile.objects.create(key="clinic", **(values | fields))


def make_answers(**answers: Any) -> Answers:
    """What somebody answered who can be called and mailed; *answers* replace."""
    values = {
        "reason": "thinking",
        "name": "Ann Example",
        "place": "encino",
        **CONTACT,
    }
    return Answers(**(values | answers))


def make_request(
    name: str = "Ann Example",
    *,
    submission_id: UUID | None = None,
    warnings: list[str] | None = None,
    **answers: Any,
) -> AppointmentRequest:
    """A new request, as the form would make it."""
    return request_appointment(
        make_answers(name=name, **answers), submission_id=submission_id or uuid4(), warnings=warnings or []
    )


def make_request_in(state: State, by: User, name: str = "Ann Example", **answers: Any) -> AppointmentRequest:
    """A request that came to *state* by one step of staff or of the patient."""
    request = make_request(name, **answers)
    step: dict[str, Any] = {"seen": request.revision, "by": by}
    match state:
        case State.IN_CONTACT:
            return answering.record_contact(request, note="Reached.", **step)
        case State.OFFERED:
            return answering.offer_time(request, appointment=APPOINTMENT, **step)
        case State.BOOKED:
            return answering.book_time(request, appointment=APPOINTMENT, **step)
        case State.DECLINED:
            return answering.decline_request(request, reason="We are full.", **step)
        case State.WITHDRAWN:
            return withdraw_request(request, seen=request.revision)
        case State.CLOSED:
            return answering.close_request(request, note="Called elsewhere.", **step)
    return request
