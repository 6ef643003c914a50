"""What differs between two documents, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from .schema import TopicDocument
from .texts import iterate_texts

Change = Literal["same", "added", "removed"]

_WORDS = re.compile(r"\s+|\S+")
_PLACE_IN_LIST = re.compile(r"\[\d+\]$")


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts hold, or only the newer, or only the older."""

    change: Change
    words: str


@dataclass(frozen=True)
class Difference:
    """One place where the documents differ.

    `path` is that of texts.iterate_texts, but a list of texts is one place; for what is no text it is made alike.
    """

    path: str
    pieces: tuple[Piece, ...]


def compare_documents(older: TopicDocument | None, newer: TopicDocument) -> list[Difference]:
    """Every difference, in the order of the newer document, what it dropped last. Empty when both say the same.

    Not words alone: a changed answer, level, week, source or order is a difference too. Without an *older* document
    everything is added.
    """
    before = _flatten(older) if older else {}
    after = _flatten(newer)
    return [
        Difference(path, tuple(compare_words(before.get(path, ""), after.get(path, ""))))
        for path in dict.fromkeys([*after, *before])
        if before.get(path) != after.get(path)
    ]


def compare_words(older: str, newer: str) -> Iterator[Piece]:
    """*newer* against *older* as runs of whole words, in reading order.

    The pieces that are not added make up *older*, those that are not removed make up *newer*.
    """
    removed = added = ""
    for same, old, new in _match_words(_WORDS.findall(older), _WORDS.findall(newer)):
        if same and (new.strip() or not (removed or added)):
            yield from _change(removed, added)
            yield Piece("same", new)
            removed = added = ""
        else:  # a mere space between two changes belongs to both
            removed, added = removed + old, added + new
    yield from _change(removed, added)


def _match_words(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind == "equal", "".join(old[old_from:old_to]), "".join(new[new_from:new_to])


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)


def _flatten(document: TopicDocument) -> dict[str, str]:
    """{path: value as text} of everything in *document*, part by part, the texts of a part before its other values."""
    texts: dict[str, str] = {}
    for leaf in iterate_texts(document):
        path = _PLACE_IN_LIST.sub("", leaf.path)
        texts[path] = f"{texts[path]}\n{leaf.text}" if path in texts else leaf.text
    values = {path: value for path, value in _walk(document, "") if path not in texts and value}
    everything = texts | values
    parts = list(dict.fromkeys(map(_get_part, everything)))
    return dict(sorted(everything.items(), key=lambda item: parts.index(_get_part(item[0]))))


def _get_part(path: str) -> str:
    """The part of the document that *path* lies in: a section, a fact, or a field of its own."""
    return path.partition("]")[0]


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in ("key", "anchor"):  # they stand in the path
                yield from _walk(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        names = [_name(item, index) for index, item in enumerate(value)]
        yield f"{path}.order", ", ".join(names)
        for name, item in zip(names, value, strict=True):
            yield from _walk(item, f"{path}[{name}]")
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    elif value is not None:
        yield path, str(value)


def _name(item: Mapping[str, Any], index: int) -> str:
    return str(item.get("key") or item.get("anchor") or index)
