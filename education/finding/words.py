"""Typed words made comparable: small letters, no accents, stems; and the words that say nothing."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_STEMMERS = {"en": "english", "es": "spanish"}


def fold(text: str) -> str:
    """*text* in small letters, without accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def split_words(text: str) -> list[str]:
    """The words and numbers of *text* in order, folded; a hyphen parts words."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """What *word*, a folded one, has in common with its other forms. A language without rules keeps its words."""
    return str(_make_stemmer(language).stemWord(word)) if language in _STEMMERS else word


@lru_cache
def read_stop_words(language: str) -> frozenset[str]:
    """Folded words that carry no meaning of their own; none for a language without a list."""
    path = Path(__file__).with_name(f"stop_words.{language}.txt")
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in split_words(line.split("#")[0]))


@lru_cache
def _make_stemmer(language: str) -> Any:  # the library has no types
    return snowballstemmer.stemmer(_STEMMERS[language])
