"""The answers of “Can I?” as its page and its JSON show them.

The JSON, version 1, is a promise to those who read it: docs/api-v1-can-i.schema.json holds it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from education.documents.passages import say_inline
from education.documents.schema import AvoidItemRow, TreatmentRow, WarningSignRow
from education.outputs.addresses import get_topic_path
from education.outputs.resolving import Resolver
from education.outputs.signs import WARNINGS_TOPIC
from education.outputs.surroundings import Stamp
from education.outputs.until import count_days, say_until

from .checker import Answer, Code, Reply
from .course_days import shift

_strict = with_config(ConfigDict(extra="forbid"))


@dataclass(frozen=True)
class ShownAnswer:
    """An answer with what resolves its row's references. One of `item` and `treatment` is its row, if it has one.

    `days` is how many days after the last capsule it ends, `ends_on` that day when the last capsule is known.
    """

    answer: Answer
    resolver: Resolver | None
    item: AvoidItemRow | None
    treatment: TreatmentRow | None
    path: str
    days: int | None
    ends_on: date | None

    @property
    def code(self) -> Code:
        return self.answer.thing.code

    @property
    def name(self) -> str:
        return self.answer.thing.name

    @property
    def row(self) -> AvoidItemRow | TreatmentRow | None:
        return self.item or self.treatment


def show_answers(
    answers: Iterable[Answer], resolvers: Mapping[str, Resolver], last_capsule: date | None = None
) -> list[ShownAnswer]:
    """The answers with the resolvers of their topics, by slug."""
    return [_show(answer, resolvers.get(answer.thing.slug), last_capsule) for answer in answers]


def _show(answer: Answer, resolver: Resolver | None, last_capsule: date | None) -> ShownAnswer:
    thing = answer.thing
    item, treatment = thing.item, thing.treatment
    days = count_days(item, resolver) if item and resolver else None
    row = item or treatment
    return ShownAnswer(
        answer=answer,
        resolver=resolver,
        item=item,
        treatment=treatment,
        path=f"{get_topic_path(thing.slug)}#{row['key']}" if row else "",
        days=days,
        ends_on=shift(last_capsule, days) if last_capsule else None,
    )


@_strict
class PublicThing(TypedDict):
    """`matched` is the name of it that fits what was typed. `url` leads to all that the guide says of it.

    `days_after_last_capsule` is null when no rule names them or the rule is being re-checked.
    """

    answer: Code
    name: str
    matched: str
    key: str
    why: str
    until: str
    until_note: str
    days_after_last_capsule: int | None
    instead: str
    sources: list[str]
    url: str


@_strict
class PublicCorrection(TypedDict):
    typed: str
    read: str


@_strict
class PublicSignInQuestion(TypedDict):
    key: str
    name: str
    level: Literal["call", "emergency"]
    action: str
    url: str


@_strict
class PublicCheckedEdition(TypedDict):
    topic: str
    number: int


@_strict
class PublicReply(TypedDict):
    """`answer` is the most cautious of `things`; “unknown” where there is none: then ask a pharmacist or the clinic.

    `warning_signs` were named in the question; those of the level emergency go before any answer. `is_choice`: what was
    typed is only a part of the names of `things`. `others` could be meant as well, `did_you_mean` for a slip.
    """

    version: Literal[1]
    answer: Code
    is_choice: bool
    warning_signs: list[PublicSignInQuestion]
    things: list[PublicThing]
    others: list[PublicThing]
    did_you_mean: list[PublicThing]
    corrections: list[PublicCorrection]
    not_understood: list[str]
    editions: list[PublicCheckedEdition]


def render_reply_json(
    reply: Reply,
    signs: Iterable[WarningSignRow],
    resolvers: Mapping[str, Resolver],
    stamps: Mapping[str, Stamp],
    site_url: str,
) -> PublicReply:
    """The reply as JSON-ready data. Text is plain, references already resolved."""

    def describe(answers: Iterable[Answer]) -> list[PublicThing]:
        return [_describe(shown, site_url) for shown in show_answers(answers, resolvers)]

    return {
        "version": 1,
        "answer": reply.code,
        "is_choice": reply.is_choice,
        "warning_signs": [_describe_sign(sign, site_url) for sign in signs],
        "things": describe(reply.answers),
        "others": describe(reply.others),
        "did_you_mean": describe((*reply.questions, *reply.near)),
        "corrections": [{"typed": typed, "read": read} for typed, read in reply.corrections],
        "not_understood": list(reply.unread),
        "editions": [{"topic": slug, "number": stamp.number or 0} for slug, stamp in stamps.items()],
    }


def render_reply_schema() -> str:
    """The JSON Schema (2020-12) of a reply, as it is served."""
    adapter: TypeAdapter[Any] = TypeAdapter(PublicReply)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _describe(shown: ShownAnswer, site_url: str) -> PublicThing:
    say = shown.resolver.say if shown.resolver else str
    item, treatment, row = shown.item, shown.treatment, shown.row
    return {
        "answer": shown.code,
        "name": shown.name,
        "matched": shown.answer.phrase,
        "key": row["key"] if row else "",
        "why": say_inline(item["why"] if item else treatment["with_isotretinoin_note"] if treatment else "", say),
        "until": say_until(item, shown.resolver) if item and shown.resolver else "",
        "until_note": say_inline(item["until_note"], say) if item else "",
        "days_after_last_capsule": shown.days,
        "instead": say_inline(item["instead"], say) if item else "",
        "sources": list(row["sources"]) if row else [],
        "url": f"{site_url}{shown.path}" if row else "",
    }


def _describe_sign(sign: WarningSignRow, site_url: str) -> PublicSignInQuestion:
    return {
        "key": sign["key"],
        "name": sign["sign"],
        "level": sign["level"],
        "action": sign["action"],
        "url": f"{site_url}{get_topic_path(WARNINGS_TOPIC)}#{sign['key']}",
    }
