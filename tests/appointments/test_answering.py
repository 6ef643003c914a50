"""What staff do with a request."""

from functools import partial

import pytest
from auditlog.models import LogEntry
from django.utils import timezone
from post_office.models import Email

from appointments.answering import (
    book_time,
    close_request,
    decline_request,
    merge_request,
    offer_time,
    record_contact,
    reopen_request,
    take_request,
)
from appointments.asking import withdraw_request
from appointments.models import AppointmentRequest
from appointments.purging import strip_request
from appointments.stepping import MovedOnError, StepRefusedError
from appointments.steps import State
from tests.appointments.at_once import do_at_once
from tests.appointments.factories import APPOINTMENT, make_clinic, make_request, make_request_in
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def dora():
    return make_user("dora")


def list_subjects() -> list[str]:
    return [mail.subject for mail in Email.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("verb", "words", "state"),
    [
        (take_request, {}, "new"),
        (record_contact, {"note": "Reached."}, "in_contact"),
        (offer_time, {"appointment": f" {APPOINTMENT} "}, "offered"),
        (book_time, {"appointment": APPOINTMENT}, "booked"),
        (decline_request, {"reason": "We are full."}, "declined"),
    ],
)
def test_who_answers_a_request_holds_it(dora, verb, words, state):
    request = verb(make_request(), seen=1, by=dora, **words)
    assert (request.state, request.held_by, request.appointment or APPOINTMENT) == (state, dora, APPOINTMENT)


@pytest.mark.parametrize(
    ("verb", "word"), [(offer_time, "appointment"), (book_time, "appointment"), (decline_request, "reason")]
)
def test_patient_is_mailed_of_an_answer_and_of_nothing_in_it(dora, verb, word):
    request = make_request()
    verb(request, seen=1, by=dora, **{word: "Words for the page alone."})
    news = Email.objects.get(subject=f"News on your request {request.reference}")
    assert (news.to, "Words for the page alone." in news.message) == (["ann@example.com"], False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (offer_time, {"appointment": APPOINTMENT}),
        (book_time, {"appointment": APPOINTMENT}),
        (decline_request, {"reason": "We are full."}),
    ],
)
def test_answer_whose_mail_cannot_be_written_is_not_given(dora, break_mail, verb, words):
    request = make_request()
    break_mail("news_body")
    with pytest.raises(Exception, match="nothing_of_this_name"):
        verb(request, seen=1, by=dora, **words)
    request.refresh_from_db()
    assert (request.state, request.revision, request.events.count()) == ("new", 1, 1)


@pytest.mark.django_db(transaction=True)
def test_booked_request_is_not_taken_back_without_telling_the_desk(dora, break_mail):
    make_clinic()
    request = make_request_in(State.BOOKED, dora)
    break_mail("staff_withdrawn_body")
    with pytest.raises(Exception, match="nothing_of_this_name"):
        withdraw_request(request, seen=2)
    request.refresh_from_db()
    assert (request.state, request.revision) == ("booked", 2)


def test_patient_without_address_is_not_mailed(dora):
    offer_time(make_request(email=""), seen=1, by=dora, appointment=APPOINTMENT)
    assert list_subjects() == []


@pytest.mark.parametrize(
    ("verb", "words", "sentence"),
    [
        (record_contact, {"note": " "}, "Write how it went: who was reached, or that nobody answered."),
        (offer_time, {"appointment": ""}, "Write the day, the time and the place: the patient sees them."),
        (book_time, {"appointment": "\n"}, "Write the day, the time and the place: the patient sees them."),
        (decline_request, {"reason": ""}, "Write the reason in plain words: the patient sees it."),
        (close_request, {"note": ""}, "Write why it is closed without an answer to the patient."),
        (reopen_request, {"note": ""}, "Write why it is opened again."),
    ],
)
def test_step_without_its_words_is_refused(dora, verb, words, sentence):
    with pytest.raises(StepRefusedError) as refused:
        verb(make_request(), seen=1, by=dora, **words)
    assert str(refused.value) == sentence
    assert AppointmentRequest.objects.get().revision == 1


def test_first_contact_stays_the_first(dora, clock):
    request = record_contact(make_request(), seen=1, by=dora, note="Nobody answered.")
    first = request.first_contact_at
    clock.shift(3600)
    request = offer_time(request, seen=2, by=dora, appointment=APPOINTMENT)
    assert (first, request.first_contact_at) == (timezone.now() - timezone.timedelta(hours=1), first)


@pytest.mark.parametrize("state", [State.BOOKED, State.DECLINED, State.WITHDRAWN])
def test_answered_request_is_closed_without_words(dora, state):
    request = make_request_in(state, dora)
    closed = close_request(request, seen=2, by=dora)
    assert (closed.state, closed.closed_at) == ("closed", timezone.now())


@pytest.mark.parametrize("state", [State.BOOKED, State.DECLINED, State.WITHDRAWN, State.CLOSED])
def test_reopened_request_is_in_contact_and_forgets_its_answer(dora, state):
    request = make_request_in(state, dora)
    opened = reopen_request(request, seen=2, by=dora, note="They called again.")
    assert (opened.state, opened.closed_at, opened.appointment, opened.decline_reason) == ("in_contact", None, "", "")


def test_request_is_not_reopened_while_the_same_one_waits(dora):
    first = make_request_in(State.DECLINED, dora)
    second = make_request()
    assert first.pk != second.pk
    with pytest.raises(StepRefusedError) as refused:
        reopen_request(first, seen=2, by=dora, note="They called again.")
    assert str(refused.value) == "The same request came again and waits already. Work on that one."
    first.refresh_from_db()
    assert (first.state, first.revision, first.events.count()) == ("declined", 2, 2)


def test_request_without_details_is_not_reopened(dora):
    request = make_request_in(State.CLOSED, dora)
    assert strip_request(request)
    request.refresh_from_db()
    with pytest.raises(StepRefusedError) as refused:
        reopen_request(request, seen=request.revision, by=dora, note="They called again.")
    assert str(refused.value) == "The personal details of this request are removed, so nobody can be reached."


def test_duplicate_is_closed_into_the_one_that_goes_on(dora):
    first, second = make_request(), make_request(note="Please.")
    merged = merge_request(second, seen=1, by=dora, into=first)
    assert (merged.state, merged.merged_into, merged.events.last().note) == ("closed", first, first.reference)
    assert list(first.duplicates.all()) == [second]


@pytest.mark.parametrize("state", [State.IN_CONTACT, State.OFFERED, State.BOOKED])
def test_duplicate_is_merged_into_one_that_is_worked_on(dora, state):
    kept, twin = make_request_in(state, dora), make_request(note="Please.")
    merged = merge_request(twin, seen=1, by=dora, into=kept)
    kept.refresh_from_db()
    assert (merged.merged_into, kept.state) == (kept, state)


@pytest.mark.parametrize(
    ("duplicate", "kept", "together"),
    [
        ((False, True), (True, True), (False, True)),
        ((True, False), (True, True), (True, False)),
        ((False, True), (True, False), (False, False)),
        ((True, True), (False, False), (False, False)),
        ((False, False), (None, None), (None, None)),  # no phone to call
    ],
)
def test_what_a_duplicate_forbids_is_forbidden_in_the_request_that_goes_on(dora, duplicate, kept, together):
    names = ("may_leave_message", "may_name_clinic")
    phone = {"phone": ""} if kept == (None, None) else {}
    first = make_request(contact_way="email", **phone, **dict(zip(names, kept, strict=True)))
    second = make_request(note="Please.", **dict(zip(names, duplicate, strict=True)))

    merge_request(second, seen=1, by=dora, into=first)

    first.refresh_from_db()
    assert (first.may_leave_message, first.may_name_clinic) == together
    changed = [name for name in names if getattr(first, name) != dict(zip(names, kept, strict=True))[name]]
    entries = LogEntry.objects.get_for_object(first).filter(actor=dora)
    assert [sorted(set(entry.changes) & set(names)) for entry in entries] == ([sorted(changed)] if changed else [])


def test_ban_that_came_with_a_duplicate_is_not_undone_from_a_page_opened_before(dora):
    first, second = make_request(may_name_clinic=True), make_request(note="Please.", may_name_clinic=False)
    merge_request(second, seen=1, by=dora, into=first)
    with pytest.raises(MovedOnError):
        offer_time(first, seen=1, by=dora, appointment="Monday at nine")


def test_request_is_not_merged_into_itself(dora):
    request = make_request()
    with pytest.raises(StepRefusedError, match=r"^A request cannot be merged into itself: "):
        merge_request(request, seen=1, by=dora, into=request)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.CLOSED])
def test_request_is_not_merged_into_one_that_does_not_go_on(dora, state):
    over, request = make_request_in(state, dora), make_request(note="Please.")
    with pytest.raises(StepRefusedError) as refused:
        merge_request(request, seen=1, by=dora, into=over)
    sentence = f"{over.reference} does not go on: it is {state.label}. Open it again first."
    assert str(refused.value) == sentence
    request.refresh_from_db()
    assert request.state == "new"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_into_each_other_one_wins(dora):
    first, second = make_request(), make_request(note="Please.")

    done = do_at_once(
        partial(merge_request, first, seen=1, by=dora, into=second),
        partial(merge_request, second, seen=1, by=dora, into=first),
    )

    assert sorted(type(result).__name__ for result in done) == ["AppointmentRequest", "StepRefusedError"]
    assert sorted(AppointmentRequest.objects.values_list("state", flat=True)) == ["closed", "new"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins_and_the_patient_has_one_mail(dora):
    make_clinic()
    request = make_request()

    done = do_at_once(
        partial(offer_time, request, seen=1, by=dora, appointment=APPOINTMENT),
        partial(decline_request, request, seen=1, by=make_user("eva"), reason="We are full."),
    )

    assert len([result for result in done if isinstance(result, MovedOnError)]) == 1
    assert [subject for subject in list_subjects() if subject.startswith("News")] == [
        f"News on your request {request.reference}"
    ]
