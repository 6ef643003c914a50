"""References in text: [[kind:key]] or [[kind:key|words shown]], and for a topic [[topic:slug#anchor|words]]."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

ReferenceKind = Literal["fact", "rule", "term", "topic", "clinic"]

_KEY = r"[a-z0-9-]+"

PATTERN = re.compile(
    rf"\[\[(?P<kind>{'|'.join(get_args(ReferenceKind))}):(?P<key>{_KEY})(?:#(?P<anchor>{_KEY}))?"
    r"(?:\|(?P<words>[^\]|*\n]+))?\]\]"
)
_DOUBLE_BRACKETS = re.compile(r"\[\[[^\]\n]*\]{0,2}|\S*\]\]")


def is_key(value: object) -> bool:
    """Whether a reference can name a row of this key."""
    return isinstance(value, str) and re.fullmatch(_KEY, value) is not None


@dataclass(frozen=True)
class Reference:
    kind: str
    key: str
    anchor: str | None
    words: str | None


def read_match(match: re.Match[str]) -> Reference:
    """The reference that PATTERN matched."""
    return Reference(match["kind"], match["key"], match["anchor"], match["words"])


def find_references(text: str) -> Iterator[Reference]:
    """Every reference in *text*, in order."""
    return map(read_match, PATTERN.finditer(text))


def find_malformed(text: str) -> list[str]:
    """Things with double brackets that are no reference, such as a misspelled kind or a missing bracket."""
    return _DOUBLE_BRACKETS.findall(PATTERN.sub("", text))
