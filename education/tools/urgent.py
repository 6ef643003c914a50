"""Warning signs in what somebody looked for, found as “Is this normal?” finds them."""

from collections.abc import Container

from .normal import Entry, SignGuide


def list_urgent(signs: SignGuide, typed: str, names: Container[str]) -> list[Entry]:
    """What cannot wait, the most urgent first. None of *names* is taken for a slip in a word of a sign.

    Where somebody is in the course is not known here, so a side effect counts only when it can never wait.
    """
    return [entry for entry in signs.find_entries(typed, names) if _can_never_wait(entry)]


def _can_never_wait(entry: Entry) -> bool:
    if entry.kind == "sign":
        return True
    return all(advice["level"] in ("call", "emergency") for advice in entry.row["advice"])
