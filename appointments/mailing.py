"""Outgoing mail: written as rows with what it tells of, and sent by one worker, again and again until it is accepted.

Nothing clinical and nothing personal stands in a mail: a reference, the clinic's own details, and a link.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from post_office import mail
from post_office.models import PRIORITY, STATUS, Email

from appointments.models import AppointmentRequest, RequestMail
from appointments.promising import compute_answer_day, may_be_late
from appointments.references import make_token
from education.public import read_clinic

logger = logging.getLogger(__name__)

# The waits between the tries of one mail: more than seven hours in all. Then a person must see to it.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))

# How long a mail is nobody else's once a worker has begun to send it: longer than a mail server can keep it waiting.
# A worker that dies leaves it for the next.
_LEASE = timedelta(minutes=5)


def queue_received(request: AppointmentRequest) -> None:
    """Tell the patient, if they left an address, and the clinic's desk, if it has one, that a request is there."""
    if request.email:
        _queue(request, "patient", "received", request.email)
    _queue_to_desk(request, "received")


def queue_news(request: AppointmentRequest) -> None:
    """Tell the patient, if they left an address, that the clinic has answered."""
    if request.email:
        _queue(request, "patient", "news", request.email)


def queue_withdrawn(request: AppointmentRequest) -> None:
    """Tell the desk that a time which was kept for the patient may be free: the queue lists the request no more."""
    _queue_to_desk(request, "withdrawn")


def queue_again(tells: RequestMail) -> bool:
    """Write an unsent mail anew, by what holds now, for its first try. Returns False when it has no address."""
    request = tells.request
    address = request.email if tells.audience == "patient" else read_clinic().request_email
    if not address:
        return False
    words = _write_words(request, tells.audience, tells.kind)
    _unsent(tells).update(to=[address], status=STATUS.queued, scheduled_time=None, number_of_retries=None, **words)
    return True


def follow_contact(request: AppointmentRequest) -> None:
    """Bring the patient's waiting mails in line with how they may be reached now. Without an address they have failed,
    for a person to see.
    """
    for tells in request.mails.waiting_for_patient():
        if not queue_again(tells):
            _unsent(tells).update(to=[], status=STATUS.failed, scheduled_time=None)


def send_next() -> bool:
    """Send the mail that is due first. Returns whether there was one.

    A mail that the server does not take waits for its next try, and has failed after the last. When the worker dies
    between the server's answer and the row's change, that one mail is sent once more, under the same Message-ID.
    """
    email = claim_next()
    if email is None:
        return False
    record_outcome(email, deliver(email))
    return True


def claim_next() -> Email | None:
    """The mail that is due first, which for a while is nobody else's to send; None when there is none."""
    for email in mail.get_queued():
        seen, until = _find_unmoved(email), timezone.now() + _LEASE
        if seen.update(scheduled_time=until):
            email.scheduled_time = until
            return email
    return None


def deliver(email: Email) -> Exception | None:
    """Hand the mail to the server. Returns why it was not taken, None when it was. Uses no database."""
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([email.email_message()])
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail, the next ones go out
        return error
    finally:
        with suppress(OSError, SMTPException):  # the answer is there; how the server says goodbye changes nothing
            connection.close()
    return None


@transaction.atomic
def record_outcome(email: Email, error: Exception | None) -> None:
    """Write down what became of a mail: sent, to be tried again, or failed. What is sent keeps no words."""
    tries = (email.number_of_retries or 0) + 1
    if error is None:
        _rows(email).update(status=STATUS.sent, scheduled_time=None, message="")
        return
    has_failed = tries > len(WAITS)
    # Not when another worker took it over meanwhile: it may have sent it.
    _find_unmoved(email).update(
        status=STATUS.failed if has_failed else STATUS.requeued,
        scheduled_time=None if has_failed else timezone.now() + WAITS[tries - 1],
        number_of_retries=tries,
    )
    # Only the kind of error: the server's own words may hold an address.
    logger.log(
        logging.ERROR if has_failed else logging.WARNING,
        "Mail %s was not taken (try %s of %s): %s",
        email.pk,
        tries,
        len(WAITS) + 1,
        type(error).__name__,
    )


def _queue_to_desk(request: AppointmentRequest, kind: str) -> None:
    desk = read_clinic().request_email
    if desk:
        _queue(request, "staff", kind, desk)


def _queue(request: AppointmentRequest, audience: str, kind: str, address: str) -> None:
    # Not mail.send(): it would read the words as a template again, and stumble over a brace in the name of the clinic.
    email = Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),  # the same on every try
        headers={"Auto-Submitted": "auto-generated"},
        priority=PRIORITY.medium,
        status=STATUS.queued,
        **_write_words(request, audience, kind),
    )
    RequestMail.objects.create(request=request, email=email, audience=audience, kind=kind)


def _write_words(request: AppointmentRequest, audience: str, kind: str) -> dict[str, str]:
    template = f"staff_{kind}" if audience == "staff" else kind
    clinic, asked_on = read_clinic(), timezone.localdate(request.created_at)
    context = {
        "reference": request.reference,
        "clinic": clinic,
        "may_name_clinic": request.may_name_clinic is not False,
        "answer_by": compute_answer_day(asked_on, clinic),
        "may_be_late": may_be_late(request.reason, request.window_ends_on, asked_on=asked_on, clinic=clinic),
        "link": settings.SITE_URL + reverse("appointments:status", args=[make_token(request.pk)]),
        "admin_link": settings.SITE_URL + reverse("admin:appointments_appointmentrequest_change", args=[request.pk]),
    }
    return {
        "subject": render_to_string(f"emails/{template}_subject.txt", context).strip(),
        "message": render_to_string(f"emails/{template}_body.txt", context).strip() + "\n",
    }


def _unsent(tells: RequestMail) -> QuerySet[Email]:
    """The mail's row, unless the worker has sent it by now."""
    rows: QuerySet[Email] = Email.objects.filter(pk=tells.email_id).exclude(status=STATUS.sent)
    return rows


def _rows(email: Email) -> QuerySet[Email]:
    """The mail's row while it goes to the same address: one that was corrected meanwhile is still to be sent."""
    rows: QuerySet[Email] = Email.objects.filter(pk=email.pk, to=email.to)
    return rows


def _find_unmoved(email: Email) -> QuerySet[Email]:
    """Its row, while it is as it was read or claimed."""
    return _rows(email).filter(status=email.status, scheduled_time=email.scheduled_time)
