"""Steps: those that can be are taken once, those that cannot be are refused by the verb and by the database."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from appointments.models import AppointmentRequest, RequestEvent
from appointments.stepping import MovedOnError, StepRefusedError, take_step
from appointments.steps import STEPS, Kind, State, list_kinds_from
from tests.appointments.at_once import do_at_once
from tests.appointments.factories import APPOINTMENT, make_request, make_request_in
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CHANGES = {
    Kind.OFFERED: {"appointment": APPOINTMENT},
    Kind.BOOKED: {"appointment": APPOINTMENT},
    Kind.DECLINED: {"decline_reason": "We are full."},
}
MOVED_ON = "Somebody else worked on this request since you opened the page. Look at it again."


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(STEPS))
def test_step_is_taken_or_refused_by_verb_and_database(state, kind):
    dora = make_user("dora")
    request = make_request_in(state, dora)
    before = AppointmentRequest.objects.values().get()

    if state in STEPS[kind].from_states and kind is not Kind.STRIPPED:
        after = take_step(request, kind, seen=request.revision, by=dora, event_note="A note", **CHANGES.get(kind, {}))
        event = after.events.last()
        assert after.state == (STEPS[kind].to_state or state)
        assert (after.revision, event.number) == (request.revision + 1,) * 2
        assert (event.kind, event.from_state, event.to_state, event.by, event.note) == (
            kind,
            state,
            after.state,
            dora,
            "A note",
        )
        assert (after.closed_at is not None) == (after.state == State.CLOSED)
    elif state not in STEPS[kind].from_states:
        sentence = f"“{kind.label}” cannot follow “{state.label}”."
        with pytest.raises(StepRefusedError) as refused:
            take_step(request, kind, seen=request.revision, by=dora, **CHANGES.get(kind, {}))
        assert str(refused.value) == sentence
        assert AppointmentRequest.objects.values().get() == before
        with pytest.raises(IntegrityError, match="appointments_event_is_a_possible_step"):
            RequestEvent.objects.create(
                request=request,
                number=request.revision + 1,
                kind=kind,
                from_state=state,
                to_state=STEPS[kind].to_state or state,
                at=request.created_at,
            )


@pytest.mark.parametrize("state", list(State))
def test_kinds_from_a_state_are_those_of_the_table(state):
    assert list_kinds_from(state) == [kind for kind in STEPS if state in STEPS[kind].from_states]


def test_request_is_not_received_twice():
    assert Kind.RECEIVED not in STEPS


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_step_from_another_revision_is_told_that_somebody_was_faster(seen):
    request = take_step(make_request(), Kind.TAKEN, seen=1, by=make_user("dora"))
    with pytest.raises(MovedOnError) as refused:
        take_step(request, Kind.CLOSED, seen=seen, by=None)
    assert str(refused.value) == MOVED_ON
    assert AppointmentRequest.objects.values_list("state", "revision").get() == ("new", 2)


def test_step_whose_columns_cannot_be_leaves_nothing_behind():
    request = make_request()
    with pytest.raises(IntegrityError, match="appointments_request_declined_with_a_reason"), transaction.atomic():
        take_step(request, Kind.DECLINED, seen=1, by=None)
    assert AppointmentRequest.objects.values_list("state", "revision").get() == ("new", 1)
    assert request.events.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("people", [2, 6])
def test_of_people_who_act_at_once_one_wins_and_the_others_are_told(people):
    request = make_request()
    staff = [make_user(f"dora-{number}") for number in range(people)]

    done = do_at_once(*(partial(take_step, request, Kind.TAKEN, seen=1, by=by, held_by=by) for by in staff))

    winners = [by for by, result in zip(staff, done, strict=True) if isinstance(result, AppointmentRequest)]
    told = [str(error) for error in done if isinstance(error, MovedOnError)]
    assert (len(winners), told) == (1, [MOVED_ON] * (people - 1))
    assert AppointmentRequest.objects.values_list("held_by", "revision").get() == (winners[0].pk, 2)
    assert list(request.events.values_list("number", "by")) == [(1, None), (2, winners[0].pk)]
