"""Documents whose texts are marks of their own, to see where each text goes."""

from collections.abc import Callable
from typing import Any

from education.documents.schema import TextKind, TopicDocument, check_shape
from education.documents.texts import TextLeaf, map_texts

Marks = dict[str, str]


def is_shown(leaf: TextLeaf) -> bool:
    """Whether the text stands on its topic's page and in its JSON: search words nowhere, the quiz on its own page."""
    return leaf.kind is not TextKind.SEARCH and not is_in_quiz(leaf)


def is_in_quiz(leaf: TextLeaf) -> bool:
    return leaf.path.startswith("quiz[")


def mark_texts(document: TopicDocument, choose: Callable[[TextLeaf], Any]) -> tuple[TopicDocument, Marks]:
    """*document* with a mark in place of each text that *choose* is true for, and {mark: path of its text}."""
    marks: Marks = {}

    def mark(leaf: TextLeaf) -> str:
        if not leaf.text or not choose(leaf):
            return leaf.text
        name = f"mark{len(marks)}x"
        marks[name] = leaf.path
        return name

    return check_shape(map_texts(document, mark)), marks


def list_missing(marks: Marks, text: str) -> list[str]:
    """The paths of the marks that *text* does not hold."""
    return [path for mark, path in marks.items() if mark not in text]
