"""Warning signs in what somebody looked for, found as “Is this normal?” finds them."""

from education.finding.words import split_words

from .normal import Entry, SignGuide, When
from .search import SearchIndex


def list_urgent(signs: SignGuide, index: SearchIndex, typed: str) -> list[Entry]:
    """What cannot wait, the most urgent first.

    Where somebody is in the course is not known here, so a side effect counts only when it can never wait.
    """
    entries = [entry for entry in signs.answer(typed, When()).entries if _can_never_wait(entry)]
    return [entry for entry in entries if _is_meant(entry, index, typed)]


def _can_never_wait(entry: Entry) -> bool:
    if entry.kind == "sign":
        return True
    return all(advice["level"] in ("call", "emergency") for advice in entry.row["advice"])


def _is_meant(entry: Entry, index: SearchIndex, typed: str) -> bool:
    """Whether the sign has one of the typed words, or one of them may be a slip: “cost” is no slip for a “cast”."""
    if not all(index.knows(word) for word in split_words(typed)):
        return True
    name = entry.row["sign"] if entry.kind == "sign" else entry.row["name"]
    return bool(index.read_content(typed) & index.read_stems(" ".join((entry.row["key"], name, *entry.row["also"]))))
