"""An edition's words brought back into the drafts."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from education.documents.build import build_topic_document
from education.models import Edition, Fact, Question, Section, SideEffect, Source, Topic
from education.publishing import publish_topic
from education.restoring import restore_drafts
from tests.education.factories import make_fact, make_review, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make_user("publisher")


@pytest.fixture
def edition(person: User) -> Edition:
    """An edition with a fact, and a section that shows a question and one that shows a side effect."""
    make_fact()
    topic = make_topic(body="Of all, [[fact:clear]] are clear.")
    for kind, position in (("questions", 1), ("side_effects", 2)):
        Section.objects.create(topic=topic, key=f"the-{kind}", kind=kind, heading=kind, position=position)
    question = Question.objects.create(key="why", group="body", question="Why?", short_answer="It helps.")
    effect = SideEffect.objects.create(
        key="dry", name="Dry", body_area="lips", frequency_note="No one knows.", feels_like="Dry.", self_care="Drink."
    )
    for row in (question, effect):
        row.sources.add(Source.objects.get())
    for counted_from in ("first_capsule", "last_capsule"):
        effect.advice.create(counted_from=counted_from, week_from=1, level="expected", text="Go on.")
    return publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")


def change_everything(topic: Topic) -> None:
    Topic.objects.update(title="Another title", title_en="Another title")
    Section.objects.filter(key="lips").update(body="Other words.", body_en="Other words.", position=2)
    Section.objects.filter(key="the-questions").delete()
    Question.objects.update(short_answer="Other.", short_answer_en="Other.")
    Fact.objects.update(numerator=70)
    SideEffect.objects.get().advice.filter(counted_from="last_capsule").update(level="call")
    Source.objects.update(note="To do: open the page.", title="Another source")


def test_restore_drafts_makes_the_draft_the_edition_again(edition, person):
    topic = edition.topic
    change_everything(topic)

    report = restore_drafts(edition, by=person)

    assert build_topic_document(Topic.objects.get(), "en") == edition.document
    assert report.changed == [
        "source: a-source",
        "fact: clear",
        "question: why",
        "side effect: dry",
        "topic: small-topic",
    ]
    assert report.added_since == []
    assert Source.objects.get().note == "To do: open the page."  # an edition holds no notes, so none is lost


def test_restore_drafts_writes_nothing_that_is_as_it_was(edition, person):
    before = list(Topic.objects.values()) + list(Question.objects.values()) + list(Fact.objects.values())

    report = restore_drafts(edition, by=person)

    assert report.changed == []
    assert list(Topic.objects.values()) + list(Question.objects.values()) + list(Fact.objects.values()) == before


def test_restore_drafts_keeps_and_names_what_was_added_since(edition, person):
    Section.objects.create(topic=edition.topic, key="new", kind="prose", heading="New", body="New.", position=9)
    Question.objects.create(key="new-question", group="body", question="How?", short_answer="So.")

    report = restore_drafts(edition, by=person)

    assert report.added_since == ["new", "new-question"]
    assert Section.objects.filter(key="new").exists()


def test_restore_drafts_is_in_the_history_of_the_topic(edition, person):
    restore_drafts(edition, by=person)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (person, str(edition.topic.pk))
    assert entry.get_change_message() == "Restored edition 1 into the drafts."


def test_restore_drafts_takes_nothing_live(edition, person):
    change_everything(edition.topic)

    restore_drafts(edition, by=person)

    assert list(Edition.objects.values_list("number", flat=True)) == [1]
