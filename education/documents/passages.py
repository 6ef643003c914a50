"""The words of a document as plain text: paragraphs and list items, references resolved to words."""

import re
from collections.abc import Callable

from .references import Reference, replace_references
from .schema import TextKind, TopicDocument
from .texts import iterate_texts

_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)")
_MARK = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_STRESS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w))")


def split_passages(text: str) -> list[str]:
    """Paragraphs and list items of small Markdown *text*, without its marks, references left as they are."""
    parts = (_STRESS.sub("", _MARK.sub("", part)) for part in _BREAK.split(text.strip()))
    return [passage for part in parts if (passage := " ".join(part.split()))]


def list_passages(text: str, say: Callable[[Reference], str]) -> list[str]:
    """The passages of *text* with each reference replaced by the words that *say* gives for it."""
    return [replace_references(passage, say) for passage in split_passages(text)]


def list_prose(document: TopicDocument) -> list[str]:
    """All running text of *document* as a reader reads it: what the reading grade counts.

    Labels, names and the titles of sources are no running text.
    """
    say = build_words(document)
    return [
        passage
        for leaf in iterate_texts(document)
        if leaf.kind in (TextKind.INLINE, TextKind.BLOCKS)
        for passage in list_passages(leaf.text, say)
    ]


def build_words(document: TopicDocument) -> Callable[[Reference], str]:
    """A function that says each reference of *document* in words, whatever the day and the clinic."""
    words = {("fact", fact["key"]): fact["phrase"] for fact in document["facts"]}
    words |= {("rule", rule["key"]): rule["phrase"] for rule in document["rules"]}
    words |= {("term", term["key"]): term["term"] for term in document["terms"]}
    words |= {("topic", link["slug"]): link["title"] for link in document["links"]}
    words[("topic", document["slug"])] = document["title"]
    words |= {("clinic", "phone"): "your clinic's number", ("clinic", "name"): "your clinic"}
    return lambda reference: reference.words or words.get((reference.kind, reference.key), reference.key)
