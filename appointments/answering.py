"""What staff do with a request. Each verb is one transaction, refused when somebody else was faster."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS

from appointments import auditing, mailing
from appointments.models import AppointmentRequest, RequestMail
from appointments.stepping import StepRefusedError, take_step
from appointments.steps import WAITING, Kind, State


def take_request(request: AppointmentRequest, *, seen: int, by: User) -> AppointmentRequest:
    """Hold the request: *by* answers it."""
    return take_step(request, Kind.TAKEN, seen=seen, by=by, held_by=by)


def record_contact(request: AppointmentRequest, *, seen: int, by: User, note: str) -> AppointmentRequest:
    """Say that the patient was reached, or that it was tried; *note* says how."""
    _require(note, _("Write how it went: who was reached, or that nobody answered."))
    first = request.first_contact_at or timezone.now()
    return take_step(request, Kind.CONTACTED, seen=seen, by=by, event_note=note, held_by=by, first_contact_at=first)


@transaction.atomic
def offer_time(request: AppointmentRequest, *, seen: int, by: User, appointment: str) -> AppointmentRequest:
    """Offer a time and a place, in words that the patient sees."""
    return _answer_with_time(request, Kind.OFFERED, seen=seen, by=by, appointment=appointment)


@transaction.atomic
def book_time(request: AppointmentRequest, *, seen: int, by: User, appointment: str) -> AppointmentRequest:
    """Book: the patient agreed to this time and place."""
    return _answer_with_time(request, Kind.BOOKED, seen=seen, by=by, appointment=appointment)


@transaction.atomic
def decline_request(request: AppointmentRequest, *, seen: int, by: User, reason: str) -> AppointmentRequest:
    """Decline, with a reason in plain words that the patient sees."""
    _require(reason, _("Write the reason in plain words: the patient sees it."))
    changed = take_step(request, Kind.DECLINED, seen=seen, by=by, held_by=by, decline_reason=reason.strip())
    mailing.queue_news(changed)
    return changed


@transaction.atomic
def correct_contact(
    request: AppointmentRequest,
    *,
    seen: int,
    by: User,
    contact_way: str,
    phone: str,
    email: str,
    may_leave_message: bool | None,
    may_name_clinic: bool | None,
) -> AppointmentRequest:
    """Correct how the patient may be reached, as they said. Mail to them that waits goes by that from now on."""
    contact: dict[str, Any] = {
        "contact_way": contact_way,
        "phone": phone,
        "email": email,
        "may_leave_message": may_leave_message,
        "may_name_clinic": may_name_clinic,
    }
    if all(getattr(request, name) == value for name, value in contact.items()):
        raise StepRefusedError(_("Nothing is different yet. Correct what is wrong, or go back."))
    changed = take_step(request, Kind.CORRECTED, seen=seen, by=by, **contact)
    if (changed.email, changed.may_name_clinic) != (request.email, request.may_name_clinic):
        mailing.follow_contact(changed)
    return changed


@transaction.atomic
def send_again(request: AppointmentRequest, *, mail: int, by: User) -> None:
    """Have the worker try a failed mail of the request from the beginning. Of two who ask at once, the second is told.

    *mail* is the number of its RequestMail. Raises StepRefusedError.
    """
    current = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    tells = RequestMail.objects.select_related("email").filter(request=current, pk=mail).first()
    if tells is None:
        raise StepRefusedError(_("The words of this e-mail are removed, so it cannot be sent again."))
    if tells.email.status == STATUS.sent:
        raise StepRefusedError(_("This e-mail was sent, and its words are removed: it cannot be sent again."))
    if tells.email.status != STATUS.failed:
        raise StepRefusedError(_("This e-mail waits to be sent already. Perhaps somebody else was faster."))
    if current.state == State.CLOSED:
        raise StepRefusedError(_("This request is closed. Open it again first, then send the e-mail."))
    if not mailing.queue_again(tells):
        raise StepRefusedError(_("There is no address any more to send it to. Tell them in another way."))
    auditing.record_mailed_again(current, by=by)


def close_request(request: AppointmentRequest, *, seen: int, by: User, note: str = "") -> AppointmentRequest:
    """Put it away. One that still waits for an answer needs a word why."""
    if request.state in WAITING:
        _require(note, _("Write why it is closed without an answer to the patient."))
    return take_step(request, Kind.CLOSED, seen=seen, by=by, event_note=note)


def reopen_request(request: AppointmentRequest, *, seen: int, by: User, note: str) -> AppointmentRequest:
    """Work on it again. Not when its details are removed, or when the same request waits already."""
    _require(note, _("Write why it is opened again."))
    if request.stripped_at:
        raise StepRefusedError(_("The personal details of this request are removed, so nobody can be reached."))
    try:
        with transaction.atomic():
            return take_step(
                request,
                Kind.REOPENED,
                seen=seen,
                by=by,
                event_note=note,
                held_by=by,
                decline_reason="",
                appointment="",
                merged_into=None,
            )
    except IntegrityError as error:
        raise StepRefusedError(_("The same request came again and waits already. Work on that one.")) from error


@transaction.atomic
def merge_request(
    request: AppointmentRequest, *, seen: int, by: User, into: AppointmentRequest, note: str = ""
) -> AppointmentRequest:
    """Close *request* as a duplicate of *into*, which goes on. What the patient forbade in either stays forbidden."""
    if into.pk == request.pk:
        raise StepRefusedError(_("A request cannot be merged into itself: write the reference of the other one."))
    # Both are locked in one order, so that two people who merge them into each other wait instead of failing.
    both = AppointmentRequest.objects.select_for_update().filter(pk__in=[request.pk, into.pk]).order_by("pk")
    rows = {row.pk: row for row in both}
    target = rows[into.pk]
    if target.state not in (*WAITING, State.BOOKED):
        values = {"reference": target.reference, "state": target.get_state_display()}
        raise StepRefusedError(_("%(reference)s does not go on: it is %(state)s. Open it again first.") % values)
    changed = take_step(request, Kind.MERGED, seen=seen, by=by, merged_into=target, event_note=note or target.reference)
    _keep_bans(rows[request.pk], target, by=by)
    return changed


def _keep_bans(duplicate: AppointmentRequest, target: AppointmentRequest, *, by: User) -> None:
    bans: dict[str, Any] = {
        name: False
        for name in ("may_leave_message", "may_name_clinic")
        if getattr(duplicate, name) is False and getattr(target, name)
    }
    if bans:  # a step of its own, so that nobody undoes it from a page opened before
        mailing.follow_contact(take_step(target, Kind.CORRECTED, seen=target.revision, by=by, **bans))


def _answer_with_time(
    request: AppointmentRequest, kind: Kind, *, seen: int, by: User, appointment: str
) -> AppointmentRequest:
    _require(appointment, _("Write the day, the time and the place: the patient sees them."))
    first = request.first_contact_at or timezone.now()
    changed = take_step(
        request, kind, seen=seen, by=by, held_by=by, appointment=appointment.strip(), first_contact_at=first
    )
    mailing.queue_news(changed)
    return changed


def _require(words: str, sentence: str) -> None:
    if not words.strip():
        raise StepRefusedError(sentence)
