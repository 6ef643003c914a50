"""Flesch-Kincaid grade of passages of plain text.

Grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .syllables import count_syllables, find_syllables, is_drug_name, split_words

MAX_GRADE = 6.0
MAX_MEAN_GRADE = 5.0
MAX_SENTENCE_WORDS = 25

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclass(frozen=True)
class ReadingScore:
    """What was counted in some text. `unknown_words` were in no dictionary, so their syllables are a guess."""

    sentences: tuple[str, ...]
    words: int
    syllables: int
    drug_words: int
    drug_syllables: int
    unknown_words: tuple[str, ...]

    @property
    def grade(self) -> float:
        return _compute_grade(len(self.sentences), self.words, self.syllables)

    @property
    def grade_without_drug_names(self) -> float:
        return _compute_grade(len(self.sentences), self.words - self.drug_words, self.syllables - self.drug_syllables)

    def list_longest_sentences(self, count: int) -> list[tuple[int, str]]:
        """The *count* longest sentences as (words, sentence), longest first, each once."""
        counted = sorted(((len(split_words(s)), s) for s in dict.fromkeys(self.sentences)), key=lambda pair: -pair[0])
        return counted[:count]


def split_sentences(passage: str) -> list[str]:
    """Sentences of one passage. A passage is a paragraph or a list item, and ends a sentence where it ends."""
    return [sentence for sentence in _SENTENCE_END.split(passage.strip()) if split_words(sentence)]


def score_passages(passages: Iterable[str]) -> ReadingScore:
    """Score plain-text passages, each a paragraph or a list item."""
    sentences = tuple(sentence for passage in passages for sentence in split_sentences(passage))
    words = [word for sentence in sentences for word in split_words(sentence)]
    drugs = [word for word in words if is_drug_name(word)]
    return ReadingScore(
        sentences=sentences,
        words=len(words),
        syllables=sum(map(count_syllables, words)),
        drug_words=len(drugs),
        drug_syllables=sum(map(count_syllables, drugs)),
        unknown_words=tuple(sorted({word.lower() for word in words if find_syllables(word) is None})),
    )


def _compute_grade(sentences: int, words: int, syllables: int) -> float:
    if not sentences or not words:
        return 0.0
    return round(0.39 * words / sentences + 11.8 * syllables / words - 15.59, 2)
