"""What the admin refuses so that nobody is misled and nothing breaks."""

import pytest
from django.urls import reverse

from education.models import ClinicProfile, Fact
from tests.education.admin.browsing import list_errors, send
from tests.education.factories import make_fact, make_topic


def test_fact_that_a_text_refers_to_is_not_deleted(editor):
    fact = make_fact("clear")
    make_topic(body="After all, [[fact:clear]] are clear.")

    answer = editor.post(reverse("admin:education_fact_delete", args=[fact.pk]), {"post": "yes", "opened_revision": 0})

    assert answer.status_code == 403
    assert Fact.objects.filter(key="clear").exists()


@pytest.mark.parametrize("phone", ["call us maybe", "911", "000-0000", "(000) 000-000O"])
def test_phone_that_nobody_could_call_is_refused(editor, phone):
    clinic = ClinicProfile.objects.create(key="clinic")
    url = reverse("admin:education_clinicprofile_change", args=[clinic.pk])

    answer = send(editor, editor.get(url), "#clinicprofile_form", phone=phone)

    assert list_errors(answer) == ["Write the whole number with its area code, in digits, such as (000) 000-0000."]
    assert ClinicProfile.objects.get().phone == ""


def test_details_for_appointment_requests_are_edited_with_the_clinic(editor):
    clinic = ClinicProfile.objects.create(key="clinic")
    url = reverse("admin:education_clinicprofile_change", args=[clinic.pk])

    refused = send(editor, editor.get(url), "#clinicprofile_form", working_days="Monday", reply_days="0")
    send(
        editor,
        editor.get(url),
        "#clinicprofile_form",
        request_email="desk@clinic.example",
        working_days="mon tue",
        reply_days="2",
        keep_days="60",
    )

    assert list_errors(refused) == [
        "Days to an answer are 1 to 30, or empty.",
        "Write the days in short with spaces between them: mon tue wed thu fri sat sun.",
    ]
    assert ClinicProfile.objects.values_list("request_email", "working_days", "reply_days", "keep_days").get() == (
        "desk@clinic.example",
        "mon tue",
        2,
        60,
    )
