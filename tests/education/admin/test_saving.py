"""What staff are told after a save: who reads it, and from when on."""

import pytest
from django.urls import reverse

from education.models import Cause, ClinicProfile, Fact, Location
from tests.education.admin.browsing import list_messages, parse, send
from tests.education.factories import make_fact, make_section, make_topic


def save(browser, row, **changes: str) -> list[str]:
    name = row._meta.model_name
    url = reverse(f"admin:education_{name}_change", args=[row.pk])
    answer = send(browser, browser.get(url), f"#{name}_form", **changes)
    return list_messages(browser.get(answer.url, follow=True))


def test_draft_names_the_topics_that_show_it(editor):
    topics = [make_topic("first"), make_topic("second")]
    for topic in topics:
        make_section(topic, "causes", kind="mechanism", body="")
    make_topic("third")
    cause = Cause.objects.create(key="oil", name="Oil", summary="Words.")
    url = reverse("admin:education_cause_change", args=[cause.pk])

    answer = editor.get(send(editor, editor.get(url), "#cause_form", name_en="More oil").url)

    assert list_messages(answer) == [
        "The cause “ More oil ” was changed successfully.",
        "This is a draft. Readers see it once it is published in: The topic first , The topic second",
    ]
    assert [link["href"] for link in parse(answer).select(".messagelist .info a")] == [
        reverse("admin:education_topic_change", args=[topic.pk]) for topic in topics
    ]


def test_new_draft_that_no_topic_shows_says_so(editor):
    make_topic()
    opened = editor.get(reverse("admin:education_cause_add"))

    answer = send(editor, opened, "#cause_form", name_en="Oil", key="oil", summary_en="Too much.")

    assert list_messages(editor.get(answer.url))[1:] == ["This is a draft, and no topic shows it yet."]


@pytest.mark.parametrize("make", [ClinicProfile, lambda key: Location(key=key, name="Office", kind="office")])
def test_details_of_the_clinic_are_live_once_saved(editor, make):
    row = make(key="clinic")
    row.save()

    assert save(editor, row, name_en="New name")[1:] == ["Readers see it now, on every page."]


def test_deleting_says_where_readers_still_read_it(editor):
    topic = make_topic()
    make_section(topic, "causes", kind="mechanism", body="")
    cause = Cause.objects.create(key="oil", name="Oil", summary="Words.")
    url = reverse("admin:education_cause_delete", args=[cause.pk])

    asked = parse(editor.get(url)).select_one("#content").get_text(" ", strip=True)
    answer = editor.get(editor.post(url, {"post": "yes", "opened_revision": cause.revision}).url)

    sentence = "Readers read it until the draft without it is published in: The topic small-topic"
    assert sentence in asked
    assert sentence in list_messages(answer)


def test_deleting_what_no_topic_shows_says_that_it_is_gone_for_good(editor):
    fact = make_fact()
    url = reverse("admin:education_fact_delete", args=[fact.pk])

    asked = parse(editor.get(url)).select_one("#content").get_text(" ", strip=True)
    answer = editor.get(editor.post(url, {"post": "yes", "opened_revision": fact.revision}).url)

    assert "No topic shows it. It is gone for good." in asked
    assert (len(list_messages(answer)), Fact.objects.count()) == (1, 0)


@pytest.mark.parametrize("count", [3, 5])
def test_treatment_has_room_for_an_effect_on_each_cause(editor, count):
    for number in range(count):
        Cause.objects.create(key=f"cause-{number}", name=f"Cause {number}", summary="A few words.")

    page = parse(editor.get(reverse("admin:education_treatment_add")))

    assert page.select_one("[name=effects-MAX_NUM_FORMS]")["value"] == str(count)
