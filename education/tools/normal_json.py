"""The answer of “Is this normal?” as JSON, version 1. Text is plain, references already resolved.

A promise to those who read it, as education/outputs/api_schema.py: docs/api-v1-is-this-normal.schema.json holds it.
"""

import json
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from education.documents.passages import say_inline
from education.outputs.addresses import get_topic_path
from education.outputs.resolving import Resolver
from education.outputs.surroundings import Stamp

from .normal import Answer, EffectEntry, Entry

_strict = with_config(ConfigDict(extra="forbid"))


@_strict
class PublicAnswerEdition(TypedDict):
    topic: str
    number: int


@_strict
class PublicEntry(TypedDict):
    """`kind` says which of the guide's rows it is; `url` leads to all that is said of it."""

    kind: Literal["sign", "effect"]
    key: str
    name: str
    level: Literal["expected", "tell", "call", "emergency"]
    what_to_do: str
    url: str


@_strict
class PublicRowLink(TypedDict):
    key: str
    name: str
    url: str


@_strict
class PublicAnswer(TypedDict):
    """`level` is the most urgent of the entries, “ask” where there is none: then ask the clinic.

    `check_first` are warning signs near to what was typed, `choices` what may have been meant, `not_understood` words
    that nothing accounts for. `when` is empty when it is not known.
    """

    version: Literal[1]
    level: Literal["expected", "tell", "call", "emergency", "ask"]
    when: str
    entries: list[PublicEntry]
    check_first: list[PublicRowLink]
    choices: list[PublicRowLink]
    not_understood: list[str]
    editions: list[PublicAnswerEdition]


def render_answer_json(answer: Answer, stamp: Stamp, resolver: Resolver) -> PublicAnswer:
    """The answer as JSON-ready data."""
    return {
        "version": 1,
        "level": answer.level,
        "when": answer.when.code,
        "entries": [_describe_entry(entry, resolver) for entry in answer.entries],
        "check_first": [_link(row["key"], row["sign"], resolver) for row in answer.first_signs],
        "choices": [_link(row["key"], row["name"], resolver) for row in answer.choices],
        "not_understood": list(answer.unread),
        "editions": [{"topic": resolver.document["slug"], "number": stamp.number or 0}],
    }


def render_answer_schema() -> str:
    """The JSON Schema (2020-12) of an answer, as it is served."""
    adapter: TypeAdapter[Any] = TypeAdapter(PublicAnswer)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _describe_entry(entry: Entry, resolver: Resolver) -> PublicEntry:
    if isinstance(entry, EffectEntry):
        name, texts = entry.row["name"], [entry.now["text"] if entry.now else "", entry.row["self_care"]]
    else:
        name, texts = entry.row["sign"], [f"{entry.row['action']}.", entry.row["what_to_do"]]
    words = [say_inline(text, resolver.say) for text in texts if text]
    return {
        "kind": entry.kind,
        "key": entry.row["key"],
        "name": name,
        "level": entry.level,
        "what_to_do": " ".join(words),
        "url": _link(entry.row["key"], name, resolver)["url"],
    }


def _link(key: str, name: str, resolver: Resolver) -> PublicRowLink:
    path = get_topic_path(resolver.document["slug"])
    return {"key": key, "name": name, "url": f"{resolver.surroundings.site_url}{path}#{key}"}
