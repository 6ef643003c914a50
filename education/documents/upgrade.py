"""Reading stored documents: old shapes become today's on read, and the stored rows are never rewritten."""

from collections.abc import Callable
from typing import Any

import pydantic

from .schema import SCHEMA_VERSION, TopicDocument, check_shape


def _add_quiz(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "schema_version": 2, "quiz": []}


# {version: step that makes the next version out of it}. Steps are kept for ever, as the golden files are.
_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _add_quiz}


class UnreadableDocumentError(Exception):
    """The stored document is of a version or a shape that this code does not know."""


def read_document(stored: dict[str, Any], schema_version: int) -> TopicDocument:
    """A stored document in today's shape. Raises UnreadableDocumentError."""
    for version in range(schema_version, SCHEMA_VERSION):
        if version not in _UPGRADES:
            raise UnreadableDocumentError(f"No step leads from document version {version} to {version + 1}.")
        stored = _UPGRADES[version](stored)
    if schema_version > SCHEMA_VERSION:
        raise UnreadableDocumentError(
            f"This document is of version {schema_version}; this code knows up to {SCHEMA_VERSION}. Update the code."
        )
    try:
        return check_shape(stored)
    except pydantic.ValidationError as error:
        place = ".".join(map(str, error.errors(include_url=False)[0]["loc"])) or "the whole"
        raise UnreadableDocumentError(
            f"{place} of its document is not as this version of the guide knows it."
        ) from error
