"""Documents of every version that was ever stored can be read and shown."""

import json

import jsonschema
import pytest

from education.documents.schema import SCHEMA_VERSION, build_json_schema
from education.documents.upgrade import read_document
from education.outputs.api import render_topic_json
from education.outputs.page import render_topic_page
from tests.education.conftest import GOLDEN

FILES = sorted(GOLDEN.parent.glob("topic_v*.json"), key=lambda path: int(path.stem.removeprefix("topic_v")))


def test_golden_files_are_there_for_every_version():
    assert [path.name for path in FILES] == [f"topic_v{version}.json" for version in range(1, SCHEMA_VERSION + 1)]


def test_newest_golden_document_reads_unchanged():
    stored = json.loads(FILES[-1].read_text(encoding="utf-8"))
    assert read_document(stored, SCHEMA_VERSION) == stored


def test_newest_golden_document_holds_every_kind_of_section():
    kinds = [section["kind"] for section in json.loads(FILES[-1].read_text(encoding="utf-8"))["sections"]]
    known = build_json_schema()["properties"]["sections"]["items"]["discriminator"]["mapping"]
    assert sorted(kinds) == sorted(known)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_golden_document_is_valid_and_renders_in_every_output(version, stamp, surroundings):
    stored = json.loads(GOLDEN.with_name(f"topic_v{version}.json").read_text(encoding="utf-8"))
    document = read_document(stored, version)
    jsonschema.Draft202012Validator(build_json_schema()).validate(document)
    assert document["title"] in render_topic_page(document, stamp, surroundings)
    assert render_topic_json(document, stamp, surroundings)["title"] == document["title"]
