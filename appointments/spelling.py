"""Names as people type them: without accents, and with whichever apostrophe and dash their keyboard has."""

import re
import unicodedata
from collections import defaultdict

_APOSTROPHES = "'’‘ʼʻ`´"
_END_OF_LATIN = 0x1F00
_BETWEEN_WORDS = re.compile(r"[\s,;\-\u2010-\u2015]+")
_ALONE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t"}  # Unicode takes no accent off these


def split_name(typed: str) -> list[str]:
    """The words of a name, or of a part of one."""
    return [word for word in _BETWEEN_WORDS.split(typed) if word]


def write_name_pattern(word: str) -> str:
    """A regular expression, for every database, that finds *word* with accents or without."""
    return "".join(map(_write_sign, unicodedata.normalize("NFC", word)))


def _write_sign(sign: str) -> str:
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    base = _find_base(sign)
    # The name may hold its accents as signs of their own.
    return f"[{_FORMS[base]}][\u0300-\u036f]*" if base in _FORMS else re.escape(sign)


def _find_base(sign: str) -> str:
    small = sign.lower()
    return _ALONE.get(small) or unicodedata.normalize("NFD", small)[0]


def _list_forms() -> dict[str, str]:
    """{letter: all that it may look like}, of the Latin alphabet."""
    forms: defaultdict[str, str] = defaultdict(str)
    for sign in map(chr, range(_END_OF_LATIN)):
        base = _find_base(sign)
        if base.isascii() and base.isalpha():
            forms[base] += sign
    return dict(forms)


_FORMS = _list_forms()
