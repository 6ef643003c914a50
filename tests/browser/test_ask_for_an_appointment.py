"""A patient asks for an appointment: by keyboard, on a small phone, without scripts, with mistakes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Locator, Page, Route, expect

from appointments.models import AppointmentRequest, Attempt
from education.models import ClinicProfile

FORM = "/appointments/request/"
REFERENCE = re.compile(r"^[AFHJKMRWXY34679]{4}-[AFHJKMRWXY34679]{4}$")


@pytest.fixture(autouse=True)
def clinic(site: str) -> None:
    ClinicProfile.objects.update(phone="(000) 000-0000", working_days="mon tue wed thu fri", reply_days=2)


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def fill_in(page: Page) -> None:
    """What a fifteen-year-old answers who cannot be left a message, and whose window ends tomorrow."""
    choose(page, "What is it about?", "My prescription window ends soon")
    for box, number in (("Month", "11"), ("Day", "25"), ("Year", "2026")):
        page.get_by_label(box, exact=True).fill(number)
    page.get_by_label("What is your name?").fill("Sam O’Neil-García")
    choose(page, "Are you under 18?", "Yes")
    page.get_by_label("Who comes with you?").fill("nobody")
    choose(page, "How may we contact you?", "Phone call")
    page.get_by_label("Phone number").fill("+1 (818) 555-0142")
    choose(page, "May we leave a message?", "No, do not leave a message")
    choose(page, "May we say the name of the clinic?", "No, do not say it")
    choose(page, "Where do you want to be seen?", "Encino")
    page.get_by_label("Friday").check()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def send_request(page: Page) -> str:
    """From an empty form to the reference."""
    page.goto(FORM)
    fill_in(page)
    press(page, "Check your answers")
    press(page, "Send the request")
    return read_reference(page)


def read_reference(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    words = page.locator(".reference strong").inner_text()
    assert REFERENCE.match(words)
    return words


def open_status(page: Page, reference: str) -> None:
    page.get_by_role("link", name="See your request, add a time, or take it back").click()
    page.get_by_label("What is your reference?").fill(reference)
    press(page, "Show my request")


def test_patient_asks_checks_changes_sends_and_takes_it_back(page: Page):
    page.goto("/guide/after-your-course/")
    page.get_by_role("main").get_by_role("link", name="Ask for an appointment").click()
    expect(page.get_by_label("After the course")).to_be_checked()
    fill_in(page)
    press(page, "Check your answers")

    expect(page.get_by_text("Your prescription window may end before we answer")).to_be_visible()
    press(page, "Change What is your name?")
    expect(page.get_by_label("What is your name?")).to_be_focused()
    page.get_by_label("What is your name?").fill("Sam García")
    press(page, "Check your answers")
    press(page, "Change Are you under 18?")
    expect(page.locator("#id_is_minor_0")).to_be_focused()
    press(page, "Check your answers")
    press(page, "Send the request")

    reference = read_reference(page)
    expect(page.get_by_role("heading", name="Call us as well")).to_be_visible()
    open_status(page, reference)
    page.get_by_label("Another time that suits you").fill("Friday after school")
    press(page, "Add this time")
    expect(page.get_by_role("listitem").filter(has_text="Friday after school")).to_be_visible()
    press(page, "Take the request back")
    press(page, "No, keep it")
    expect(page.get_by_text("It waits for the clinic.")).to_be_visible()
    press(page, "Take the request back")
    press(page, "Yes, take it back")
    expect(page.get_by_text("You have taken it back.")).to_be_visible()

    kept = AppointmentRequest.objects.get()
    assert (kept.reference, kept.name, kept.state, kept.added_times) == (
        reference,
        "Sam García",
        "withdrawn",
        "Friday after school",
    )
    assert (kept.companion, kept.phone, kept.may_leave_message, kept.days) == ("nobody", "+18185550142", False, ["fri"])
    assert page.context.cookies() == []


def test_patient_asks_by_keyboard_alone(page: Page):
    page.goto(FORM)

    def go_to(target: Locator) -> None:
        for _press in range(80):
            if target.evaluate("element => element === document.activeElement"):
                expect(target).to_be_in_viewport()
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def type_into(label: str, words: str) -> None:
        go_to(page.get_by_label(label, exact=True))
        page.keyboard.type(words)

    def choose_by_keys(question: str, downs: int) -> None:
        go_to(page.get_by_role("group", name=question).get_by_role("radio").first)
        page.keyboard.press("Space")
        for _press in range(downs):
            page.keyboard.press("ArrowDown")

    choose_by_keys("What is it about?", 4)
    type_into("Month", "11")
    type_into("Day", "27")
    type_into("Year", "2026")
    type_into("What is your name?", "Kim")
    choose_by_keys("Are you under 18?", 1)
    choose_by_keys("How may we contact you?", 1)
    type_into("Phone number", "8185550142")
    choose_by_keys("May we leave a message?", 0)
    choose_by_keys("May we say the name of the clinic?", 1)
    choose_by_keys("Where do you want to be seen?", 2)
    go_to(page.get_by_role("button", name="Check your answers"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    go_to(page.get_by_role("button", name="Send the request"))
    page.keyboard.press("Enter")

    reference = read_reference(page)
    kept = AppointmentRequest.objects.get(reference=reference)
    assert (kept.reason, kept.name, kept.contact_way, kept.place) == ("window", "Kim", "text", "video")
    assert (kept.is_minor, kept.may_leave_message, kept.may_name_clinic) == (False, True, False)


def test_patient_asks_without_javascript(new_context: Callable[..., Any], site: str):
    page = new_context(base_url=site, java_script_enabled=False).new_page()

    reference = send_request(page)

    kept = AppointmentRequest.objects.get(reference=reference)
    assert (str(kept.window_ends_on), kept.companion) == ("2026-11-25", "nobody")


def test_parts_appear_with_their_choice(page: Page):
    page.goto(FORM)
    window = page.get_by_role("group", name="What is the last day of your prescription window?")
    companion = page.get_by_label("Who comes with you?")
    message = page.get_by_role("group", name="May we leave a message?")
    stop = page.get_by_text("If it cannot wait: do not send this form")

    for part in (window, companion, message, stop):
        expect(part).to_be_hidden()
    choose(page, "What is it about?", "My prescription window ends soon")
    choose(page, "Are you under 18?", "Yes")
    choose(page, "How may we contact you?", "Text message")
    for part in (window, companion, message):
        expect(part).to_be_visible()
    choose(page, "What is it about?", "Something that cannot wait, or I may be pregnant")
    expect(stop).to_be_in_viewport()
    choose(page, "Are you under 18?", "No")
    choose(page, "How may we contact you?", "E-mail")
    for part in (window, companion, message):
        expect(part).to_be_hidden()
    page.get_by_label("Phone number").fill("8")
    expect(message).to_be_visible()


def test_browser_that_knows_no_has_shows_every_part(page: Page):
    def take_has_away(route: Route) -> None:
        styles = route.fetch().text().replace("@supports selector(:has(*))", "@supports (no: such)")
        route.fulfill(content_type="text/css", body=styles)

    page.route(re.compile(r"/css/components/form\.css"), take_has_away)
    page.goto(FORM)
    for label in (
        "What is the last day of your prescription window?",
        "May we leave a message?",
        "May we say the name of the clinic?",
    ):
        expect(page.get_by_role("group", name=re.compile(f"^If .*: {re.escape(label)}"))).to_be_visible()
    expect(page.get_by_label("If you are under 18: Who comes with you?")).to_be_visible()
    expect(page.get_by_text("If it cannot wait: do not send this form")).to_be_visible()


def test_patient_who_makes_mistakes_is_led_to_each(page: Page, complaints: list[str]):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(FORM)
    press(page, "Check your answers")

    summary = page.get_by_role("alert")
    expect(page).to_have_title(re.compile("^Error: Ask for an appointment"))
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link", name="Choose how we may contact you.").click()
    expect(page.get_by_label("Phone call")).to_be_focused()
    summary.get_by_role("link", name="Write your name.").click()
    expect(page.get_by_label("What is your name?")).to_be_focused()
    expect(page.get_by_label("What is your name?")).to_have_accessible_description(
        re.compile("Error: Write your name.$")
    )

    fill_in(page)
    page.get_by_label("Month", exact=True).fill("13")
    page.get_by_label("Phone number").fill("1990")
    press(page, "Check your answers")
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Write a day that exists: the month, the day and the year in numbers.",
            "Write the whole phone number with its area code. Spaces and dashes are fine.",
        ]
    )
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Month", exact=True)).to_be_focused()
    page.keyboard.type("11")
    page.get_by_label("Month", exact=True).fill("11")
    page.get_by_label("Phone number").fill("818 555 0142")
    press(page, "Check your answers")
    press(page, "Send the request")
    read_reference(page)
    complaints.clear()  # 422 is told in the console


def test_patient_with_an_emergency_is_told_what_to_do_and_nothing_is_kept(page: Page):
    page.goto(FORM)
    choose(page, "What is it about?", "Something that cannot wait, or I may be pregnant")
    press(page, "Check your answers")

    expect(page.get_by_role("heading", level=1)).to_have_text("Do this now")
    expect(page.get_by_role("link", name="Call 911 in an emergency")).to_be_in_viewport()
    expect(page.get_by_role("link", name="You are pregnant, or a pregnancy test is positive")).to_be_visible()
    press(page, "Back to the form")
    expect(page.get_by_label("Something that cannot wait")).to_be_checked()
    assert AppointmentRequest.objects.count() == 0


def test_patient_with_a_side_effect_sees_the_signs_first_and_then_goes_on(page: Page):
    page.goto(FORM)
    fill_in(page)
    choose(page, "What is it about?", "A side effect that can wait for a visit")
    press(page, "Check your answers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you go on")
    press(page, "I have none of these: go on")
    press(page, "Send the request")
    read_reference(page)
    assert AppointmentRequest.objects.get().window_ends_on is None


def test_back_keeps_what_was_typed_and_sending_again_doubles_nothing(page: Page):
    page.goto(FORM)
    fill_in(page)
    press(page, "Check your answers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.wait_for_load_state()
    page.go_back()

    expect(page.get_by_label("What is your name?")).to_have_value("Sam O’Neil-García")
    expect(page.get_by_label("Day", exact=True)).to_have_value("25")
    expect(page.get_by_label("Friday")).to_be_checked()
    press(page, "Check your answers")
    press(page, "Send the request")
    reference = read_reference(page)
    page.reload()
    assert read_reference(page) == reference
    assert send_request(page) == reference
    assert AppointmentRequest.objects.count() == 1


def test_form_begins_within_two_screens_of_a_phone(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(FORM)

    expect(page.get_by_role("link", name="Call 911 in an emergency")).to_be_in_viewport()
    assert page.get_by_role("heading", name="What you need").bounding_box()["y"] < 2 * 844


def test_done_page_has_the_reference_and_the_way_back_on_paper(page: Page):
    reference = send_request(page)
    link = page.get_by_role("link", name="See your request, add a time, or take it back").get_attribute("href")
    page.wait_for_load_state()

    page.emulate_media(media="print")

    expect(page.locator(".reference")).to_contain_text(reference)
    assert page.locator(".reference strong").evaluate("element => parseFloat(getComputedStyle(element).fontSize)") > 40
    expect(page.get_by_text(f"{page.url.split('/appointments')[0]}{link}")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)


SMALL_TARGETS = """
    Array.from(document.querySelectorAll(
        "main :is(button, textarea, summary, .field__choice label, input:not([type=radio], [type=checkbox]))"
    ))
        .filter(target => target.checkVisibility() && !target.closest(".trap"))
        .filter(target => target.getBoundingClientRect().height < 44)
        .map(target => target.outerHTML)
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_state_is_accessible_and_fits(
    page: Page, check_accessibility: Callable[[Page], None], complaints: list[str], width: int, scheme: str
):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    for heading in walk_through_every_state(page):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        page.wait_for_load_state()
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL_TARGETS) == []

    complaints.clear()  # 422, 429 and 503 are told in the console


def walk_through_every_state(page: Page) -> Iterator[str]:
    """The main heading of each state, while the page is in it."""
    page.goto(FORM)
    yield "Ask for an appointment"
    press(page, "Check your answers")
    yield "Ask for an appointment"
    fill_in(page)
    yield "Ask for an appointment"
    choose(page, "What is it about?", "A side effect that can wait for a visit")
    press(page, "Check your answers")
    yield "Before you go on"
    press(page, "Back to the form")
    fill_in(page)
    press(page, "Check your answers")
    yield "Check your answers"
    press(page, "Send the request")
    yield "We have your request"
    yield from walk_through_the_status(page)
    page.goto(FORM)
    fill_in(page)
    press(page, "Check your answers")
    yield from walk_through_refusals(page)


def walk_through_the_status(page: Page) -> Iterator[str]:
    reference, done_page = read_reference(page), page.url
    page.get_by_role("link", name="See your request").click()
    yield "Your request"
    page.get_by_label("What is your reference?").fill("AAAA-AAAA")
    press(page, "Show my request")
    yield "Your request"
    page.get_by_label("What is your reference?").fill(reference)
    press(page, "Show my request")
    yield f"Your request {reference}"
    page.get_by_label("Another time that suits you").fill("Monday")
    press(page, "Add this time")
    yield f"Your request {reference}"
    press(page, "Take the request back")
    yield "Take the request back?"
    press(page, "Yes, take it back")
    yield f"Your request {reference}"
    page.goto(done_page)
    yield "This request is over"


def walk_through_refusals(page: Page) -> Iterator[str]:
    sent = Attempt.objects.get()
    Attempt.objects.bulk_create(Attempt(network=sent.network, at=sent.at) for _number in range(30))
    press(page, "Send the request")
    yield "Too many requests came from where you are"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_attempt RENAME TO away")
        press(page, "Send it again")
        yield "We could not keep your request"
        cursor.execute("ALTER TABLE away RENAME TO appointments_attempt")
