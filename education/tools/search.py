"""Search over the live editions: which passage answers the words that somebody typed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from education.documents.passages import build_words, list_words
from education.documents.schema import TextKind, TopicDocument
from education.documents.texts import TextLeaf, iterate_texts
from education.finding.ranking import RankedIndex
from education.finding.spelling import Speller, read_english_words
from education.finding.words import find_root, read_stop_words, split_words
from education.outputs.addresses import GLOSSARY, TOOL_PATHS, get_topic_path
from education.outputs.labels import TOOL_LINES, TOOL_WORDS, TOOLS

MAX_RESULTS = 20

# Longer texts are no search.
MAX_WORDS = 40
MAX_LETTERS = 300

_TITLE, _SEARCH, _BODY = 5.0, 3.0, 1.0
_SYNONYM, _SLIP = 0.6, 0.7  # how much less than the word itself
_WHOLE_TITLE, _WHOLE_SEARCH = 2.0, 1.2  # what is asked in the very words of a title goes far up
_FAVORS = {"terms": 0.7, "items": 1.15}  # what to do goes before what a word means
_CLOSELY_COMPARED = 200
_MAX_CLOSEST = 5
_SHORTEST_PART = 3

_ROW = re.compile(r"sections\[(?P<section>[^\]]+)\]\.(?P<part>[a-z_]+)\[(?P<key>[^\]]+)\]\.(?P<field>[a-z_]+)")
_SECTION = re.compile(r"sections\[(?P<section>[^\]]+)\]\.(?P<field>[a-z_]+)")
_TERM = re.compile(r"terms\[(?P<key>[^\]]+)\]\.(?P<field>[a-z_]+)")
_TITLES = ("name", "sign", "question", "title", "term", "what", "heading")

_Phrase = tuple[frozenset[str], float]


@dataclass(frozen=True)
class Target:
    """Something with an address of its own. `texts` are its words as the document holds them.

    `part` is the list of the document that it stands in, such as "side_effects"; "sections" for a section, "topic" for
    a page, and "tools", with an empty slug, for a tool. `section` is the heading that a row stands under.
    """

    slug: str
    part: str
    key: str
    path: str
    title: TextLeaf
    texts: tuple[TextLeaf, ...]
    section: str = ""


@dataclass(frozen=True)
class Hit:
    """A target that answers, and which of its texts says most; None when it has none beside its title.

    `stems` are those of its words that answer.
    """

    target: Target
    best: TextLeaf | None
    stems: frozenset[str]


@dataclass(frozen=True)
class Results:
    """The best hits for the `words` that carry a meaning, and how many there are in all.

    `corrections` says which words were read as others because nothing holds them as they were typed. `closest` are
    words of the guide that are near to those that found nothing.
    """

    words: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrections: Mapping[str, str] = field(default_factory=dict)
    closest: tuple[str, ...] = ()


class SearchIndex:
    """All that the *documents*, those of one language, and the tools, as they are named in it, can be searched for."""

    def __init__(self, documents: Iterable[TopicDocument], language: str) -> None:
        self._language = language
        self._targets: list[Target] = []
        self._words: list[list[tuple[TextLeaf, frozenset[str]]]] = []
        self._phrases: list[list[_Phrase]] = []
        self._synonyms: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, set[str]] = defaultdict(set)
        shown: dict[str, set[str]] = defaultdict(set)
        counts = []
        for target, words in _iterate_words(documents):
            stems = [
                (leaf, self._learn(words[leaf], self._known if leaf.kind is TextKind.SEARCH else shown))
                for leaf in target.texts
            ]
            self._targets.append(target)
            self._words.append([(leaf, frozenset(found)) for leaf, found in stems])
            self._phrases.append(_list_phrases(target, stems))
            counts.append(_count(target, stems))
            if target.part == "terms":
                self._read_synonyms(target)
        self._index = RankedIndex(counts)
        english = read_english_words() if language == "en" else frozenset()
        self._english = english
        self._shown_speller = Speller(shown, english)
        self._shown = frozenset(each for stems in shown.values() for each in stems)
        for word, meanings in shown.items():
            self._known[word] |= meanings
        self._speller = Speller(self._known, english)

    def search(self, typed: str, limit: int = MAX_RESULTS) -> Results:
        """What answers *typed*, the best first."""
        all_words = split_words(typed)[:MAX_WORDS]
        words = [part for word in self._select_content(all_words) for part in self._split(word)]
        corrections = {word: read for word in words if (read := self._correct(word))}
        asked = {word: self._stand_for(word, corrections.get(word)) for word in words}
        for first, second in pairwise(words):  # “sun screen” is “sunscreen”
            if first + second in self:
                for word in (first, second):
                    asked[word][self._stem(first + second)] = 1.0
        ranking = self._index.rank(asked, _CLOSELY_COMPARED)
        said = self.read_stems(" ".join(corrections.get(word, word) for word in all_words))
        scored = [(one.score * self._favor(one.place, said), one) for one in ranking.best]
        scored.sort(key=lambda pair: (-pair[0], pair[1].place))
        best = [one for _score, one in scored[:limit]]
        hits = tuple(self._show(one.place, {stem for word in one.stems for stem in asked[word]}) for one in best)
        return Results(tuple(words), hits, ranking.total, corrections, () if hits else self._list_closest(words))

    def read_stems(self, text: str) -> frozenset[str]:
        """The stems of the words of *text*, as those of a hit."""
        return frozenset(self._stem(word) for word in split_words(text))

    def __contains__(self, word: object) -> bool:
        """Whether *word*, a folded one, is in the guide in some form."""
        return self._stem(str(word)) in self._index

    def _favor(self, place: int, said: frozenset[str]) -> float:
        """How much more a text counts for being called what was asked, word for word."""
        likeness = max((weight * len(said & stems) / len(said | stems) for stems, weight in self._phrases[place]))
        return (1 + likeness) * _FAVORS.get(self._targets[place].part, 1.0)

    def _show(self, place: int, stems: set[str]) -> Hit:
        target = self._targets[place]
        shown = [
            (leaf, found & stems)
            for leaf, found in self._words[place]
            if leaf.kind in (TextKind.INLINE, TextKind.BLOCKS) and leaf is not target.title
        ]
        best = max(shown, key=lambda text: len(text[1]), default=None)
        held = frozenset(stem for _leaf, found in self._words[place] for stem in found & stems)
        return Hit(target, best[0] if best else None, held)

    def _correct(self, word: str) -> str | None:
        """The nearest word that some text holds, when none holds this one and it is no word that is right as it is."""
        if word in self or self._stem(word) in self._synonyms:
            return None
        correction = self._speller.correct(word)
        if correction is None or (word in self._english and not correction.is_sure):
            return None
        return correction.candidates[0]

    def _stand_for(self, word: str, correction: str | None) -> dict[str, float]:
        """{stem that answers *word*: weight}."""
        weight = _SLIP if correction else 1.0
        asked = self._stem(correction or word)
        standing = dict.fromkeys(self._synonyms.get(asked, ()), weight * _SYNONYM) | {asked: weight}
        if asked not in self._shown:  # a search word, perhaps a misspelled one that is kept on purpose
            slip = self._shown_speller.correct(correction or word)
            if slip and slip.is_sure:
                standing.setdefault(self._stem(slip.candidates[0]), weight * _SLIP)
        return standing

    def _split(self, word: str) -> tuple[str, ...]:
        """“lipbalm” is “lip balm”, where only the two words are known."""
        if word in self:
            return (word,)
        parts = ((word[:end], word[end:]) for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))
        return next((pair for pair in parts if all(self._stem(part) in self._shown for part in pair)), (word,))

    def _list_closest(self, words: Sequence[str]) -> tuple[str, ...]:
        near = ((word, self._shown_speller.correct(word)) for word in words)
        found = (each for word, one in near if one for each in one.candidates if each[0] == word[0])
        return tuple(each for each in dict.fromkeys(found) if each not in read_stop_words(self._language))[
            :_MAX_CLOSEST
        ]

    def _read_synonyms(self, term: Target) -> None:
        """Words of the glossary that say the same in one word each."""
        names = [split_words(leaf.text) for leaf in term.texts if leaf is term.title or leaf.kind is TextKind.SEARCH]
        stems = {self._stem(name[0]) for name in names if len(name) == 1}
        for each in stems:
            self._synonyms[each] |= stems - {each}

    def _learn(self, words: str, vocabulary: dict[str, set[str]]) -> list[str]:
        """The stems of the words, which are put into the vocabulary."""
        learned = [(word, self._stem(word)) for word in split_words(words)]
        for word, found in learned:
            vocabulary[word].add(found)
        return [found for _word, found in learned]

    def _select_content(self, words: list[str]) -> list[str]:
        stop_words = read_stop_words(self._language)
        return list(dict.fromkeys(word for word in words if word not in stop_words)) or list(dict.fromkeys(words))

    def _stem(self, word: str) -> str:
        return find_root(word, self._language)


def is_too_long(typed: str) -> bool:
    """Whether *typed* is a letter rather than a search."""
    return len(typed) > MAX_LETTERS or len(split_words(typed)) > MAX_WORDS


def list_targets(document: TopicDocument) -> list[Target]:
    """The page, its sections and their rows, each once; of the glossary, its words."""
    path = get_topic_path(document["slug"])
    headings = {section["anchor"]: section["heading"] for section in document["sections"]}
    found: dict[tuple[str, str], list[TextLeaf]] = defaultdict(list)
    for leaf in iterate_texts(document):
        place = _find_place(leaf.path, is_glossary=document["slug"] == GLOSSARY)
        if place:
            found[place].append(leaf)
    targets = []
    for (part, key), leaves in found.items():
        row = _ROW.match(leaves[0].path)
        targets.append(
            Target(
                slug=document["slug"],
                part=part,
                key=key,
                path=f"{path}#{key}" if key else path,
                title=next((leaf for leaf in leaves if _read_field(leaf) in _TITLES), leaves[0]),
                texts=tuple(dict.fromkeys(leaves)),
                section=headings[row["section"]] if row else "",
            )
        )
    return targets


def _iterate_words(documents: Iterable[TopicDocument]) -> Iterable[tuple[Target, Mapping[TextLeaf, str]]]:
    """Every target with what each of its texts says."""
    for document in documents:
        say = build_words(document)
        for target in list_targets(document):
            yield target, {leaf: " ".join(list_words(leaf, say)) for leaf in target.texts}
    for key in TOOL_WORDS:
        target = _make_tool_target(key)
        yield target, {leaf: leaf.text for leaf in target.texts}


def _make_tool_target(key: str) -> Target:
    """A tool, by its name, what it does, and the words that people may look for it with."""
    title = TextLeaf("title", TextKind.LABEL, str(TOOLS[key]))
    line = TextLeaf("line", TextKind.INLINE, str(TOOL_LINES[key]))
    words = (TextLeaf(f"also[{word}]", TextKind.SEARCH, word) for word in str(TOOL_WORDS[key]).split(", "))
    return Target("", "tools", key, TOOL_PATHS[key], title, (title, line, *words))


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


def _is_name(leaf: TextLeaf) -> bool:
    """Whether it is another word for the thing: a search word, or the name of a medicine."""
    return leaf.kind is TextKind.SEARCH or _read_field(leaf) == "names"


def _list_phrases(target: Target, texts: list[tuple[TextLeaf, list[str]]]) -> list[_Phrase]:
    """What the target is called, each with how much being called so counts."""
    return [
        (frozenset(stems), _WHOLE_TITLE if leaf is target.title else _WHOLE_SEARCH)
        for leaf, stems in texts
        if leaf is target.title or _is_name(leaf)
    ]


def _count(target: Target, texts: list[tuple[TextLeaf, list[str]]]) -> Mapping[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for leaf, stems in texts:
        weight = _TITLE if leaf is target.title else _SEARCH if _is_name(leaf) else _BODY
        for each in stems:
            counts[each] += weight
    return counts
