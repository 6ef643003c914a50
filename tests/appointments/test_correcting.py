"""How a patient is reached is corrected, and a failed mail is sent again: to where they are reached now."""

from datetime import timedelta
from functools import partial

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from appointments import answering
from appointments.mailing import WAITS, send_next
from appointments.models import AppointmentRequest, RequestEvent, RequestMail
from appointments.purging import strip_request
from appointments.stepping import MovedOnError, StepRefusedError
from appointments.steps import State
from education.models import ClinicProfile
from tests.appointments.at_once import do_at_once
from tests.appointments.factories import CONTACT, make_clinic, make_request, make_request_in
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEW = "new@example.com"


@pytest.fixture
def dora() -> User:
    return make_user("dora")


def correct(request: AppointmentRequest, by: User, **contact: object) -> AppointmentRequest:
    return answering.correct_contact(request, seen=request.revision, by=by, **CONTACT | contact)


def make_failed(**answers: str) -> tuple[AppointmentRequest, RequestMail]:
    """A new request whose mail to the patient could not be sent."""
    request = make_request(**answers)
    Email.objects.update(status=STATUS.failed, number_of_retries=8)
    return request, request.mails.get(audience="patient")


def read_outbox() -> list[tuple]:
    return list(Email.objects.order_by("pk").values_list("to", "status", "number_of_retries", "scheduled_time"))


def test_contact_is_corrected_and_nothing_else(dora):
    request = make_request()
    contact = {
        "contact_way": "email",
        "phone": "",
        "email": NEW,
        "may_leave_message": None,
        "may_name_clinic": None,
    }
    before = AppointmentRequest.objects.values().get()

    correct(request, dora, **contact)

    after = AppointmentRequest.objects.values().get()
    assert after == before | contact | {"revision": 2}


def test_history_and_log_say_who_corrected_and_no_value(dora):
    request = correct(make_request(), dora, email=NEW)

    event = RequestEvent.objects.last()
    assert (event.get_kind_display(), event.by, event.note) == ("how to reach them corrected", dora, "")
    entry = LogEntry.objects.get_for_object(request).latest("pk")
    assert (entry.actor, entry.changes, entry.additional_data) == (
        dora,
        {"email": ["…", "…"]},
        {"what": "corrected", "by": "dora"},
    )


def test_correction_that_changes_nothing_is_refused(dora):
    with pytest.raises(StepRefusedError) as refused:
        correct(make_request(), dora)
    assert str(refused.value) == "Nothing is different yet. Correct what is wrong, or go back."
    assert AppointmentRequest.objects.get().revision == 1


def test_correction_of_what_somebody_else_changed_is_refused(dora):
    request = make_request()
    correct(request, dora, email=NEW)
    with pytest.raises(MovedOnError):
        correct(request, dora, email="other@example.com")
    assert AppointmentRequest.objects.get().email == NEW


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED])
def test_contact_of_a_request_that_is_over_is_not_corrected(dora, state):
    with pytest.raises(StepRefusedError, match="“how to reach them corrected” cannot follow"):
        correct(make_request_in(state, dora), dora, email=NEW)


@pytest.mark.parametrize(
    ("contact", "constraint"),
    [
        ({"contact_way": "email", "email": ""}, "contact_way_has_its_address"),
        ({"contact_way": "email", "phone": ""}, "phone_says_what_may_be_left"),
        ({"may_leave_message": None}, "phone_says_what_may_be_left"),
    ],
)
def test_contact_that_does_not_fit_together_is_refused_by_the_database(dora, contact, constraint):
    request = make_request()
    with pytest.raises(IntegrityError, match=f"appointments_request_{constraint}"), transaction.atomic():
        correct(request, dora, **contact)
    assert (AppointmentRequest.objects.get().revision, request.events.count()) == (1, 1)


def test_waiting_mail_begins_anew_with_the_new_address(dora):
    make_clinic()
    request = make_request()
    Email.objects.update(status=STATUS.requeued, number_of_retries=7, scheduled_time=timezone.now() + WAITS[-1])

    correct(request, dora, email=NEW)

    assert read_outbox() == [
        ([NEW], STATUS.queued, None, None),
        (["desk@clinic.example"], STATUS.requeued, 7, timezone.now() + WAITS[-1]),
    ]


def test_waiting_mail_names_the_clinic_no_more_when_the_patient_forbids_it(dora):
    make_clinic(request_email="", name="The one clinic")
    request = make_request(may_name_clinic=True)
    assert "The one clinic" in Email.objects.get().message

    correct(request, dora, may_name_clinic=False)

    assert "The one clinic" not in Email.objects.get().message


def test_waiting_mail_keeps_its_turn_when_only_the_phone_is_corrected(dora):
    make_clinic(request_email="")
    request = make_request()
    at = timezone.now() + WAITS[0]
    Email.objects.update(status=STATUS.requeued, number_of_retries=1, scheduled_time=at)

    correct(request, dora, phone="+18185550111")

    assert read_outbox() == [(["ann@example.com"], STATUS.requeued, 1, at)]


def test_mail_without_an_address_any_more_is_for_a_person_to_see(dora):
    make_clinic(request_email="")
    request = correct(make_request(), dora, email="")

    assert list(RequestMail.objects.to_see_to()) == list(request.mails.all())
    assert not send_next()


def test_failed_mail_goes_to_the_corrected_address_when_it_is_sent_again(dora, mail_server):
    make_clinic(request_email="")
    request, mail = make_failed()

    request = correct(request, dora, email=NEW)
    assert not send_next()  # nobody asked for it yet
    answering.send_again(request, mail=mail.pk, by=dora)
    assert send_next()

    assert [(sent["To"], sent["Subject"]) for sent in mail_server.mails] == [(NEW, f"Your request {request.reference}")]
    assert read_outbox() == [([NEW], STATUS.sent, None, None)]


def test_failed_mail_to_the_clinic_goes_to_its_address_of_now(dora):
    make_clinic()
    request, _mail = make_failed()
    to_clinic = request.mails.get(audience="staff")
    ClinicProfile.objects.update(request_email="front@clinic.example")

    answering.send_again(request, mail=to_clinic.pk, by=dora)

    assert read_outbox()[1] == (["front@clinic.example"], STATUS.queued, None, None)


def test_mail_that_is_sent_again_has_all_its_growing_waits(dora, mail_server, clock):
    make_clinic(request_email="")
    request, mail = make_failed()
    mail_server.refused.add("ann@example.com")
    answering.send_again(request, mail=mail.pk, by=dora)

    for wait in WAITS:
        assert send_next()
        clock.shift(wait - timedelta(seconds=1))
        assert not send_next()
        clock.shift(1)
    assert (send_next(), read_outbox()) == (True, [(["ann@example.com"], STATUS.failed, 8, None)])


def test_log_says_who_had_a_mail_sent_again_and_when(dora):
    make_clinic()
    request, mail = make_failed()

    answering.send_again(request, mail=mail.pk, by=dora)

    entry = LogEntry.objects.get_for_object(request).latest("pk")
    assert (entry.actor, entry.timestamp, entry.additional_data, entry.changes) == (
        dora,
        timezone.now(),
        {"what": "mailed_again", "by": "dora"},
        None,
    )


WORDS_GONE = "The words of this e-mail are removed, so it cannot be sent again."


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (STATUS.sent, "This e-mail was sent, and its words are removed: it cannot be sent again."),
        (STATUS.queued, "This e-mail waits to be sent already. Perhaps somebody else was faster."),
        (STATUS.requeued, "This e-mail waits to be sent already. Perhaps somebody else was faster."),
    ],
)
def test_mail_that_did_not_fail_is_not_sent_again(dora, status, sentence):
    request, mail = make_failed()
    Email.objects.update(status=status)
    expect_refusal(request, mail, dora, sentence)


def test_mail_of_a_stripped_request_is_not_sent_again(dora):
    request, mail = make_failed()
    strip_request(answering.close_request(request, seen=1, by=dora, note="Called elsewhere."))
    expect_refusal(request, mail, dora, WORDS_GONE)


def test_mail_of_another_request_is_not_sent_again(dora):
    _other, mail = make_failed(name="Bea")
    expect_refusal(make_request(), mail, dora, WORDS_GONE)


def test_mail_of_a_closed_request_is_not_sent_again(dora):
    request, mail = make_failed()
    answering.close_request(request, seen=1, by=dora, note="Called elsewhere.")
    expect_refusal(request, mail, dora, "This request is closed. Open it again first, then send the e-mail.")


def test_mail_without_an_address_is_not_sent_again(dora):
    request, mail = make_failed()
    request = correct(request, dora, email="")
    expect_refusal(request, mail, dora, "There is no address any more to send it to. Tell them in another way.")


def expect_refusal(request: AppointmentRequest, mail: RequestMail, by: User, sentence: str) -> None:
    """The mail is not sent again, with this sentence, and nothing is changed or logged."""
    before = (list(Email.objects.order_by("pk").values()), LogEntry.objects.count())
    with pytest.raises(StepRefusedError) as refused:
        answering.send_again(request, mail=mail.pk, by=by)
    assert str(refused.value) == sentence
    assert (list(Email.objects.order_by("pk").values()), LogEntry.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_again_at_once_one_wins(dora):
    request, mail = make_failed()

    done = do_at_once(*[partial(answering.send_again, request, mail=mail.pk, by=dora)] * 2)

    assert sorted(type(result).__name__ for result in done) == ["NoneType", "StepRefusedError"]
    entries = LogEntry.objects.get_for_object(request)
    assert [entry.additional_data for entry in entries if entry.additional_data] == [
        {"what": "mailed_again", "by": "dora"}
    ]
