"""An edition's words brought back into the drafts."""

from random import Random

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import Model

from education.documents.build import build_topic_document
from education.models import (
    AcneStage,
    AvoidItem,
    CareStep,
    Cause,
    Edition,
    Fact,
    GlossaryTerm,
    LiveEdition,
    Phase,
    Question,
    QuizQuestion,
    Rule,
    Section,
    SideEffect,
    SideEffectAdvice,
    Source,
    Topic,
    Treatment,
    TreatmentEffect,
    WarningSign,
)
from education.publishing import publish_topic
from education.restoring import restore_drafts
from tests.education.conftest import SLUGS
from tests.education.factories import make_fact, make_quiz_question, make_review, make_section, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

TEXTS: dict[type[Model], tuple[str, ...]] = {
    Source: ("title", "publisher", "dated"),
    Fact: ("statement", "phrase", "population", "certainty_note"),
    Rule: ("title", "statement", "phrase"),
    GlossaryTerm: ("meaning", "term", "also", "say"),
    Cause: ("name", "summary"),
    CareStep: ("what", "why"),
    AcneStage: ("name", "description", "picture_description"),
    Treatment: ("name", "names", "suits", "with_isotretinoin_note"),
    Phase: ("title", "skin", "what_to_do"),
    SideEffect: ("name", "also", "feels_like", "call_if"),
    WarningSign: ("sign", "action", "looks_like"),
    AvoidItem: ("name", "why", "instead"),
    Question: ("question", "short_answer", "long_answer"),
    QuizQuestion: ("question", "right_answer", "wrong_answers", "why", "read_again"),
    Section: ("heading", "body"),
}
GROUPS = {
    CareStep: ("when", "after"),
    WarningSign: ("level", "call"),
    AvoidItem: ("group", "daily_life"),
    Question: ("group", "after"),
}


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
        "side effect: dry",
        "question: why",
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


def test_restore_drafts_keeps_the_places_for_the_numbers_of_a_fact(edition, person):
    Fact.objects.update(numerator=70, certainty="weak")

    restore_drafts(edition, by=person)

    assert read_words(Fact.objects.get()) == (
        "about {numerator} of {denominator} people",
        "After some months {phrase} are clear.",
    )
    Fact.objects.update(numerator=90)
    assert build_topic_document(edition.topic, "en")["facts"][0]["phrase"] == "about 90 of 100 people"


def test_restore_drafts_opens_places_in_words_that_changed_since(edition, person):
    write_words("nearly {numerator} of {denominator}", "By then {phrase} have clear skin.")

    restore_drafts(edition, by=person)

    assert read_words(Fact.objects.get()) == (
        "about {numerator} of {denominator} people",
        "After some months {phrase} are clear.",
    )
    Fact.objects.update(numerator=90)
    fact = build_topic_document(edition.topic, "en")["facts"][0]
    assert (fact["phrase"], fact["statement"]) == (
        "about 90 of 100 people",
        "After some months about 90 of 100 people are clear.",
    )


@pytest.mark.parametrize(
    ("numerator", "phrase", "statement"),
    [
        (80, "80 of 100 (not 80 of 1,000)", "So it is."),  # a number that stands there twice
        (100, "100 of 100", "So it is."),  # which is which?
        (8, "80 of 100", "So it is."),  # not the whole of a number
        (80, "most people", "Most people are clear, yes: most people, truly most people."),
    ],
)
def test_restore_drafts_opens_no_place_that_could_be_another(person, numerator, phrase, statement):
    make_fact()
    Fact.objects.update(numerator=numerator)
    write_words(phrase, statement)
    edition = publish_fact(person)
    write_words("Other.", "Other.")

    restore_drafts(edition, by=person)

    assert read_words(Fact.objects.get()) == (phrase, statement)


def write_words(phrase: str, statement: str) -> None:
    Fact.objects.update(phrase=phrase, phrase_en=phrase, statement=statement, statement_en=statement)


def read_words(fact: Fact) -> tuple[str, str]:
    return fact.phrase, fact.statement


def publish_fact(person: User) -> Edition:
    topic = make_topic(body="Of all, [[fact:clear]] are clear.")
    return publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")


def test_restore_drafts_empties_what_the_kind_of_a_section_lacks(edition, person):
    section = Section.objects.get(key="lips")
    section.kind, section.level, section.figure, section.caption = "callout", "info", "pore", "A caption."
    section.group, section.figure_description = "body", "A pore."
    section.save()
    section.facts.set(Fact.objects.all())

    restore_drafts(edition, by=person)

    section.refresh_from_db()
    kept = (section.kind, section.level, section.group, section.figure, section.figure_description, section.caption)
    assert kept == ("prose", "", "", "", "", "")
    assert list(section.facts.all()) == []
    assert build_topic_document(edition.topic, "en") == edition.document


def test_restore_drafts_gives_a_callout_its_level_back(person):
    topic = make_topic()
    Section.objects.update(kind="callout", level="tell")
    edition = publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")
    Section.objects.update(kind="questions", level="", group="body")

    restore_drafts(edition, by=person)

    assert Section.objects.values_list("kind", "level", "group").get() == ("callout", "tell", "")


def test_restore_drafts_puts_rows_back_where_they_stood(person):
    topic = make_topic()
    make_section(topic, "all", kind="questions", group="body", body="")
    for position, (key, group) in enumerate([("a", "body"), ("x", "after"), ("b", "body"), ("c", "body")]):
        question = Question.objects.create(key=key, group=group, question="Q?", short_answer="A.", position=position)
        question.sources.set(Source.objects.all())
    edition = publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")
    Question.objects.get(key="b").delete()
    Question.objects.filter(key="c").update(position=0)
    Question.objects.filter(key="a").update(position=9)

    report = restore_drafts(edition, by=person)

    assert list(Question.objects.values_list("key", "position")) == [("a", 0), ("b", 1), ("x", 2), ("c", 3)]
    assert report.changed == ["question: b", "question: a", "question: c"]


def test_restore_drafts_puts_words_that_were_deleted_behind_all_others(person):
    topic = make_topic(body="A [[term:pore]], [[term:oil]] and [[term:skin]].")
    for position, key in enumerate(["skin", "pore", "oil", "other"]):
        GlossaryTerm.objects.create(key=key, term=key, meaning="Words.", position=position)
    edition = publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")
    GlossaryTerm.objects.filter(key__in=["skin", "pore"]).delete()

    restore_drafts(edition, by=person)

    places = GlossaryTerm.objects.order_by("position").values_list("key", "position")
    assert list(places) == [("oil", 2), ("other", 3), ("pore", 4), ("skin", 5)]


def test_restore_drafts_brings_questions_of_the_quiz_back_to_their_topic(person):
    topic, other = make_topic(), make_topic("other")
    for key in ("quiz-a", "quiz-b", "quiz-c"):
        make_quiz_question(topic, key)
    edition = publish_topic(topic, "en", by=person, review=make_review(make_user("reviewer")), change_note="Words.")
    QuizQuestion.objects.get(key="quiz-a").delete()
    QuizQuestion.objects.filter(key="quiz-b").update(topic=other)
    make_quiz_question(topic, "quiz-new")

    report = restore_drafts(edition, by=person)

    assert [row["key"] for row in build_topic_document(topic, "en")["quiz"]] == [
        "quiz-a",
        "quiz-b",
        "quiz-c",
        "quiz-new",
    ]
    assert report.changed == ["quiz question: quiz-a", "quiz question: quiz-b"]
    assert report.added_since == ["quiz-new"]


def test_restore_drafts_brings_the_causes_back(guide, person):
    edition = LiveEdition.objects.get(topic__key="how-acne-forms").edition
    treatments = LiveEdition.objects.get(topic__key="treatments").edition
    cause = Cause.objects.order_by("position").last()
    Cause.objects.filter(pk=cause.pk).update(summary="Other.", summary_en="Other.", position=0)
    Cause.objects.exclude(pk=cause.pk).update(position=1)

    report = restore_drafts(treatments, by=person)

    assert build_topic_document(treatments.topic, "en") == treatments.document
    assert f"cause: {cause.key}" in report.changed
    assert build_topic_document(edition.topic, "en") == edition.document


@pytest.mark.parametrize("slug", SLUGS)
def test_restore_drafts_undoes_whatever_was_done_to_the_drafts(guide, person, slug):
    edition = LiveEdition.objects.get(topic__key=slug).edition
    disturb_drafts(edition.topic, Random(slug))
    assert build_topic_document(edition.topic, "en") != edition.document

    report = restore_drafts(edition, by=person)

    after = build_topic_document(Topic.objects.get(key=slug), "en")
    assert leave_out(after, set(report.added_since)) == edition.document
    assert "since-1" in report.added_since
    assert report.changed != []

    again = restore_drafts(edition, by=person)
    assert (again.changed, again.added_since) == ([], report.added_since)


def leave_out(document, keys: set[str]):
    """*document* without the entries that have one of these keys or anchors."""
    if isinstance(document, dict):
        return {name: leave_out(value, keys) for name, value in document.items()}
    if isinstance(document, list):
        return [
            leave_out(item, keys)
            for item in document
            if not isinstance(item, dict) or item.get("key", item.get("anchor")) not in keys
        ]
    return document


def disturb_drafts(topic: Topic, random: Random) -> None:
    """Change, move, delete and add rows of every kind that *topic* shows, as *random* has it."""
    document = build_topic_document(topic, "en")
    topic.title, topic.key_points, topic.read_next = "Another title", "One.\nTwo.\nThree.", topic
    topic.save()
    for model, names in TEXTS.items():
        rows = list(Section.objects.filter(topic=topic) if model is Section else model.objects.all())
        random.shuffle(rows)
        for row in rows[:4]:
            setattr(row, random.choice(names), "Other words.")
            row.save()
        for row in random.sample(rows, len(rows) // 2):
            model.objects.filter(pk=row.pk).update(position=random.randrange(len(rows)))
        if model in (CareStep, AcneStage, Treatment, Phase, SideEffect, WarningSign, AvoidItem, Question, GlossaryTerm):
            model.objects.filter(pk=rows[0].pk).delete()
        if model is QuizQuestion:
            model.objects.filter(pk=rows[0].pk).delete()
        if model in GROUPS:
            field, value = GROUPS[model]
            model.objects.filter(pk=rows[1].pk).update(**{field: value})
        if hasattr(rows[-1], "sources"):
            rows[-1].sources.clear()
    QuizQuestion.objects.filter(topic=topic).update(topic=Topic.objects.exclude(pk=topic.pk).first())
    Fact.objects.filter(kind="frequency").update(numerator=1)
    SideEffectAdvice.objects.filter(level="tell").update(level="call")
    TreatmentEffect.objects.filter(strength=3).delete()
    disturb_sections(list(topic.sections.all()), random)
    add_rows(topic)
    assert build_topic_document(topic, "en") != document


def disturb_sections(sections: list[Section], random: Random) -> None:
    random.shuffle(sections)
    sections[0].delete()
    for section in sections[1:3]:
        section.kind, section.level = random.choice([("prose", ""), ("callout", "call"), ("figure", ""), ("facts", "")])
        section.group, section.figure = "", random.choice(["", "pore"])
        section.save()
        section.facts.set(Fact.objects.all()[:2])


def add_rows(topic: Topic) -> None:
    source = Source.objects.create(key="since-0", title="S", publisher="P", kind="study", position=1)
    make_section(topic, "since-1", heading="Since", position=1).sources.set([source])
    Question.objects.create(key="since-2", group="taking", question="Q?", short_answer="A.", position=1)
    GlossaryTerm.objects.create(key="since-3", term="Aa", meaning="Since.")
