"""The frame of a tool's page: which editions its words come from, and their sources."""

from collections.abc import Iterable, Sequence
from typing import Any

from education.documents.schema import SourceEntry, TopicDocument

from .addresses import get_topic_path
from .page import build_frame_context
from .signs import WARNINGS_TOPIC
from .surroundings import Stamp, Surroundings


def build_tool_context(
    path: str, editions: Sequence[tuple[TopicDocument, Stamp]], surroundings: Surroundings
) -> dict[str, Any]:
    """What templates/tools/base.html needs, for the tool at *path* that shows words of these live *editions*.

    Words of a document go through a Resolver with on_own_page=False, which a template names for the tags inline, blocks
    and until: {% with resolver=row.resolver %}. {% cite row.sources %} leads to the list at the end of the page.
    """
    return {
        "editions": editions,
        "is_reviewed": bool(editions) and all(stamp.is_reviewed for _, stamp in editions),
        "sources": _list_sources(editions),
        "warnings_path": get_topic_path(WARNINGS_TOPIC),
        **build_frame_context(surroundings, path),
    }


def list_cited(sources: Iterable[SourceEntry], claims: Iterable[Sequence[str]]) -> list[SourceEntry]:
    """Those of the *sources* that the *claims* name by their keys, in their order."""
    keys = {key for claim in claims for key in claim}
    return [source for source in sources if source["key"] in keys]


def _list_sources(editions: Sequence[tuple[TopicDocument, Stamp]]) -> list[SourceEntry]:
    """Each source once, in the order in which the editions name them."""
    sources: dict[str, SourceEntry] = {}
    for document, _ in editions:
        for source in document["sources"]:
            sources.setdefault(source["key"], source)
    return list(sources.values())
