"""The public JSON of a topic, version 1: a shape of its own, so that the stored documents may change.

Text is plain: paragraphs, list items and lone texts as strings, references already resolved.
"""

from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from education.documents.passages import list_passages
from education.documents.schema import TextKind, TopicDocument
from education.documents.texts import TextLeaf, map_texts

from .addresses import get_topic_path
from .resolving import Resolver, is_lapsed
from .surroundings import Stamp, Surroundings

_strict = with_config(ConfigDict(extra="forbid"))


@_strict
class PublicEdition(TypedDict):
    number: int
    published_at: str
    change_note: str
    review_state: Literal["reviewed", "not_yet_reviewed"]
    reviewed_by: str | None
    reviewed_on: str | None


@_strict
class PublicSection(TypedDict):
    """`rows` are the section's rows; their texts are plain, and each has its `key`, which is its anchor."""

    kind: str
    anchor: str
    url: str
    heading: str
    level: str | None
    text: list[str]
    rows: list[dict[str, Any]]
    sources: list[str]


@_strict
class PublicTopic(TypedDict):
    version: Literal[1]
    slug: str
    url: str
    language: str
    stage: str
    title: str
    short_title: str
    description: str
    main_message: str
    key_points: list[str]
    edition: PublicEdition
    sections: list[PublicSection]
    facts: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    words: list[dict[str, Any]]
    links: list[dict[str, Any]]
    read_next: dict[str, str] | None
    sources: list[dict[str, Any]]


@_strict
class PublicTopicSummary(TypedDict):
    slug: str
    url: str
    api_url: str
    title: str
    stage: str
    language: str
    description: str
    edition: PublicEdition


@_strict
class PublicTopicList(TypedDict):
    version: Literal[1]
    topics: list[PublicTopicSummary]


_FRAME = {"kind", "anchor", "heading", "body", "sources", "level", "group"}


def build_json_schema(shape: Literal["topic", "topics"]) -> dict[str, Any]:
    """The JSON Schema of a topic or of the list of topics."""
    adapter: TypeAdapter[Any] = TypeAdapter(PublicTopic if shape == "topic" else PublicTopicList)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}


def render_topic_json(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> PublicTopic:
    """A topic as JSON-ready data. Raises UnknownReferenceError for what the document does not hold."""
    resolver = Resolver(document, surroundings)
    url = surroundings.site_url + get_topic_path(document["slug"])
    plain = map_texts(document, lambda leaf: _say(leaf, resolver))
    return {
        "version": 1,
        "slug": document["slug"],
        "url": url,
        "language": document["language"],
        "stage": document["stage"],
        "title": plain["title"],
        "short_title": plain["nav_title"],
        "description": plain["description"],
        "main_message": plain["message"],
        "key_points": plain["key_points"],
        "edition": _describe_edition(stamp),
        "sections": [_describe_section(section, url) for section in plain["sections"]],
        "facts": plain["facts"],
        "rules": [_describe_rule(rule, resolver) for rule in plain["rules"]],
        "words": _without_search_words(plain["terms"]),
        "links": [{**link, "url": surroundings.site_url + get_topic_path(link["slug"])} for link in plain["links"]],
        "read_next": plain["read_next"],
        "sources": plain["sources"],
    }


def render_topic_summary(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> PublicTopicSummary:
    """A topic as it stands in the list."""
    return {
        "slug": document["slug"],
        "url": surroundings.site_url + get_topic_path(document["slug"]),
        "api_url": f"{surroundings.site_url}/api/v1/topics/{document['slug']}/",
        "title": document["title"],
        "stage": document["stage"],
        "language": document["language"],
        "description": document["description"],
        "edition": _describe_edition(stamp),
    }


def _describe_edition(stamp: Stamp) -> PublicEdition:
    return {
        "number": stamp.number or 0,
        "published_at": stamp.published_at.isoformat() if stamp.published_at else "",
        "change_note": stamp.change_note,
        "review_state": "reviewed" if stamp.is_reviewed else "not_yet_reviewed",
        "reviewed_by": stamp.reviewed_by_name or None,
        "reviewed_on": stamp.reviewed_on.isoformat() if stamp.reviewed_on else None,
    }


def _describe_section(section: dict[str, Any], url: str) -> PublicSection:
    parts = {name: value for name, value in section.items() if name not in _FRAME}
    listed = [item for value in parts.values() if isinstance(value, list) for item in value]
    named = [{"key": item} for item in listed if isinstance(item, str)]
    rows = [item for item in listed if isinstance(item, dict)]
    own = {name: value for name, value in parts.items() if not isinstance(value, list)}  # a figure has fields, no rows
    return {
        "kind": section["kind"],
        "anchor": section["anchor"],
        "url": f"{url}#{section['anchor']}",
        "heading": section["heading"],
        "level": section.get("level"),
        "text": section["body"],
        "rows": named + _without_search_words(rows) + ([own] if own else []),
        "sources": section["sources"],
    }


def _describe_rule(rule: dict[str, Any], resolver: Resolver) -> dict[str, Any]:
    if not is_lapsed(resolver.rules[rule["key"]], resolver.surroundings.today):
        return {**rule, "is_being_rechecked": False}
    return {
        **rule,
        "phrase": resolver.say_rule(rule["key"]),
        "statement": _("This rule is being re-checked. Ask your clinic what holds today."),
        "days_before_first_capsule": None,
        "days_after_last_capsule": None,
        "is_being_rechecked": True,
    }


def _without_search_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "also"} for row in rows]


def _say(leaf: TextLeaf, resolver: Resolver) -> str | list[str]:
    """Blocks as a list of paragraphs and list items, other text as one string."""
    if leaf.kind is TextKind.BLOCKS:
        return list_passages(leaf.text, resolver.say)
    if leaf.kind is TextKind.INLINE:
        return " ".join(list_passages(leaf.text, resolver.say))
    return leaf.text
