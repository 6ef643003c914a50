"""The public JSON of a topic, version 1, field by field: the stored documents may change, what it holds may not.

Text is plain: paragraphs, list items and lone texts as strings, references already resolved.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from education.documents.passages import list_words
from education.documents.schema import TextKind, TopicDocument
from education.documents.texts import TextLeaf, map_texts

from .addresses import get_topic_path
from .api_schema import (
    PublicAcneStage,
    PublicAdvice,
    PublicAvoidItem,
    PublicCause,
    PublicCauseEffect,
    PublicEdition,
    PublicFact,
    PublicFigure,
    PublicKey,
    PublicLink,
    PublicNextTopic,
    PublicPhase,
    PublicQuestion,
    PublicRule,
    PublicSection,
    PublicSideEffect,
    PublicSource,
    PublicStep,
    PublicTopic,
    PublicTopicSummary,
    PublicTreatment,
    PublicWarningSign,
    PublicWithdrawal,
    PublicWord,
)
from .resolving import Resolver, is_lapsed
from .surroundings import Stamp, Surroundings

_Mapped = dict[str, Any]  # a part of the document, its texts made plain


def render_topic_json(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> PublicTopic:
    """A topic as JSON-ready data. Raises UnknownReferenceError for what the document does not hold."""
    resolver = Resolver(document, surroundings)
    url = surroundings.site_url + get_topic_path(document["slug"])
    plain = map_texts(document, lambda leaf: _say(leaf, resolver))
    return {
        "version": 1,
        "slug": document["slug"],
        "url": url,
        "language": document["language"],
        "stage": document["stage"],
        "title": plain["title"],
        "short_title": plain["nav_title"],
        "description": plain["description"],
        "main_message": plain["message"],
        "key_points": plain["key_points"],
        "edition": _describe_edition(stamp),
        "sections": [_describe_section(section, url) for section in plain["sections"]],
        "facts": [_describe_fact(fact) for fact in plain["facts"]],
        "rules": [_describe_rule(rule, resolver) for rule in plain["rules"]],
        "words": [_describe_word(term) for term in plain["terms"]],
        "links": [_describe_link(link, surroundings) for link in plain["links"]],
        "read_next": _describe_next_topic(plain["read_next"]) if plain["read_next"] else None,
        "sources": [_describe_source(source) for source in plain["sources"]],
    }


def render_topic_summary(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> PublicTopicSummary:
    """A topic as it stands in the list."""
    return {
        "slug": document["slug"],
        "url": surroundings.site_url + get_topic_path(document["slug"]),
        "api_url": f"{surroundings.site_url}/api/v1/topics/{document['slug']}/",
        "title": document["title"],
        "stage": document["stage"],
        "language": document["language"],
        "description": document["description"],
        "edition": _describe_edition(stamp),
    }


def render_withdrawal(withdrawn_at: datetime, reason: str) -> PublicWithdrawal:
    """What is said in place of a topic that was withdrawn."""
    return {"error": _("This topic was withdrawn."), "withdrawn_at": withdrawn_at.isoformat(), "reason": reason}


def _describe_edition(stamp: Stamp) -> PublicEdition:
    return {
        "number": stamp.number or 0,
        "published_at": stamp.published_at.isoformat() if stamp.published_at else "",
        "change_note": stamp.change_note,
        "review_state": "reviewed" if stamp.is_reviewed else "not_yet_reviewed",
        "reviewed_by": stamp.reviewed_by_name or None,
        "reviewed_on": stamp.reviewed_on.isoformat() if stamp.reviewed_on else None,
    }


def _describe_section(section: _Mapped, url: str) -> PublicSection:
    described = {
        "kind": section["kind"],
        "anchor": section["anchor"],
        "url": f"{url}#{section['anchor']}",
        "heading": section["heading"],
        "level": section["level"] if section["kind"] == "callout" else None,
        "text": section["body"],
        "rows": _LIST_ROWS[section["kind"]](section),
        "sources": section["sources"],
    }
    return cast("PublicSection", described)


def _describe_rule(row: _Mapped, resolver: Resolver) -> PublicRule:
    rule: PublicRule = {
        "key": row["key"],
        "title": row["title"],
        "jurisdiction": row["jurisdiction"],
        "phrase": row["phrase"],
        "statement": row["statement"],
        "days_before_first_capsule": row["days_before_first_capsule"],
        "days_after_last_capsule": row["days_after_last_capsule"],
        "in_force_from": row["in_force_from"],
        "checked_on": row["checked_on"],
        "check_by": row["check_by"],
        "is_being_rechecked": False,
        "sources": row["sources"],
    }
    if is_lapsed(resolver.rules[rule["key"]], resolver.surroundings.today):
        rule["phrase"] = resolver.say_rule(rule["key"])
        rule["statement"] = _("This rule is being re-checked. Ask your clinic what holds today.")
        rule["days_before_first_capsule"] = rule["days_after_last_capsule"] = None
        rule["is_being_rechecked"] = True
    return rule


def _describe_fact(row: _Mapped) -> PublicFact:
    return {
        "key": row["key"],
        "kind": row["kind"],
        "phrase": row["phrase"],
        "statement": row["statement"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "population": row["population"],
        "certainty": row["certainty"],
        "certainty_note": row["certainty_note"],
        "checked_on": row["checked_on"],
        "sources": row["sources"],
    }


def _describe_word(row: _Mapped) -> PublicWord:
    return {
        "key": row["key"],
        "term": row["term"],
        "meaning": row["meaning"],
        "say": row["say"],
    }


def _describe_source(row: _Mapped) -> PublicSource:
    return {
        "key": row["key"],
        "title": row["title"],
        "publisher": row["publisher"],
        "url": row["url"],
        "dated": row["dated"],
        "kind": row["kind"],
        "state": row["state"],
    }


def _describe_next_topic(row: _Mapped) -> PublicNextTopic:
    return {
        "slug": row["slug"],
        "title": row["title"],
    }


def _describe_link(row: _Mapped, surroundings: Surroundings) -> PublicLink:
    url = surroundings.site_url + get_topic_path(row["slug"])
    return {"slug": row["slug"], "title": row["title"], "url": url}


def _describe_step(row: _Mapped) -> PublicStep:
    return {
        "key": row["key"],
        "when": row["when"],
        "for_whom": row["for_whom"],
        "what": row["what"],
        "why": row["why"],
        "sources": row["sources"],
    }


def _describe_figure(row: _Mapped) -> PublicFigure:
    return {
        "figure": row["figure"],
        "description": row["description"],
        "caption": row["caption"],
    }


def _describe_acne_stage(row: _Mapped) -> PublicAcneStage:
    return {
        "key": row["key"],
        "name": row["name"],
        "description": row["description"],
        "picture_description": row["picture_description"],
        "sources": row["sources"],
    }


def _describe_cause(row: _Mapped) -> PublicCause:
    return {
        "key": row["key"],
        "name": row["name"],
        "summary": row["summary"],
    }


def _describe_cause_effect(row: _Mapped) -> PublicCauseEffect:
    return {
        "cause": row["cause"],
        "strength": row["strength"],
    }


def _describe_treatment(row: _Mapped) -> PublicTreatment:
    return {
        "key": row["key"],
        "name": row["name"],
        "form": row["form"],
        "names": row["names"],
        "how_it_works": row["how_it_works"],
        "suits": row["suits"],
        "time_to_work": row["time_to_work"],
        "common_problems": row["common_problems"],
        "with_isotretinoin": row["with_isotretinoin"],
        "with_isotretinoin_note": row["with_isotretinoin_note"],
        "effects": [_describe_cause_effect(effect) for effect in row["effects"]],
        "sources": row["sources"],
    }


def _describe_phase(row: _Mapped) -> PublicPhase:
    return {
        "key": row["key"],
        "title": row["title"],
        "counted_from": row["counted_from"],
        "week_from": row["week_from"],
        "week_to": row["week_to"],
        "skin": row["skin"],
        "body": row["body"],
        "what_to_do": row["what_to_do"],
        "tests_and_visits": row["tests_and_visits"],
        "sources": row["sources"],
    }


def _describe_advice(row: _Mapped) -> PublicAdvice:
    return {
        "counted_from": row["counted_from"],
        "week_from": row["week_from"],
        "week_to": row["week_to"],
        "level": row["level"],
        "text": row["text"],
    }


def _describe_side_effect(row: _Mapped) -> PublicSideEffect:
    return {
        "key": row["key"],
        "name": row["name"],
        "body_area": row["body_area"],
        "frequency": row["frequency"],
        "frequency_note": row["frequency_note"],
        "feels_like": row["feels_like"],
        "self_care": row["self_care"],
        "call_if": row["call_if"],
        "advice": [_describe_advice(advice) for advice in row["advice"]],
        "sources": row["sources"],
    }


def _describe_warning_sign(row: _Mapped) -> PublicWarningSign:
    return {
        "key": row["key"],
        "sign": row["sign"],
        "level": row["level"],
        "action": row["action"],
        "what_to_do": row["what_to_do"],
        "looks_like": row["looks_like"],
        "sources": row["sources"],
    }


def _describe_avoid_item(row: _Mapped) -> PublicAvoidItem:
    return {
        "key": row["key"],
        "name": row["name"],
        "group": row["group"],
        "answer": row["answer"],
        "names": row["names"],
        "why": row["why"],
        "until": row["until"],
        "until_rule": row["until_rule"],
        "until_note": row["until_note"],
        "instead": row["instead"],
        "sources": row["sources"],
    }


def _describe_question(row: _Mapped) -> PublicQuestion:
    return {
        "key": row["key"],
        "group": row["group"],
        "question": row["question"],
        "short_answer": row["short_answer"],
        "long_answer": row["long_answer"],
        "sources": row["sources"],
    }


def _describe_keys(keys: list[str]) -> list[PublicKey]:
    return [{"key": key} for key in keys]


def _describe_causes_and_treatments(section: _Mapped) -> list[PublicCause | PublicTreatment]:
    return [*map(_describe_cause, section["causes"]), *map(_describe_treatment, section["treatments"])]


# {kind of section: what lists its rows}
_LIST_ROWS: dict[str, Callable[[_Mapped], Sequence[object]]] = {
    "prose": lambda section: [],
    "callout": lambda section: [],
    "steps": lambda section: [_describe_step(row) for row in section["steps"]],
    "facts": lambda section: _describe_keys(section["facts"]),
    "rules": lambda section: _describe_keys(section["rules"]),
    "figure": lambda section: [_describe_figure(section)],
    "acne_stages": lambda section: [_describe_acne_stage(row) for row in section["stages"]],
    "treatments": _describe_causes_and_treatments,
    "mechanism": lambda section: [_describe_cause(row) for row in section["causes"]],
    "phases": lambda section: [_describe_phase(row) for row in section["phases"]],
    "side_effects": lambda section: [_describe_side_effect(row) for row in section["side_effects"]],
    "warning_signs": lambda section: [_describe_warning_sign(row) for row in section["signs"]],
    "avoid_items": lambda section: [_describe_avoid_item(row) for row in section["items"]],
    "questions": lambda section: [_describe_question(row) for row in section["questions"]],
    "glossary": lambda section: [],
}


def _say(leaf: TextLeaf, resolver: Resolver) -> str | list[str]:
    words = list_words(leaf, resolver.say)
    return words if leaf.kind is TextKind.BLOCKS else words[0]
