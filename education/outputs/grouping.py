"""Rows put together as readers look for them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from education.documents.schema import AvoidItemRow, SideEffectRow, TermEntry, TreatmentRow

Row = TypeVar("Row")

CARE_LEVELS = ("emergency", "call", "tell", "expected")
TREATMENT_FORMS = ("wash", "cream", "pill", "injection", "procedure", "device")
ANSWERS = ("no", "ask", "careful", "fine")


def get_first_level(row: SideEffectRow) -> str:
    """The level of a side effect when it starts in week 1 of the course; a draft may have none for it yet."""
    levels = (
        advice["level"]
        for advice in row["advice"]
        if advice["counted_from"] == "first_capsule" and advice["week_from"] == 1
    )
    return next(levels, "tell")


def group_side_effects(rows: Iterable[SideEffectRow]) -> list[tuple[str, list[SideEffectRow]]]:
    """[(level, rows)], what people meet most first: expected, tell, call, emergency."""
    return _group(rows, get_first_level, tuple(reversed(CARE_LEVELS)))


def group_treatments(rows: Iterable[TreatmentRow]) -> list[tuple[str, list[TreatmentRow]]]:
    """[(form, rows)]."""
    return _group(rows, lambda row: row["form"], TREATMENT_FORMS)


def sort_by_caution(rows: Iterable[AvoidItemRow]) -> list[AvoidItemRow]:
    """The most cautious answer first, otherwise as they stand."""
    return sorted(rows, key=lambda row: ANSWERS.index(row["answer"]))


def list_body_areas(rows: Iterable[SideEffectRow]) -> list[str]:
    """The body areas of *rows*, each once, in order."""
    return list(dict.fromkeys(row["body_area"] for row in rows))


def index_by_letter(terms: Iterable[TermEntry]) -> list[tuple[str, str]]:
    """[(letter, key of the first term that starts with it)], of the letters that there are."""
    first: dict[str, str] = {}
    for term in terms:
        first.setdefault(term["term"][0].upper(), term["key"])
    return list(first.items())


def _group(rows: Iterable[Row], find: Callable[[Row], str], order: Sequence[str]) -> list[tuple[str, list[Row]]]:
    listed = list(rows)
    groups = [(name, [row for row in listed if find(row) == name]) for name in order]
    return [(name, members) for name, members in groups if members]
