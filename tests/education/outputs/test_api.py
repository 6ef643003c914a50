"""The public JSON holds every word of the document in a published shape, and nothing of the storage."""

import json

import jsonschema
import pytest

from education.documents.passages import list_passages
from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from education.outputs.api import build_json_schema, render_topic_json, render_topic_summary
from education.outputs.resolving import Resolver
from tests.education.marking import list_missing, mark_texts


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


def say(leaf, resolver):
    """The strings that *leaf* becomes: blocks one each passage, inline text one in all, a label itself."""
    if leaf.kind is TextKind.LABEL:
        return [leaf.text]
    passages = list_passages(leaf.text, resolver.say)
    return passages if leaf.kind is TextKind.BLOCKS else [" ".join(passages)]


def test_json_holds_every_text_with_its_references_resolved(document, stamp, surroundings):
    resolver = Resolver(document, surroundings)
    strings = set(list_strings(render_topic_json(document, stamp, surroundings)))
    leaves = [leaf for leaf in iterate_texts(document) if leaf.kind is not TextKind.SEARCH]
    assert [(leaf.path, text) for leaf in leaves for text in say(leaf, resolver) if text not in strings] == []


def test_json_gives_every_text_a_place_of_its_own_and_keeps_search_words_back(document, stamp, surroundings):
    marked, marks = mark_texts(document, lambda leaf: leaf.kind is not TextKind.SEARCH)
    assert list_missing(marks, json.dumps(render_topic_json(marked, stamp, surroundings))) == []
    marked, marks = mark_texts(document, lambda leaf: leaf.kind is TextKind.SEARCH)
    words = json.dumps(render_topic_json(marked, stamp, surroundings))
    assert list_missing(marks, words) == list(marks.values()) != []


def test_json_has_the_published_shape(document, stamp, reviewed_stamp, surroundings):
    validator = jsonschema.Draft202012Validator(build_json_schema("topic"))
    for edition in (stamp, reviewed_stamp):
        validator.validate(json.loads(json.dumps(render_topic_json(document, edition, surroundings))))


def test_list_has_the_published_shape(golden, stamp, surroundings):
    topics = {"version": 1, "topics": [render_topic_summary(golden, stamp, surroundings)]}
    jsonschema.Draft202012Validator(build_json_schema("topics")).validate(topics)


@pytest.mark.parametrize("shape", ["topic", "topics"])
def test_published_shape_is_json_schema_and_allows_nothing_else(shape):
    schema = build_json_schema(shape)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


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
