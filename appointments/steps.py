"""The steps that a request can take. Database, forms and verbs all read this one table."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NEW = "new", _("new")
    IN_CONTACT = "in_contact", _("in contact")
    OFFERED = "offered", _("time offered")
    BOOKED = "booked", _("booked")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the patient")
    CLOSED = "closed", _("closed")


class Kind(models.TextChoices):
    """What happened to a request."""

    RECEIVED = "received", _("received")
    TAKEN = "taken", _("taken")
    CONTACTED = "contacted", _("contacted")
    OFFERED = "offered", _("time offered")
    BOOKED = "booked", _("booked")
    DECLINED = "declined", _("declined")
    CORRECTED = "corrected", _("how to reach them corrected")
    TIME_ADDED = "time_added", _("time added by the patient")
    WITHDRAWN = "withdrawn", _("withdrawn by the patient")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")
    MERGED = "merged", _("merged into another")
    STRIPPED = "stripped", _("personal details removed")


class Step(NamedTuple):
    from_states: tuple[State, ...]
    to_state: State | None  # None: the state stays


# In these the clinic still owes the patient an answer.
WAITING = (State.NEW, State.IN_CONTACT, State.OFFERED)

STEPS: dict[Kind, Step] = {
    Kind.TAKEN: Step((*WAITING, State.BOOKED), None),
    Kind.CONTACTED: Step(WAITING, State.IN_CONTACT),
    Kind.OFFERED: Step(WAITING, State.OFFERED),
    Kind.BOOKED: Step(WAITING, State.BOOKED),
    Kind.DECLINED: Step(WAITING, State.DECLINED),
    Kind.CORRECTED: Step((*WAITING, State.BOOKED, State.DECLINED), None),
    Kind.TIME_ADDED: Step(WAITING, None),
    Kind.WITHDRAWN: Step((*WAITING, State.BOOKED), State.WITHDRAWN),
    Kind.CLOSED: Step(tuple(state for state in State if state is not State.CLOSED), State.CLOSED),
    Kind.REOPENED: Step((State.BOOKED, State.DECLINED, State.WITHDRAWN, State.CLOSED), State.IN_CONTACT),
    Kind.MERGED: Step(WAITING, State.CLOSED),
    Kind.STRIPPED: Step((State.CLOSED,), None),
}


def list_moves() -> Iterator[tuple[str, str, str]]:
    """Every (kind, state before, state after) there can be. A request begins as received, from no state."""
    yield Kind.RECEIVED, "", State.NEW
    for kind, step in STEPS.items():
        for state in step.from_states:
            yield kind, state, step.to_state or state


def list_kinds_from(state: str) -> list[Kind]:
    """What can happen to a request in *state*."""
    return [kind for kind, step in STEPS.items() if state in step.from_states]
