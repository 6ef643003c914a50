"""What is found as JSON, version 1. Text is plain, references already resolved."""

from collections.abc import Sequence
from typing import Any

from education.outputs.addresses import get_topic_path
from education.outputs.signs import WARNINGS_TOPIC

from .normal import Entry
from .search import Results
from .search_answer import Edition, Found


def render_search_json(
    results: Results,
    urgent: Sequence[Entry],
    found: Sequence[Found],
    editions: Sequence[Edition],
    site_url: str,
) -> dict[str, Any]:
    """The answer of the search as JSON-ready data. `urgent` is what cannot wait: it goes first."""
    return {
        "version": 1,
        "total": results.total,
        "corrections": dict(results.corrections),
        "closest": list(results.closest),
        "urgent": [_describe_urgent(entry, site_url) for entry in urgent],
        "results": [_describe(one, site_url) for one in found],
        "editions": [{"topic": document["slug"], "number": stamp.number} for document, stamp in editions],
    }


def _describe_urgent(entry: Entry, site_url: str) -> dict[str, Any]:
    path = f"{get_topic_path(WARNINGS_TOPIC)}#{entry.row['key']}"
    return {
        "title": entry.row["sign"] if entry.kind == "sign" else entry.row["name"],
        "level": entry.level,
        "path": path,
        "url": site_url + path,
    }


def _describe(found: Found, site_url: str) -> dict[str, Any]:
    return {
        "title": found.title,
        "page": found.page,
        "section": found.section,
        "passage": found.words,
        "path": found.path,
        "url": site_url + found.path,
        "edition": found.number,
    }
