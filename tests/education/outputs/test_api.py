"""The public JSON holds every word of the document in a published shape, and nothing of the storage."""

import json

import jsonschema
import pytest
from django.conf import settings

from education.documents.passages import list_words
from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from education.outputs.api import render_topic_json, render_topic_summary
from education.outputs.api_schema import render_json_schema
from education.outputs.resolving import Resolver
from tests.education.marking import is_shown, list_missing, mark_texts


def list_strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in list_strings(part)]
    return [value] if isinstance(value, str) else []


def list_names(value):
    if isinstance(value, dict):
        return {*value, *list_names(list(value.values()))}
    return {name for part in value for name in list_names(part)} if isinstance(value, list) else set()


def make_validator(shape):
    return jsonschema.Draft202012Validator(json.loads(render_json_schema(shape)))


def list_dicts(value):
    """*value* and every dict in it."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if isinstance(value, dict) else []), *(found for part in parts for found in list_dicts(part))]


def test_json_holds_every_text_with_its_references_resolved(document, stamp, surroundings):
    say = Resolver(document, surroundings).say
    strings = set(list_strings(render_topic_json(document, stamp, surroundings)))
    leaves = [leaf for leaf in iterate_texts(document) if is_shown(leaf)]
    assert [(leaf.path, text) for leaf in leaves for text in list_words(leaf, say) if text not in strings] == []


def test_json_gives_every_text_a_place_of_its_own_and_keeps_search_words_back(document, stamp, surroundings):
    marked, marks = mark_texts(document, is_shown)
    assert list_missing(marks, json.dumps(render_topic_json(marked, stamp, surroundings))) == []
    marked, marks = mark_texts(document, lambda leaf: leaf.kind is TextKind.SEARCH)
    words = json.dumps(render_topic_json(marked, stamp, surroundings))
    assert list_missing(marks, words) == list(marks.values()) != []


def test_json_has_the_published_shape(document, stamp, reviewed_stamp, surroundings):
    validator = make_validator("topic")
    for edition in (stamp, reviewed_stamp):
        validator.validate(json.loads(json.dumps(render_topic_json(document, edition, surroundings))))


def test_list_has_the_published_shape(golden, stamp, surroundings):
    topics = {"version": 1, "topics": [render_topic_summary(golden, stamp, surroundings)]}
    make_validator("topics").validate(topics)


@pytest.mark.parametrize("shape", ["topic", "topics"])
def test_shape_is_the_one_that_was_promised(shape):
    promised = settings.BASE_DIR / "docs" / f"api-v1-{shape}.schema.json"
    assert render_json_schema(shape) == promised.read_text(encoding="utf-8"), (
        "Readers rely on this shape. If they can live with the change, save what /api/v1/ serves in this file."
    )


@pytest.mark.parametrize("shape", ["topic", "topics"])
def test_shape_is_json_schema_and_asks_for_every_field_of_every_part_and_no_other(shape):
    schema = json.loads(render_json_schema(shape))
    jsonschema.Draft202012Validator.check_schema(schema)
    objects = [part for part in list_dicts(schema) if part.get("type") == "object"]
    assert len(objects) > 1
    assert [part for part in objects if part.get("additionalProperties") is not False] == []
    assert [part for part in objects if part["required"] != list(part["properties"])] == []


def test_shape_refuses_another_field_wherever_it_stands(golden, stamp, surroundings):
    """In each part of a topic that holds a section, a row or a fact of every kind."""
    validator = make_validator("topic")
    topic = render_topic_json(golden, stamp, surroundings)
    assert {section["kind"] for section in topic["sections"] if not section["rows"]} == {"prose", "callout", "glossary"}
    accepted = []
    for part in list_dicts(topic):
        part["extra"] = "words"
        if validator.is_valid(topic):
            accepted.append(part)
        del part["extra"]
    assert accepted == []
    assert validator.is_valid(topic)


def test_shape_refuses_rows_of_another_kind_of_section(golden, stamp, surroundings):
    validator = make_validator("topic")
    topic = render_topic_json(golden, stamp, surroundings)
    sections = {section["kind"]: section for section in topic["sections"]}
    rows = {kind: section["rows"] for kind, section in sections.items() if section["rows"]}
    accepted = set()
    for kind, section in sections.items():
        for other in rows.keys() - {kind}:
            section["rows"] = rows[other]
            if validator.is_valid(topic):
                accepted.add((kind, other))
        section["rows"] = rows.get(kind, [])
    assert accepted == {("facts", "rules"), ("rules", "facts"), ("treatments", "mechanism")}


def test_json_keeps_its_storage_to_itself(golden, stamp, surroundings):
    topic = render_topic_json(golden, stamp, surroundings)
    assert list_names(topic) & {"schema_version", "nav_title", "message", "also"} == set()
    assert [text for text in list_strings(topic) if "[[" in text] == []


def test_json_of_a_topic_has_its_frame(golden, stamp, surroundings):
    topic = render_topic_json(golden, stamp, surroundings)
    rest = ("sections", "facts", "rules", "words", "sources", "key_points")
    assert {name: value for name, value in topic.items() if name not in rest} == {
        "version": 1,
        "slug": "golden",
        "url": "https://guide.example/guide/golden/",
        "language": "en",
        "stage": "during",
        "title": "A golden topic",
        "short_title": "Golden",
        "description": golden["description"],
        "main_message": golden["message"],
        "edition": {
            "number": 3,
            "published_at": "2026-11-24T12:00:00-08:00",
            "change_note": "A clearer word.",
            "review_state": "not_yet_reviewed",
            "reviewed_by": None,
            "reviewed_on": None,
        },
        "links": [{**link, "url": f"https://guide.example/guide/{link['slug']}/"} for link in golden["links"]],
        "read_next": {"slug": "staying-safe", "title": "How your clinic keeps you safe"},
    }


def test_json_says_who_reviewed_it(golden, reviewed_stamp, surroundings):
    edition = render_topic_json(golden, reviewed_stamp, surroundings)["edition"]
    assert (edition["review_state"], edition["reviewed_by"], edition["reviewed_on"]) == (
        "reviewed",
        "Reviewer of the Tests",
        "2026-11-23",
    )


def test_json_of_a_section_has_plain_passages_and_rows(golden, stamp, surroundings):
    golden["sections"][1]["body"] = (
        "Call us at [[clinic:phone]] about [[term:acne-fulminans]].\n\n- It **needs** treatment."
    )
    sections = {section["kind"]: section for section in render_topic_json(golden, stamp, surroundings)["sections"]}
    assert sections["callout"] == {
        "kind": "callout",
        "anchor": "call-about-sores",
        "url": "https://guide.example/guide/golden/#call-about-sores",
        "heading": "Call us today if acne breaks open and you feel ill",
        "level": "call",
        "text": ["Call us at (000) 000-0000 about acne fulminans.", "It needs treatment."],
        "rows": [],
        "sources": ["to-be-confirmed", "medscape-acne"],
    }
    assert [text.split(".")[0] for text in sections["mechanism"]["text"]] == [
        "Blocked pore",
        "Too much oil",
        "Bacteria",
        "Swelling",
        "Other treatments act on only some of the four causes",
    ]
    assert sections["facts"]["rows"] == [{"key": "acne-teens"}, {"key": "acne-twenties"}]
    assert sections["prose"]["level"] is None
    assert [row["key"] for row in sections["side_effects"]["rows"]] == ["dry-lips", "lip-crust"]
