"""How the front desk answers a request, by keyboard, and what the second of two people sees."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from post_office.models import STATUS, Email

from appointments import answering
from appointments.models import AppointmentRequest
from appointments.steps import State
from tests.appointments.factories import make_request, make_request_in

QUEUE = "/admin/appointments/appointmentrequest/"
APPOINTMENT = "Monday, November 30, 9:00 am, Encino"


@pytest.fixture
def sam(site: str) -> User:
    """Somebody else of the front desk."""
    user = User.objects.create_user("sam", is_staff=True)
    user.groups.add(Group.objects.get(name="Front desk"))
    return user


@pytest.fixture
def request_row(site: str) -> AppointmentRequest:
    """A request that presses, of somebody who allows little."""
    window = timezone.localdate() + timedelta(days=2)
    return make_request(reason="window", window_ends_on=window, may_leave_message=False, may_name_clinic=False)


def press_by_keyboard(page: Page, name: str) -> None:
    """Find the link or button by its name, and press it with the Enter key."""
    page.get_by_role("link", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).focus()
    page.keyboard.press("Enter")


def read_state(page: Page) -> str:
    return page.get_by_role("region", name="Where it stands").locator("dd").first.inner_text()


def test_desk_takes_offers_and_books_by_keyboard(page, sign_in, request_row):
    sign_in("demo-desk")
    press_by_keyboard(page, "1 request waits for an answer")
    row = page.get_by_role("row", name=request_row.reference)
    expect(row).to_contain_text("window ends in 2 days")
    expect(row).to_contain_text("Do not leave a message")
    press_by_keyboard(page, request_row.reference)

    press_by_keyboard(page, "Take it")
    expect(page.get_by_text(f"You hold {request_row.reference}.")).to_be_visible()
    expect(page.get_by_role("button", name="Take it")).to_have_count(0)

    press_by_keyboard(page, "Offer a time")
    page.get_by_label("Day, time and place").focus()
    page.keyboard.type(APPOINTMENT)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"The time is offered for {request_row.reference}.")).to_be_visible()
    assert read_state(page) == "time offered"

    press_by_keyboard(page, "Book")
    expect(page.get_by_label("Day, time and place")).to_have_value(APPOINTMENT)
    press_by_keyboard(page, "Book this time")
    expect(page.get_by_text(f"The time is booked for {request_row.reference}.")).to_be_visible()
    assert read_state(page) == "booked"
    expect(page.get_by_role("link", name="Open again")).to_be_visible()
    page.goto(QUEUE)
    expect(page.get_by_text("0 appointment requests")).to_be_visible()


def test_second_person_is_told_and_nothing_of_theirs_is_lost(page, sign_in, request_row, sam, check_accessibility):
    sign_in("demo-desk")
    page.goto(reverse("admin:appointments_appointmentrequest_step", args=[request_row.pk, "offered"]))
    page.get_by_label("Day, time and place").fill(APPOINTMENT)
    answering.record_contact(request_row, seen=1, by=sam, note="Reached by phone.")

    page.get_by_role("button", name="Offer this time").click()

    expect(page).to_have_title(re.compile("^Error: Offer a time"))
    summary = page.get_by_role("alert", name="There is a problem")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Somebody else worked on this request since you opened the page.")
    assert read_state(page) == "in contact"
    expect(page.get_by_label("Day, time and place")).to_have_value(APPOINTMENT)
    check_accessibility(page)
    request_row.refresh_from_db()
    assert (request_row.state, request_row.appointment, request_row.held_by) == (State.IN_CONTACT, "", sam)

    page.get_by_role("button", name="Offer this time").click()
    expect(page.get_by_text("The time is offered for")).to_be_visible()


def test_step_that_came_too_late_gives_back_what_was_written(page, sign_in, request_row, sam, check_accessibility):
    sign_in("demo-desk")
    page.goto(reverse("admin:appointments_appointmentrequest_step", args=[request_row.pk, "declined"]))
    page.get_by_label("Why, in plain words").fill("We are full.")
    answering.close_request(request_row, seen=1, by=sam, note="Called elsewhere.")

    page.get_by_role("button", name="Decline the request").click()

    expect(page.get_by_role("alert", name="This cannot be done now")).to_be_focused()
    expect(page.get_by_text("We are full.")).to_be_visible()
    expect(page.get_by_role("button", name="Decline the request")).to_have_count(0)
    check_accessibility(page)


def test_patient_on_the_phone_is_found_without_a_trace_in_the_address(page, sign_in, request_row):
    make_request("Bea Example")
    sign_in("demo-desk")
    page.goto(QUEUE)

    page.get_by_label("Find a request by its reference").fill("bea")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Bea Example").first).to_be_visible()
    assert "bea" not in page.url.lower()
    page.goto(QUEUE)
    page.get_by_label("Find a request by its reference").fill("example")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 appointment requests")).to_be_visible()
    assert "example" not in page.url


def test_filters_are_one_press_away_on_a_phone_and_beside_the_list_elsewhere(page, sign_in, request_row):
    sign_in("demo-desk")
    page.goto(QUEUE)
    link = page.get_by_role("link", name="Filters")
    expect(link).to_be_hidden()

    page.set_viewport_size({"width": 390, "height": 500})
    expect(page.get_by_role("heading", name="Filter")).not_to_be_in_viewport()
    link.click()

    expect(page.get_by_role("heading", name="Filter")).to_be_in_viewport()


def test_wrong_address_is_corrected_on_the_phone_and_the_mail_is_sent_again(
    page, sign_in, request_row, check_accessibility
):
    Email.objects.filter(request_mail__request=request_row).update(status=STATUS.failed)
    sign_in("demo-desk")
    page.get_by_role("link", name="e-mail could not be sent").click()
    failed = page.get_by_role("region", name="What could not be mailed")
    failed.get_by_role("link", name=request_row.reference).click()

    page.get_by_role("link", name="Correct how to reach them").click()
    check_accessibility(page)
    page.get_by_label("E-mail address").fill("new@example")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    check_accessibility(page)
    page.get_by_label("E-mail address").fill("new@example.com")
    page.get_by_role("button", name="Keep the correction").click()

    expect(page.get_by_text(f"How to reach them is corrected on {request_row.reference}.")).to_be_visible()
    mails = page.get_by_role("region", name="E-mail", exact=True)
    mails.get_by_role("button", name=f"Send again {request_row.reference}, to the patient").click()
    expect(page.get_by_text(f"{request_row.reference}: the e-mail is sent again.")).to_be_visible()
    expect(mails).to_contain_text("waits to be sent")
    expect(mails.get_by_role("button")).to_have_count(0)
    check_accessibility(page)
    assert list(Email.objects.filter(request_mail__audience="patient").values_list("to", "status")) == [
        (["new@example.com"], STATUS.queued)
    ]


@pytest.fixture
def paths(site: str, sam: User, request_row: AppointmentRequest) -> list[str]:
    """Every page of the desk, with all that it can show."""
    odd = make_request("Odd One", warnings=["quick"], language="Spanish", note="Line one.\nLine two.")
    declined = make_request_in(State.DECLINED, sam, name="Declined")
    answering.merge_request(make_request("W" * 200), seen=1, by=sam, into=odd)
    make_request_in(State.OFFERED, sam, name="Offered", email="")
    Email.objects.filter(request_mail__request=odd).update(status=STATUS.failed)
    steps = ("contacted", "offered", "booked", "declined", "closed", "merged", "reopened", "corrected")
    return [
        "/admin/",
        QUEUE,
        f"{QUEUE}?state=all&held=nobody",
        f"{QUEUE}numbers/",
        *(reverse("admin:appointments_appointmentrequest_change", args=[row.pk]) for row in (odd, declined)),
        *(reverse("admin:appointments_appointmentrequest_step", args=[odd.pk, step]) for step in steps),
        "/admin/auditlog/logentry/",
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_desk_has_no_accessibility_violation_and_fits(
    page, sign_in, paths, check_accessibility, width, scheme
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    sign_in("demo-manager")
    wide = []

    for path in paths:
        page.goto(path)
        check_accessibility(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refused_form_of_the_desk_has_no_accessibility_violation(
    page: Page, sign_in: Callable[[str], Page], request_row, check_accessibility, scheme
):
    page.emulate_media(color_scheme=scheme)
    sign_in("demo-desk")
    page.goto(reverse("admin:appointments_appointmentrequest_step", args=[request_row.pk, "declined"]))

    page.get_by_role("button", name="Decline the request").click()

    expect(page).to_have_title(re.compile("^Error: Decline"))
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    check_accessibility(page)
    page.get_by_role("link", name="Write the reason in plain words: the patient sees it.").click()
    expect(page.get_by_label("Why, in plain words")).to_be_focused()
