"""The system checks of a site that readers use, by their ids."""

import pytest
from django.contrib.auth.models import User
from django.core import checks
from django.db import connection

from accutane_guide.demo_staff import make_demo_staff
from education.models import ClinicProfile, LiveEdition
from education.publishing import publish_shipped_topics, publish_topic
from tests.education.factories import make_review, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OURS = ("accutane_guide.", "education.")


def list_messages(*, deploy: bool = True) -> dict[str, checks.CheckMessage]:
    """Our own messages by id."""
    found = checks.run_checks(include_deployment_checks=deploy, databases=["default"])
    return {str(message.id): message for message in found if str(message.id).startswith(OURS)}


@pytest.fixture
def good_site(settings):
    """A site that none of the checks has a word against."""
    settings.DEBUG = False
    settings.SITE_URL = "https://guide.example"
    return ClinicProfile.objects.create(key="clinic", phone="(000) 000-0000")


def publish_reviewed(key: str) -> None:
    publisher, reviewer = make_user(f"publisher-of-{key}"), make_user(f"reviewer-of-{key}")
    publish_topic(make_topic(key), "en", by=publisher, review=make_review(reviewer), change_note="First words.")


def publish_as_shipped(*keys: str) -> None:
    publish_shipped_topics([make_topic(key) for key in keys], "en", change_note="As shipped.")


def test_good_site_has_nothing_said_against_it(good_site):
    publish_reviewed("acne")
    assert list_messages() == {}


def test_nothing_is_said_of_a_site_that_is_being_tried(settings):
    make_demo_staff()
    settings.SITE_URL = "http://127.0.0.1:8000"
    publish_as_shipped("acne")
    assert list_messages(deploy=False) == {}


def test_debug_is_an_error(good_site, settings):
    settings.DEBUG = True
    messages = list_messages()
    assert set(messages) == {"accutane_guide.E001"}
    assert messages["accutane_guide.E001"].hint == "Set DEBUG to false, or leave it out."


def test_address_that_is_not_https_is_an_error(good_site, settings):
    settings.SITE_URL = "http://guide.example"
    messages = list_messages()
    assert set(messages) == {"accutane_guide.E002"}
    assert messages["accutane_guide.E002"].msg.startswith("SITE_URL is http://guide.example, which is not https")


def test_short_secret_key_is_an_error(good_site, settings):
    settings.SECRET_KEY = "x" * 49
    assert list_messages()["accutane_guide.E005"].msg == "SECRET_KEY has 49 characters: it could be guessed."


def test_active_demo_staff_are_an_error_that_names_them(good_site):
    make_demo_staff()
    User.objects.create_user("demo.person")  # no demo sign-in
    User.objects.filter(username="demo-manager").update(is_active=False)
    messages = list_messages()
    assert set(messages) == {"accutane_guide.E003"}
    assert messages["accutane_guide.E003"].msg == "Demo sign-ins are active: demo-desk, demo-editor, demo-reviewer."
    assert messages["accutane_guide.E003"].is_serious()


def test_static_files_not_collected_are_an_error(good_site, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "accutane_guide.staticfiles.OneStylesheetStorage"}
    }
    assert set(list_messages()) == {"accutane_guide.E004"}


@pytest.mark.parametrize("has_profile", [True, False])
def test_clinic_without_phone_is_a_warning(good_site, has_profile):
    if has_profile:
        ClinicProfile.objects.update(phone="")
    else:
        ClinicProfile.objects.all().delete()
    messages = list_messages()
    assert set(messages) == {"education.W001"}
    assert not messages["education.W001"].is_serious()
    assert messages["education.W001"].hint == "In the admin, open Clinic and fill in the phone number."


def test_live_editions_without_review_are_a_warning_that_names_them(good_site):
    publish_reviewed("acne")
    publish_as_shipped("rules", "timeline")
    LiveEdition.objects.get(topic__key="timeline").delete()  # nobody reads it
    messages = list_messages()
    assert set(messages) == {"education.W002"}
    assert messages["education.W002"].msg == "No clinician has reviewed these live topics: The topic rules."


def test_checks_are_silent_before_the_migrations_have_run(good_site, monkeypatch):
    make_demo_staff()
    publish_as_shipped("rules")
    ClinicProfile.objects.update(phone="")
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_args, **_options: [])
    assert list_messages() == {}
