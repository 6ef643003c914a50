"""The system checks of requests, by their ids."""

import pytest
from django.core import checks
from django.db import connection

from education.models import ClinicProfile
from tests.appointments.factories import make_clinic

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def good_site(settings) -> ClinicProfile:
    """A site that none of these checks has a word against."""
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example", "desk@clinic.example"
    return make_clinic()


def list_messages(*, deploy: bool = True) -> dict[str, checks.CheckMessage]:
    """The messages of requests, by id. All of them are warnings."""
    found = checks.run_checks(include_deployment_checks=deploy, databases=["default"])
    messages = {str(message.id): message for message in found if str(message.id).startswith("appointments.")}
    assert [message for message in messages.values() if message.is_serious()] == []
    return messages


def test_good_site_has_nothing_said_against_it(good_site):
    assert list_messages() == {}


def test_nothing_is_said_of_a_site_that_is_being_tried():
    assert list_messages(deploy=False) == {}


@pytest.mark.parametrize("host", [None, ""])
def test_site_without_mail_server_is_told_what_to_set(good_site, settings, host):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = host, "guide@localhost"
    messages = list_messages()
    assert set(messages) == {"appointments.W001"}
    assert messages["appointments.W001"].hint == (
        "Set EMAIL_URL, such as smtp+tls://user:password@mail.example:587, and DEFAULT_FROM_EMAIL."
    )


def test_address_that_no_mail_server_takes_is_named(good_site, settings):
    settings.DEFAULT_FROM_EMAIL = "guide@localhost"
    messages = list_messages()
    assert set(messages) == {"appointments.W002"}
    assert messages["appointments.W002"].msg == "Mail comes from guide@localhost, which mail servers do not take."


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"request_email": ""}, {"appointments.W003"}),
        ({"working_days": ""}, {"appointments.W004"}),
        ({"reply_days": None}, {"appointments.W004"}),
    ],
)
def test_clinic_that_left_something_open_is_told(good_site, fields, ids):
    ClinicProfile.objects.update(**fields)
    assert set(list_messages()) == ids


def test_site_without_clinic_is_told(good_site):
    ClinicProfile.objects.all().delete()
    assert set(list_messages()) == {"appointments.W003", "appointments.W004"}


def test_checks_are_silent_before_the_migrations_have_run(good_site, monkeypatch):
    ClinicProfile.objects.all().delete()
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_args, **_options: [])
    assert list_messages() == {}
