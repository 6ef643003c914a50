"""Stored documents of other versions."""

import json

import pytest

from education.documents.upgrade import UnreadableDocumentError, read_document
from tests.education.conftest import GOLDEN


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (3, "This document is of version 3; this code knows up to 2. Update the code."),
        (0, "No step leads from document version 0 to 1."),
    ],
)
def test_read_document_refuses_an_unknown_version_in_a_sentence(golden, version, sentence):
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_document(golden, version)
    assert str(refusal.value) == sentence


def test_read_document_refuses_what_is_no_document():
    with pytest.raises(UnreadableDocumentError, match=r"^slug of its document is not as this version"):
        read_document({"schema_version": 2}, 2)


def test_document_of_version_one_gets_an_empty_quiz_and_loses_nothing():
    stored = json.loads(GOLDEN.with_name("topic_v1.json").read_text(encoding="utf-8"))
    assert read_document(stored, 1) == stored | {"schema_version": 2, "quiz": []}
    assert "quiz" not in stored
