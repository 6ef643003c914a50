"""The page of a request: what the patient said, what was done, and nothing to edit."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import STATUS, Email

from appointments import answering, asking
from appointments.forms import RequestForm
from appointments.models import AppointmentRequest
from appointments.purging import strip_request
from appointments.steps import State
from education.models import Location
from tests.appointments.admin.desk_pages import QUEUE, get_page, read_facts, read_list
from tests.appointments.factories import APPOINTMENT, make_clinic, make_request, make_request_in
from tests.education.admin.browsing import parse
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CORRECT = "Correct how to reach them"
BUTTONS = {
    State.NEW: ["Take it", "Contact", "Offer a time", "Book", "Decline", "Close", "Merge", CORRECT],
    State.IN_CONTACT: ["Contact", "Offer a time", "Book", "Decline", "Close", "Merge", CORRECT],
    State.OFFERED: ["Contact", "Offer a time", "Book", "Decline", "Close", "Merge", CORRECT],
    State.BOOKED: ["Close", "Open again", CORRECT],
    State.DECLINED: ["Close", "Open again", CORRECT],
    State.WITHDRAWN: ["Close", "Open again"],
    State.CLOSED: ["Open again"],
}


def read_answers(response) -> dict[str, str]:
    """{name of the field: answer}, found by the words in which the form asks."""
    names = {str(field.label): name for name, field in RequestForm.base_fields.items()}
    return {names.get(question, question): answer for question, answer in read_facts(response, ".answers").items()}


def list_buttons(response) -> list[str]:
    return [button.get_text(strip=True) for button in parse(response).select(".steps__step")]


def test_answers_stand_under_the_questions_of_the_form(desk):
    Location.objects.create(key="encino", name="Encino", kind="office")
    request = make_request(
        "Ann Example",
        reason="window",
        window_ends_on=date(2026, 11, 30),
        is_minor=True,
        companion="My mother",
        language="Spanish",
        needs_interpreter=True,
        days=["mon", "fri"],
        times=["noon"],
        note="After school.\nPlease.",
        may_leave_message=False,
    )
    asking.add_time(request, seen=1, words="Friday morning")

    assert read_answers(desk.get(get_page(request))) == {
        "reason": "My prescription window ends soon",
        "window_ends_on": "Nov. 30, 2026",
        "name": "Ann Example",
        "is_minor": "Yes",
        "companion": "My mother",
        "contact_way": "Phone call",
        "phone": "(818) 555-0100",
        "may_leave_message": "No, do not leave a message",
        "may_name_clinic": "No, do not say it",
        "email": "ann@example.com",
        "language": "Spanish",
        "needs_interpreter": "Yes",
        "place": "Encino",
        "days": "Monday, Friday",
        "times": "Around noon",
        "note": "After school. Please.",
        "Times added later": "Friday morning",
    }


def test_what_was_not_asked_is_left_out_and_what_was_not_answered_is_told(desk):
    request = make_request(contact_way="email", phone="", may_leave_message=None, may_name_clinic=None, place="gone")

    answers = read_answers(desk.get(get_page(request)))

    assert {"companion", "may_leave_message", "may_name_clinic", "window_ends_on"} & set(answers) == set()
    assert (answers["phone"], answers["days"]) == ("(no answer)", "(no answer)")
    assert answers["place"] == "gone"  # a place that the clinic has no more


def test_words_of_a_patient_are_never_code(desk):
    request = make_request("<script>alert(1)</script>", note="<b>x</b> & y")

    page = parse(desk.get(get_page(request)))

    assert page.select(".desk script, .desk b") == []
    assert read_answers(desk.get(get_page(request)))["name"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("state", State)
def test_buttons_are_the_steps_that_the_state_allows(desk, rosa, state):
    request = make_request_in(state, rosa)

    assert list_buttons(desk.get(get_page(request))) == BUTTONS[state]


def test_button_takes_over_what_somebody_else_holds(desk, sam):
    request = answering.take_request(make_request(), seen=1, by=sam)

    assert list_buttons(desk.get(get_page(request)))[0] == "Take it"


def test_request_without_personal_details_cannot_be_opened_again(desk, rosa):
    request = make_request_in(State.CLOSED, rosa)
    strip_request(request)

    page = desk.get(get_page(request))

    assert list_buttons(page) == []
    assert "The personal details were removed" in parse(page).select_one("#answers").parent.text
    assert read_facts(page, ".standing")["Contact"] == "Personal details are removed"


def test_history_says_what_was_done_by_whom_and_when(desk, rosa, sam):
    request = answering.take_request(make_request(), seen=1, by=rosa)
    request = answering.record_contact(request, seen=2, by=sam, note="Nobody answered.")
    asking.withdraw_request(request, seen=3)

    assert read_list(desk.get(get_page(request)), "history") == [
        "received , Nov. 24, 2026, noon",
        "taken , Nov. 24, 2026, noon, Rosa",
        "contacted , Nov. 24, 2026, noon, Sam Nobody answered.",
        "withdrawn by the patient , Nov. 24, 2026, noon",
    ]


def test_what_the_patient_reads_is_shown(desk, rosa):
    offered = make_request_in(State.OFFERED, rosa, name="One")
    declined = make_request_in(State.DECLINED, rosa, name="Two")
    fresh = make_request("Three")

    def read_told(request: AppointmentRequest) -> list[str]:
        return [part.text.strip() for part in parse(desk.get(get_page(request))).select("#told ~ blockquote")]

    assert [read_told(request) for request in (offered, declined, fresh)] == [[APPOINTMENT], ["We are full."], []]


def test_mails_are_listed_with_what_became_of_them_and_without_their_address(desk):
    make_clinic()
    request = make_request()
    to_patient, to_desk = request.mails.order_by("pk")
    Email.objects.filter(pk=to_patient.email_id).update(status=STATUS.failed)
    Email.objects.filter(pk=to_desk.email_id).update(status=STATUS.sent)

    page = desk.get(get_page(request))

    mail = "to the patient, a request came"
    button = f"Send again {request.reference}, {mail}"
    assert read_list(page, "mails") == [
        f"{mail}, Nov. 24, 2026, noon: could not be sent: tell them in another way {button}",
        "to the clinic, a request came, Nov. 24, 2026, noon: sent",
    ]
    assert "desk@clinic.example" not in page.content.decode()


def test_others_with_the_same_contact_are_linked(desk, rosa):
    request = make_request("Ann")
    same_phone = make_request_in(State.CLOSED, rosa, name="Ann Lee", email="")
    same_email = make_request("A. Lee", phone="+18185550177", email="ANN@example.com")
    make_request("Zed", phone="+18185550188", email="zed@example.com")

    links = parse(desk.get(get_page(request))).select("#others + ul a")

    assert [(link.text, link["href"]) for link in links] == [
        (row.reference, get_page(row)) for row in (same_email, same_phone)
    ]


def test_duplicates_and_the_request_that_goes_on_are_linked(desk, rosa):
    kept, twin = make_request("Ann"), make_request("Ann Lee")
    answering.merge_request(twin, seen=1, by=rosa, into=kept)

    of_kept = parse(desk.get(get_page(kept))).select("#duplicates + ul a")
    of_twin = parse(desk.get(get_page(twin)))

    assert [link["href"] for link in of_kept] == [get_page(twin)]
    assert f"It is a duplicate of {kept.reference}, which goes on." in " ".join(of_twin.get_text().split())


def test_page_takes_no_form_of_django(desk):
    request = make_request()
    url = get_page(request)

    assert parse(desk.get(url)).select("#content input:not([type=hidden]), #content textarea, #content select") == []
    assert desk.post(url, {"name": "Mine", "state": "closed"}).status_code == 405
    assert AppointmentRequest.objects.values_list("name", "state").get() == ("Ann Example", "new")


@pytest.mark.parametrize("who", ["rosa", "superuser"])
def test_nobody_adds_or_deletes_a_request(sign_in, rosa, who):
    request = make_request()
    browser = sign_in(rosa if who == "rosa" else make_user("sue", is_superuser=True))

    answers = [
        browser.get(f"{QUEUE}add/"),
        browser.post(f"{QUEUE}add/", {"name": "Mine"}),
        browser.post(f"{QUEUE}{request.pk}/delete/", {"post": "yes"}),
        browser.post(QUEUE, {"action": "delete_selected", "_selected_action": request.pk, "post": "yes"}),
    ]

    assert [answer.status_code for answer in answers[:3]] == [403] * 3
    assert list(AppointmentRequest.objects.values_list("pk", "name")) == [(request.pk, "Ann Example")]


def test_history_of_django_leads_to_the_page(desk):
    request = make_request()

    assert desk.get(f"{QUEUE}{request.pk}/history/").url == f"{get_page(request)}#history"


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x"])
def test_page_of_no_request_is_not_found(desk, pk):
    assert desk.get(f"{QUEUE}{pk}/change/").status_code == 404


def test_number_of_queries_does_not_grow_with_history_and_twins(desk, rosa):
    request = make_request("Ann")
    desk.get(get_page(request))
    with CaptureQueriesContext(connection) as few:
        desk.get(get_page(request))
    for number in range(4):
        request = answering.record_contact(request, seen=number + 1, by=rosa, note="Nobody answered.")
        answering.merge_request(make_request(f"Twin {number}"), seen=1, by=rosa, into=request)
        make_request(f"Other {number}")

    with CaptureQueriesContext(connection) as many:
        desk.get(get_page(request))

    assert len(many) == len(few)
    assert len(few) < 25
