"""A request is kept once, whole, and with its mail."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError
from post_office.models import STATUS, Email

from appointments import answering, asking
from appointments.asking import add_time, request_appointment, withdraw_request
from appointments.models import AppointmentRequest, RequestEvent, RequestMail
from appointments.purging import strip_request
from appointments.stepping import MovedOnError, StepRefusedError
from appointments.steps import State
from tests.appointments.at_once import do_at_once
from tests.appointments.factories import make_answers, make_clinic, make_request, make_request_in
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FORM = UUID("11111111-1111-4111-8111-111111111111")


def ask(form: UUID = FORM, **answers) -> AppointmentRequest:
    return request_appointment(make_answers(**answers), submission_id=form, warnings=[])


def count_rows() -> tuple[int, int, int]:
    """(requests, steps, mails)."""
    return AppointmentRequest.objects.count(), RequestEvent.objects.count(), Email.objects.count()


def test_request_is_kept_with_its_first_step_and_its_mails():
    make_clinic()

    request = ask(note="After school.")

    assert AppointmentRequest.objects.values_list("pk", "state", "revision", "name", "note").get() == (
        request.pk,
        "new",
        1,
        "Ann Example",
        "After school.",
    )
    assert list(request.events.values_list("number", "kind", "from_state", "to_state", "by")) == [
        (1, "received", "", "new", None)
    ]
    assert [(mail.audience, mail.email.to, mail.email.status) for mail in request.mails.order_by("audience")] == [
        ("patient", ["ann@example.com"], STATUS.queued),
        ("staff", ["desk@clinic.example"], STATUS.queued),
    ]


def test_request_without_any_address_is_kept_without_mail():
    make_clinic(request_email="")
    request = ask(email="")
    assert (request.state, list(request.mails.all())) == ("new", [])


def test_same_form_sent_again_is_the_same_request():
    make_clinic()
    assert [ask().pk, ask().pk] == [AppointmentRequest.objects.get().pk] * 2
    assert count_rows() == (1, 1, 2)


@pytest.mark.parametrize("state", list(State))
def test_same_form_sent_again_is_the_same_request_whatever_became_of_it(state):
    request = make_request_in(state, make_user("dora"), submission_id=FORM)
    assert ask().pk == request.pk


def test_same_form_sent_again_after_its_details_are_removed_is_the_same_request():
    request = make_request_in(State.CLOSED, make_user("dora"), submission_id=FORM)
    assert strip_request(request)
    assert ask().pk == request.pk
    assert AppointmentRequest.objects.get().name == ""


def test_same_answers_from_another_form_are_the_same_request_while_it_waits():
    assert ask().pk == ask(uuid4()).pk


def test_same_answers_from_another_form_are_a_new_request_when_the_first_is_over():
    first = make_request_in(State.DECLINED, make_user("dora"), submission_id=FORM)
    assert ask(uuid4()).pk != first.pk
    assert AppointmentRequest.objects.count() == 2


def test_other_answers_from_the_same_form_are_another_request_once():
    first, second, again = ask(), ask(note="Rather on Friday."), ask(note="Rather on Friday.")
    assert (first.pk != second.pk, again.pk) == (True, second.pk)
    assert AppointmentRequest.objects.count() == 2


@pytest.mark.parametrize("column", ["name", "phone", "email", "note", "place", "language"])
def test_every_answer_counts_for_being_the_same(column):
    assert ask().pk != ask(**{column: {"phone": "+18185550199", "email": "b@example.com"}.get(column, "other")}).pk


def test_reference_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["AAAA-AAAA", "AAAA-AAAA", "FFFF-FFFF"])
    monkeypatch.setattr(asking, "make_reference", lambda: next(drawn))
    assert [ask().reference, ask(note="Other.").reference] == ["AAAA-AAAA", "FFFF-FFFF"]


def test_request_is_given_up_when_the_database_refuses_it_again_and_again():
    with pytest.raises(IntegrityError, match="appointments_request_has_a_name"):
        ask(name="")
    assert count_rows() == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("template", ["received_body", "staff_received_subject"])
def test_nothing_is_kept_when_the_mail_cannot_be_written(settings, break_mail, template):
    make_clinic()
    broken = break_mail(template)

    with pytest.raises(Exception, match="nothing_of_this_name"):
        ask()

    assert count_rows() == (0, 0, 0)
    broken.unlink()
    settings.TEMPLATES = list(settings.TEMPLATES)
    assert ask().reference
    assert count_rows() == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_eight_equal_posts_at_once_are_one_request_with_one_set_of_mails():
    make_clinic()

    found = do_at_once(*[ask] * 8)

    assert {request.reference for request in found} == {AppointmentRequest.objects.get().reference}
    assert count_rows() == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_same_answers_from_eight_forms_at_once_are_one_request():
    make_clinic()
    found = do_at_once(*(partial(ask, uuid4()) for _form in range(8)))
    assert {request.pk for request in found} == {AppointmentRequest.objects.get().pk}
    assert count_rows() == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_are_eight_requests():
    make_clinic()
    found = do_at_once(*(partial(ask, uuid4(), name=f"Person {number}") for number in range(8)))
    assert len({request.reference for request in found}) == 8
    assert count_rows() == (8, 8, 16)


def test_time_is_added_to_those_before():
    request = make_request()
    request = add_time(request, seen=1, words="Friday\n")
    request = add_time(request, seen=2, words=" Monday, early")
    assert (request.added_times, request.revision, request.state) == ("Friday\nMonday, early", 3, "new")
    assert list(request.events.values_list("number", "kind", "by")) == [
        (1, "received", None),
        (2, "time_added", None),
        (3, "time_added", None),
    ]


def test_withdrawn_request_takes_no_more_time():
    request = withdraw_request(make_request(), seen=1)
    with pytest.raises(
        StepRefusedError, match=r"^“time added by the patient” cannot follow “withdrawn by the patient”\.$"
    ):
        add_time(request, seen=2, words="Friday")
    assert (request.state, AppointmentRequest.objects.get().added_times) == ("withdrawn", "")


@pytest.mark.django_db(transaction=True)
def test_patient_who_withdraws_while_staff_book_is_told_or_tells():
    request, dora = make_request(), make_user("dora")

    done = do_at_once(
        partial(withdraw_request, request, seen=1),
        partial(answering.book_time, request, seen=1, by=dora, appointment="Monday, 9:00"),
    )

    late = [error for error in done if isinstance(error, MovedOnError)]
    assert (len(late), isinstance(done[0], DatabaseError)) == (1, False)
    assert AppointmentRequest.objects.get().revision == 2
    assert RequestMail.objects.filter(email__subject__startswith="News").count() == int(done[1] not in late)
