"""The steps that staff take: each on a small page, and from what that page showed."""

import pytest
from post_office.models import Email

from appointments import answering, asking
from appointments.admin.step_forms import STEP_FORMS
from appointments.models import AppointmentRequest, RequestEvent
from appointments.steps import STEPS, Kind, State
from tests.appointments.admin.desk_pages import get_page, get_step, read_facts
from tests.appointments.factories import APPOINTMENT, make_request, make_request_in
from tests.education.admin.browsing import list_messages, list_summary, parse, send

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FORM = "#content-main form"


def press(browser, request: AppointmentRequest, kind: str, **fields: str):
    """Open the page of the step, fill it in, and press its button."""
    return send(browser, browser.get(get_step(request, kind)), FORM, "step", **fields)


def read(request: AppointmentRequest, *columns: str) -> tuple[object, ...]:
    return AppointmentRequest.objects.values_list(*columns).get(pk=request.pk)


def test_one_press_on_the_page_takes_the_request(desk, rosa):
    request = make_request()

    answer = send(desk, desk.get(get_page(request)), ".steps form")
    assert answer.status_code == 405  # the page itself takes nothing: the button leads to the step
    answer = desk.post(get_step(request, "taken"), {"seen": "1"}, follow=True)

    assert read(request, "state", "held_by", "revision") == ("new", rosa.pk, 2)
    assert list_messages(answer) == [f"You hold {request.reference}."]


def test_contact_is_written_down_with_its_note(desk, rosa):
    request = make_request()

    answer = press(desk, request, "contacted", note="Nobody answered.")

    assert answer.url == get_page(request)
    assert read(request, "state", "held_by") == ("in_contact", rosa.pk)
    assert RequestEvent.objects.filter(request=request).values_list("kind", "note", "by").last() == (
        "contacted",
        "Nobody answered.",
        rosa.pk,
    )


@pytest.mark.parametrize(
    ("kind", "fields", "state", "column", "words"),
    [
        ("offered", {"appointment": APPOINTMENT}, "offered", "appointment", APPOINTMENT),
        ("booked", {"appointment": APPOINTMENT}, "booked", "appointment", APPOINTMENT),
        (
            "declined",
            {"reason": "We are full.\nCall in May."},
            "declined",
            "decline_reason",
            "We are full.\nCall in May.",
        ),
    ],
)
def test_answer_is_kept_in_the_very_words_and_the_patient_is_mailed(desk, kind, fields, state, column, words):
    request = make_request()
    Email.objects.all().delete()

    answer = desk.get(press(desk, request, kind, **fields).url)

    assert read(request, "state", column) == (state, words)
    assert [mail.to for mail in Email.objects.all()] == [["ann@example.com"]]
    assert list_messages(answer)[1:] == ["An e-mail tells the patient to read it behind their link."]


def test_whoever_offers_a_time_sees_what_the_patient_asked_for(desk):
    request = make_request(days=["mon", "wed"], times=["morning"], note="After school.", needs_interpreter=True)

    for page in (get_page(request), get_step(request, "offered")):
        answers = read_facts(desk.get(page), ".answers")
        assert answers["Which days suit you?"] == "Monday, Wednesday"
        assert answers["Which times suit you?"] == "Morning"
        assert answers["I need an interpreter"] == "Yes"
        assert answers["Is there anything else that we should know to plan the visit?"] == "After school."


def test_without_an_address_staff_are_told_to_tell_the_patient(desk):
    request = make_request(email="")

    page = desk.get(get_step(request, "booked"))
    answer = desk.get(press(desk, request, "booked", appointment=APPOINTMENT).url)

    warning = "There is no e-mail address: tell the patient yourself, in the way they chose."
    assert warning in " ".join(parse(page).text.split())
    assert list_messages(answer) == [
        f"The time is booked for {request.reference}.",
        "There is no e-mail address, so nothing was sent: tell the patient yourself.",
    ]
    assert not Email.objects.exists()


def test_booking_begins_with_the_time_that_was_offered(desk, rosa):
    request = make_request_in(State.OFFERED, rosa)

    page = parse(desk.get(get_step(request, "booked")))

    assert page.select_one("[name=appointment]")["value"] == APPOINTMENT


@pytest.mark.parametrize(
    ("state", "note", "expected"),
    [
        (State.NEW, "", ["Write why it is closed without an answer to the patient."]),
        (State.NEW, "Reached another clinic.", []),
        (State.BOOKED, "", []),
    ],
)
def test_closing_without_an_answer_needs_a_word_why(desk, rosa, state, note, expected):
    request = make_request_in(state, rosa)

    answer = press(desk, request, "closed", note=note)

    assert (list_summary(answer), read(request, "state")) == (expected, ("closed",) if not expected else (state,))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("closed", "The patient does not see it, and no e-mail tells them that it is closed. Nothing medical."),
        (
            "reopened",
            (
                "The patient does not see it. Nothing medical. A time or a reason that their page shows goes away, "
                "and no e-mail says so: tell them yourself."
            ),
        ),
    ],
)
def test_step_that_mails_nobody_says_so_before_it_is_taken(desk, rosa, kind, sentence):
    request = make_request_in(State.BOOKED, rosa)
    Email.objects.all().delete()

    assert parse(desk.get(get_step(request, kind))).select_one(f"{FORM} .field__hint").text.strip() == sentence
    press(desk, request, kind, note="They called.")

    assert (read(request, "state"), Email.objects.count()) == (
        ({"closed": "closed", "reopened": "in_contact"}[kind],),
        0,
    )


def test_closed_request_is_opened_again(desk, rosa):
    request = make_request_in(State.CLOSED, rosa)

    press(desk, request, "reopened", note="They called again.")

    assert read(request, "state", "held_by") == ("in_contact", rosa.pk)


@pytest.mark.parametrize("kind", [kind for kind in STEP_FORMS if kind != Kind.TAKEN])
def test_empty_form_says_what_to_write_and_takes_no_step(desk, rosa, kind):
    sentences = {
        "contacted": "Write how it went: who was reached, or that nobody answered.",
        "offered": "Write the day, the time and the place: the patient sees them.",
        "booked": "Write the day, the time and the place: the patient sees them.",
        "declined": "Write the reason in plain words: the patient sees it.",
        "closed": "Write why it is closed without an answer to the patient.",
        "reopened": "Write why it is opened again.",
        "merged": "Write the reference of the other request.",
        "corrected": "Nothing is different yet. Correct what is wrong, or go back.",
    }
    request = make_request_in(State.DECLINED if kind == Kind.REOPENED else State.NEW, rosa)

    answer = press(desk, request, kind)

    assert list_summary(answer) == [sentences[kind]]
    assert parse(answer).title.text.startswith("Error: ")
    assert read(request, "state", "revision") == (request.state, request.revision)


def test_duplicate_is_merged_by_a_reference_typed_in_any_form(desk, rosa):
    kept, twin = make_request("Ann"), make_request("Ann Lee")

    press(desk, twin, "merged", other=f" {kept.reference.lower().replace('-', ' ')} ")

    assert read(twin, "state", "merged_into") == ("closed", kept.pk)
    assert read(kept, "state", "revision") == ("new", 1)


def test_page_of_the_merge_lists_waiting_requests_with_the_same_contact(desk, rosa):
    twin, kept = make_request("Ann Lee"), make_request("Ann")
    make_request_in(State.CLOSED, rosa, name="Old Ann")

    links = parse(desk.get(get_step(twin, "merged"))).select("#others + ul a")

    assert [link.text for link in links] == [kept.reference]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("AAAA-AAAA", "There is no request with this reference. Look at each sign."),
        ("itself", "A request cannot be merged into itself: write the reference of the other one."),
        ("closed", "{} does not go on: it is closed. Open it again first."),
    ],
)
def test_merge_into_what_does_not_go_on_is_refused(desk, rosa, other, sentence):
    request, closed = make_request("Ann"), make_request_in(State.CLOSED, rosa, name="Old Ann")
    words = {"itself": request.reference, "closed": closed.reference}.get(other, other)

    answer = press(desk, request, "merged", other=words)

    assert list_summary(answer) == [sentence.format(closed.reference)]
    assert read(request, "state", "revision") == ("new", 1)


def test_second_of_two_people_is_told_and_sees_where_the_request_stands(desk, sam):
    request = make_request()
    opened = desk.get(get_step(request, "offered"))
    answering.record_contact(request, seen=1, by=sam, note="Reached.")

    answer = send(desk, opened, FORM, "step", appointment=APPOINTMENT)

    assert list_summary(answer) == ["Somebody else worked on this request since you opened the page. Look at it again."]
    standing = read_facts(answer, ".standing")
    assert (standing["State"], standing["Held by"]) == ("in contact", "Sam")
    assert "Last step: contacted, Nov. 24, 2026, noon, Sam" in " ".join(parse(answer).text.split())
    assert read(request, "state", "appointment", "revision") == ("in_contact", "", 2)
    assert parse(answer).select_one("[name=appointment]")["value"] == APPOINTMENT  # nothing typed is lost

    send(desk, answer, FORM, "step")  # after a look, the same page goes on from what it showed

    assert read(request, "state", "appointment", "revision") == ("offered", APPOINTMENT, 3)


def test_step_that_is_possible_no_more_gives_back_what_was_written(desk):
    request = make_request()
    opened = desk.get(get_step(request, "declined"))
    asking.withdraw_request(request, seen=1)

    answer = send(desk, opened, FORM, "step", reason="We are full.")

    page = parse(answer)
    assert page.select(f"{FORM} button") == []
    assert [part.text.strip() for part in page.select("blockquote")] == ["We are full."]
    assert "Somebody else worked on this request" in page.select_one("[role=alert]").text
    assert read(request, "state", "decline_reason") == ("withdrawn", "")


def test_two_people_who_take_at_once_do_not_both_hold_it(desk, sign_in, rosa, sam):
    request = make_request()
    first, second = desk, sign_in(sam)

    answers = [browser.post(get_step(request, "taken"), {"seen": "1"}) for browser in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert read(request, "held_by", "revision") == (rosa.pk, 2)


@pytest.mark.parametrize("kind", STEP_FORMS)
@pytest.mark.parametrize("state", State)
def test_step_that_cannot_follow_is_refused_even_when_posted(desk, rosa, state, kind):
    if state in STEPS[Kind(kind)].from_states:
        return
    request = make_request_in(state, rosa)
    other = make_request("Other")
    fields = {"note": "x", "reason": "x", "appointment": "x", "other": other.reference}
    fields |= {"contact_way": "email", "email": "new@example.com"}

    answer = desk.post(get_step(request, kind), {"seen": request.revision, **fields})

    assert "cannot follow" in parse(answer).select_one("[role=alert]").text
    assert read(request, "state", "revision") == (state, request.revision)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "1.5"])
def test_form_that_does_not_say_what_it_was_opened_on_takes_no_step(desk, seen):
    request = make_request()

    answer = desk.post(get_step(request, "taken"), {"seen": seen})

    assert len(list_summary(answer)) == 1
    assert read(request, "revision", "held_by") == (1, None)


@pytest.mark.parametrize("kind", ["received", "withdrawn", "stripped", "time_added", "nonsense"])
def test_steps_of_others_have_no_page(desk, kind):
    request = make_request()

    assert desk.post(get_step(request, kind), {"seen": "1"}).status_code == 404
    assert read(request, "revision") == (1,)


def test_bad_words_are_refused_and_nothing_is_kept(desk):
    request = make_request()

    answers = [
        press(desk, request, "offered", appointment="Monday\x00"),
        press(desk, request, "offered", appointment="x" * 201),
        press(desk, request, "declined", reason="\u202eevil"),
        press(desk, request, "contacted", note="   "),
    ]

    assert [len(list_summary(answer)) for answer in answers] == [1, 1, 1, 1]
    assert read(request, "revision") == (1,)
