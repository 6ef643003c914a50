"""The shape of the public JSON, version 1, and its JSON Schema. It has no word of the stored documents' shape.

A promise to those who read it: a change that breaks them needs version 2. docs/api-v1-topic.schema.json and
docs/api-v1-topics.schema.json hold what was promised.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, WithJsonSchema, with_config
from typing_extensions import TypedDict

_strict = with_config(ConfigDict(extra="forbid"))

Date = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]


@_strict
class PublicEdition(TypedDict):
    number: int
    published_at: str
    change_note: str
    review_state: Literal["reviewed", "not_yet_reviewed"]
    reviewed_by: str | None
    reviewed_on: Date | None


# What the text refers to.


@_strict
class PublicFact(TypedDict):
    key: str
    kind: Literal["frequency", "quantity", "phone"]
    phrase: str
    statement: str
    numerator: int | None
    denominator: int | None
    population: str
    certainty: Literal["strong", "fair", "weak"]
    certainty_note: str
    checked_on: Date
    sources: list[str]


@_strict
class PublicRule(TypedDict):
    """A rule whose day `check_by` is past is not stated any more: `is_being_rechecked` is true."""

    key: str
    title: str
    jurisdiction: Literal["us", "uk"]
    phrase: str
    statement: str
    days_before_first_capsule: int | None
    days_after_last_capsule: int | None
    in_force_from: Date | None
    checked_on: Date
    check_by: Date
    is_being_rechecked: bool
    sources: list[str]


@_strict
class PublicWord(TypedDict):
    key: str
    term: str
    meaning: str
    say: str


@_strict
class PublicLink(TypedDict):
    slug: str
    title: str
    url: str


@_strict
class PublicNextTopic(TypedDict):
    slug: str
    title: str


@_strict
class PublicSource(TypedDict):
    key: str
    title: str
    publisher: str
    url: str
    dated: str
    kind: Literal["label", "regulator", "guideline", "study", "health_service", "program", "reference", "knowledge"]
    state: Literal["confirmed", "to_be_confirmed"]


# Rows of sections. `key` is the row's anchor.


@_strict
class PublicKey(TypedDict):
    """Points to a fact or a rule of the topic."""

    key: str


@_strict
class PublicStep(TypedDict):
    key: str
    when: Literal["before", "daily", "monthly", "at_the_end", "after"]
    for_whom: Literal["everyone", "can_become_pregnant"]
    what: str
    why: str
    sources: list[str]


@_strict
class PublicFigure(TypedDict):
    figure: str
    description: str
    caption: str


@_strict
class PublicAcneStage(TypedDict):
    key: str
    name: str
    description: str
    picture_description: str
    sources: list[str]


@_strict
class PublicCause(TypedDict):
    key: str
    name: str
    summary: str


@_strict
class PublicCauseEffect(TypedDict):
    """`strength` 0 (none) to 3 (strong) of a treatment on a cause."""

    cause: str
    strength: int


@_strict
class PublicTreatment(TypedDict):
    key: str
    name: str
    form: Literal["wash", "cream", "pill", "injection", "procedure", "device"]
    names: list[str]
    how_it_works: str
    suits: str
    time_to_work: str
    common_problems: str
    with_isotretinoin: Literal["stop", "ask", "fine", "itself"]
    with_isotretinoin_note: str
    effects: list[PublicCauseEffect]
    sources: list[str]


@_strict
class PublicPhase(TypedDict):
    """Weeks from the first capsule (week 1 begins with it, 0 and less lie before) or from the last; null is open."""

    key: str
    title: str
    counted_from: Literal["first_capsule", "last_capsule"]
    week_from: int
    week_to: int | None
    skin: str
    body: str
    what_to_do: list[str]
    tests_and_visits: str
    sources: list[str]


@_strict
class PublicAdvice(TypedDict):
    counted_from: Literal["first_capsule", "last_capsule"]
    week_from: int
    week_to: int | None
    level: Literal["expected", "tell", "call", "emergency"]
    text: str


@_strict
class PublicSideEffect(TypedDict):
    """`frequency` is the key of a fact, or null where `frequency_note` says it in words."""

    key: str
    name: str
    body_area: str
    frequency: str | None
    frequency_note: str
    feels_like: str
    self_care: str
    call_if: str
    advice: list[PublicAdvice]
    sources: list[str]


@_strict
class PublicWarningSign(TypedDict):
    key: str
    sign: str
    level: Literal["call", "emergency"]
    action: str
    what_to_do: str
    looks_like: str
    sources: list[str]


@_strict
class PublicAvoidItem(TypedDict):
    """`until_rule` is the key of a rule exactly when `until` is "rule"."""

    key: str
    name: str
    group: str
    answer: Literal["no", "ask", "careful", "fine"]
    names: list[str]
    why: str
    until: Literal["during_course", "rule", "always", "clinic_decides"]
    until_rule: str | None
    until_note: str
    instead: str
    sources: list[str]


@_strict
class PublicQuestion(TypedDict):
    key: str
    group: str
    question: str
    short_answer: str
    long_answer: list[str]
    sources: list[str]


# Sections, one TypedDict a kind of row.


class _Section(TypedDict):
    anchor: str
    url: str
    heading: str
    text: list[str]
    sources: list[str]


class _PlainSection(_Section):
    level: None


@_strict
class PublicTextSection(_PlainSection):
    """`glossary` shows all `words` of the topic."""

    kind: Literal["prose", "glossary"]
    rows: Annotated[list[PublicKey], Field(max_length=0)]


@_strict
class PublicCallout(_Section):
    kind: Literal["callout"]
    level: Literal["info", "tell", "call", "emergency"]
    rows: Annotated[list[PublicKey], Field(max_length=0)]


@_strict
class PublicKeysSection(_PlainSection):
    kind: Literal["facts", "rules"]
    rows: list[PublicKey]


@_strict
class PublicStepsSection(_PlainSection):
    kind: Literal["steps"]
    rows: list[PublicStep]


@_strict
class PublicFigureSection(_PlainSection):
    kind: Literal["figure"]
    rows: list[PublicFigure]


@_strict
class PublicAcneStagesSection(_PlainSection):
    kind: Literal["acne_stages"]
    rows: list[PublicAcneStage]


@_strict
class PublicTreatmentsSection(_PlainSection):
    """The causes come before the treatments."""

    kind: Literal["treatments"]
    rows: list[PublicCause | PublicTreatment]


@_strict
class PublicMechanismSection(_PlainSection):
    kind: Literal["mechanism"]
    rows: list[PublicCause]


@_strict
class PublicPhasesSection(_PlainSection):
    kind: Literal["phases"]
    rows: list[PublicPhase]


@_strict
class PublicSideEffectsSection(_PlainSection):
    kind: Literal["side_effects"]
    rows: list[PublicSideEffect]


@_strict
class PublicWarningSignsSection(_PlainSection):
    kind: Literal["warning_signs"]
    rows: list[PublicWarningSign]


@_strict
class PublicAvoidItemsSection(_PlainSection):
    kind: Literal["avoid_items"]
    rows: list[PublicAvoidItem]


@_strict
class PublicQuestionsSection(_PlainSection):
    kind: Literal["questions"]
    rows: list[PublicQuestion]


PublicSection = Annotated[
    PublicTextSection
    | PublicCallout
    | PublicKeysSection
    | PublicStepsSection
    | PublicFigureSection
    | PublicAcneStagesSection
    | PublicTreatmentsSection
    | PublicMechanismSection
    | PublicPhasesSection
    | PublicSideEffectsSection
    | PublicWarningSignsSection
    | PublicAvoidItemsSection
    | PublicQuestionsSection,
    Field(discriminator="kind"),
]


@_strict
class PublicTopic(TypedDict):
    version: Literal[1]
    slug: str
    url: str
    language: str
    stage: str
    title: str
    short_title: str
    description: str
    main_message: str
    key_points: list[str]
    edition: PublicEdition
    sections: list[PublicSection]
    facts: list[PublicFact]
    rules: list[PublicRule]
    words: list[PublicWord]
    links: list[PublicLink]
    read_next: PublicNextTopic | None
    sources: list[PublicSource]


@_strict
class PublicTopicSummary(TypedDict):
    slug: str
    url: str
    api_url: str
    title: str
    stage: str
    language: str
    description: str
    edition: PublicEdition


@_strict
class PublicTopicList(TypedDict):
    version: Literal[1]
    topics: list[PublicTopicSummary]


@_strict
class PublicWithdrawal(TypedDict):
    """What the address of a topic answers, with 410, after it was withdrawn: take its words down."""

    error: str
    withdrawn_at: str
    reason: str


def render_json_schema(shape: Literal["topic", "topics"]) -> str:
    """The JSON Schema (2020-12) of a topic or of the list of topics, as it is served."""
    adapter: TypeAdapter[Any] = TypeAdapter(PublicTopic if shape == "topic" else PublicTopicList)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
