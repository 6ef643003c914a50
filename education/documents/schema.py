"""The shape of a topic's document, its fingerprint and its JSON Schema.

A document is plain JSON. Its text is of four kinds, told by the annotation: a label is plain text; inline is one
paragraph of small Markdown; blocks are paragraphs and lists of it; search words are found but not shown. Inline and
blocks may hold references (see references.py), which outputs resolve. All dates are ISO strings, checked as such.

Change the shape only together with SCHEMA_VERSION, an upgrade step and a new golden file.
"""

import hashlib
import json
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, WithJsonSchema, with_config
from typing_extensions import TypedDict

SCHEMA_VERSION = 2


class TextKind(StrEnum):
    LABEL = "label"
    INLINE = "inline"
    BLOCKS = "blocks"
    SEARCH = "search"


Label = Annotated[str, TextKind.LABEL]
Inline = Annotated[str, TextKind.INLINE]
Blocks = Annotated[str, TextKind.BLOCKS]
SearchWord = Annotated[str, TextKind.SEARCH]


def _check_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("Write the date as 2026-11-24.")  # fromisoformat takes 20261124 and 2026-W48-2 as well
    return text


Date = Annotated[str, AfterValidator(_check_date), WithJsonSchema({"type": "string", "format": "date"})]

Stage = Literal["before", "during", "after", "reference"]
CareLevel = Literal["expected", "tell", "call", "emergency"]
CountedFrom = Literal["first_capsule", "last_capsule"]
CareTime = Literal["before", "daily", "monthly", "at_the_end", "after"]
SignLevel = Literal["call", "emergency"]
AvoidGroup = Literal["medicines", "supplements", "pregnancy_sharing", "skin_care", "procedures", "daily_life"]
QuestionGroup = Literal["deciding", "taking", "body", "daily_life", "rules", "after"]
BodyArea = Literal[
    "skin",
    "lips",
    "eyes",
    "nose",
    "mouth_throat",
    "head",
    "ears",
    "mood",
    "muscles_bones",
    "belly",
    "hair_nails",
    "blood_tests",
    "sex_periods",
    "chest",
    "whole_body",
]

_strict = with_config(ConfigDict(extra="forbid", strict=True))


# What the text refers to: embedded whole, so that an edition never changes under its readers.


@_strict
class SourceEntry(TypedDict):
    key: str
    title: Label
    publisher: Label
    url: str
    dated: Label
    kind: Literal["label", "regulator", "guideline", "study", "health_service", "program", "reference", "knowledge"]
    state: Literal["confirmed", "to_be_confirmed"]


@_strict
class FactEntry(TypedDict):
    """A number told once. `numerator` and `denominator` stand exactly in a frequency."""

    key: str
    kind: Literal["frequency", "quantity", "phone"]
    phrase: Label
    statement: Inline
    numerator: int | None
    denominator: int | None
    population: Inline
    certainty: Literal["strong", "fair", "weak"]
    certainty_note: Inline
    checked_on: Date
    sources: list[str]


@_strict
class RuleEntry(TypedDict):
    """A dated rule; after the day `check_by` outputs no longer state it."""

    key: str
    title: Label
    jurisdiction: Literal["us", "uk"]
    phrase: Label
    statement: Inline
    days_before_first_capsule: int | None
    days_after_last_capsule: int | None
    in_force_from: Date | None
    checked_on: Date
    check_by: Date
    sources: list[str]


@_strict
class TermEntry(TypedDict):
    key: str
    term: Label
    meaning: Inline
    also: list[SearchWord]
    say: Label


@_strict
class TopicLink(TypedDict):
    slug: str
    title: Label


# Rows of the structured sections. `key` is the row's anchor.


@_strict
class CareStepRow(TypedDict):
    key: str
    when: CareTime
    for_whom: Literal["everyone", "can_become_pregnant"]
    what: Inline
    why: Inline
    sources: list[str]


@_strict
class CauseRow(TypedDict):
    key: str
    name: Label
    summary: Inline


@_strict
class AcneStageRow(TypedDict):
    key: str
    name: Label
    description: Inline
    picture_description: Label
    sources: list[str]


@_strict
class CauseEffect(TypedDict):
    """`strength` 0 (none) to 3 (strong) of a treatment on a cause."""

    cause: str
    strength: int


@_strict
class TreatmentRow(TypedDict):
    key: str
    name: Label
    form: Literal["wash", "cream", "pill", "injection", "procedure", "device"]
    names: list[Label]
    also: list[SearchWord]
    how_it_works: Inline
    suits: Inline
    time_to_work: Inline
    common_problems: Inline
    with_isotretinoin: Literal["stop", "ask", "fine", "itself"]
    with_isotretinoin_note: Inline
    effects: list[CauseEffect]
    sources: list[str]


@_strict
class PhaseRow(TypedDict):
    """Weeks from the first capsule (week 1 begins with it, 0 and less lie before) or from the last; None is open."""

    key: str
    title: Label
    counted_from: CountedFrom
    week_from: int
    week_to: int | None
    skin: Inline
    body: Inline
    what_to_do: Blocks
    tests_and_visits: Inline
    sources: list[str]


@_strict
class AdviceRow(TypedDict):
    counted_from: CountedFrom
    week_from: int
    week_to: int | None
    level: CareLevel
    text: Inline


@_strict
class SideEffectRow(TypedDict):
    """`frequency` is the key of a fact, or None where `frequency_note` says it in words."""

    key: str
    name: Label
    also: list[SearchWord]
    body_area: BodyArea
    frequency: str | None
    frequency_note: Inline
    feels_like: Inline
    self_care: Inline
    call_if: Inline
    advice: list[AdviceRow]
    sources: list[str]


@_strict
class WarningSignRow(TypedDict):
    key: str
    sign: Label
    level: SignLevel
    action: Label
    what_to_do: Inline
    looks_like: Inline
    also: list[SearchWord]
    sources: list[str]


@_strict
class AvoidItemRow(TypedDict):
    """`until_rule` is the key of a rule exactly when `until` is "rule"."""

    key: str
    name: Label
    group: AvoidGroup
    answer: Literal["no", "ask", "careful", "fine"]
    names: list[Label]
    also: list[SearchWord]
    why: Inline
    until: Literal["during_course", "rule", "always", "clinic_decides"]
    until_rule: str | None
    until_note: Inline
    instead: Inline
    sources: list[str]


@_strict
class QuestionRow(TypedDict):
    key: str
    group: QuestionGroup
    question: Label
    short_answer: Inline
    long_answer: Blocks
    also: list[SearchWord]
    sources: list[str]


@_strict
class QuizRow(TypedDict):
    """`read_again` is the anchor of the part of the topic's page that explains it, "" the whole page."""

    key: str
    question: Inline
    right_answer: Inline
    wrong_answers: list[Inline]
    why: Inline
    read_again: str
    sources: list[str]


# Sections, one TypedDict a kind.


class _Section(TypedDict):
    anchor: str
    heading: Label
    body: Blocks
    sources: list[str]


@_strict
class ProseSection(_Section):
    kind: Literal["prose"]


@_strict
class CalloutSection(_Section):
    kind: Literal["callout"]
    level: Literal["info", "tell", "call", "emergency"]


# `group` names the group of rows that the section shows, "" all.


@_strict
class StepsSection(_Section):
    kind: Literal["steps"]
    group: Literal["", CareTime]
    steps: list[CareStepRow]


@_strict
class FactsSection(_Section):
    kind: Literal["facts"]
    facts: list[str]


@_strict
class RulesSection(_Section):
    kind: Literal["rules"]
    rules: list[str]


@_strict
class FigureSection(_Section):
    kind: Literal["figure"]
    figure: str
    description: Inline
    caption: Inline


@_strict
class AcneStagesSection(_Section):
    kind: Literal["acne_stages"]
    stages: list[AcneStageRow]


@_strict
class TreatmentsSection(_Section):
    kind: Literal["treatments"]
    causes: list[CauseRow]
    treatments: list[TreatmentRow]


@_strict
class MechanismSection(_Section):
    kind: Literal["mechanism"]
    causes: list[CauseRow]


@_strict
class PhasesSection(_Section):
    kind: Literal["phases"]
    phases: list[PhaseRow]


@_strict
class SideEffectsSection(_Section):
    kind: Literal["side_effects"]
    side_effects: list[SideEffectRow]


@_strict
class WarningSignsSection(_Section):
    kind: Literal["warning_signs"]
    group: Literal["", SignLevel]
    signs: list[WarningSignRow]


@_strict
class AvoidItemsSection(_Section):
    kind: Literal["avoid_items"]
    group: Literal["", AvoidGroup]
    items: list[AvoidItemRow]


@_strict
class QuestionsSection(_Section):
    kind: Literal["questions"]
    group: Literal["", QuestionGroup]
    questions: list[QuestionRow]


@_strict
class GlossarySection(_Section):
    """Shows all of the document's `terms`."""

    kind: Literal["glossary"]


Section = (
    ProseSection
    | CalloutSection
    | StepsSection
    | FactsSection
    | RulesSection
    | FigureSection
    | AcneStagesSection
    | TreatmentsSection
    | MechanismSection
    | PhasesSection
    | SideEffectsSection
    | WarningSignsSection
    | AvoidItemsSection
    | QuestionsSection
    | GlossarySection
)


@_strict
class TopicDocument(TypedDict):
    """A topic in one language. `facts`, `rules`, `terms`, `links` and `sources` hold all that the text refers to.

    `quiz` stands on the page of the quiz, not on the topic's own.
    """

    schema_version: Literal[2]
    slug: str
    language: str
    stage: Stage
    title: Label
    nav_title: Label
    message: Inline
    description: Label
    key_points: list[Inline]
    sections: list[Annotated[Section, Field(discriminator="kind")]]
    quiz: list[QuizRow]
    read_next: TopicLink | None
    links: list[TopicLink]
    facts: list[FactEntry]
    rules: list[RuleEntry]
    terms: list[TermEntry]
    sources: list[SourceEntry]


@cache
def _adapter() -> TypeAdapter[TopicDocument]:
    return TypeAdapter(TopicDocument)


def check_shape(document: object) -> TopicDocument:
    """*document* as a TopicDocument. Raises pydantic.ValidationError, naming every part that does not fit."""
    return _adapter().validate_python(document)


def build_json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_adapter().json_schema()}


def dump_canonical(value: object) -> str:
    """JSON that is the same for equal values: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical JSON of *value*, in hexadecimal."""
    return hashlib.sha256(dump_canonical(value).encode()).hexdigest()
