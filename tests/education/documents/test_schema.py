"""The shape of a document, its published schema and its fingerprint."""

from functools import reduce

import jsonschema
import pytest
from django.core.management import call_command
from pydantic import ValidationError

from education.documents.schema import build_json_schema, check_shape, dump_canonical, fingerprint
from education.management.commands.export_schema import SCHEMA

DATES = jsonschema.Draft202012Validator.FORMAT_CHECKER


def get_part(document, path):
    return reduce(lambda part, name: part[name], path, document)


def test_schema_file_is_the_schema_of_the_code(tmp_path):
    call_command("export_schema", path=tmp_path / "schema.json", verbosity=0)
    assert (tmp_path / "schema.json").read_bytes() == SCHEMA.read_bytes(), "Run manage.py export_schema."


def test_schema_is_json_schema_of_2020_12():
    schema = build_json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


# A part of the golden document, how errors name its place, and a field of it.
PARTS = {
    "document": ([], "", "title"),
    "section": (["sections", 0], "sections.0.prose.", "heading"),
    "row": (["sections", 10, "side_effects", 0], "sections.10.side_effects.side_effects.0.", "advice"),
    "fact": (["facts", 0], "facts.0.", "phrase"),
    "question of the quiz": (["quiz", 0], "quiz.0.", "why"),
}


def explain_refusal(document):
    with pytest.raises(ValidationError) as refusal:
        check_shape(document)
    return [(".".join(map(str, error["loc"])), error["type"]) for error in refusal.value.errors()]


@pytest.mark.parametrize(("path", "place", "field"), PARTS.values(), ids=PARTS)
def test_check_shape_names_an_extra_and_a_missing_field(golden, path, place, field):
    part = get_part(golden, path)
    part["extra"] = part.pop(field)
    assert explain_refusal(golden) == [(place + field, "missing"), (f"{place}extra", "extra_forbidden")]


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ([], "title", 1),
        ([], "stage", "meanwhile"),
        (["sections", 0], "kind", "poem"),
        (["sections", 10, "side_effects", 0, "advice", 0], "week_from", "1"),
        (["facts", 2], "numerator", 85.5),
        (["sections", 2], "group", "sometimes"),
        (["sections", 10, "side_effects", 0], "body_area", "knees"),
        (["sections", 12, "items", 0], "group", "pills"),
        (["sections", 13, "questions", 0], "group", "pills"),
        (["facts", 0], "checked_on", "foo"),
        (["rules", 0], "checked_on", "2026-02-30"),
        (["rules", 0], "check_by", "20270101"),
        (["rules", 0], "in_force_from", ""),
    ],
)
def test_check_shape_refuses_a_wrong_value(golden, path, field, value):
    get_part(golden, path)[field] = value
    assert len(explain_refusal(golden)) == 1
    schema = jsonschema.Draft202012Validator(build_json_schema(), format_checker=DATES)
    assert not schema.is_valid(golden)


def test_fingerprint_of_a_small_value_never_changes():
    value = {"b": ["é", 1, None, True], "a": "x"}
    assert dump_canonical(value) == '{"a":"x","b":["é",1,null,true]}'
    assert fingerprint(value) == "e45da6f49a32ea1ee9a60ab83514bd50d1757ba2da49ba68dd1473726d171ec6"


def test_fingerprint_is_blind_to_the_order_of_keys_alone(golden):
    before = fingerprint(golden)
    reordered = dict(reversed(golden.items()))
    assert list(reordered) != list(golden)
    assert fingerprint(reordered) == before
    assert fingerprint({**golden, "sections": golden["sections"][::-1]}) != before
