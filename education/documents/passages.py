"""The words of a document as plain text: paragraphs and list items, references resolved to words."""

from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .markdown import make_parser
from .references import Reference
from .schema import TextKind, TopicDocument
from .texts import TextLeaf, iterate_texts

Say = Callable[[Reference], str]


def list_words(leaf: TextLeaf, say: Say) -> list[str]:
    """The words of a text as the page shows them: blocks one string a passage, any other text one in all."""
    if leaf.kind is TextKind.BLOCKS:
        return list_passages(leaf.text, say)
    return [say_inline(leaf.text, say) if leaf.kind is TextKind.INLINE else leaf.text]


def list_passages(text: str, say: Say) -> list[str]:
    """Paragraphs and list items of *text*, in the words that the page shows; *say* gives those of a reference."""
    passages = (_read_words(token, say) for token in _parser().parse(text) if token.type == "inline")
    return [passage for passage in passages if passage]


def say_inline(text: str, say: Say) -> str:
    """The words of *text* as one paragraph, as the page shows it where a text has no paragraphs of its own."""
    return " ".join(_read_words(token, say) for token in _parser().parseInline(text))


@cache
def _parser() -> MarkdownIt:
    return make_parser()


def _read_words(paragraph: Token, say: Say) -> str:
    return " ".join("".join(_read_piece(token, say) for token in paragraph.children or ()).split())


def _read_piece(token: Token, say: Say) -> str:
    if token.type == "reference":
        return say(token.meta["reference"])
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def list_prose(document: TopicDocument) -> list[str]:
    """All running text of *document* as a reader reads it: what the reading grade counts.

    Labels, names and the titles of sources are no running text.
    """
    return [words for _path, words in iterate_prose(document)]


def iterate_prose(document: TopicDocument) -> Iterator[tuple[str, str]]:
    """(path, words) of all running text."""
    say = build_words(document)
    for leaf in iterate_texts(document):
        if leaf.kind in (TextKind.INLINE, TextKind.BLOCKS):
            yield from ((leaf.path, words) for words in list_words(leaf, say))


def build_words(document: TopicDocument) -> Say:
    """A function that says each reference of *document* in words, whatever the day and the clinic."""
    words = {("fact", fact["key"]): fact["phrase"] for fact in document["facts"]}
    words |= {("rule", rule["key"]): rule["phrase"] for rule in document["rules"]}
    words |= {("term", term["key"]): term["term"] for term in document["terms"]}
    words |= {("topic", link["slug"]): link["title"] for link in document["links"]}
    words[("topic", document["slug"])] = document["title"]
    words |= {("clinic", "phone"): "your clinic's number", ("clinic", "name"): "your clinic"}
    return lambda reference: reference.words or words.get((reference.kind, reference.key), reference.key)
