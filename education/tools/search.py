"""Search over the live editions: which passage answers the words that somebody typed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from education.documents.passages import build_words, list_words
from education.documents.schema import TextKind, TopicDocument
from education.documents.texts import TextLeaf, iterate_texts
from education.finding.ranking import RankedIndex
from education.finding.spelling import Speller, read_english_words
from education.finding.words import read_stop_words, split_words, stem
from education.outputs.addresses import GLOSSARY, get_topic_path

MAX_RESULTS = 20

# Longer texts are no search. What is cut off is told.
MAX_WORDS = 40

_TITLE, _SEARCH, _BODY = 5.0, 3.0, 1.0
_SYNONYM, _SLIP = 0.6, 0.7  # how much less than the word itself

_ROW = re.compile(r"sections\[(?P<section>[^\]]+)\]\.(?P<part>[a-z_]+)\[(?P<key>[^\]]+)\]\.(?P<field>[a-z_]+)")
_SECTION = re.compile(r"sections\[(?P<section>[^\]]+)\]\.(?P<field>[a-z_]+)")
_TERM = re.compile(r"terms\[(?P<key>[^\]]+)\]\.(?P<field>[a-z_]+)")
_TITLES = ("name", "sign", "question", "title", "term", "what", "heading")


@dataclass(frozen=True)
class Target:
    """Something with an address of its own. `texts` are its words as the document holds them, its title's first.

    `part` is the list of the document that it stands in, such as "side_effects"; "sections" for a section and "topic"
    for a page.
    """

    slug: str
    part: str
    key: str
    path: str
    title: TextLeaf
    texts: tuple[TextLeaf, ...]


@dataclass(frozen=True)
class Hit:
    """A target that answers, and which of its texts says most; None when only its title or its search words do."""

    target: Target
    best: TextLeaf | None
    stems: frozenset[str]


@dataclass(frozen=True)
class Results:
    """What was found for the `words` that carry a meaning.

    `corrections` says which words were read as others because nothing holds them as they were typed.
    """

    words: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)


class SearchIndex:
    """All that the *documents*, those of one language, can be searched for."""

    def __init__(self, documents: Iterable[TopicDocument], language: str) -> None:
        self._language = language
        self._targets: list[Target] = []
        self._words: list[list[tuple[TextLeaf, frozenset[str]]]] = []
        self._synonyms: dict[str, set[str]] = defaultdict(set)
        vocabulary: dict[str, set[str]] = defaultdict(set)
        counts = []
        for document in documents:
            say = build_words(document)
            for target in list_targets(document):
                texts = [(leaf, self._read_stems(" ".join(list_words(leaf, say)), vocabulary)) for leaf in target.texts]
                self._targets.append(target)
                self._words.append([(leaf, frozenset(stems)) for leaf, stems in texts])
                counts.append(_count(target, texts))
            if document["slug"] == GLOSSARY:
                self._read_synonyms(document)
        self._index = RankedIndex(counts)
        self._speller = Speller(vocabulary, read_english_words() if language == "en" else frozenset())

    def search(self, typed: str, limit: int = MAX_RESULTS) -> Results:
        """What answers *typed*, the best first."""
        words = self._select_content(split_words(typed))[:MAX_WORDS]
        corrections = {word: read for word in words if (read := self._correct(word))}
        asked = {self._stem(corrections.get(word, word)): _SLIP if word in corrections else 1.0 for word in words}
        standing = {each: self._stand_for(each, weight) for each, weight in asked.items()}
        ranked = self._index.rank(standing, limit) if standing else []
        hits = tuple(self._show(one.place, {s for each in one.stems for s in standing[each]}) for one in ranked)
        return Results(tuple(words), hits, corrections)

    def _show(self, place: int, stems: set[str]) -> Hit:
        target, texts = self._targets[place], self._words[place]
        shown = [(leaf, found & stems) for leaf, found in texts if leaf.kind in (TextKind.INLINE, TextKind.BLOCKS)]
        best = max(shown, key=lambda text: len(text[1]), default=None)
        held = frozenset(stem for _leaf, found in texts for stem in found & stems)
        return Hit(target, best[0] if best and best[1] else None, held)

    def _correct(self, word: str) -> str | None:
        """The nearest word that some text holds, when none holds this one."""
        if self._stem(word) in self._index or self._stem(word) in self._synonyms:
            return None
        correction = self._speller.correct(word)
        return correction.candidates[0] if correction else None

    def _stand_for(self, asked: str, weight: float) -> dict[str, float]:
        return dict.fromkeys(self._synonyms.get(asked, ()), weight * _SYNONYM) | {asked: weight}

    def _read_synonyms(self, glossary: TopicDocument) -> None:
        """Words of the glossary that say the same in one word each."""
        for term in glossary["terms"]:
            names = [split_words(name) for name in (term["term"], *term["also"])]
            stems = {self._stem(name[0]) for name in names if len(name) == 1}
            for each in stems:
                self._synonyms[each] |= stems - {each}

    def _read_stems(self, words: str, vocabulary: dict[str, set[str]]) -> list[str]:
        stems = []
        for word in split_words(words):
            stems.append(self._stem(word))
            vocabulary[word].add(stems[-1])
        return stems

    def _select_content(self, words: list[str]) -> list[str]:
        stop_words = read_stop_words(self._language)
        return list(dict.fromkeys(word for word in words if word not in stop_words)) or list(dict.fromkeys(words))

    def _stem(self, word: str) -> str:
        return stem(word, self._language)


def list_targets(document: TopicDocument) -> list[Target]:
    """The page, its sections and their rows, each once; of the glossary, its words."""
    path = get_topic_path(document["slug"])
    found: dict[tuple[str, str], list[TextLeaf]] = defaultdict(list)
    for leaf in iterate_texts(document):
        place = _find_place(leaf.path, is_glossary=document["slug"] == GLOSSARY)
        if place:
            found[place].append(leaf)
    return [
        Target(
            slug=document["slug"],
            part=part,
            key=key,
            path=f"{path}#{key}" if key else path,
            title=next((leaf for leaf in leaves if _read_field(leaf) in _TITLES), leaves[0]),
            texts=tuple(dict.fromkeys(leaves)),
        )
        for (part, key), leaves in found.items()
    ]


def _find_place(path: str, *, is_glossary: bool) -> tuple[str, str] | None:
    """(part, anchor) of a text; None for what has no place of its own on the page."""
    if row := _ROW.match(path):
        return (row["part"], row["key"]) if row["part"] != "causes" else ("sections", row["section"])
    if section := _SECTION.match(path):
        return "sections", section["section"]
    if term := _TERM.match(path):
        return ("terms", term["key"]) if is_glossary else None
    return ("topic", "") if path.partition("[")[0] in ("title", "message", "description", "key_points") else None


def _read_field(leaf: TextLeaf) -> str:
    return re.sub(r"\[[^\]]*\]$", "", leaf.path).rpartition(".")[2]


def _count(target: Target, texts: list[tuple[TextLeaf, list[str]]]) -> Mapping[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for leaf, stems in texts:
        weight = _TITLE if leaf is target.title else _SEARCH if leaf.kind is TextKind.SEARCH else _BODY
        for each in stems:
            counts[each] += weight
    return counts
