"""The form as different people fill it in: what is kept of it, and the sentences they read when it does not fit."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from appointments.asking import Answers
from appointments.forms import URGENT, RequestForm
from appointments.models import Reason
from education.public import Clinic, read_clinic
from tests.appointments.posts import make_places, make_post, make_window

pytestmark = pytest.mark.django_db

LEAVE_MESSAGE = "May we leave a message?"
NAME_CLINIC = "May we say the name of the clinic?"


@pytest.fixture(autouse=True)
def places():
    make_places()


def fill_in(**answers: Any) -> RequestForm:
    sent = QueryDict(mutable=True)
    for name, value in make_post(**answers).items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return RequestForm(sent, clinic=read_clinic())


def keep(**answers: Any) -> Answers:
    form = fill_in(**answers)
    assert form.errors == {}
    return form.get_answers()


def list_errors(**answers: Any) -> dict[str, list[str]]:
    return {name: list(sentences) for name, sentences in fill_in(**answers).errors.items()}


def read_check(**answers: Any) -> dict[str, str]:
    form = fill_in(**answers)
    assert form.errors == {}
    return {label: answer for label, answer, _anchor in form.list_answers()}


def test_teen_who_cannot_be_left_a_message_is_kept_as_she_asked():
    answers = keep(
        reason="thinking",
        is_minor="yes",
        companion="nobody",
        may_leave_message="no",
        may_name_clinic="no",
        days=["fri", "mon", "mon"],
        times=[],
    )

    assert answers == Answers(
        reason="thinking",
        name="Ann Example",
        is_minor=True,
        companion="nobody",
        contact_way="call",
        phone="+18185550142",
        may_leave_message=False,
        may_name_clinic=False,
        place="encino",
        days=["mon", "fri"],
    )


def test_parent_asks_in_another_language_with_an_interpreter():
    answers = keep(
        name="محمد عبد الله",
        is_minor="yes",
        companion="His father",
        language="العربية",
        needs_interpreter="on",
        note="After 4 pm,\r\nplease.",
    )
    said = (answers.name, answers.companion, answers.language, answers.needs_interpreter, answers.note)
    assert said == ("محمد عبد الله", "His father", "العربية", True, "After 4 pm,\nplease.")


def test_companion_of_an_adult_is_not_kept():
    assert keep(is_minor="no", companion="My father").companion == ""
    assert keep(is_minor="no", companion="\x00").companion == ""


def test_person_who_is_mailed_leaves_no_phone_and_is_not_asked_what_may_be_left():
    answers = keep(contact_way="email", email="ann@example.com", phone="", may_leave_message="yes", may_name_clinic="x")

    assert (answers.email, answers.phone) == ("ann@example.com", "")
    assert (answers.may_leave_message, answers.may_name_clinic) == (None, None)


def test_phone_that_was_typed_is_asked_about_whatever_the_way():
    assert list_errors(contact_way="email", email="ann@example.com", may_leave_message=None, may_name_clinic="") == {
        "may_leave_message": ["Choose if we may leave a message."],
        "may_name_clinic": ["Choose if we may say the name of the clinic."],
    }


@pytest.mark.parametrize("way", ["call", "text"])
def test_person_who_is_called_or_texted_writes_a_phone_and_what_may_be_left(way):
    assert list_errors(contact_way=way, phone="", may_leave_message=None, may_name_clinic=None) == {
        "phone": ["Write the phone number that we may use."],
        "may_leave_message": ["Choose if we may leave a message."],
        "may_name_clinic": ["Choose if we may say the name of the clinic."],
    }


def test_person_who_is_mailed_writes_an_address():
    assert list_errors(contact_way="email", phone="") == {"email": ["Write the e-mail address that we may use."]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8185550142", "+18185550142"),
        ("818-555-0142", "+18185550142"),
        ("  818.555.0142 ", "+18185550142"),
        ("+1 (818) 555-0142", "+18185550142"),
        ("٨١٨٥٥٥٠١٤٢", "+18185550142"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_phone_is_kept_in_one_way_however_it_is_written(typed, kept):
    assert keep(phone=typed).phone == kept


@pytest.mark.parametrize(
    "typed", ["1990", "01/02/1990", "555-0142", "call me", "8" * 100_000, "\x00", "818555014\x002"]
)
def test_phone_that_is_none_is_told_how_to_write_one(typed):
    sentence = "Write the whole phone number with its area code. Spaces and dashes are fine."
    assert list_errors(phone=typed) == {"phone": [sentence]}


@pytest.mark.parametrize("typed", ["+1 (818) 555-0142 ext 5", "818-555-0142 x5", "8185550142 #5"])
def test_extension_of_a_phone_is_kept_before_the_note(typed):
    answers = keep(phone=typed, note="Ask for Ann.")

    assert (answers.phone, answers.note) == ("+18185550142", "Phone extension: 5\nAsk for Ann.")
    assert keep(phone=typed).note == "Phone extension: 5"
    assert read_check(phone=typed)["Phone number"] == "(818) 555-0142 ext. 5"


@pytest.mark.parametrize(
    "typed",
    [
        "ann",
        "ann@",
        "a@b@c.example",
        "x" * 250 + "@example.com",
        "ann@example.com\x00",
        '"ann,eve@evil.example,x"@example.com',  # the outbox would read two addresses in it
        '"<ann>"@example.com',
    ],
)
def test_email_that_is_none_is_told_how_to_write_one(typed):
    sentence = "Write an e-mail address with one @, such as name@example.com."
    assert list_errors(email=typed) == {"email": [sentence]}


def test_window_that_ends_today_tomorrow_or_on_an_unknown_day_is_kept():
    assert keep(**make_window(11, 24, 2026)).window_ends_on == date(2026, 11, 24)
    assert keep(**make_window(11, 25, 26)).window_ends_on == date(2026, 11, 25)
    assert keep(**make_window("", "", "")).window_ends_on is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((2, 30, 2027), "Write a day that exists: the month, the day and the year in numbers."),
        ((11, 23, 2026), "This day is past. If your window has ended, choose another reason, and call us."),
        ((11, 26, 2027), "This day is more than a year away. Look at the year again."),
    ],
)
def test_window_that_cannot_be_is_told_why(day, sentence):
    assert list_errors(**make_window(*day)) == {"window_ends_on": [sentence]}


def test_day_of_a_window_is_kept_with_its_reason_alone():
    assert keep(**make_window(11, 25, 2026) | {"reason": "monthly"}).window_ends_on is None
    assert keep(**make_window(2, 30, 2027) | {"reason": "monthly"}).window_ends_on is None


def test_form_without_answers_says_what_to_do_for_each():
    assert {name: list(sentences) for name, sentences in RequestForm({}, clinic=read_clinic()).errors.items()} == {
        "reason": ["Choose what it is about."],
        "name": ["Write your name."],
        "is_minor": ["Choose if you are under 18."],
        "contact_way": ["Choose how we may contact you."],
        "place": ["Choose a place."],
    }


def test_choices_that_are_not_there_are_refused():
    unknown = {
        "reason": "x\x00",
        "is_minor": "2",
        "contact_way": "fax",
        "place": "moon",
        "days": ["sun"],
        "times": ["x"],
    }
    assert list_errors(**unknown) == {
        "reason": ["Choose one of these answers."],
        "is_minor": ["Choose one of these answers."],
        "contact_way": ["Choose one of these answers."],
        "place": ["Choose one of these answers."],
        "days": ["Tick only answers of this list."],
        "times": ["Tick only answers of this list."],
    }
    assert list_errors(may_leave_message="maybe") == {"may_leave_message": ["Choose one of these answers."]}


def test_box_that_comes_twice_counts_as_its_last():
    assert keep(name=["Ann", "Bea"], reason=["urgent", "after"]).name == "Bea"


@pytest.mark.parametrize("value", ["", "no-uuid", "\x00", "x" * 100_000])
def test_what_nobody_sees_stops_no_request(value):
    form = fill_in(submission_id=value, clock=value, has_seen_signs=value, website=value)

    assert form.errors == {}
    assert form.cleaned_data["website"] == value
    assert form.get_submission_id() != form.get_submission_id()  # none of its own: a new one each time


def test_submission_keeps_the_number_of_its_form():
    form = fill_in()
    assert form.is_valid()
    assert str(form.get_submission_id()) == make_post()["submission_id"]


@pytest.mark.parametrize(
    ("reason", "seen", "leads"),
    [(URGENT, "", True), (URGENT, "on", True), ("side_effect", "", True), ("side_effect", "on", False)]
    + [(reason, "", False) for reason in Reason.values if reason != "side_effect"],
)
def test_reason_that_may_not_wait_leads_to_the_signs_even_when_nothing_else_is_filled_in(reason, seen, leads):
    form = RequestForm({"reason": reason, "has_seen_signs": seen}, clinic=read_clinic())
    assert not form.is_valid()
    assert form.leads_to_signs() is leads


def test_form_of_a_clinic_without_places_asks_for_none():
    form = RequestForm(make_post(place=""), clinic=Clinic())
    assert form.errors == {}
    assert form.get_answers().place == ""


def test_answers_are_told_in_words_with_the_box_to_change():
    form = fill_in(**make_window(11, 25, 2026), is_minor="yes", days=["mon", "tue"], note="One\ntwo")
    assert form.is_valid()

    assert form.list_answers() == [
        ("What is it about?", "My prescription window ends soon", "id_reason_0"),
        (
            "What is the last day of your prescription window?",
            "Wednesday, November 25, 2026",
            "id_window_ends_on_0",
        ),
        ("What is your name?", "Ann Example", "id_name"),
        ("Are you under 18?", "Yes", "id_is_minor_0"),
        ("Who comes with you?", "", "id_companion"),
        ("Which language do you want to speak?", "", "id_language"),
        ("I need an interpreter", "No", "id_needs_interpreter"),
        ("How may we contact you?", "Phone call", "id_contact_way_0"),
        ("Phone number", "(818) 555-0142", "id_phone"),
        (LEAVE_MESSAGE, "Yes, leave a message", "id_may_leave_message_0"),
        (NAME_CLINIC, "No, do not say it", "id_may_name_clinic_0"),
        ("E-mail address", "", "id_email"),
        ("Where do you want to be seen?", "Encino", "id_place_0"),
        ("Which days suit you?", "Monday, Tuesday", "id_days_0"),
        ("Which times suit you?", "Morning", "id_times_0"),
        ("Is there anything else that we should know to plan the visit?", "One\ntwo", "id_note"),
    ]


def test_answers_leave_out_what_was_not_asked():
    told = read_check(contact_way="email", email="ann@example.com", phone="")
    for label in (
        "What is the last day of your prescription window?",
        "Who comes with you?",
        LEAVE_MESSAGE,
        NAME_CLINIC,
    ):
        assert label not in told
    assert told["E-mail address"] == "ann@example.com"


def test_foreign_phone_is_told_with_its_country():
    assert read_check(phone="+44 20 7946 0958")["Phone number"] == "+44 20 7946 0958"
