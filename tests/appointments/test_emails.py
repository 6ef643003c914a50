"""Every mail: its words, and what no mail may hold."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from post_office.models import Email

from appointments import answering
from appointments.asking import withdraw_request
from appointments.references import make_token
from tests.appointments.factories import APPOINTMENT, make_clinic, make_request
from tests.education.factories import make_user

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "templates" / "emails"
TEMPLATES = sorted(path.name for path in FOLDER.iterdir())

# All that a mail may be made of. Nothing of a person, and nothing of what they asked.
VARIABLES = {
    "reference",
    "link",
    "admin_link",
    "clinic.phone",
    "clinic.name",
    "may_name_clinic",
    "answer_by",
    "may_be_late",
    "phone",
    "day",
}

# Nobody who looks over a shoulder may learn from a mail what it is about.
CLINICAL = re.compile(
    r"isotretinoin|accutane|absorica|ipledge|derm|acne|skin|capsule|medic|drug|dose|course|prescri|pharmac|treat"
    r"|symptom|effect|pregnan|birth|test|blood|mood|doctor|health|window|visit",
    re.IGNORECASE,
)


def read_template(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def list_mails() -> list[tuple[str, str, str]]:
    return [(email.to[0], email.subject, email.message) for email in Email.objects.order_by("pk")]


def test_templates_are_the_known_ones():
    assert TEMPLATES == [
        "clinic.txt",
        "news_body.txt",
        "news_subject.txt",
        "received_body.txt",
        "received_subject.txt",
        "staff_received_body.txt",
        "staff_received_subject.txt",
        "staff_withdrawn_body.txt",
        "staff_withdrawn_subject.txt",
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_holds_no_clinical_word_and_no_unknown_variable(name):
    words = read_template(name)
    assert CLINICAL.findall(words) == []
    assert list_variables(words) - VARIABLES == set()


def list_variables(words: str) -> set[str]:
    """What a template reads: in {{ }}, in {% if %}, and in "with a=b"."""
    read = set(re.findall(r"{{\s*([\w.]+)", words))
    for condition in re.findall(r"{%\s*(?:el)?if (.+?)\s*%}", words):
        read |= set(condition.split()) - {"and", "or", "not"}
    return read | set(re.findall(r"\w+=([\w.]+)", words))


def test_reader_of_templates_sees_every_variable():
    words = "{{ a.b|date }} {% if c and not d %}{% elif e %}{% blocktranslate with f=g.h|date %}{{ f }}"
    assert list_variables(words) == {"a.b", "c", "d", "e", "f", "g.h"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_renders_without_anything_and_escapes_nothing(name):
    bare = render_to_string(f"emails/{name}", {})
    full = render_to_string(
        f"emails/{name}",
        {
            "reference": "AFHJ-KMRW",
            "link": "https://guide.example/x/?a=1&b=2",
            "admin_link": "https://guide.example/admin/?a=1&b=2",
            "clinic": {"phone": "(000) 000-0000", "name": "Tom & Ann’s <clinic>"},
            "may_name_clinic": True,
        },
    )
    assert "None" not in bare + full
    assert ("&amp;" in full, "&lt;" in full) == (False, False) or name == "clinic.txt"
    if name.endswith("_subject.txt"):
        assert full.strip().count("\n") == 0


def test_patient_is_told_the_reference_what_comes_next_and_by_when():
    make_clinic(request_email="")
    request = make_request(reason="side_effect", note="My lips bleed", name="Ann Example", may_name_clinic=True)

    [(to, subject, message)] = list_mails()
    assert (to, subject) == ("ann@example.com", f"Your request {request.reference}")
    assert message.splitlines() == [
        f"We have your request. Your reference is {request.reference}.",
        "",
        "What happens next: we get in touch with you by Thursday, November 26, in the way you chose.",
        "You do not need to do anything else.",
        "",
        "To see your request, add a time, or take it back, open this page. You need your reference there:",
        f"{settings.SITE_URL}/appointments/status/{make_token(request.pk)}/",
        "",
        "Nobody reads answers to this e-mail. If it cannot wait, call.",
        "Do you have a question? Call (000) 000-0000 and say your reference.",
        "",
        "The clinic",
    ]


def test_patient_who_should_call_as_well_is_not_told_that_nothing_is_left_to_do():
    make_clinic(request_email="")
    make_request(reason="window", window_ends_on=date(2026, 11, 26))

    [(_to, _subject, message)] = list_mails()
    assert "Call us as well, and say your reference." in message.splitlines()
    assert "You do not need to do anything else." not in message


def test_clinic_that_the_patient_must_not_be_seen_with_is_not_named():
    make_clinic(request_email="", phone="")
    make_request(may_name_clinic=False)

    [(_to, subject, message)] = list_mails()
    assert "The clinic" not in subject + message
    assert message.endswith("Call the number on your appointment card and say your reference.\n")


def test_desk_is_told_the_reference_and_where_to_sign_in():
    make_clinic()
    request = make_request(email="", name="Ann Example", note="My lips bleed")

    [(to, subject, message)] = list_mails()
    assert (to, subject) == ("desk@clinic.example", f"New request {request.reference}")
    assert message.splitlines() == [
        f"Request {request.reference} waits for an answer.",
        "The patient was told to hear from the clinic by Thursday, November 26.",
        "",
        "Sign in to see it:",
        f"{settings.SITE_URL}/admin/appointments/appointmentrequest/{request.pk}/change/",
    ]


@pytest.mark.parametrize("verb", [answering.offer_time, answering.book_time])
def test_desk_is_told_when_a_time_that_it_kept_may_be_free(verb):
    make_clinic()
    request = verb(make_request(email=""), seen=1, by=make_user("staff"), appointment=APPOINTMENT)
    withdraw_request(request, seen=2)

    to, subject, message = list_mails()[-1]
    assert (to, subject) == ("desk@clinic.example", f"Request {request.reference} is taken back")
    told = f"The patient has taken request {request.reference} back."
    assert message.splitlines() == [
        f"{told} The time that was offered or booked for it may be free again.",
        "",
        "Sign in to see it:",
        f"{settings.SITE_URL}/admin/appointments/appointmentrequest/{request.pk}/change/",
    ]


def test_desk_is_not_told_when_no_time_was_kept():
    make_clinic()
    withdraw_request(make_request(email=""), seen=1)
    assert [subject.split()[0] for _to, subject, _message in list_mails()] == ["New"]


def test_news_say_that_there_is_an_answer_and_not_which():
    make_clinic(request_email="")
    request = make_request()
    answering.offer_time(request, seen=1, by=make_user("staff"), appointment=APPOINTMENT)

    to, subject, message = list_mails()[-1]
    assert (to, subject) == ("ann@example.com", f"News on your request {request.reference}")
    assert message.startswith(
        f"There is an answer to your request {request.reference}.\n"
        "\n"
        "To read it, open this page. You need your reference there:\n"
        f"{settings.SITE_URL}/appointments/status/{make_token(request.pk)}/\n"
    )
    assert APPOINTMENT not in message


def test_no_mail_holds_what_the_patient_wrote():
    make_clinic()
    canaries = {
        "name": "CANARY-NAME",
        "companion": "CANARY-COMPANION",
        "is_minor": True,
        "language": "CANARY-LANGUAGE",
        "note": "CANARY-NOTE",
        "phone": "+18185550199",
    }
    request = make_request(**canaries)
    request = answering.offer_time(request, seen=1, by=make_user("staff"), appointment="CANARY-TIME")
    answering.decline_request(request, seen=2, by=make_user("other"), reason="CANARY-REASON")

    words = "".join(subject + message for _to, subject, message in list_mails())
    assert len(list_mails()) == 4
    assert [sign for sign in ("CANARY", "5550199", "555-0199", "under 18") if sign in words] == []
