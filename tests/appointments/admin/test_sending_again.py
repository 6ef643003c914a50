"""The button that sends a failed mail again, and the page that corrects the address first."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from post_office.models import STATUS, Email

from appointments import answering
from appointments.models import AppointmentRequest, RequestMail
from tests.appointments.admin.desk_pages import NUMBERS, get_page, get_step, read_list
from tests.appointments.factories import CONTACT, make_request
from tests.education.admin.browsing import list_messages, list_summary, parse, read_form, send
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

BUTTON = ".send-again"
NOT_SENT = "The words of this e-mail are removed, so it cannot be sent again."


@pytest.fixture
def request_row() -> AppointmentRequest:
    """A request whose mail to the patient could not be sent."""
    request = make_request()
    Email.objects.update(status=STATUS.failed)
    return request


def get_address(request: AppointmentRequest) -> str:
    mail = RequestMail.objects.get(request=request)
    return reverse("admin:appointments_appointmentrequest_send_again", args=[request.pk, mail.pk])


def read_status() -> int:
    return Email.objects.values_list("status", flat=True).get()


def press(browser: Client, page: str):
    """Press the only button on *page* that sends again. Returns what the browser shows then."""
    opened = parse(browser.get(page))
    (form,) = opened.select(BUTTON)
    return browser.post(form["action"], {form.button["name"]: ""}, follow=True)


@pytest.mark.parametrize("group", ["Front desk", "Managers"])
@pytest.mark.parametrize("where", ["request", "numbers"])
def test_button_sends_again_and_stays_on_its_page(sign_in, request_row, where, group):
    browser = sign_in(make_user("somebody", group))
    page = {"request": get_page(request_row), "numbers": NUMBERS}[where]

    answer = press(browser, page)

    assert (answer.redirect_chain, read_status()) == ([(page, 302)], STATUS.queued)
    assert list_messages(answer) == [
        f"{request_row.reference}: the e-mail is sent again. If it fails again, you see it here in some hours."
    ]
    assert parse(answer).select(BUTTON) == []


def test_log_on_the_page_says_that_it_was_asked_for(desk, request_row):
    answer = press(desk, get_page(request_row))

    assert read_list(answer, "log")[:2] == [
        "Nov. 24, 2026, noon Rosa opened",
        "Nov. 24, 2026, noon Rosa asked to send an e-mail again",
    ]


def test_second_of_two_people_is_told(desk, request_row, sam):
    address = get_address(request_row)
    answering.send_again(request_row, mail=request_row.mails.get().pk, by=sam)

    answer = desk.post(address, follow=True)

    assert list_messages(answer) == [
        f"{request_row.reference}: This e-mail waits to be sent already. Perhaps somebody else was faster."
    ]


def test_mail_that_is_no_more_is_told(desk, request_row):
    address = get_address(request_row)
    Email.objects.all().delete()

    assert list_messages(desk.post(address, follow=True)) == [f"{request_row.reference}: {NOT_SENT}"]


def test_closed_request_has_no_button(desk, request_row, rosa):
    answering.close_request(request_row, seen=1, by=rosa, note="Told by phone.")

    page = desk.get(get_page(request_row))

    assert "could not be sent" in read_list(page, "mails")[0]
    assert parse(page).select(BUTTON) == []


def test_whoever_may_only_look_has_no_button_and_sends_nothing(sign_in, request_row):
    viewer = make_user("vera")
    viewer.user_permissions.add(Permission.objects.get(codename="view_appointmentrequest"))
    browser = sign_in(viewer)

    pages = [browser.get(page) for page in (get_page(request_row), NUMBERS)]

    assert [("could not be" in page.content.decode(), parse(page).select(BUTTON)) for page in pages] == [(True, [])] * 2
    assert (browser.post(get_address(request_row)).status_code, read_status()) == (403, STATUS.failed)


@pytest.mark.parametrize("group", ["Content editors", "Clinical reviewers"])
def test_guide_staff_send_nothing(sign_in, request_row, group):
    browser = sign_in(make_user("gail", group))

    assert (browser.post(get_address(request_row)).status_code, read_status()) == (403, STATUS.failed)


def test_address_takes_a_post_with_its_token_alone(desk, rosa, request_row):
    address = get_address(request_row)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rosa)

    assert [desk.get(address).status_code, strict.post(address).status_code] == [405, 403]
    assert read_status() == STATUS.failed


def correct(browser: Client, request: AppointmentRequest, **changes: str):
    return send(browser, browser.get(get_step(request, "corrected")), "#content-main form", "step", **changes)


def read_contact(request: AppointmentRequest) -> dict[str, object]:
    return AppointmentRequest.objects.values(*CONTACT).get(pk=request.pk)


def test_form_shows_what_is_known(desk, request_row):
    fields = read_form(desk.get(get_step(request_row, "corrected")), "#content-main form")

    assert {name: fields[name] for name in CONTACT} == {
        "contact_way": ["call"],
        "phone": ["(818) 555-0100"],
        "email": ["ann@example.com"],
        "may_leave_message": ["yes"],
        "may_name_clinic": ["no"],
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"email": " new@example.com "}, {"email": "new@example.com"}),
        ({"phone": "818 555 0111"}, {"phone": "+18185550111"}),
        ({"may_leave_message": "no", "contact_way": "text"}, {"may_leave_message": False, "contact_way": "text"}),
        (
            {"contact_way": "email", "phone": ""},
            {"contact_way": "email", "phone": "", "may_leave_message": None, "may_name_clinic": None},
        ),
    ],
)
def test_correction_is_kept_by_whoever_answers_the_phone(desk, request_row, typed, kept):
    answer = desk.get(correct(desk, request_row, **typed).url)

    assert read_contact(request_row) == CONTACT | kept
    assert list_messages(answer) == [
        f"How to reach them is corrected on {request_row.reference}. E-mail that waits goes by it."
    ]
    assert read_list(answer, "history")[-1] == "how to reach them corrected , Nov. 24, 2026, noon, Rosa"


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"email": "new@"}, ["Write an e-mail address with one @, such as name@example.com."]),
        ({"email": '"a,b"@example.com'}, ["Write an e-mail address with one @, such as name@example.com."]),
        ({"contact_way": "email", "email": ""}, ["Write the e-mail address that we may use."]),
        ({"phone": ""}, ["Write the phone number that we may use."]),
        ({"phone": "12"}, ["Write the whole phone number with its area code. Spaces and dashes are fine."]),
        (
            {"phone": "818 555 0111 ext. 5"},
            ["Write the number alone, and its extension into a note with “Contact”."],
        ),
        ({"may_leave_message": ""}, ["Choose if we may leave a message."]),
        ({"contact_way": "fax"}, ["Choose one of these answers."]),
        ({"email": "a\x00@example.com"}, ["Write an e-mail address with one @, such as name@example.com."]),
    ],
)
def test_contact_that_does_not_fit_is_refused_in_words(desk, request_row, typed, sentences):
    answer = correct(desk, request_row, **typed)

    assert list_summary(answer) == sentences
    assert read_contact(request_row) == CONTACT


def test_correction_after_somebody_else_worked_on_it_keeps_what_was_typed(desk, request_row, sam):
    opened = desk.get(get_step(request_row, "corrected"))
    answering.record_contact(request_row, seen=1, by=sam, note="Reached.")

    answer = send(desk, opened, "#content-main form", "step", email="new@example.com")

    assert list_summary(answer) == ["Somebody else worked on this request since you opened the page. Look at it again."]
    assert parse(answer).select_one("[name=email]")["value"] == "new@example.com"
    assert read_contact(request_row) == CONTACT


def test_correction_that_came_too_late_gives_back_what_was_typed(desk, request_row, sam):
    opened = desk.get(get_step(request_row, "corrected"))
    answering.close_request(request_row, seen=1, by=sam, note="Called elsewhere.")

    answer = send(desk, opened, "#content-main form", "step", email="new@example.com")

    assert [part.text.strip() for part in parse(answer).select("blockquote")] == ["(818) 555-0100", "new@example.com"]
    assert read_contact(request_row) == CONTACT
