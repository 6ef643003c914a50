"""Mails go out once each, in their order, whatever the mail server does."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from appointments import answering
from appointments.mailing import WAITS, claim_next, deliver, record_outcome, send_next
from appointments.models import RequestMail
from tests.appointments.at_once import do_at_once
from tests.appointments.factories import CONTACT, make_clinic, make_request
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def send_all() -> int:
    """Send what is due. Returns how many tries that took."""
    tries = 0
    while send_next():
        tries += 1
    return tries


def list_rows(*columns: str) -> list[tuple]:
    return list(Email.objects.order_by("pk").values_list(*columns))


def test_mail_goes_out_with_its_words_and_leaves_none_in_the_outbox(mail_server):
    make_clinic(name="A {{ brace }} & {% sons %}", request_email="")
    request = make_request(may_name_clinic=True)
    (message_id,) = Email.objects.values_list("message_id", flat=True)

    assert send_all() == 1

    (mail,) = mail_server.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "ann@example.com",
        "guide@localhost",
        f"Your request {request.reference}",
    )
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (message_id, "auto-generated")
    assert f"Your reference is {request.reference}." in mail.get_content()
    assert "A {{ brace }} & {% sons %}" in mail.get_content()
    assert list_rows("status", "message", "scheduled_time") == [(STATUS.sent, "", None)]
    assert not send_next()


def test_mails_go_out_in_the_order_of_their_requests(mail_server):
    make_clinic(request_email="")
    requests = [make_request(f"Person {number}") for number in range(4)]
    send_all()
    assert [mail["Subject"] for mail in mail_server.mails] == [f"Your request {row.reference}" for row in requests]


def test_server_that_was_away_gets_every_mail_once_under_its_first_id(mail_server, clock):
    make_clinic()
    for number in range(3):
        make_request(f"Person {number}")
    ids = [message_id for (message_id,) in list_rows("message_id")]
    mail_server.go_away()

    assert send_all() == 6
    assert (
        list_rows("status", "number_of_retries", "scheduled_time")
        == [(STATUS.requeued, 1, timezone.now() + timedelta(minutes=1))] * 6
    )
    mail_server.come_back()
    assert send_all() == 0  # none is due yet
    clock.shift(timedelta(minutes=1))
    assert send_all() == 6

    assert (len(set(ids)), mail_server.list_ids()) == (6, ids)


def test_refused_recipient_keeps_nobody_else_from_their_mail(mail_server, caplog):
    make_clinic()
    make_request()
    mail_server.refused.add("ann@example.com")

    assert send_all() == 2

    assert [mail["To"] for mail in mail_server.mails] == ["desk@clinic.example"]
    assert list_rows("status") == [(STATUS.requeued,), (STATUS.sent,)]
    first = Email.objects.order_by("pk").first()
    assert [record.getMessage() for record in caplog.records] == [
        f"Mail {first.pk} was not taken (try 1 of 8): SMTPRecipientsRefused"
    ]


def test_mail_that_cannot_be_sent_at_all_keeps_nobody_else_from_theirs(mail_server):
    make_clinic()
    make_request()
    Email.objects.filter(to="ann@example.com").update(subject="Two\nlines")
    assert send_all() == 2
    assert [mail["To"] for mail in mail_server.mails] == ["desk@clinic.example"]


def test_mail_fails_after_waits_of_more_than_four_hours_and_is_logged_once_as_an_error(mail_server, clock, caplog):
    make_clinic(request_email="")
    request = make_request()
    mail_server.refused.add("ann@example.com")
    begun = timezone.now()

    for wait in WAITS:
        assert (send_all(), list(RequestMail.objects.failed())) == (1, [])
        clock.shift(wait - timedelta(seconds=1))
        assert send_all() == 0
        clock.shift(1)
    assert timezone.now() - begun > timedelta(hours=4)
    assert (send_all(), list(RequestMail.objects.failed())) == (1, list(request.mails.all()))

    clock.shift(timedelta(days=30))
    assert (send_all(), mail_server.mails) == (0, [])
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 7 + [logging.ERROR]
    assert ("ann@example.com" in caplog.text, Log.objects.count()) == (False, 0)
    assert list(WAITS) == sorted(set(WAITS))  # each longer than the one before


def test_mail_that_was_taken_is_sent_however_the_server_says_goodbye(mail_server):
    make_clinic()
    make_request()
    mail_server.is_rude = True
    assert send_all() == 2
    assert list_rows("status") == [(STATUS.sent,)] * 2


def test_mail_in_the_hands_of_one_worker_is_no_other_s_for_five_minutes(mail_server, clock):
    make_clinic(request_email="")
    make_request()
    mine = claim_next()

    assert claim_next() is None
    clock.shift(timedelta(minutes=5))
    again = claim_next()  # the first worker died
    record_outcome(again, deliver(again))

    assert (again.message_id, mail_server.list_ids()) == (mine.message_id, [mine.message_id])
    assert claim_next() is None


def test_worker_that_was_slower_in_reading_takes_the_next_mail():
    make_clinic()
    make_request()
    claimed = {claim_next().pk, claim_next().pk}
    assert (len(claimed), claim_next()) == (2, None)


@pytest.mark.parametrize("email", ["new@example.com", ""])
def test_mail_in_the_hands_of_a_worker_does_not_count_when_its_address_is_corrected(mail_server, email):
    make_clinic(request_email="")
    request = make_request()
    in_hand = claim_next()
    answering.correct_contact(request, seen=1, by=make_user("dora"), **CONTACT | {"email": email})

    record_outcome(in_hand, deliver(in_hand))
    send_all()

    assert [mail["To"] for mail in mail_server.mails] == ["ann@example.com", *([email] if email else [])]
    assert list_rows("status") == [(STATUS.sent if email else STATUS.failed,)]


def test_mail_that_was_sent_is_not_written_again_when_the_address_is_corrected(mail_server):
    make_clinic(request_email="")
    request = make_request()
    send_all()

    answering.correct_contact(request, seen=1, by=make_user("dora"), **CONTACT | {"email": "new@example.com"})

    assert (send_all(), list_rows("status", "message")) == (0, [(STATUS.sent, "")])


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_every_mail_once(mail_server):
    make_clinic()
    for number in range(10):
        make_request(f"Person {number}")

    tries = do_at_once(*[send_all] * 4)

    assert sum(tries) == 20
    assert sorted(mail_server.list_ids()) == sorted(message_id for (message_id,) in list_rows("message_id"))
    assert list_rows("status") == [(STATUS.sent,)] * 20


def test_failure_of_a_worker_that_was_overtaken_does_not_undo_that_the_mail_was_sent(mail_server, clock):
    make_clinic(request_email="")
    make_request()
    slow = claim_next()
    clock.shift(timedelta(minutes=5))
    assert send_next()

    record_outcome(slow, TimeoutError())

    assert (list_rows("status", "number_of_retries"), send_all()) == ([(STATUS.sent, None)], 0)
