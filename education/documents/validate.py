"""What speaks against publishing a document: every reason at once, in sentences for the person who edits."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from education.reading.grade import MAX_GRADE, MAX_SENTENCE_WORDS, score_passages

from .passages import list_prose
from .references import PATTERN, Reference, find_malformed, find_references
from .schema import BodyArea, CareLevel, SideEffectRow, SignLevel, TextKind, TopicDocument
from .texts import TextLeaf, iterate_texts

Severity = Literal["error", "warning"]

# Topics that readers can follow a link to: {slug: the anchors on its page}.
Anchors = Mapping[str, frozenset[str]]

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_LARGE = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SPELLED = rf"(?:{_SMALL}|{_LARGE})"
_PEOPLE = "(?:people|persons|patients|users|adults|teens|women|men|babies|pregnancies)"

# Small words that count things ("two methods") are no clinical numbers; all that is here is.
_BARE_NUMBER = re.compile(
    r"[\d½⅓⅔¼¾⅛]"
    rf"|\b{_SPELLED}[\s-]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|percent|of a hundred)\b"
    rf"|\b{_SPELLED}\s+(?:in|out\s+of)\s+(?:every\s+)?{_SPELLED}\b"
    rf"|\b{_SPELLED}\s+of\s+(?:every\s+)?{_SPELLED}\s+{_PEOPLE}\b"
    rf"|\b(?:{_LARGE}|hundreds?|thousands?|millions?|billions?|dozens?)\b"
    rf"|\b(?:an?|one|two|three|four)[\s-]+(?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b"
    r"|\b(?:half|halves|halved|doubles|doubled|triples|tripled|thrice)\b"
    r"|\btwice\b(?!\s+a\s+day\b)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_LIST_MARK = re.compile(r"^\s*\d+\.\s", re.MULTILINE)

# Facts, rules and sources tell numbers; names of treatments, things and words may hold a digit, as brands do. The
# titles of other topics are looked at on their own pages.
_WHERE_NUMBERS_LIVE = re.compile(
    r"^(?:facts|rules|sources|links)\[|^read_next\."
    r"|\.(?:treatments|items)\[[^]]*\]\.(?:name$|names\[)"
    r"|^terms\[[^]]*\]\.(?:term|say)$"
)

# Places that every topic's page has by itself.
PAGE_ANCHORS = (
    "main",
    "key-points",
    "contents",
    "see-also",
    "numbers",
    "dated-rules",
    "words",
    "sources",
    "footer-clinic",
    "area-all",
)


@dataclass(frozen=True)
class Reason:
    """An error stops a publication; a warning must be acknowledged. `code` is stable, `message` is for people."""

    severity: Severity
    code: str
    message: str


def validate_document(document: TopicDocument, live: Anchors, today: date) -> list[Reason]:
    """Every reason against publishing *document* while the topics in *live* are live beside it; empty when fit."""
    return [reason for find in _FINDERS for reason in find(document, live, today)]


def list_anchors(document: TopicDocument) -> list[str]:
    """The anchors on the topic's page, in order: sections and the rows they show."""
    anchors = []
    for section in document["sections"]:
        anchors.append(section["anchor"])
        anchors += [row["key"] for row in _list_rows(section)]
        if section["kind"] == "glossary":
            anchors += [term["key"] for term in document["terms"]]
    return anchors


def list_made_ids(document: TopicDocument) -> list[str]:
    """The ids that the topic's page makes of keys, beside its anchors."""
    ids = []
    for section in document["sections"]:
        anchor = section["anchor"]
        if section["kind"] == "treatments":
            ids += [f"{anchor}-grid", *(f"{row['key']}-name" for row in section["treatments"])]
        elif section["kind"] == "side_effects":
            ids += [f"{anchor}-{level}" for level in get_args(CareLevel)]
            ids += [f"{row['key']}-name" for row in section["side_effects"]]
            ids += [f"area-{area}" for area in get_args(BodyArea)]
        elif section["kind"] == "warning_signs":
            ids += [f"{anchor}-{level}" for level in get_args(SignLevel)]
        elif section["kind"] == "avoid_items":
            ids += [f"{row['key']}-name" for row in section["items"]]
        elif section["kind"] == "questions":
            ids += [f"{row['key']}-text" for row in section["questions"]]
    ids += [f"fact-{fact['key']}" for fact in document["facts"]]
    ids += [f"rule-{rule['key']}" for rule in document["rules"]]
    ids += [f"word-{term['key']}" for term in document["terms"]]
    ids += [f"source-{source['key']}" for source in document["sources"]]
    return ids


def _list_rows(section: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that a structured section shows and that have their own place on the page."""
    names = ("steps", "stages", "treatments", "phases", "side_effects", "signs", "items", "questions")
    return [row for name in names for row in section.get(name, [])]


def _error(code: str, message: str) -> Reason:
    return Reason("error", code, message)


def _warning(code: str, message: str) -> Reason:
    return Reason("warning", code, message)


def _find_unsourced(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for section in document["sections"]:
        if section["kind"] in ("prose", "callout") and not section["sources"]:
            yield _error("no-source", f"The section “{section['heading']}” names no source.")
        for row in _list_rows(section):
            if not row["sources"]:
                yield _error("no-source", f"“{row['key']}” in the section “{section['heading']}” names no source.")
    for entry in (*document["facts"], *document["rules"]):
        if not entry["sources"]:
            yield _error("no-source", f"The fact or rule “{entry['key']}” names no source.")


def _find_bare_numbers(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for leaf in iterate_texts(document):
        if leaf.kind is TextKind.SEARCH or _WHERE_NUMBERS_LIVE.search(leaf.path):
            continue
        text = _LIST_MARK.sub("", leaf.text) if leaf.kind is TextKind.BLOCKS else leaf.text
        words = PATTERN.sub(lambda match: match["words"] or "", text)
        if match := _BARE_NUMBER.search(words):
            near = words[max(0, match.start() - 30) : match.end() + 30].strip()
            remedy = (
                "leave it out here, and tell it in the text."
                if leaf.kind is TextKind.LABEL
                else "make it a fact or a rule and refer to that."
            )
            yield _error("bare-number", f"“…{near}…” ({leaf.path}) holds a number: {remedy}")


def _find_numbers_in_titles(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for rule in document["rules"]:
        if _BARE_NUMBER.search(rule["title"]):
            yield _error(
                "number-in-title",
                f"“{rule['title']}” stays on the page when the rule has lapsed: tell its number in the phrase alone.",
            )


def _find_open_placeholders(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for leaf in iterate_texts(document):
        if leaf.kind is not TextKind.SEARCH and (match := _PLACEHOLDER.search(leaf.text)):
            yield _error("placeholder", f"“{match[0]}” ({leaf.path}) is filled by nothing: readers would see it.")


def _find_broken_references(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    known = {
        "fact": {fact["key"] for fact in document["facts"]},
        "rule": {rule["key"] for rule in document["rules"]},
        "term": {term["key"] for term in document["terms"]},
        "topic": {link["slug"] for link in document["links"]} | {document["slug"]},
        "clinic": {"phone", "name"},
    }
    own = {**live, document["slug"]: frozenset(list_anchors(document))}
    for leaf in iterate_texts(document):
        if leaf.kind is TextKind.LABEL and "[[" in leaf.text:
            yield _error("reference-in-label", f"“{leaf.text}” ({leaf.path}) is shown as it stands: write the words.")
            continue
        for malformed in find_malformed(leaf.text):
            yield _error("bad-reference", f"“{malformed}” ({leaf.path}) is no reference: look at its spelling.")
        for reference in find_references(leaf.text):
            if reference.key not in known[reference.kind]:
                yield _error("unknown-reference", f"There is no {reference.kind} “{reference.key}” ({leaf.path}).")
            elif reference.kind == "topic":
                yield from _find_dead_link(reference, leaf, own)
    if document["read_next"] and document["read_next"]["slug"] not in own:
        yield _error("dead-link", f"“Read next” names “{document['read_next']['slug']}”, which is not live.")


def _find_dead_link(reference: Reference, leaf: TextLeaf, live: Anchors) -> Iterator[Reason]:
    if reference.key not in live:
        yield _error("dead-link", f"“{reference.key}” ({leaf.path}) is not live, so the link would lead nowhere.")
    elif reference.anchor and reference.anchor not in live[reference.key]:
        yield _error("dead-link", f"“{reference.key}” has no part “{reference.anchor}” ({leaf.path}).")


def _find_undescribed_pictures(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for section in document["sections"]:
        if section["kind"] == "figure" and not (section["description"] and section["caption"]):
            yield _error(
                "no-picture-description",
                f"The picture “{section['heading']}” needs a caption and all it shows in words.",
            )


def _find_empty_parts(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    shown_by = {"facts": "facts", "rules": "rules"}
    for section in document["sections"]:
        if section["kind"] in ("prose", "callout"):
            is_empty = not section["body"]
        elif section["kind"] in shown_by:
            is_empty = not dict(section)[shown_by[section["kind"]]]
        else:
            is_empty = section["kind"] not in ("figure", "mechanism", "glossary") and not _list_rows(section)
        if is_empty:
            yield _error("empty-section", f"The section “{section['heading']}” shows nothing.")
    if not 3 <= len(document["key_points"]) <= 5:
        yield _error("key-points", f"A topic has three to five key points; this has {len(document['key_points'])}.")


def _find_repeated_anchors(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    anchors = [*list_anchors(document), *PAGE_ANCHORS]
    # The ids that a page makes of a key repeat with it: told once.
    repeated = _find_repeated(anchors) or _find_repeated([*anchors, *list_made_ids(document)])
    for anchor, count in repeated.items():
        yield _error("repeated-anchor", f"“{anchor}” stands {count} times on this page: links need one place.")


def _find_repeated(ids: list[str]) -> dict[str, int]:
    return {anchor: count for anchor, count in Counter(ids).items() if count > 1}


def _find_weeks_without_advice(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for section in document["sections"]:
        if section["kind"] == "side_effects":
            for row in section["side_effects"]:
                yield from _find_gaps(row)


def _find_gaps(row: SideEffectRow) -> Iterator[Reason]:
    for counted_from, span in (("first_capsule", "of the course"), ("last_capsule", "after the course")):
        next_week: int | None = 1
        spans = sorted(
            (
                (advice["week_from"], advice["week_to"])
                for advice in row["advice"]
                if advice["counted_from"] == counted_from
            ),
            key=lambda span: span[0],
        )
        for week_from, week_to in spans:
            if next_week is None or week_from != next_week:
                break
            next_week = week_to + 1 if week_to else None
        else:
            if next_week is None:
                continue
        yield _error(
            "advice-gap", f"“{row['name']}” must have exactly one advice for every week {span}, the last one open."
        )


def _find_missing_effects(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for section in document["sections"]:
        if section["kind"] == "treatments":
            for row in section["treatments"]:
                told = {effect["cause"] for effect in row["effects"]}
                for cause in section["causes"]:
                    if cause["key"] not in told:
                        yield _error("no-effect", f"“{row['name']}” names no effect on “{cause['name']}”.")


def _find_hard_reading(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    score = score_passages(list_prose(document))
    if score.grade > MAX_GRADE:
        yield _warning("reading-grade", f"The reading grade is {score.grade}; the limit is {MAX_GRADE}.")
    for words, sentence in score.list_longest_sentences(5):
        if words > MAX_SENTENCE_WORDS:
            yield _warning(
                "long-sentence", f"A sentence has {words} words; the limit is {MAX_SENTENCE_WORDS}: “{sentence}”"
            )


def _find_lapsed_rules(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    for rule in document["rules"]:
        if date.fromisoformat(rule["check_by"]) < today:
            yield _warning(
                "lapsed-rule",
                f"The rule “{rule['title']}” was to be checked by {rule['check_by']}: the page will not state it.",
            )


def _find_too_many_warnings(document: TopicDocument, live: Anchors, today: date) -> Iterator[Reason]:
    boxes = [s for s in document["sections"] if s["kind"] == "callout" and s["level"] in ("call", "emergency")]
    if len(boxes) > 2:
        yield _warning("many-warnings", f"The page has {len(boxes)} warning boxes; readers overlook them after two.")


_FINDERS: tuple[Callable[[TopicDocument, Anchors, date], Iterator[Reason]], ...] = (
    _find_unsourced,
    _find_bare_numbers,
    _find_numbers_in_titles,
    _find_open_placeholders,
    _find_broken_references,
    _find_undescribed_pictures,
    _find_empty_parts,
    _find_repeated_anchors,
    _find_weeks_without_advice,
    _find_missing_effects,
    _find_hard_reading,
    _find_lapsed_rules,
    _find_too_many_warnings,
)
