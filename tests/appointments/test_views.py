"""The patient's pages, as their browser asks for them."""

import re
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from appointments import answering
from appointments.asking import withdraw_request
from appointments.models import AppointmentRequest, RequestEvent
from appointments.references import make_done_token, make_token
from appointments.steps import State
from education.documents.validate import SITE_ANCHORS
from education.models import Edition, Source, WarningSign
from education.outputs.addresses import get_request_path
from tests.appointments.factories import APPOINTMENT, make_clinic, make_request
from tests.appointments.posts import make_places, make_post, make_window
from tests.education.factories import make_section, make_topic, make_user, publish

pytestmark = pytest.mark.django_db

FORM = "/appointments/request/"
NOT_FOUND = "There is no request for this link and this reference. Look at each letter and number, or call the clinic."


@pytest.fixture(autouse=True)
def clinic():
    make_places()
    return make_clinic()


def parse(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html5lib")


def say(part: Any) -> str:
    return " ".join(part.get_text(" ").split())


def read_main(response: Any) -> str:
    return say(parse(response).find("main"))


def read_title(response: Any) -> str:
    return say(parse(response).find("title")).removesuffix(" | Isotretinoin guide")


def list_boxes(response: Any) -> dict[str, str]:
    """What the page would send on: its hidden boxes, the last of each name."""
    return {box["name"]: box.get("value", "") for box in parse(response).select('main form [type="hidden"]')}


def send(client: Client, **answers: Any) -> Any:
    return client.post(FORM, make_post(send="1", **answers))


def ask_status(client: Client, request: AppointmentRequest, **boxes: Any) -> Any:
    path = reverse("appointments:status", args=[make_token(request.pk)])
    return client.post(path, {"reference": request.reference} | boxes)


# The form


def test_form_can_be_found_and_keeps_nothing_in_the_browser(client):
    response = client.get(FORM)

    page = parse(response)
    assert read_title(response) == "Ask for an appointment"
    assert page.select_one('link[rel="canonical"]')["href"] == settings.SITE_URL + FORM
    assert page.select_one('meta[name="robots"]') is None
    assert (dict(client.cookies), response.headers["Cache-Control"]) == ({}, "private, no-cache")


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("?about=window", ["window"]),
        ("?about=side_effect", ["side_effect"]),
        ("", []),
        ("?about=urgent", []),
        ("?about=<b>&name=Ann", []),
        ("?about=monthly&about=after", ["after"]),
    ],
)
def test_form_takes_a_known_reason_from_the_address_and_nothing_else(client, query, chosen):
    page = parse(client.get(FORM + query))
    assert [box["value"] for box in page.select("form [checked]")] == chosen
    assert page.select_one("#id_name").get("value") is None


@pytest.mark.parametrize(
    ("slug", "stage", "about"),
    [
        ("how-acne-forms", "before", "thinking"),
        ("what-to-expect", "during", "monthly"),
        ("after-your-course", "after", "after"),
        ("side-effects", "during", "side_effect"),
        ("glossary", "reference", None),
    ],
)
def test_topic_leads_to_the_form_with_its_reason_chosen(client, slug, stage, about):
    chosen = parse(client.get(get_request_path(slug, stage))).select("form [checked]")
    assert [box["value"] for box in chosen] == ([about] if about else [])


def test_every_guide_page_leads_to_the_form(client):
    publish(make_topic())

    def list_links(path):
        page = parse(client.get(path))
        return [link["href"] for link in page.select("a[href]") if link["href"].startswith(FORM)]

    assert list_links("/guide/small-topic/") == [f"{FORM}?about=monthly", FORM]
    assert list_links("/") == [FORM, FORM]
    assert list_links("/privacy/") == [FORM]


def test_hints_and_errors_belong_to_their_box(client):
    for response in (client.get(FORM), client.post(FORM, {"check": "1"})):
        page = parse(response)
        ids = [element["id"] for element in page.select("[id]")]
        named = [
            name
            for attribute in ("aria-describedby", "aria-labelledby", "for")
            for element in page.select(f"[{attribute}]")
            for name in element[attribute].split()
        ]
        assert len(ids) == len(set(ids))
        assert set(named) - set(ids) == set()
        boxes = page.select('form :is(input:not([type="hidden"]), textarea)')
        assert [box["id"] for box in boxes if not page.select(f'label[for="{box["id"]}"]')] == []
        assert [box.get("maxlength") for box in boxes if box.has_attr("maxlength")] == []
        assert all(fieldset.select_one("legend") for fieldset in page.select("fieldset"))


def test_form_says_in_words_what_is_optional(client):
    page = parse(client.get(FORM))
    assert [say(label) for label in page.select("legend, label") if "(optional)" in say(label)] == [
        "If your window ends soon: What is the last day of your prescription window? (optional)",
        "If you are under 18: Who comes with you? (optional)",
        "Which language do you want to speak? (optional)",
        "I need an interpreter (optional)",
        "Which days suit you? (optional)",
        "Which times suit you? (optional)",
        "Is there anything else that we should know to plan the visit? (optional)",
        "Leave this empty (optional)",
    ]


def test_form_helps_to_type_and_leaves_checking_to_the_clinic(client):
    page = parse(client.get(FORM))
    helped = {
        box["id"]: (box.get("type"), box.get("autocomplete"), box.get("inputmode"))
        for box in page.select("main form [autocomplete], main form [inputmode]")
    }
    assert page.select_one("main form").has_attr("novalidate")
    assert helped == {
        "id_name": ("text", "name", None),
        "id_phone": ("tel", "tel", "tel"),
        "id_email": ("email", "email", None),
        **{f"id_window_ends_on_{box}": ("text", None, "numeric") for box in range(3)},
        "id_website": ("text", "off", None),
    }


def test_trap_is_hidden_from_everybody(client):
    trap = parse(client.get(FORM)).select_one(".trap")
    assert (trap["aria-hidden"], trap.find("input")["tabindex"]) == ("true", "-1")


def test_errors_come_first_and_lead_to_their_box(client):
    response = client.post(FORM, make_window(2, 30, 2027) | {"check": "1", "place": "moon"})

    page = parse(response)
    summary = page.select_one(".error-summary")
    assert (response.status_code, read_title(response)) == (422, "Error: Ask for an appointment")
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert [(link["href"], say(link)) for link in summary.select("a")] == [
        (
            "#id_window_ends_on_0",
            "Write a day that exists: the month, the day and the year in numbers.",
        ),
        ("#id_name", "Write your name."),
        ("#id_is_minor_0", "Choose if you are under 18."),
        ("#id_contact_way_0", "Choose how we may contact you."),
        ("#id_place_0", "Choose one of these answers."),
    ]
    assert {box.name for box in page.select(", ".join(link["href"] for link in summary.select("a")))} == {"input"}
    beside = [say(error) for error in page.select(".field__error")]
    assert beside == [f"Error: {say(link)}" for link in summary.select("a")]
    assert page.select_one("#id_name")["aria-invalid"] == "true"
    assert AppointmentRequest.objects.count() == 0


# What cannot wait


@pytest.fixture
def live_signs(clinic) -> Edition:
    topic = make_topic("side-effects")
    rows = [
        ("seizure", "A seizure", "emergency", "Call for an ambulance now"),
        ("maybe-pregnant", "A late period", "call", "Stop and call us"),
        ("yellow-skin", "Yellow skin", "call", "Stop and call us"),
    ]
    for position, (key, sign, level, action) in enumerate(rows):
        row = WarningSign.objects.create(
            key=key,
            sign=sign,
            level=level,
            action=action,
            what_to_do="Call us.",
            looks_like="It looks so.",
            position=position,
        )
        row.sources.add(Source.objects.first())
    make_section(topic, "emergency-signs", kind="warning_signs", body="", group="")
    for anchor in set(SITE_ANCHORS["side-effects"]) - {"emergency-signs"}:
        make_section(topic, anchor)
    return publish(topic)


def test_form_begins_with_the_signs_of_the_live_edition(client, live_signs):
    urgent = parse(client.get(FORM)).select_one(".urgent")

    assert [say(heading) for heading in urgent.select("h2")] == [
        "Emergency: call 911 or go to the emergency room now",
        "Stop the capsules and call us today",
    ]
    assert [(link["href"], say(link)) for link in urgent.select("a")] == [
        ("tel:911", "Call 911 in an emergency"),
        ("tel:988", "Call or text 988 if you think about hurting yourself"),
        ("/guide/side-effects/#seizure", "A seizure"),
        ("tel:0000000000", "Call (000) 000-0000"),
        ("/guide/side-effects/#maybe-pregnant", "A late period"),
        ("/guide/side-effects/#yellow-skin", "Yellow skin"),
    ]
    assert [say(link) for link in urgent.select("details a")] == ["Yellow skin"]


def test_form_without_live_signs_says_where_help_is(client):
    page = parse(client.get(FORM))
    assert say(page.select_one("main .care--emergency")) == (
        "If it cannot wait, do not wait for us Call 911 in an emergency "
        "Call or text 988 if you think about hurting yourself "
        "If you may be pregnant, or something feels wrong, call your clinic today. Call (000) 000-0000"
    )


@pytest.mark.parametrize("reason", ["urgent", "side_effect"])
@pytest.mark.parametrize("button", ["check", "send"])
def test_reason_that_may_not_wait_shows_the_signs_before_anything_else(client, live_signs, reason, button):
    response = client.post(FORM, {"reason": reason, "name": "Ann", button: "1"})

    page = parse(response)
    title = {"urgent": "Do this now", "side_effect": "Before you go on"}[reason]
    assert (read_title(response), say(page.find("h1"))) == (title, title)
    assert [say(action) for action in page.select(".urgent h3")] == ["Call for an ambulance now"]
    assert [say(link) for link in page.select(".urgent__signs a")] == ["A seizure", "A late period", "Yellow skin"]
    assert list_boxes(response)["name"] == "Ann"
    assert [say(button) for button in page.select("main button")] == {
        "urgent": ["Back to the form"],
        "side_effect": ["I have none of these: go on", "Back to the form"],
    }[reason]
    assert AppointmentRequest.objects.count() == 0


def test_side_effect_that_can_wait_goes_on_from_the_signs(client):
    signs = client.post(FORM, make_post(reason="side_effect", check="1"))
    check = client.post(FORM, list_boxes(signs) | {"check": "1"})
    sent = client.post(FORM, list_boxes(check) | {"send": "1"})

    assert [read_title(page) for page in (signs, check)] == ["Before you go on", "Check your answers"]
    assert sent.status_code == 303
    assert AppointmentRequest.objects.get().reason == "side_effect"


# From the answers to the reference


def test_answers_are_shown_and_changed_before_they_are_sent(client):
    typed = make_post(name="Ann O’Hara", phone="8185550142", note="One\ntwo")
    check = client.post(FORM, typed | {"check": "1"})

    page = parse(check)
    rows = [[say(cell) for cell in row.select("dt, dd")] for row in page.select(".answers__row")]
    assert ["What is your name?", "Ann O’Hara", "Change What is your name?"] in rows
    assert ["E-mail address", "No answer", "Change E-mail address"] in rows
    targets = {say(button): button["formaction"] for button in page.select(".answers button")}
    assert targets["Change What is your name?"] == f"{FORM}#id_name"
    assert targets["Change Are you under 18?"] == f"{FORM}#id_is_minor_0"

    form = parse(client.post(FORM, list_boxes(check) | {"edit": "1"}))
    assert form.select_one(".error-summary") is None
    assert form.select_one("#id_name")["value"] == "Ann O’Hara"
    assert form.select_one("#id_note").get_text() == "\nOne\ntwo".removeprefix("\n")
    anchors = [target.split("#")[1] for target in targets.values()]
    assert [box["id"] for box in form.select("form [id]") if box["id"] in anchors] == anchors
    assert AppointmentRequest.objects.count() == 0


def test_form_that_is_changed_shows_no_errors_yet(client):
    page = parse(client.post(FORM, {"edit": "1", "name": "\x00", "reason": "x"}))
    assert page.select(".error-summary, .field__error") == []


def test_sent_request_has_a_reference_and_says_what_comes_next(client):
    response = send(client, note="Only for the desk", email="ann@example.com")

    kept = AppointmentRequest.objects.get()
    done = client.get(response.headers["Location"])
    assert say(parse(done).select_one(".reference")) == f"Your reference {kept.reference}"
    words = read_main(done)
    assert "You do not need to do anything else." in words
    assert "We get in touch with you by Thursday, November 26, in the way you chose." in words
    assert "We also send your reference by e-mail." in words
    for personal in ("Ann Example", "555-0142", "Only for the desk", "ann@example.com"):
        assert personal not in done.content.decode()


def test_person_without_email_is_told_to_write_the_reference_down(client):
    done = client.get(send(client).headers["Location"])

    assert "So print this page, or write the reference down and bookmark the page." in read_main(done)
    status = parse(done).select_one(".print-only")
    assert say(status).endswith(settings.SITE_URL + parse(done).select_one(".no-print a")["href"])
    assert list(Email.objects.values_list("to", flat=True)) == [["desk@clinic.example"]]


def test_person_whose_window_ends_before_the_answer_is_told_to_call_as_well(client):
    soon, later = make_window(11, 25, 2026), make_window(11, 27, 2026)

    def is_told(**boxes: str) -> tuple[bool, bool]:
        check = client.post(FORM, make_post(check="1", **boxes))
        done = client.get(send(client, **boxes).headers["Location"])
        return "may end before we answer" in read_main(check), "Call us as well" in read_main(done)

    assert is_told(**soon) == (True, True)
    assert is_told(**later) == (False, False)
    assert is_told(reason="window") == (True, True)


@pytest.mark.postgresql
def test_same_form_sent_twice_is_one_request_and_other_answers_are_another(client):
    first, second = send(client), send(client)
    other = send(client, name="Bea Example")

    references = [say(parse(client.get(sent.headers["Location"])).strong) for sent in (first, second, other)]
    assert references[0] == references[1] != references[2]
    assert AppointmentRequest.objects.count() == 2


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.CLOSED])
def test_form_sent_again_after_its_request_is_over_thanks_nobody_and_leads_to_a_new_one(client, state):
    first = send(client)
    request = AppointmentRequest.objects.get()
    staff = make_user("staff")
    if state == State.WITHDRAWN:
        withdraw_request(request, seen=1)
    elif state == State.DECLINED:
        answering.decline_request(request, seen=1, by=staff, reason="We are full.")
    else:
        answering.close_request(request, seen=1, by=staff, note="Called elsewhere.")

    again = client.get(send(client).headers["Location"])

    assert (read_title(again), read_title(client.get(first.headers["Location"]))) == ("This request is over",) * 2
    assert "You do not need to do anything else" not in read_main(again)
    assert request.reference in read_main(again)
    assert say(parse(again).select_one(f'main a[href="{FORM}"]')) == "Ask again"
    assert send(client, submission_id=None).status_code == 303
    assert AppointmentRequest.objects.count() == 2


def test_browser_without_cookies_sends_looks_and_takes_back():
    browser = Client(enforce_csrf_checks=True)
    assert send(browser).status_code == 303
    request = AppointmentRequest.objects.get()
    browser.cookies.clear()
    words = read_main(ask_status(browser, request, seen="1", withdraw_now="1"))
    assert "You have taken it back." in words


def test_request_that_is_booked_is_not_over(client):
    path = send(client).headers["Location"]
    answering.book_time(AppointmentRequest.objects.get(), seen=1, by=make_user("staff"), appointment=APPOINTMENT)
    assert read_title(client.get(path)) == "We have your request"


def test_done_page_closes_after_an_hour_and_then_asks_for_the_reference(client, clock):
    path = send(client).headers["Location"]
    reference = AppointmentRequest.objects.get().reference
    clock.shift(59 * 60)
    assert reference in read_main(client.get(path))
    clock.shift(2 * 60)

    closed = client.get(path, follow=True)

    assert reference not in closed.content.decode()
    assert read_title(closed) == "Your request"
    assert "It waits for the clinic." in read_main(client.post(closed.request["PATH_INFO"], {"reference": reference}))


def test_link_of_the_status_opens_no_done_page(client):
    request = make_request()

    page = client.get(reverse("appointments:done", args=[make_token(request.pk)]), follow=True)

    assert request.reference not in page.content.decode()
    assert read_title(page) == "Your request"


def test_wherever_a_call_cannot_wait_stands_what_to_do_when_the_clinic_is_closed(client, clinic):
    clinic.after_hours = "At night, ask for the doctor on call."
    clinic.save()
    pages = [
        client.get(FORM),
        client.post(FORM, {"reason": "urgent"}),
        client.post(FORM, {"check": "1"}),
        client.get(send(client).headers["Location"]),
    ]
    cards = [
        say(card)
        for page in pages
        for card in parse(page).select("main .care")
        if "today" in say(card) and "Call (000) 000-0000" in say(card)
    ]
    assert len(cards) == 6
    assert [card for card in cards if "Call (000) 000-0000 At night, ask for the doctor on call." not in card] == []


# Where a request stands


@pytest.mark.postgresql
def test_wrong_bad_and_missing_look_the_same(client):
    request, other = make_request(), make_request("Bea")

    def status(token):
        return reverse("appointments:status", args=[token])

    good = make_token(request.pk)
    guesses = [
        (good, "AAAA-AAAA"),
        (good, other.reference),
        (good, "\x00"),
        (good, "x" * 10_000),
        (make_token(request.pk + 999), request.reference),
        (good + "x", request.reference),
        ("no-token", request.reference),
        (make_done_token(request.pk), request.reference),
    ]

    answers = [client.post(status(token), {"reference": reference}) for token, reference in guesses]

    assert [answer.status_code for answer in answers] == [422] * len(guesses)
    assert {say(parse(answer).select_one(".field__error")) for answer in answers} == {f"Error: {NOT_FOUND}"}
    shown = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(shown) == 1
    assert {read_main(client.get(status(token))) for token in (good, "no-token")} == {
        read_main(client.get(status(make_token(999_999))))
    }


def test_reference_is_found_however_it_is_typed(client):
    request = make_request()
    typed = request.reference.lower().replace("-", " ")
    assert "It waits for the clinic." in read_main(ask_status(client, request, reference=f" {typed} "))


@pytest.mark.parametrize("empty", [{}, {"reference": ""}])
def test_status_without_a_reference_asks_for_one(client, empty):
    response = client.post(reverse("appointments:status", args=[make_token(make_request().pk)]), empty)
    assert say(parse(response).select_one(".error-summary a")) == "Write your reference."


def test_status_tells_what_the_clinic_wrote_and_nothing_of_the_person(client):
    request, by = make_request(note="A note", companion=""), make_user("staff")
    request = answering.offer_time(request, seen=1, by=by, appointment=APPOINTMENT)
    offered = read_main(ask_status(client, request))
    request = answering.book_time(request, seen=2, by=by, appointment=APPOINTMENT)
    booked = read_main(ask_status(client, request))

    assert f"The clinic offers you a time. {APPOINTMENT} Does it suit you?" in offered
    assert f"You have an appointment. {APPOINTMENT} To change it, call us." in booked
    assert "Add a time" in offered
    assert "Add a time" not in booked
    for personal in ("Ann Example", "555-0100", "A note", "ann@example.com", "staff"):
        assert personal not in offered + booked


def test_status_says_to_call_as_well_while_the_window_may_end_before_the_answer(client):
    request = make_request(reason="window", window_ends_on=date(2026, 11, 25))
    waits = read_main(ask_status(client, request))
    request = answering.record_contact(request, seen=1, by=make_user("staff"), note="Reached.")

    told = "Call us as well Your prescription window may end before we answer."
    assert told in waits
    assert told not in read_main(ask_status(client, request))


def test_request_that_was_merged_sends_nobody_to_ask_again(client):
    request, other = make_request(), make_request("Ann Example again")
    merged = answering.merge_request(request, seen=1, by=make_user("staff"), into=other)

    words = read_main(ask_status(client, merged))
    assert "The clinic has put it together with your other request. You do not need to ask again." in words
    assert "It is closed." not in words
    done = read_main(client.get(reverse("appointments:done", args=[make_done_token(merged.pk)])))
    assert "You do not need to ask again." in done
    assert "Do you still need an appointment?" not in done


def test_declined_request_tells_the_reason(client):
    request = answering.decline_request(make_request(), seen=1, by=make_user("staff"), reason="We are full.")
    words = read_main(ask_status(client, request))
    assert "The clinic cannot give you an appointment. We are full." in words
    assert "Take the request back" not in words


def test_request_is_withdrawn_after_one_more_question(client):
    request = make_request()

    question = ask_status(client, request, withdraw="1")
    request.refresh_from_db()
    assert (read_title(question), request.state) == ("Take the request back?", "new")
    kept = ask_status(client, request, **list_boxes(question), keep="1")
    request.refresh_from_db()
    assert ("It waits for the clinic." in read_main(kept), request.state) == (True, "new")
    withdrawn = ask_status(client, request, **list_boxes(question), withdraw_now="1")
    again = ask_status(client, request, **list_boxes(question), withdraw_now="1")

    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert read_main(withdrawn) == read_main(again)
    assert "You have taken it back." in read_main(again)
    assert list(RequestEvent.objects.filter(request=request).values_list("kind", flat=True)) == [
        "received",
        "withdrawn",
    ]


def test_time_is_added_once_though_it_is_sent_twice(client):
    request = make_request()
    boxes = {"seen": "1", "time": "Friday after school", "add_time": "1"}

    added, again = ask_status(client, request, **boxes), ask_status(client, request, **boxes)

    request.refresh_from_db()
    assert request.added_times == "Friday after school"
    assert read_main(added) == read_main(again)
    assert "Times that you added: Friday after school" in read_main(again)


@pytest.mark.postgresql
def test_time_that_came_too_late_stays_in_its_box(client):
    request = make_request()
    answering.take_request(request, seen=1, by=make_user("staff"))

    late = ask_status(client, request, seen="1", time="Monday", add_time="1")

    page = parse(late)
    assert say(page.select_one('[role="alert"]')).startswith("Your request has changed since you opened this page")
    assert page.select_one("#id_time")["value"] == "Monday"
    request.refresh_from_db()
    assert request.added_times == ""
    ask_status(client, request, **list_boxes(late), time="Monday", add_time="1")
    request.refresh_from_db()
    assert request.added_times == "Monday"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 5000, "١", "1\x00"])
def test_step_without_the_revision_that_was_seen_does_nothing(client, seen):
    request = make_request()
    page = ask_status(client, request, seen=seen, withdraw_now="1")
    request.refresh_from_db()
    assert ("so nothing was done" in read_main(page), request.state) == (True, "new")


def test_time_that_is_empty_or_unseen_is_told_what_to_do(client):
    request = make_request()
    empty = ask_status(client, request, seen="1", time=" ", add_time="1")
    unseen = ask_status(client, request, seen="1", time="Mon\x00day", add_time="1")

    assert (read_title(empty), read_title(unseen)) == ("Error: Your request", "Error: Your request")
    assert say(parse(empty).select_one(".error-summary a")) == "Write a time that suits you."
    assert say(parse(unseen).select_one(".error-summary a")).startswith(
        "There are letters or marks in this that nobody can see."
    )
    request.refresh_from_db()
    assert request.added_times == ""


# Whatever else is sent


@pytest.mark.parametrize(
    "sent",
    [
        {"data": '{"name": "Ann"}', "content_type": "application/json"},
        {"data": "<x/>", "content_type": "text/xml"},
        {"data": b"\xff\xfe\x00", "content_type": "application/octet-stream"},
        {"data": b"name=\xff%00", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"note": SimpleUploadedFile("note.txt", b"x" * 1000)}},
        {"data": b"", "content_type": ""},
    ],
    ids=["json", "xml", "bytes", "broken", "file", "none"],
)
def test_what_is_no_form_is_answered_with_what_to_do(client, sent):
    response = client.post(FORM, **sent)
    assert (response.status_code, read_title(response)) == (422, "Error: Ask for an appointment")
    assert "Choose what it is about." in read_main(response)
    assert AppointmentRequest.objects.count() == 0


@pytest.mark.parametrize("path", [FORM, reverse("appointments:status", args=["x"])])
@pytest.mark.parametrize(
    "sent",
    [
        {"data": "note=" + "x" * 3_000_000, "content_type": "application/x-www-form-urlencoded"},
        {"data": "&".join(f"a{i}=1" for i in range(6000)), "content_type": "application/x-www-form-urlencoded"},
        {"data": "name=Ann", "content_type": "application/x-www-form-urlencoded; charset=utf-16"},
        {"data": b"--x", "content_type": "multipart/form-data"},
    ],
    ids=["too long", "too many", "charset", "no boundary"],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(client, path, sent):
    response = client.post(path, **sent)
    assert (response.status_code, read_title(response)) == (400, "We could not read what you sent")
    assert "Nothing is sent. Go back, make it shorter, and send it again, or call us." in read_main(response)
    assert AppointmentRequest.objects.count() == 0


def test_file_beside_the_answers_is_refused_with_what_to_do(client):
    response = client.post(FORM, make_post(send="1") | {"photo": SimpleUploadedFile("photo.jpg", b"x" * 100)})
    assert (response.status_code, read_title(response)) == (422, "Error: Ask for an appointment")
    assert say(parse(response).select_one(".error-summary a")) == (
        "This form takes no files or photos. Send it without them, and bring them to your visit."
    )
    assert AppointmentRequest.objects.count() == 0


def test_note_of_a_hundred_thousand_characters_is_shown_again_and_not_kept(client):
    response = send(client, note="x" * 100_000)
    assert say(parse(response).select_one(".error-summary a")) == (
        "This is 100000 characters long. We can keep 2000. Make it shorter."
    )
    assert parse(response).select_one("#id_note").get_text(strip=True) == "x" * 100_000
    assert AppointmentRequest.objects.count() == 0


def test_other_methods_are_not_answered(client):
    assert [client.generic(method, FORM).status_code for method in ("PUT", "DELETE", "PATCH")] == [405] * 3
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("appointments:done", args=["x"])).status_code == 405


@pytest.mark.postgresql
def test_database_that_fails_keeps_what_was_typed_on_the_page(client):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {AppointmentRequest._meta.db_table} RENAME TO away")
    response = send(client, note="Only mine")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert read_title(response) == "We could not keep your request"
    assert list_boxes(response)["note"] == "Only mine"
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_pages_set_no_cookie_and_are_kept_nowhere(client):
    client.force_login(make_user("somebody", is_superuser=True))
    before = dict(client.cookies)
    request = make_request()
    sent = send(client)
    answers = [
        client.post(FORM, make_post(check="1")),
        client.post(FORM, {"check": "1"}),
        client.post(FORM, {"reason": "urgent"}),
        sent,
        client.get(sent.headers["Location"]),
        ask_status(client, request),
        ask_status(client, request, withdraw="1"),
    ]

    assert {answer.headers["Cache-Control"] for answer in answers} == {
        "max-age=0, no-cache, no-store, must-revalidate, private"
    }
    assert [dict(answer.cookies) for answer in answers] == [{}] * len(answers)
    assert {name: morsel.value for name, morsel in client.cookies.items()} == {
        name: morsel.value for name, morsel in before.items()
    }
    robots = [parse(answer).select_one('meta[name="robots"]') for answer in (answers[0], *answers[4:])]
    assert [meta and meta["content"] for meta in robots[1:]] == ["noindex"] * 3


def test_privacy_page_tells_how_long_a_request_is_kept(client, clinic):
    def read_section():
        return say(parse(client.get("/privacy/")).select_one('section[aria-labelledby="appointments"]'))

    assert "We remove your details 30 days after your request is over." in read_section()
    clinic.keep_days = 1
    clinic.save()
    assert "We remove your details 1 day after your request is over." in read_section()
