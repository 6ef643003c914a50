"""What trips the form's guards is kept and marked, or told; nothing is dropped in silence."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from appointments.asking import withdraw_request
from appointments.guarding import get_address, hash_network, make_clock
from appointments.models import AppointmentRequest, Attempt
from tests.appointments.factories import make_clinic, make_request
from tests.appointments.posts import make_places, make_post

pytestmark = pytest.mark.django_db

FORM = "/appointments/request/"


@pytest.fixture(autouse=True)
def clinic():
    make_places()
    return make_clinic()


def send(client, *, address="192.0.2.1", **answers):
    return client.post(FORM, make_post(send="1", **answers), REMOTE_ADDR=address)


def read_warnings() -> list[str]:
    return AppointmentRequest.objects.latest("pk").warnings


def open_form(clock) -> str:
    opened = make_clock()
    clock.shift(60)
    return opened


def test_request_of_a_person_looks_like_nothing(client, clock):
    assert send(client, clock=open_form(clock)).status_code == 303
    assert read_warnings() == []


def test_form_that_was_open_overnight_is_no_fault(client, clock):
    opened = make_clock()
    clock.shift(timedelta(days=3))
    send(client, clock=opened)
    assert read_warnings() == []


@pytest.mark.parametrize(("seconds", "warnings"), [(1, ["quick"]), (3, ["quick"]), (5, [])])
def test_form_that_was_sent_faster_than_anybody_types_is_kept_and_marked(client, clock, seconds, warnings):
    opened = make_clock()
    clock.shift(seconds)
    assert send(client, clock=opened).status_code == 303
    assert read_warnings() == warnings


@pytest.mark.parametrize("made_up", ["", "2026", "x:1xVox0:abc", "\x00"])
def test_form_that_was_never_opened_is_kept_and_marked(client, made_up):
    assert send(client, clock=made_up).status_code == 303
    assert read_warnings() == ["no_clock"]


@pytest.mark.parametrize("filled", ["https://spam.example", "\x00"])
def test_filled_trap_is_kept_and_marked(client, clock, filled):
    assert send(client, clock=open_form(clock), website=filled).status_code == 303
    assert read_warnings() == ["trap"]


@pytest.mark.postgresql
def test_fourth_request_with_one_contact_is_kept_and_marked(client, clock):
    for name in ("Ann", "Bea", "Cid"):
        make_request(name, phone="+18185550142", email="")
    send(client, clock=open_form(clock), name="Dee")
    assert read_warnings() == ["contact"]


@pytest.mark.postgresql
@pytest.mark.parametrize(("are_over", "warnings"), [(False, ["contact"]), (True, [])])
def test_requests_with_one_address_count_however_it_is_written_while_they_wait(client, clock, are_over, warnings):
    by_mail = {"contact_way": "email", "phone": "", "may_leave_message": None, "may_name_clinic": None}
    for name in ("Ann", "Bea", "Cid"):
        request = make_request(name, email="ann@example.com", **by_mail)
        if are_over:
            withdraw_request(request, seen=1)
    send(client, clock=open_form(clock), email="Ann@Example.com", **by_mail)
    assert read_warnings() == warnings


@pytest.mark.postgresql
def test_eleventh_request_of_a_network_is_marked_and_the_thirty_first_is_told(client, clock):
    opened = open_form(clock)
    for number in range(30):
        sent = send(client, clock=opened, address=f"192.0.2.{number}", phone=f"81855501{number:02}", name=f"N {number}")
        assert (sent.status_code, read_warnings()) == (303, [] if number < 10 else ["network"])

    refused = send(client, clock=opened, name="Ann Late", note="Only mine")

    page = BeautifulSoup(refused.content, "html5lib")
    words = " ".join(page.find("main").get_text(" ").split())
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert words.startswith(
        "Too many requests came from where you are Your request is not sent. It may not be your doing. "
        "Try again in an hour, or call us. Call (000) 000-0000 What you typed is kept on this page."
    )
    assert page.select_one('[name="note"]')["value"] == "Only mine"
    assert AppointmentRequest.objects.count() == 30

    again = send(client, clock=opened, phone="8185550100", name="N 0")  # its answer was lost, the request was not
    assert (again.status_code, AppointmentRequest.objects.count()) == (303, 30)

    assert send(client, clock=opened, address="198.51.100.1", name="Bea").status_code == 303
    clock.shift(timedelta(hours=1, seconds=1))
    assert send(client, clock=opened, name="Ann Late").status_code == 303
    assert read_warnings() == []


def test_looking_at_the_form_and_checking_it_is_not_counted(client):
    client.get(FORM)
    client.post(FORM, make_post(check="1"))
    client.post(FORM, make_post(send="1", name=""))
    assert Attempt.objects.count() == 0


def test_network_is_counted_without_keeping_an_address(client):
    send(client, address="192.0.2.77")
    assert "192.0.2" not in str(list(Attempt.objects.values()))


def test_hash_is_of_the_network_and_the_day(clock):
    near = [hash_network(address) for address in ("192.0.2.1", "192.0.2.254")]
    far = [hash_network(address) for address in ("192.0.3.1", "2001:db8:1::1", "2001:db8:2::1", "", "no address")]
    assert near[0] == near[1]
    assert len({near[0], *far}) == 5  # what is no address is one network
    assert hash_network("::ffff:192.0.2.1") == near[0]  # as a server that listens on both writes IPv4
    assert hash_network("2001:db8:1::1") == hash_network("2001:db8:1:ffff::2")
    clock.shift(timedelta(days=1))
    assert hash_network("192.0.2.1") != near[0]


@pytest.mark.parametrize(("is_behind", "address"), [(True, "192.0.2.9"), (False, "127.0.0.1")])
def test_address_is_what_the_proxy_saw_and_never_what_a_sender_claims(settings, is_behind, address):
    settings.BEHIND_PROXY = is_behind
    request = RequestFactory().post(FORM, headers={"x-forwarded-for": "203.0.113.1, 192.0.2.9"})
    assert get_address(request) == address
