"""How a request moves on: one row of history a step, from what somebody saw, or not at all."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments import auditing
from appointments.models import AppointmentRequest, RequestEvent
from appointments.steps import STEPS, Kind, State


class StepRefusedError(Exception):
    """Nothing was done. The message says why, and what to do."""


class MovedOnError(StepRefusedError):
    """Somebody else took a step since the page was made."""


@transaction.atomic
def take_step(
    request: AppointmentRequest, kind: Kind, *, seen: int, by: User | None, event_note: str = "", **changes: Any
) -> AppointmentRequest:
    """Move *request* on from the revision *seen*, with *changes* to its columns. Returns it as it is now.

    Raises MovedOnError when its revision is another by now, and StepRefusedError when the step cannot be.
    """
    current = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    if current.revision != seen:
        raise MovedOnError(_("Somebody else worked on this request since you opened the page. Look at it again."))
    step = STEPS[kind]
    if current.state not in step.from_states:
        values = {"step": kind.label, "state": current.get_state_display()}
        raise StepRefusedError(_("“%(step)s” cannot follow “%(state)s”.") % values)
    state = step.to_state or State(current.state)
    now = timezone.now()
    changes |= {"closed_at": now if state == State.CLOSED else None} if state != current.state else {}
    AppointmentRequest.objects.filter(pk=current.pk).update(state=state, revision=F("revision") + 1, **changes)
    RequestEvent.objects.create(
        request=current,
        number=seen + 1,
        kind=kind,
        from_state=current.state,
        to_state=state,
        at=now,
        by=by,
        note=event_note,
    )
    changed = AppointmentRequest.objects.get(pk=current.pk)
    auditing.record_change(current, changed, what=kind.value, by=by)
    return changed
