"""Stored documents of other versions."""

import pytest

from education.documents.upgrade import UnreadableDocumentError, read_document


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (2, "This document is of version 2; this code knows up to 1. Update the code."),
        (0, "No step leads from document version 0 to 1."),
    ],
)
def test_read_document_refuses_an_unknown_version_in_a_sentence(golden, version, sentence):
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_document(golden, version)
    assert str(refusal.value) == sentence


def test_read_document_refuses_what_is_no_document():
    with pytest.raises(UnreadableDocumentError, match=r"^slug of its document is not as this version"):
        read_document({"schema_version": 1}, 1)
