"""Texts ranked by how much they say about some words (Okapi BM25, with weighted fields)."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_SATURATION = 1.2  # how soon a word said again stops counting
_LENGTH = 0.6  # how much a long text is held against it


@dataclass(frozen=True)
class Ranked:
    """The text at `place` in the index, and which of the asked stems it holds."""

    place: int
    score: float
    stems: frozenset[str]


class Ranking(NamedTuple):
    """The best texts, and how many there are in all."""

    best: list[Ranked]
    total: int


class RankedIndex:
    """Texts given as {stem: weighted count}. An asked stem may stand for several, each with its own weight."""

    def __init__(self, texts: Iterable[Mapping[str, float]]) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._lengths: list[float] = []
        for place, counts in enumerate(texts):
            self._lengths.append(sum(counts.values()))
            for stem, count in counts.items():
                self._postings[stem].append((place, count))
        self._mean_length = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0

    def __contains__(self, stem: object) -> bool:
        return stem in self._postings

    def rank(self, asked: Mapping[str, Mapping[str, float]], limit: int) -> Ranking:
        """The *limit* best texts for {asked stem: {stem that may stand for it: weight}}, the best first.

        A text that holds more of what was asked goes before one that says less of it more often. One that holds less
        than half of what another holds does not count.
        """
        scores: dict[int, float] = defaultdict(float)
        held: dict[int, set[str]] = defaultdict(set)
        for wanted, standing in asked.items():
            for stem, weight in standing.items():
                for place, value in self._weigh(stem):
                    scores[place] += value * weight
                    held[place].add(wanted)
        needed = max(map(len, held.values()), default=0) / 2
        found = [
            Ranked(place, score * len(held[place]) / len(asked), frozenset(held[place]))
            for place, score in scores.items()
            if len(held[place]) >= needed
        ]
        return Ranking(heapq.nsmallest(limit, found, key=lambda one: (-one.score, one.place)), len(found))

    def _weigh(self, stem: str) -> Iterable[tuple[int, float]]:
        postings = self._postings.get(stem, ())
        rarity = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
        for place, count in postings:
            long = 1 - _LENGTH + _LENGTH * self._lengths[place] / self._mean_length
            yield place, rarity * count * (_SATURATION + 1) / (count + _SATURATION * long)
