"""Draft rows to document."""

import pytest

from education import models
from education.documents.build import build_text_document, build_topic_document, build_topic_documents
from tests.education.documents.draft_rows import CAUSES, make_causes, make_rows, make_topic_of_every_kind
from tests.education.factories import CHECKED_ON, make_fact, make_quiz_question, make_source, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FRAME = {"kind", "anchor", "heading", "body", "sources"}


@pytest.fixture
def everything():
    """{kind: its section without the frame} of a topic that shows a row of every kind."""
    make_causes()
    make_rows(1)
    document = build_topic_document(make_topic_of_every_kind(), "en")
    return {
        section["kind"]: {name: value for name, value in section.items() if name not in FRAME}
        for section in document["sections"]
    }


CAUSE_ROWS = [{"key": key, "name": key.title(), "summary": f"About {key}."} for key in CAUSES]
OWN = {"sources": ["source-1"]}
ADVICE = {"week_from": 1, "week_to": None, "level": "expected", "text": "Go on."}
SECTIONS = {
    "prose": {},
    "callout": {"level": "info"},
    "steps": {
        "group": "",
        "steps": [
            {"key": "step-1", "when": "daily", "for_whom": "everyone", "what": "Do it.", "why": "It helps."} | OWN
        ],
    },
    "facts": {"facts": ["frequency-1"]},
    "rules": {"rules": ["rule-1"]},
    "figure": {"figure": "four-causes", "description": "A drawing.", "caption": "See."},
    "acne_stages": {
        "stages": [
            {"key": "stage-1", "name": "Plug", "description": "A plug.", "picture_description": "A tube."} | OWN
        ],
    },
    "treatments": {
        "causes": CAUSE_ROWS,
        "treatments": [
            {
                "key": "treatment-1",
                "name": "Cream",
                "form": "cream",
                "names": ["First brand", "Second brand"],
                "also": ["creme"],
                "how_it_works": "It works.",
                "suits": "Many.",
                "time_to_work": "Weeks.",
                "common_problems": "Dry skin.",
                "with_isotretinoin": "ask",
                "with_isotretinoin_note": "Ask.",
                "effects": [{"cause": cause, "strength": strength} for strength, cause in enumerate(CAUSES)],
            }
            | OWN
        ],
    },
    "mechanism": {"causes": CAUSE_ROWS},
    "phases": {
        "phases": [
            {
                "key": "phase-1",
                "title": "Start",
                "counted_from": "first_capsule",
                "week_from": 1,
                "week_to": None,
                "skin": "Dry.",
                "body": "Tired.",
                "what_to_do": "- Rest",
                "tests_and_visits": "",
            }
            | OWN
        ],
    },
    "side_effects": {
        "side_effects": [
            {
                "key": "effect-1",
                "name": "Dry lips",
                "also": ["lips", "chapped"],
                "body_area": "lips",
                "frequency": "frequency-1",
                "frequency_note": "",
                "feels_like": "Dry.",
                "self_care": "Ointment.",
                "call_if": "",
                "advice": [
                    {"counted_from": counted_from} | ADVICE for counted_from in ("first_capsule", "last_capsule")
                ],
            }
            | OWN
        ],
    },
    "warning_signs": {
        "group": "",
        "signs": [
            {
                "key": "sign-1",
                "sign": "Pain",
                "level": "emergency",
                "action": "Call",
                "what_to_do": "Call.",
                "looks_like": "Bad.",
                "also": [],
            }
            | OWN
        ],
    },
    "avoid_items": {
        "group": "",
        "items": [
            {
                "key": "item-1",
                "name": "Wax",
                "group": "procedures",
                "answer": "no",
                "names": [],
                "also": [],
                "why": "It hurts.",
                "until": "rule",
                "until_rule": "rule-1",
                "until_note": "",
                "instead": "Wait.",
            }
            | OWN
        ],
    },
    "questions": {
        "group": "",
        "questions": [
            {
                "key": "question-1",
                "group": "after",
                "question": "Why?",
                "short_answer": "So.",
                "long_answer": "Just so.",
                "also": [],
            }
            | OWN
        ],
    },
    "glossary": {},
}


@pytest.mark.parametrize("kind", models.Section.Kind.values)
def test_section_of_each_kind_holds_its_rows(everything, kind):
    assert everything[kind] == SECTIONS[kind]


def test_document_has_the_frame_of_its_topic():
    other = make_topic("other")
    topic = make_topic("small", body="See [[topic:other]] and [[topic:small]].")
    topic.read_next = other
    topic.save()
    document = build_topic_document(topic, "en")
    assert document["sections"] == [
        {
            "kind": "prose",
            "anchor": "lips",
            "heading": "Lips",
            "body": "See [[topic:other]] and [[topic:small]].",
            "sources": ["a-source"],
        }
    ]
    assert {name: value for name, value in document.items() if name != "sections"} == {
        "schema_version": 2,
        "slug": "small",
        "language": "en",
        "stage": "during",
        "title": "The topic small",
        "nav_title": "Topic",
        "message": "Care for your lips.",
        "description": "How to care for your lips.",
        "key_points": ["Use ointment.", "Drink water.", "Wear a hat."],
        "quiz": [],
        "read_next": {"slug": "other", "title": "The topic other"},
        "links": [{"slug": "other", "title": "The topic other"}],
        "facts": [],
        "rules": [],
        "terms": [],
        "sources": [
            {
                "key": "a-source",
                "title": "A label",
                "publisher": "A publisher",
                "url": "https://example.org/label",
                "dated": "",
                "kind": "label",
                "state": "confirmed",
            }
        ],
    }


def test_document_holds_the_questions_of_its_topic_alone_with_what_they_refer_to():
    topic, other = make_topic("small"), make_topic("other")
    make_fact("clear")
    make_quiz_question(other, "quiz-other")
    make_quiz_question(topic, "quiz-second", position=5)
    row = make_quiz_question(topic, why="For [[fact:clear]].", read_again="lips", position=4)
    row.sources.set([make_source("own-source")])

    documents = build_topic_documents([topic, other], "en")

    assert documents["small"]["quiz"][0] == {
        "key": "quiz-lips",
        "question": "Your lips are dry. What do you do?",
        "right_answer": "I use ointment",
        "wrong_answers": ["I lick them", "I stop the capsules"],
        "why": "For [[fact:clear]].",
        "read_again": "lips",
        "sources": ["own-source"],
    }
    assert [row["key"] for row in documents["small"]["quiz"]] == ["quiz-lips", "quiz-second"]
    assert [fact["key"] for fact in documents["small"]["facts"]] == ["clear"]
    assert [source["key"] for source in documents["small"]["sources"]] == ["a-source", "own-source"]
    assert [row["key"] for row in documents["other"]["quiz"]] == ["quiz-other"]


def test_section_with_a_group_shows_that_group_alone():
    make_causes()
    make_rows(1)
    make_rows(2)
    models.AvoidItem.objects.filter(key="item-2").update(group="medicines")
    topic = make_topic_of_every_kind()
    topic.sections.filter(kind="avoid_items").update(group="medicines")
    topic.sections.filter(kind="warning_signs").update(group="call")
    sections = {section["kind"]: section for section in build_topic_document(topic, "en")["sections"]}
    assert [row["key"] for row in sections["avoid_items"]["items"]] == ["item-2"]
    assert sections["warning_signs"]["signs"] == []
    assert [row["key"] for row in sections["questions"]["questions"]] == ["question-1", "question-2"]


def test_effects_of_a_treatment_stand_in_the_order_of_the_causes_even_of_two_in_one_place():
    make_causes()
    make_rows(1)
    topic = make_topic_of_every_kind()
    models.Cause.objects.update(position=0)
    models.TreatmentEffect.objects.all().delete()
    for key in ("oil", "bacteria", "inflammation", "blocked-pore"):
        cause = models.Cause.objects.get(key=key)
        models.TreatmentEffect.objects.create(treatment=models.Treatment.objects.get(), cause=cause, strength=1)
    (section,) = [part for part in build_topic_document(topic, "en")["sections"] if part["kind"] == "treatments"]
    alphabet = ["bacteria", "blocked-pore", "inflammation", "oil"]
    assert [cause["key"] for cause in section["causes"]] == alphabet
    assert [effect["cause"] for effect in section["treatments"][0]["effects"]] == alphabet


def test_fact_is_embedded_whole_in_each_document_that_refers_to_it():
    make_fact("clear")
    topics = [make_topic(key, body="So [[fact:clear]] are.") for key in ("first", "second")]
    documents = build_topic_documents(topics, "en")
    assert [document["facts"] for document in documents.values()] == [
        [
            {
                "key": "clear",
                "kind": "frequency",
                "phrase": "about 80 of 100 people",
                "statement": "After some months about 80 of 100 people are clear.",
                "numerator": 80,
                "denominator": 100,
                "population": "",
                "certainty": "fair",
                "certainty_note": "",
                "checked_on": "2026-11-24",
                "sources": ["a-source"],
            }
        ]
    ] * 2


def test_references_within_what_is_embedded_are_followed():
    make_fact("clear")
    models.Fact.objects.update(statement_en="They are clear, see [[rule:wait]].")
    rule = models.Rule.objects.create(
        key="wait",
        title="Wait",
        phrase="1 month",
        statement="Wait, then see [[topic:other]].",
        checked_on=CHECKED_ON,
        check_by=CHECKED_ON.replace(year=2027),
    )
    rule.sources.add(make_source("of-the-rule"))
    models.GlossaryTerm.objects.create(key="unasked", term="unasked", meaning="Nobody refers to it.")
    make_topic("other")
    document = build_topic_document(make_topic(body="So [[fact:clear]] are."), "en")
    assert [fact["key"] for fact in document["facts"]] == ["clear"]
    assert [rule["key"] for rule in document["rules"]] == ["wait"]
    assert [link["slug"] for link in document["links"]] == ["other"]
    assert [term["key"] for term in document["terms"]] == []
    assert sorted(source["key"] for source in document["sources"]) == ["a-source", "of-the-rule"]


def test_reference_to_nothing_is_left_out_of_what_is_embedded():
    document = build_topic_document(make_topic(body="See [[fact:gone]], [[topic:gone]]."), "en")
    assert (document["facts"], document["links"]) == ([], [])


def test_text_document_holds_what_a_text_refers_to():
    make_fact("clear")
    document = build_text_document("So [[fact:clear]] are.", "en")
    assert document["message"] == "So [[fact:clear]] are."
    assert [fact["key"] for fact in document["facts"]] == ["clear"]


@pytest.mark.parametrize("rows", [1, 3])
def test_build_asks_the_same_questions_of_the_database_however_many_rows(rows, django_assert_num_queries):
    make_causes()
    for number in range(rows):
        make_rows(number)
    topics = [make_topic_of_every_kind(f"topic-{number}") for number in range(rows)]
    with django_assert_num_queries(33):
        build_topic_documents(topics, "en")
