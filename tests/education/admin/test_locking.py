"""Two editors at the same row: the second is told, and nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from education.models import Cause, Section, SideEffect, Topic, Treatment
from tests.education.admin.browsing import list_errors, list_messages, read_form, send
from tests.education.factories import make_editor, make_fact, make_section, make_source, make_topic

TOLD = (
    "Somebody else changed this on Nov. 24, 2026, noon, while you had it open. Nothing of yours was saved, so nothing "
    "of theirs was overwritten. Open the page again in a new tab, and put your changes in there."
)


@pytest.fixture
def other(sign_in):
    """A second editor's browser."""
    return sign_in(make_editor("eddy"))


def get_url(row, page: str = "change") -> str:
    return reverse(f"admin:education_{row._meta.model_name}_{page}", args=[row.pk])


def make_cause(**fields) -> Cause:
    return Cause.objects.create(**({"key": "oil", "name": "Oil", "summary": "Too much oil."} | fields))


def make_side_effect() -> SideEffect:
    effect = SideEffect.objects.create(
        key="dry-lips", name="Dry lips", body_area="lips", feels_like="Dry.", self_care="Balm.", frequency=make_fact()
    )
    effect.sources.add(make_source("label"))
    effect.advice.create(counted_from="first_capsule", week_from=1, level="expected", text="Use balm.")
    return effect


def test_first_save_is_revision_1(editor):
    add_url = reverse("admin:education_cause_add")

    response = send(editor, editor.get(add_url), "#cause_form", name_en="Oil", key="oil", summary_en="Too much.")

    assert response.url == reverse("admin:education_cause_changelist")
    assert Cause.objects.values_list("name", "revision").get() == ("Oil", 1)


def test_each_save_counts_on_from_the_revision_that_was_opened(editor):
    cause = make_cause(revision=4)

    send(editor, editor.get(get_url(cause)), "#cause_form", name_en="More oil")

    assert Cause.objects.values_list("name", "key", "revision").get() == ("More oil", "oil", 5)


def test_second_of_two_editors_is_told_when_and_overwrites_nothing(editor, other):
    cause = make_cause()
    mine, theirs = editor.get(get_url(cause)), other.get(get_url(cause))
    send(other, theirs, "#cause_form", summary_en="Their words.")

    response = send(editor, mine, "#cause_form", summary_en="My words.")

    assert list_errors(response) == [TOLD]
    assert read_form(response, "#cause_form")["summary_en"] == ["My words."]
    assert Cause.objects.values_list("summary", "revision").get() == ("Their words.", 1)


def test_refused_form_stays_refused_when_it_is_sent_again(editor, other):
    cause = make_cause()
    mine = editor.get(get_url(cause))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.")
    refused = send(editor, mine, "#cause_form", summary_en="My words.")

    again = send(editor, refused, "#cause_form")

    assert list_errors(again) == [TOLD]
    assert Cause.objects.get().summary == "Their words."


def test_form_with_a_fault_uses_up_no_revision(editor):
    cause = make_cause()
    faulty = send(editor, editor.get(get_url(cause)), "#cause_form", name_en="")

    response = send(editor, faulty, "#cause_form", name_en="Oil again")

    assert list_errors(faulty) == ["This field is required."]
    assert response.status_code == 302
    assert Cause.objects.values_list("name", "revision").get() == ("Oil again", 1)


def test_form_without_its_revision_saves_nothing(editor):
    cause = make_cause()
    fields = read_form(editor.get(get_url(cause)), "#cause_form")
    del fields["opened_revision"]

    response = editor.post(get_url(cause), fields | {"summary_en": "My words."})

    assert list_errors(response) == ["This form does not say what it was opened on. Open the page again."]
    assert Cause.objects.get().summary == "Too much oil."


def test_sections_are_refused_whole_when_the_topic_moved_on(editor, other):
    topic = make_topic(body="As it was.")
    mine, theirs = editor.get(get_url(topic)), other.get(get_url(topic))
    send(other, theirs, "#topic_form", **{"sections-0-body_en": "Their section."})

    response = send(editor, mine, "#topic_form", message_en="My message.", **{"sections-0-heading_en": "My heading"})

    assert list_errors(response) == [TOLD]
    assert Section.objects.values_list("body", "heading", "revision").get() == ("Their section.", "Lips", 1)
    assert Topic.objects.values_list("message", "revision").get() == ("Care for your lips.", 1)


def test_change_of_a_section_alone_counts_for_its_topic(editor):
    topic = make_topic()
    make_section(topic, "second")

    send(editor, editor.get(get_url(topic)), "#topic_form", **{"sections-0-body_en": "New words."})

    assert Topic.objects.get().revision == 1
    assert list(Section.objects.values_list("key", "body", "revision")) == [
        ("lips", "New words.", 1),
        ("second", "A few words.", 0),
    ]


def test_advice_is_refused_whole_when_the_side_effect_moved_on(editor, other):
    effect = make_side_effect()
    mine, theirs = editor.get(get_url(effect)), other.get(get_url(effect))
    send(other, theirs, "#sideeffect_form", **{"advice-0-text_en": "Their advice."})

    response = send(editor, mine, "#sideeffect_form", **{"advice-0-level": "emergency"})

    assert list_errors(response) == [TOLD]
    assert effect.advice.values_list("text", "level").get() == ("Their advice.", "expected")


def test_effects_are_refused_whole_when_the_treatment_moved_on(editor, other):
    texts = dict.fromkeys(
        ("how_it_works", "suits", "time_to_work", "common_problems", "with_isotretinoin_note"), "Words."
    )
    treatment = Treatment.objects.create(key="wash", name="Wash", form="wash", with_isotretinoin="fine", **texts)
    treatment.effects.create(cause=make_cause(), strength=1)
    mine, theirs = editor.get(get_url(treatment)), other.get(get_url(treatment))
    send(other, theirs, "#treatment_form", **{"effects-0-strength": "2"})

    response = send(editor, mine, "#treatment_form", **{"effects-0-strength": "3"})

    assert list_errors(response) == [TOLD]
    assert treatment.effects.get().strength == 2


def test_row_that_was_changed_meanwhile_is_not_deleted(editor, other):
    cause = make_cause()
    confirmation = editor.get(get_url(cause, "delete"))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.")

    response = send(editor, confirmation, "#content form")

    assert response.url == get_url(cause)
    assert list_messages(editor.get(response.url)) == [TOLD]
    assert Cause.objects.get().summary == "Their words."


def test_row_is_deleted_as_it_was_seen(editor):
    cause = make_cause(revision=3)

    response = send(editor, editor.get(get_url(cause, "delete")), "#content form")

    assert response.url == reverse("admin:education_cause_changelist")
    assert not Cause.objects.exists()


@pytest.mark.parametrize("key", ["Dry-lips", "dry_lips", "dry lips"])
def test_key_that_no_reference_could_name_is_refused(editor, key):
    response = send(
        editor, editor.get(reverse("admin:education_cause_add")), "#cause_form", name_en="Oil", summary_en="x", key=key
    )

    assert len(list_errors(response)) == 1
    assert not Cause.objects.exists()


def test_key_of_a_saved_row_stays_as_it_is(editor):
    cause = make_cause()

    send(editor, editor.get(get_url(cause)), "#cause_form", key="another")

    assert Cause.objects.get().key == "oil"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_obeyed_and_one_is_told(editor, other):
    topic = make_topic()
    pages = {"Mine.": (editor, editor.get(get_url(topic))), "Theirs.": (other, other.get(get_url(topic)))}
    start = Barrier(2)

    def save(words: str) -> list[str]:
        browser, opened = pages[words]
        try:
            start.wait()
            answer = send(browser, opened, "#topic_form", message_en=words, **{"sections-0-body_en": words})
        finally:
            connection.close()
        return list_errors(answer) or [words]

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(pages, pool.map(save, pages), strict=True))

    topic.refresh_from_db()
    assert answers == {words: [words] if words == topic.message else [TOLD] for words in pages}
    assert (topic.sections.get().body, topic.revision) == (topic.message, 1)
