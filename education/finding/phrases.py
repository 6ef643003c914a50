"""Phrases that stand for things, looked up by what somebody typed."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise, product

from .spelling import Speller
from .words import read_stop_words, split_words, stem

# Longer texts are no search: their words are read as they stand, and no slip in them is guessed.
MAX_WORDS = 40
_MAX_READINGS = 12


class Strength(IntEnum):
    """How a phrase fits what was typed, the weakest first."""

    SHARED = 1  # they have a word in common
    PART = 2  # the phrase says all that was typed, and more
    WITHIN = 3  # what was typed says all of the phrase, and more
    WHOLE = 4  # they say the same


@dataclass(frozen=True)
class Match:
    """A phrase of the thing *key*. `words` are the typed ones that it accounts for."""

    key: str
    phrase: str
    strength: Strength
    words: frozenset[str]


@dataclass(frozen=True)
class Finding:
    """What was found for the typed `words`, which are those that carry a meaning, folded.

    `matches` holds the best match of each key, the strongest first. `doubtful` are those that only hold when a word was
    misspelled in a way that could also mean something else: offer them as a question. `corrections` says which words
    were read as others in `matches`.
    """

    words: tuple[str, ...]
    matches: tuple[Match, ...] = ()
    doubtful: tuple[Match, ...] = ()
    corrections: dict[str, str] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """Typed words that none of the phrases in `matches` accounts for."""
        read = {word for match in self.matches if match.strength > Strength.SHARED for word in match.words}
        return tuple(word for word in self.words if word not in read)


class PhraseBook:
    """Finds keys by their phrases, given as (key, phrase).

    *others* are words that are right as they stand though no phrase has them.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], language: str, others: Container[str] = frozenset()) -> None:
        self._language = language
        self._entries: list[tuple[str, str, frozenset[str]]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._spelled: dict[str, set[str]] = defaultdict(set)  # what each word of a phrase, as written, can mean
        listed = [(key, phrase, split_words(phrase)) for key, phrase in phrases]
        # “Vitamin A” and “vitamin E” differ in a letter that alone would say nothing.
        self._heads = {words[-2] for _key, _phrase, words in listed if len(words) > 1 and len(words[-1]) == 1}
        for key, phrase, words in listed:
            content = self._select_content(words)
            self._add(key, phrase, content)
            if len(content) == 2:  # “sun screen” is also found as “sunscreen”
                self._add(key, phrase, ["".join(content)])
        self._speller = Speller(self._spelled, others)

    def find(self, typed: str) -> Finding:
        """What the phrases make of *typed*."""
        words = tuple(dict.fromkeys(self._join_halves(self._select_content(split_words(typed)))))
        sure, doubts = self._read_slips(words) if len(words) <= MAX_WORDS else ({}, {})
        matches = self._match({word: sure.get(word, word) for word in words})
        found = {match.key for match in matches if match.strength > Strength.SHARED}
        doubtful = (match for reading in self._iterate_readings(words, sure, doubts) for match in self._match(reading))
        best = _keep_best(match for match in doubtful if match.strength > Strength.SHARED and match.key not in found)
        return Finding(words, tuple(matches), tuple(best), sure)

    def _add(self, key: str, phrase: str, content: list[str]) -> None:
        stems = frozenset(self._stem(word) for word in content)
        for each in stems:
            self._places[each].append(len(self._entries))
        for word in content:
            self._spelled[word].add(key)
        self._entries.append((key, phrase, stems))

    def _select_content(self, words: list[str]) -> list[str]:
        """The words that carry a meaning; a single letter is joined to the word whose kind it tells."""
        joined: list[str] = []
        for word in words:
            if len(word) == 1 and joined and joined[-1] in self._heads:
                joined[-1] = f"{joined[-1]} {word}"
            else:
                joined.append(word)
        stop_words = read_stop_words(self._language)
        return [word for word in joined if word not in stop_words and (len(word) > 1 or word.isdigit())] or joined

    def _join_halves(self, words: list[str]) -> Iterator[str]:
        """The words, with two made one where only that one is known; a half that is known by itself stays too."""
        is_known = [self._stem(word) in self._places for word in words]
        joins = [
            not (is_known[place] and is_known[place + 1]) and first + second in self._spelled
            for place, (first, second) in enumerate(pairwise(words))
        ]
        for place, word in enumerate(words):
            if is_known[place] or not any(joins[max(place - 1, 0) : place + 1]):
                yield word
            if place < len(joins) and joins[place]:
                yield word + words[place + 1]

    def _read_slips(self, words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        sure, doubts = {}, {}
        for word in words:
            if self._stem(word) in self._places:
                continue
            correction = self._speller.correct(word)
            if correction and correction.is_sure:
                sure[word] = correction.candidates[0]
            elif correction:
                doubts[word] = correction.candidates
        return sure, doubts

    def _iterate_readings(
        self, words: tuple[str, ...], sure: dict[str, str], doubts: dict[str, tuple[str, ...]]
    ) -> Iterator[dict[str, str]]:
        """{typed: read} for the ways in which the doubtful words can be meant."""
        if not doubts:
            return
        ways = product(*([(word, read) for read in found] for word, found in doubts.items()))
        for _count, way in zip(range(_MAX_READINGS), ways, strict=False):
            yield {word: sure.get(word, word) for word in words} | dict(way)

    def _match(self, reading: dict[str, str]) -> list[Match]:
        """The best match of each key for typed words that are read as *reading* says."""
        stems = {self._stem(read): word for word, read in reading.items()}
        hits = Counter(place for each in stems for place in self._places.get(each, ()))
        return _keep_best(self._weigh(place, shared, stems) for place, shared in hits.items())

    def _weigh(self, place: int, shared: int, typed: dict[str, str]) -> Match:
        key, phrase, stems = self._entries[place]
        if shared == len(stems):
            strength = Strength.WHOLE if shared == len(typed) else Strength.WITHIN
        else:
            strength = Strength.PART if shared == len(typed) else Strength.SHARED
        return Match(key, phrase, strength, frozenset(typed[each] for each in stems & typed.keys()))

    def _stem(self, word: str) -> str:
        return stem(word, self._language)


def _keep_best(matches: Iterable[Match]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in matches:
        rank = (match.strength, len(match.words))
        if match.key not in best or rank > (best[match.key].strength, len(best[match.key].words)):
            best[match.key] = match
    return sorted(best.values(), key=lambda match: (-match.strength, -len(match.words), match.key))
