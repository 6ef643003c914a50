"""Typed words made comparable: small letters, no accents, stems; and the words that say nothing."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_STEMMERS = {"en": "english", "es": "spanish"}
_LONGEST_WORD = 40  # a longer one has no other forms, and would fill what is kept


def fold(text: str) -> str:
    """*text* in small letters, without accents and apostrophes."""
    text = text.translate(_APOSTROPHES).casefold()
    if text.isascii():  # as most text is
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def split_words(text: str) -> list[str]:
    """The words and numbers of *text* in order, folded; a hyphen parts words."""
    return _WORD.findall(fold(text))


def stem(word: str, language: str) -> str:
    """What *word*, a folded one, has in common with its other forms. A language without rules keeps its words."""
    return _stem(word, language) if len(word) <= _LONGEST_WORD and language in _STEMMERS else word


@lru_cache(maxsize=1 << 16)
def _stem(word: str, language: str) -> str:
    # A stemmer works in itself: two threads with the same one would spoil each other's words.
    return str(snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word))


@lru_cache(maxsize=1 << 16)
def find_root(word: str, language: str) -> str:
    """What *word*, a folded one, has in common with its other forms and with the words that mean the same."""
    return stem(replace_same(word, language), language)


def replace_same(word: str, language: str) -> str:
    """The word that stands for all that mean the same as *word*; itself when there is none."""
    return _read_same_words(language).get(word, word)


@lru_cache
def read_stop_words(language: str) -> frozenset[str]:
    """Folded words that carry no meaning of their own; none for a language without a list."""
    return frozenset(word for line in _read_lines("stop_words", language) for word in line)


@lru_cache
def read_telling_words(language: str) -> frozenset[str]:
    """Stop words that tell something about a body, such as “out” in “passed out”."""
    return frozenset(word for line in _read_lines("telling_words", language) for word in line)


@lru_cache
def read_filler_words(language: str) -> frozenset[str]:
    """Words that stand beside the name of a thing and do not change which it is, such as its dose."""
    return frozenset(word for line in _read_lines("filler_words", language) for word in line)


@lru_cache
def read_undoing_words(language: str) -> frozenset[str]:
    """Words of somebody who does without a thing or ends it, such as “stop”."""
    return frozenset(word for line in _read_lines("undoing_words", language) for word in line)


@lru_cache
def _read_same_words(language: str) -> dict[str, str]:
    return {word: line[0] for line in _read_lines("same_words", language) for word in line}


def _read_lines(name: str, language: str) -> list[list[str]]:
    path = Path(__file__).with_name(f"{name}.{language}.txt")
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [words for line in lines if (words := split_words(line.split("#")[0]))]
