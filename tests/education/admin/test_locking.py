"""Two editors at the same row: the second is told, and nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from education.models import Cause, Section, SideEffect, Topic, Treatment
from tests.education.admin.browsing import list_errors, list_messages, parse, read_form, send
from tests.education.factories import make_editor, make_fact, make_section, make_source, make_topic

TOLD = (
    "Somebody else changed this on Nov. 24, 2026, noon, while you had it open. Nothing was saved yet. What they wrote "
    "stands below, beside your own words. Make them as they should be, tick the box, and save again."
)
TAKEN = "They changed this and you did not. It stands here as they wrote it."


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

    assert list_errors(response) == [TOLD, "They wrote: Their words."]
    assert read_form(response, "#cause_form")["summary_en"] == ["My words."]
    assert Cause.objects.values_list("summary", "revision").get() == ("Their words.", 1)


def test_refused_form_stays_refused_when_it_is_sent_again(editor, other):
    cause = make_cause()
    mine = editor.get(get_url(cause))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.")
    refused = send(editor, mine, "#cause_form", summary_en="My words.")

    again = send(editor, refused, "#cause_form")

    assert list_errors(again) == list_errors(refused) == [TOLD, "They wrote: Their words."]
    assert Cause.objects.get().summary == "Their words."


def save_on_top(browser, refused, selector: str, **changes) -> HttpResponse:
    """Tick that one has looked at their words, and save again."""
    (box,) = parse(refused).select("input[type=checkbox][name=opened_revision]")
    return send(browser, refused, selector, opened_revision=box["value"], **changes)


def test_words_are_saved_over_theirs_after_a_look_and_what_was_left_alone_stays_theirs(editor, other):
    cause = make_cause()
    mine = editor.get(get_url(cause))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.", name_en="Their name")
    refused = send(editor, mine, "#cause_form", summary_en="My words.")

    saved = save_on_top(editor, refused, "#cause_form", summary_en="My words, after a look at theirs.")

    assert list_errors(refused) == [TOLD, TAKEN, "They wrote: Their words."]
    assert read_form(refused, "#cause_form")["name_en"] == ["Their name"]
    assert saved.status_code == 302
    assert Cause.objects.values_list("name", "summary", "revision").get() == (
        "Their name",
        "My words, after a look at theirs.",
        2,
    )
    assert LogEntry.objects.latest("pk").get_change_message() == "Changed In short."


def test_look_at_their_words_does_not_count_for_words_that_came_after(editor, other):
    cause = make_cause()
    mine = editor.get(get_url(cause))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.")
    refused = send(editor, mine, "#cause_form", summary_en="My words.")
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their last words.")

    again = save_on_top(editor, refused, "#cause_form")

    assert list_errors(again) == [TOLD, "They wrote: Their last words."]
    assert Cause.objects.get().summary == "Their last words."
    assert save_on_top(editor, again, "#cause_form").status_code == 302
    assert Cause.objects.get().summary == "My words."


def test_same_words_of_two_editors_are_no_difference(editor, other):
    cause = make_cause()
    mine = editor.get(get_url(cause))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="One\nTwo")

    refused = send(editor, mine, "#cause_form", summary_en="One\r\nTwo")

    assert list_errors(refused) == [TOLD]


def test_their_choices_are_told_in_words(editor, other):
    effect = make_side_effect()
    make_source("study")
    mine, theirs = editor.get(get_url(effect)), other.get(get_url(effect))
    send(other, theirs, "#sideeffect_form", body_area="eyes", **{"sources-add": "study"})

    refused = send(editor, mine, "#sideeffect_form", body_area="nose", sources=[], frequency="")

    assert list_errors(refused) == [
        TOLD,
        "They wrote: Eyes",
        "They wrote: A label (A publisher), A label (A publisher)",
    ]


def test_newlines_of_a_browser_are_stored_as_those_of_the_fixtures(editor):
    cause = make_cause(summary="One\nTwo")

    send(editor, editor.get(get_url(cause)), "#cause_form", summary_en="One\r\nTwo\r\nThree")

    assert Cause.objects.get().summary == "One\nTwo\nThree"


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

    assert list_errors(response) == [TOLD, TAKEN]
    assert Section.objects.values_list("body", "heading", "revision").get() == ("Their section.", "Lips", 1)
    assert Topic.objects.values_list("message", "revision").get() == ("Care for your lips.", 1)


def test_sections_that_were_left_alone_stay_theirs(editor, other):
    topic = make_topic(body="As it was.")
    make_section(topic, "second")
    mine, theirs = editor.get(get_url(topic)), other.get(get_url(topic))
    send(other, theirs, "#topic_form", **{"sections-0-body_en": "Their first.", "sections-1-body_en": "Their second."})
    make_section(topic, "third", heading="Their new section")

    refused = send(editor, mine, "#topic_form", **{"sections-1-body_en": "My second."})
    saved = save_on_top(editor, refused, "#topic_form")

    assert list_errors(refused) == [
        TOLD,
        "They added “Their new section”. It stays.",
        TAKEN,
        "They wrote: Their second.",
    ]
    assert saved.status_code == 302
    assert list(Section.objects.order_by("position").values_list("body", "revision")) == [
        ("Their first.", 1),
        ("My second.", 2),
        ("A few words.", 0),
    ]


def test_topic_of_many_sections_is_saved(editor):
    topic = make_topic()
    for number in range(50):
        make_section(topic, f"more-{number}")

    send(editor, editor.get(get_url(topic)), "#topic_form", **{"sections-50-body_en": "The last words."})

    assert topic.sections.last().body == "The last words."


def test_section_that_they_deleted_is_told_and_can_be_let_go(editor, other):
    topic = make_topic()
    make_section(topic, "second")
    mine = editor.get(get_url(topic))
    send(other, other.get(get_url(topic)), "#topic_form", **{"sections-0-DELETE": "on"})
    gone = "Somebody deleted this while you had it open. Tick “Delete” beside its name to go on without it."

    refused = send(editor, mine, "#topic_form", message_en="My message.", **{"sections-0-body_en": "My words."})
    again = save_on_top(editor, refused, "#topic_form")
    saved = save_on_top(editor, refused, "#topic_form", **{"sections-0-DELETE": "on"})

    assert list_errors(refused) == [TOLD, gone]
    assert read_form(refused, "#topic_form")["sections-0-body_en"] == ["My words."]
    assert read_form(refused, "#topic_form")["sections-1-body_en"] == ["A few words."]
    assert list_errors(again) == [gone]
    assert saved.status_code == 302
    assert Topic.objects.get().message == "My message."
    assert Section.objects.values_list("key", flat=True).get() == "second"


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

    assert list_errors(response) == [TOLD, TAKEN]
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

    assert list_errors(response) == [TOLD, "They wrote: 2"]
    assert treatment.effects.get().strength == 2


def test_row_that_was_changed_meanwhile_is_not_deleted(editor, other):
    cause = make_cause()
    confirmation = editor.get(get_url(cause, "delete"))
    send(other, other.get(get_url(cause)), "#cause_form", summary_en="Their words.")

    response = send(editor, confirmation, "#content form")

    assert response.url == get_url(cause)
    assert list_messages(editor.get(response.url)) == [
        "Somebody else changed this while you had it open, so it was not deleted. So it stands now."
    ]
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
        return list_errors(answer)[:1] or [words]

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(pages, pool.map(save, pages), strict=True))

    topic.refresh_from_db()
    assert answers == {words: [words] if words == topic.message else [TOLD] for words in pages}
    assert (topic.sections.get().body, topic.revision) == (topic.message, 1)
