"""The sheet for a visit: what it asks, from the live warning signs and side effects, and what a reader filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from education.documents.schema import CareLevel, SideEffectRow, TermEntry, TopicDocument, WarningSignRow
from education.documents.validate import list_anchors
from education.outputs.addresses import TOOL_PATHS, get_topic_path
from education.outputs.grouping import CARE_LEVELS, list_body_areas
from education.outputs.signs import WARNINGS_TOPIC

PATH = TOOL_PATHS["visit-sheet"]

HowMuch = Literal["fine", "little", "lot"]
TEXTS = ("missed", "medicines", "notes", "questions")

_URGENT: tuple[CareLevel, ...] = ("emergency", "call")
_ROWS = ("steps", "stages", "treatments", "phases", "side_effects", "signs", "items", "questions")
_TITLES = ("heading", "name", "title", "question", "sign", "term")


@dataclass(frozen=True)
class Urgent:
    """A side effect that does not wait for a visit at one time or another."""

    name: str
    level: CareLevel
    path: str


@dataclass(frozen=True)
class Area:
    """A part of the body, and what of it does not wait, the most pressing first."""

    code: str
    urgent: tuple[Urgent, ...]


@dataclass(frozen=True)
class Ask:
    """A part of the guide that a reader wants to ask about. `code` is <topic>.<anchor>."""

    code: str
    title: str
    topic_title: str
    path: str


@dataclass(frozen=True)
class Blank:
    """What the sheet asks."""

    areas: tuple[Area, ...]
    signs: tuple[WarningSignRow, ...]


@dataclass(frozen=True)
class Filled:
    """What a reader answered. `signs` are the warning signs that they have, emergencies first."""

    areas: dict[str, HowMuch] = field(default_factory=dict)
    signs: tuple[WarningSignRow, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    lost_asks: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.areas or self.signs or self.asks or any(self.texts.values()))


def build_blank(warnings: TopicDocument) -> Blank:
    """The questions of the sheet, from the live topic that holds the side effects and the warning signs."""
    effects = [row for part in warnings["sections"] if part["kind"] == "side_effects" for row in part["side_effects"]]
    signs = {
        row["key"]: row for part in warnings["sections"] if part["kind"] == "warning_signs" for row in part["signs"]
    }
    areas = tuple(Area(area, _list_urgent(effects, area)) for area in list_body_areas(effects))
    return Blank(areas, tuple(_sort_signs(signs.values())))


def read_answers(
    blank: Blank,
    answers: Mapping[str, str],
    signs: Sequence[str],
    asks: Sequence[str],
    documents: Iterable[TopicDocument],
) -> Filled:
    """What somebody sent, as far as the sheet asks for it; anything else is left out."""
    live = {document["slug"]: document for document in documents}
    found = [find_ask(code, live) for code in dict.fromkeys(asks)]
    return Filled(
        areas={
            area.code: cast(HowMuch, answers[f"area-{area.code}"])
            for area in blank.areas
            if answers.get(f"area-{area.code}") in get_args(HowMuch)
        },
        signs=tuple(row for row in blank.signs if row["key"] in signs),
        texts={name: answers.get(name, "").replace("\0", "").strip() for name in TEXTS},
        asks=tuple(ask for ask in found if ask),
        lost_asks=found.count(None),
    )


def find_ask(code: str, live: Mapping[str, TopicDocument]) -> Ask | None:
    """The part of a live topic that *code* names, None when there is no such part."""
    slug, _, anchor = code.partition(".")
    document = live.get(slug)
    if document is None or anchor not in list_anchors(document):
        return None
    title = next(title for key, title in _iterate_titles(document) if key == anchor)
    return Ask(code, title, document["title"], f"{get_topic_path(slug)}#{anchor}")


def list_worst_areas(blank: Blank, filled: Filled) -> list[Area]:
    """The parts of the body that bother the reader a lot, and of which something does not wait for a visit."""
    return [area for area in blank.areas if area.urgent and filled.areas.get(area.code) == "lot"]


def _iterate_titles(document: TopicDocument) -> Iterator[tuple[str, str]]:
    """(anchor, what stands there in a few words) of all that list_anchors names."""
    for section in document["sections"]:
        yield section["anchor"], section["heading"]
        for name in _ROWS:
            for row in cast("dict[str, list[dict[str, str]]]", section).get(name, []):
                yield row["key"], next((row[title] for title in _TITLES if row.get(title)), section["heading"])
    terms: list[TermEntry] = document["terms"]
    yield from ((term["key"], term["term"]) for term in terms)


def _list_urgent(effects: Iterable[SideEffectRow], area: str) -> tuple[Urgent, ...]:
    path = get_topic_path(WARNINGS_TOPIC)
    rows = [(row, _find_worst(row)) for row in effects if row["body_area"] == area]
    return tuple(
        Urgent(row["name"], level, f"{path}#{row['key']}")
        for wanted in _URGENT
        for row, level in rows
        if level == wanted
    )


def _find_worst(row: SideEffectRow) -> CareLevel:
    return min((advice["level"] for advice in row["advice"]), key=CARE_LEVELS.index, default="tell")


def _sort_signs(signs: Iterable[WarningSignRow]) -> list[WarningSignRow]:
    return sorted(signs, key=lambda row: CARE_LEVELS.index(row["level"]))
