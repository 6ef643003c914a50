"""Phrases that stand for things, looked up by what somebody typed."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from .spelling import Speller
from .words import find_root, read_stop_words, replace_same, split_words

# Longer texts are no search: their words are read as they stand, and no slip in them is guessed.
MAX_WORDS = 40
_LONG_ENOUGH_TO_GUESS = 5  # a shorter word that is right as it stands is near to too many others


class Strength(IntEnum):
    """How a phrase fits what was typed, the weakest first."""

    SHARED = 1  # they have a word in common
    PART = 2  # the phrase says all that was typed, and more
    WITHIN = 3  # what was typed says all of the phrase, and more
    WHOLE = 4  # they say the same


@dataclass(frozen=True)
class Match:
    """A phrase of the thing *key*. `words` are the typed ones that it accounts for, `guessed` those read as others."""

    key: str
    phrase: str
    strength: Strength
    words: frozenset[str]
    guessed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """What was found for the typed `words`, which are those that carry a meaning, folded.

    `matches` holds the best match of each key, the strongest first. `doubtful` are those that only hold when a word was
    misspelled in a way that could also mean something else: offer them as a question. `corrections` says which words
    were read as others in `matches`. `guesses` are phrases that the words hold whole when any longer one of them may be
    a slip, even one that is right as it stands.
    """

    words: tuple[str, ...]
    matches: tuple[Match, ...] = ()
    doubtful: tuple[Match, ...] = ()
    corrections: dict[str, str] = field(default_factory=dict)
    guesses: tuple[Match, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """Typed words that none of the phrases in `matches` accounts for."""
        read = {word for match in self.matches if match.strength > Strength.SHARED for word in match.words}
        return tuple(word for word in self.words if word not in read)


@dataclass(frozen=True)
class _Entry:
    key: str
    phrase: str
    spelled: frozenset[str]
    roots: frozenset[str]


_Reading = Mapping[str, AbstractSet[str]]  # {root: the typed words that may mean it}


class PhraseBook:
    """Finds keys by their phrases, given as (key, phrase).

    *others* are words that are right as they stand though no phrase has them. *telling* are stop words that tell
    something in the phrases of this book, such as “out” in “passed out”: a phrase with them is not found without them.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, str]],
        language: str,
        others: Container[str] = frozenset(),
        telling: Container[str] = frozenset(),
    ) -> None:
        self._language = language
        self._others = others
        self._telling = telling
        self._entries: list[_Entry] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._spelled: dict[str, set[str]] = defaultdict(set)  # what each word of a phrase, as written, can mean
        listed = [(key, phrase, split_words(phrase)) for key, phrase in phrases]
        # “Vitamin A” and “vitamin E” differ in a letter that alone would say nothing.
        self._heads = {words[-2] for _key, _phrase, words in listed if len(words) > 1 and len(words[-1]) == 1}
        for key, phrase, words in listed:
            content = self._select_content(self._join_letters(words), telling)
            self._add(key, phrase, content)
            if len(content) == 2:  # “sun screen” is also found as “sunscreen”
                self._add(key, phrase, ["".join(content)])
        self._speller = Speller(self._spelled, others)

    def find(self, typed: str, *, is_guessing: bool = False) -> Finding:
        """What the phrases make of *typed*; when *is_guessing*, also in `guesses`."""
        words = self._read_words(typed)
        content = tuple(self._select_content(list(words)))
        is_short = len(words) <= MAX_WORDS
        sure, doubts = self._read_slips(words) if is_short else ({}, {})
        matches = self._match(self._make_reading(words, sure, {}), content)
        found = {match.key for match in matches if match.strength > Strength.SHARED}
        doubtful = self._match(self._make_reading(words, sure, doubts), content) if doubts else []
        best = (match for match in doubtful if match.strength > Strength.SHARED and match.key not in found)
        guesses: list[Match] = []
        if is_guessing and is_short:
            guesses = self._match(self._make_reading(words, sure, self._guess(words)), content)
        whole = (match for match in guesses if match.strength >= Strength.WITHIN)
        return Finding(content, tuple(matches), tuple(best), sure, tuple(whole))

    def read_content(self, typed: str) -> tuple[str, ...]:
        """The words that would tell something were *typed* a phrase of this book, in their order."""
        return tuple(self._select_content(list(self._read_words(typed)), self._telling))

    def find_literal(self, typed: str) -> Iterator[tuple[str, frozenset[str]]]:
        """(key, words) of the phrases whose every word was typed, in its form there or as one that means the same."""
        typed_as = {replace_same(word, self._language): word for word in self._read_words(typed)}
        places = {place for word in typed_as.values() for place in self._places.get(self._find_root(word), ())}
        for entry in (self._entries[place] for place in places):
            if entry.spelled <= typed_as.keys():
                yield entry.key, frozenset(typed_as[word] for word in entry.spelled)

    def list_keys(self, word: str) -> set[str]:
        """The keys of the phrases that have *word*, a folded one, in some form."""
        return {self._entries[place].key for place in self._places.get(self._find_root(word), ())}

    def knows(self, word: str) -> bool:
        """Whether *word*, a folded one, is in a phrase in some form."""
        return self._find_root(word) in self._places

    def _add(self, key: str, phrase: str, content: list[str]) -> None:
        roots = frozenset(self._find_root(word) for word in content)
        for root in roots:
            self._places[root].append(len(self._entries))
        for word in content:
            self._spelled[word].add(key)
        spelled = frozenset(replace_same(word, self._language) for word in content)
        self._entries.append(_Entry(key, phrase, spelled, roots))

    def _read_words(self, typed: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._join_halves(self._join_letters(split_words(typed)))))

    def _join_letters(self, words: list[str]) -> list[str]:
        """The words; a single letter is joined to the word whose kind it tells."""
        joined: list[str] = []
        for word in words:
            if len(word) == 1 and joined and joined[-1] in self._heads:
                joined[-1] = f"{joined[-1]} {word}"
            else:
                joined.append(word)
        return joined

    def _select_content(self, words: list[str], telling: Container[str] = frozenset()) -> list[str]:
        """The words that carry a meaning, those that are *telling* among them; all when none does."""
        stop_words = read_stop_words(self._language)
        return [
            word for word in words if word in telling or (word not in stop_words and (len(word) > 1 or word.isdigit()))
        ] or words

    def _join_halves(self, words: list[str]) -> Iterator[str]:
        """The words, with two made one where only that one is known; a half that is known by itself stays too."""
        is_known = [self.knows(word) for word in words]
        joins = [
            not (is_known[place] and is_known[place + 1]) and self._is_written(first + second)
            for place, (first, second) in enumerate(pairwise(words))
        ]
        for place, word in enumerate(words):
            if is_known[place] or not any(joins[max(place - 1, 0) : place + 1]):
                yield word
            if place < len(joins) and joins[place]:
                yield word + words[place + 1]

    def _is_written(self, word: str) -> bool:
        """Whether a phrase has *word* in this form, or it is one of those that mean the same as another."""
        return word in self._spelled or replace_same(word, self._language) != word

    def _read_slips(self, words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        sure, doubts = {}, {}
        stop_words = read_stop_words(self._language)
        for word in words:
            if self.knows(word) or word in stop_words:
                continue
            correction = self._speller.correct(word)
            if correction and correction.is_sure:
                sure[word] = correction.candidates[0]
            elif correction:
                doubts[word] = correction.candidates
        return sure, doubts

    def _guess(self, words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """{word: those that it may be, were it a slip}; for one that is right as it stands, the longer ones alone."""
        guesses = {}
        for word in words:
            found = self._speller.correct(word)
            is_right = word in self._others or self.knows(word)
            reads = found.candidates if found else ()
            guesses[word] = tuple(
                read for read in reads if not is_right or max(len(word), len(read)) >= _LONG_ENOUGH_TO_GUESS
            )
        return guesses

    def _make_reading(
        self, words: tuple[str, ...], sure: Mapping[str, str], doubts: Mapping[str, tuple[str, ...]]
    ) -> _Reading:
        """Every way at once in which the typed words can be meant."""
        reading: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for read in (sure.get(word, word), *doubts.get(word, ())):
                reading[self._find_root(read)].add(word)
        return reading

    def _match(self, reading: _Reading, content: tuple[str, ...]) -> list[Match]:
        """The best match of each key for typed words that are read as *reading* says."""
        hits = Counter(place for root in reading for place in self._places.get(root, ()))
        matches = (self._weigh(place, shared, reading, content) for place, shared in hits.items())
        return _keep_best(match for match in matches if match.words)

    def _weigh(self, place: int, shared: int, reading: _Reading, content: tuple[str, ...]) -> Match:
        entry = self._entries[place]
        words = frozenset(word for root in entry.roots & reading.keys() for word in reading[root])
        says_all = words.issuperset(content)
        if shared == len(entry.roots):
            strength = Strength.WHOLE if says_all else Strength.WITHIN
        else:
            strength = Strength.PART if says_all else Strength.SHARED
        guessed = frozenset(word for word in words if self._find_root(word) not in entry.roots)
        return Match(entry.key, entry.phrase, strength, words, guessed)

    def _find_root(self, word: str) -> str:
        return find_root(word, self._language)


def _keep_best(matches: Iterable[Match]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in matches:
        if match.key not in best or _rank(match) > _rank(best[match.key]):
            best[match.key] = match
    return sorted(best.values(), key=lambda match: (-match.strength, -len(match.words), match.key))


def _rank(match: Match) -> tuple[int, int, int]:
    return match.strength, -len(match.guessed), len(match.words)
