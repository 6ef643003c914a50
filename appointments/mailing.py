"""Outgoing mail: written as rows with what it tells of, and sent by one worker, again and again until it is accepted.

Nothing clinical and nothing personal stands in a mail: a reference, the clinic's own details, and a link.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email

from appointments.models import AppointmentRequest, RequestMail
from appointments.references import make_token
from education.public import read_clinic

logger = logging.getLogger(__name__)

# The waits between the tries of one mail: more than seven hours in all. Then a person must see to it.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))

# How long a mail is nobody else's once a worker has begun to send it. A worker that dies leaves it for the next.
_LEASE = timedelta(minutes=5)


def queue_received(request: AppointmentRequest) -> None:
    """Tell the patient, if they left an address, and the clinic's desk, if it has one, that a request is there."""
    if request.email:
        _queue(request, "patient", "received", request.email)
    desk = read_clinic().request_email
    if desk:
        _queue(request, "staff", "staff_received", desk)


def queue_news(request: AppointmentRequest) -> None:
    """Tell the patient, if they left an address, that the clinic has answered."""
    if request.email:
        _queue(request, "patient", "news", request.email)


def send_next() -> bool:
    """Send the mail that is due first. Returns whether there was one.

    A mail that the server refuses waits for its next try, and has failed after the last. When the worker dies between
    the server's answer and the row's change, that one mail is sent once more, under the same Message-ID.
    """
    due = list(mail.get_queued()[:1])
    if not due or not _claim(due[0]):
        return bool(due)
    try:
        due[0].dispatch(log_level=0, commit=False)
    except (OSError, SMTPException) as error:
        _put_off(due[0], error)
    else:
        _rows(due[0]).update(status=STATUS.sent, scheduled_time=None, message="", html_message="", context=None)
    return True


def _queue(request: AppointmentRequest, audience: str, template: str, address: str) -> None:
    context = {
        "reference": request.reference,
        "clinic": read_clinic(),
        "link": settings.SITE_URL + reverse("appointments:status", args=[make_token(request.pk)]),
        "admin_link": settings.SITE_URL + reverse("admin:appointments_appointmentrequest_change", args=[request.pk]),
    }
    email = mail.send(
        recipients=[address],
        subject=render_to_string(f"emails/{template}_subject.txt", context).strip(),
        message=render_to_string(f"emails/{template}_body.txt", context),
        headers={"Auto-Submitted": "auto-generated"},
    )
    RequestMail.objects.create(request=request, email=email, audience=audience)


def _claim(email: Email) -> bool:
    seen = _rows(email).filter(status=email.status, scheduled_time=email.scheduled_time)
    return bool(seen.update(scheduled_time=timezone.now() + _LEASE))


@transaction.atomic
def _put_off(email: Email, error: Exception) -> None:
    tries = email.number_of_retries or 0
    has_failed = tries >= len(WAITS)
    _rows(email).update(
        status=STATUS.failed if has_failed else STATUS.requeued,
        scheduled_time=None if has_failed else timezone.now() + WAITS[tries],
        number_of_retries=tries + 1,
    )
    # Only the kind of error: the server's own words may hold an address.
    logger.log(
        logging.ERROR if has_failed else logging.WARNING,
        "Mail %s was not accepted (try %s of %s): %s",
        email.pk,
        tries + 1,
        len(WAITS) + 1,
        type(error).__name__,
    )


def _rows(email: Email) -> QuerySet[Email]:
    rows: QuerySet[Email] = Email.objects.filter(pk=email.pk)
    return rows
