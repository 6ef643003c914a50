"""What is found, in the words of the live editions for one day, ready to be shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from education.documents.passages import list_words
from education.documents.schema import TopicDocument
from education.documents.texts import TextLeaf
from education.finding.words import fold
from education.outputs.addresses import get_topic_path
from education.outputs.resolving import Resolver
from education.outputs.surroundings import Stamp, Surroundings

from .search import Hit, Results, SearchIndex

_WORDS_BEFORE, _MAX_WORDS = 12, 55
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Edition = tuple[TopicDocument, Stamp]


@dataclass(frozen=True)
class Piece:
    """A piece of a passage; `is_found` when it is a word that was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Found:
    """A result. `page` and `section` say where it stands: empty for a tool, and where the title says it already.

    `number` is that of the edition that the words are from, None for a tool.
    """

    path: str
    title: str
    page: str
    page_path: str
    section: str
    passage: tuple[Piece, ...]
    slug: str
    number: int | None

    @property
    def words(self) -> str:
        """The passage as plain text."""
        return "".join(piece.text for piece in self.passage)


def describe_results(
    results: Results, index: SearchIndex, editions: Mapping[str, Edition], surroundings: Surroundings
) -> list[Found]:
    """The hits in words. *editions* are those that the index was made of, by slug."""
    resolvers = {
        slug: Resolver(document, surroundings, on_own_page=False)
        for slug, (document, _stamp) in editions.items()
        if any(hit.target.slug == slug for hit in results.hits)
    }
    return [_describe(hit, index, editions, resolvers) for hit in results.hits]


def list_editions(slugs: Iterable[str], editions: Mapping[str, Edition]) -> list[Edition]:
    """The editions of these topics, each once, in their order. What is no topic, as a tool, has none."""
    return [editions[slug] for slug in dict.fromkeys(slugs) if slug]


def _describe(
    hit: Hit, index: SearchIndex, editions: Mapping[str, Edition], resolvers: Mapping[str, Resolver]
) -> Found:
    target = hit.target
    if not target.slug:
        passage = (Piece(hit.best.text, is_found=False),) if hit.best else ()
        return Found(target.path, target.title.text, "", "", "", passage, "", None)
    document, stamp = editions[target.slug]
    resolver = resolvers[target.slug]
    title = " ".join(list_words(target.title, resolver.say))
    page = document["title"]
    return Found(
        path=target.path,
        title=title,
        page=page if title != page else "",
        page_path=get_topic_path(target.slug),
        section=target.section if target.section != title else "",
        passage=_mark(_choose_passage(hit.best, resolver, index, hit.stems), index, hit.stems) if hit.best else (),
        slug=target.slug,
        number=stamp.number,
    )


def _choose_passage(text: TextLeaf, resolver: Resolver, index: SearchIndex, stems: frozenset[str]) -> str:
    """The paragraph or list item that holds most of what was looked for, cut where it is long."""
    passages = list_words(text, resolver.say)
    return _cut(max(passages, key=lambda words: len(index.read_stems(words) & stems), default=""), index, stems)


def _cut(passage: str, index: SearchIndex, stems: frozenset[str]) -> str:
    words = passage.split()
    if len(words) <= _MAX_WORDS:
        return passage
    first = next((place for place, word in enumerate(words) if index.read_stems(word) & stems), 0)
    start = max(0, min(first - _WORDS_BEFORE, len(words) - _MAX_WORDS))
    end = start + _MAX_WORDS
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


def _mark(passage: str, index: SearchIndex, stems: frozenset[str]) -> tuple[Piece, ...]:
    """The passage in pieces, each word that answers in one of its own."""
    pieces: list[Piece] = []
    end = 0
    for word in _WORD.finditer(passage):
        if index.read_stems(fold(word[0])) & stems:
            pieces += [Piece(passage[end : word.start()], is_found=False), Piece(word[0], is_found=True)]
            end = word.end()
    pieces.append(Piece(passage[end:], is_found=False))
    return tuple(piece for piece in pieces if piece.text)
