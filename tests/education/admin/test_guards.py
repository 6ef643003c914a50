"""What the admin refuses so that nobody is misled and nothing breaks."""

import pytest
from django.urls import reverse

from education.models import ClinicProfile, Fact, SideEffect
from tests.education.admin.browsing import list_errors, parse, send
from tests.education.admin.test_lists import TEXTS
from tests.education.factories import make_fact, make_source, make_topic


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


def test_words_of_the_clinic_hold_no_reference(editor):
    clinic = ClinicProfile.objects.create(key="clinic")
    url = reverse("admin:education_clinicprofile_change", args=[clinic.pk])

    answer = send(editor, editor.get(url), "#clinicprofile_form", after_hours_en="Call [[fact:crisis-line]].")

    assert list_errors(answer) == ["Write the words themselves: readers would see [[…]] as it stands."]
    assert ClinicProfile.objects.get().after_hours == ""


def test_side_effect_that_does_not_say_how_often_is_refused_on_its_form(editor):
    row = SideEffect.objects.create(key="lips", feels_like="Dry.", self_care="Balm.", **TEXTS[SideEffect])
    url = reverse("admin:education_sideeffect_change", args=[row.pk])

    answer = send(editor, editor.get(url), "#sideeffect_form", frequency_note_en="")

    assert list_errors(answer) == ["Say how often: choose a fact, or say in words that no one knows."]


@pytest.mark.parametrize(("make", "field"), [(make_fact, "checked_on"), (make_source, "read_on")])
def test_day_on_which_somebody_looked_is_not_still_to_come(editor, make, field):
    row = make()
    name = row._meta.model_name
    opened = editor.get(reverse(f"admin:education_{name}_change", args=[row.pk]))

    answer = send(editor, opened, f"#{name}_form", **{field: "2026-11-25"})

    assert list_errors(answer) == ["This day is still to come: write the day on which somebody looked."]


def test_every_fact_that_tells_how_often_can_be_kept_on_the_form(editor, guide):
    """A choice that the form does not offer would be lost by saving it."""
    told = set(SideEffect.objects.exclude(frequency=None).values_list("frequency_id", flat=True))
    row = SideEffect.objects.filter(frequency__kind="quantity").first()

    form = parse(editor.get(reverse("admin:education_sideeffect_change", args=[row.pk]))).select_one("#id_frequency")

    assert told - {int(option["value"]) for option in form.select("option") if option["value"]} == set()
    assert [option["value"] for option in form.select("option[selected]")] == [str(row.frequency_id)]
