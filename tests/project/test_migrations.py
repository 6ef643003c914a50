"""The migrations are complete, make the groups of staff, and keep what an older version wrote."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from appointments import answering
from appointments.asking import withdraw_request
from appointments.models import RequestMail
from education.models import Edition
from education.publishing import compute_record_sha256, withdraw_topic
from tests.appointments.factories import APPOINTMENT, make_clinic, make_request
from tests.education.factories import make_topic, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_groups_of_staff_are_there():
    assert list(Group.objects.order_by("name").values_list("name", flat=True)) == [
        "Clinical reviewers",
        "Content editors",
        "Front desk",
        "Managers",
    ]


@pytest.mark.django_db(transaction=True)
def test_withdrawals_of_an_older_version_are_chained_and_nothing_else_changes(capsys):
    topic = make_topic()
    first = publish(topic)
    withdraw_topic(topic, "en", by=first.published_by, reason="A number was wrong.")
    second = publish(topic)
    third = publish(topic)
    call_command("migrate", "education", "0003", verbosity=0)
    before = first.record_sha256
    for edition in (second, third):  # the older version knew no record of a withdrawal
        before = compute_record_sha256(edition, before)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE education_edition SET record_sha256 = %s WHERE id = %s", [before, edition.pk])

    call_command("migrate", "education", verbosity=0)
    call_command("verify_editions")

    assert capsys.readouterr().out.startswith("3 editions are as they were published.")
    records = dict(Edition.objects.values_list("number", "record_sha256"))
    assert records == {edition.number: edition.record_sha256 for edition in (first, second, third)}


@pytest.mark.django_db(transaction=True)
def test_mails_of_an_older_version_say_what_they_tell():
    make_clinic()
    request = answering.book_time(make_request(), seen=1, by=make_user("staff"), appointment=APPOINTMENT)
    withdraw_request(request, seen=2)
    call_command("migrate", "appointments", "0003", verbosity=0)

    call_command("migrate", "appointments", verbosity=0)

    assert list(RequestMail.objects.order_by("pk").values_list("audience", "kind")) == [
        ("patient", "received"),
        ("staff", "received"),
        ("patient", "news"),
        ("staff", "withdrawn"),
    ]
