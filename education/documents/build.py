"""Draft rows to document: the only reader of the draft tables, with one small function a kind of section."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django.utils import translation

from education import models
from education.models.drafts import split_lines

from . import schema
from .references import find_references
from .texts import iterate_texts

Row = dict[str, Any]


def build_topic_document(topic: models.Topic, language: str) -> schema.TopicDocument:
    """The document of *topic* in *language* as its draft rows stand now.

    A reference to something that is not there is left out of the document; validation names it.
    """
    with translation.override(language):
        document = _build_frame(topic, language)
        document["sections"] = [_build_section(section) for section in _list_sections(topic)]
        _embed_references(document)
        _embed_sources(document)
    return schema.check_shape(document)


def _build_frame(topic: models.Topic, language: str) -> Row:
    return {
        "schema_version": schema.SCHEMA_VERSION,
        "slug": topic.key,
        "language": language,
        "stage": topic.stage,
        "title": topic.title,
        "nav_title": topic.nav_title,
        "message": topic.message,
        "description": topic.description,
        "key_points": split_lines(topic.key_points),
        "sections": [],
        "read_next": _link(topic.read_next) if topic.read_next else None,
        "links": [],
        "facts": [],
        "rules": [],
        "terms": [],
        "sources": [],
    }


def _list_sections(topic: models.Topic) -> Iterable[models.Section]:
    return topic.sections.prefetch_related("sources", "facts", "rules")


def _build_section(section: models.Section) -> Row:
    return {
        "kind": section.kind,
        "anchor": section.key,
        "heading": section.heading,
        "body": section.body or "",
        "sources": _source_keys(section),
        **_BUILDERS[section.kind](section),
    }


def _source_keys(row: models.ClaimRow) -> list[str]:
    return [source.key for source in row.sources.all()]


def _copy(row: models.DraftRow, *fields: str) -> Row:
    """*fields* of *row* under their own names, an empty text for None, and its key."""
    return {"key": row.key, **{field: getattr(row, field) or "" for field in fields}}


def _lines(row: models.DraftRow, *fields: str) -> Row:
    return {field: split_lines(getattr(row, field)) for field in fields}


def _isoformat(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _link(topic: models.Topic) -> schema.TopicLink:
    return {"slug": topic.key, "title": topic.title}


# One function a kind of section


def _build_prose(section: models.Section) -> Row:
    return {}


def _build_callout(section: models.Section) -> Row:
    return {"level": section.level}


def _build_steps(section: models.Section) -> Row:
    rows = _choose(models.CareStep.objects.all(), "when", section)
    return {
        "group": section.group,
        "steps": [{**_copy(row, "when", "for_whom", "what", "why"), "sources": _source_keys(row)} for row in rows]
    }


def _build_facts(section: models.Section) -> Row:
    return {"facts": [fact.key for fact in section.facts.all()]}


def _build_rules(section: models.Section) -> Row:
    return {"rules": [rule.key for rule in section.rules.all()]}


def _build_figure(section: models.Section) -> Row:
    return {
        "figure": section.figure,
        "description": section.figure_description or "",
        "caption": section.caption or "",
    }


def _build_acne_stages(section: models.Section) -> Row:
    rows = models.AcneStage.objects.prefetch_related("sources")
    return {
        "stages": [
            {**_copy(row, "name", "description", "picture_description"), "sources": _source_keys(row)} for row in rows
        ]
    }


def _list_causes() -> list[Row]:
    return [_copy(cause, "name", "summary") for cause in models.Cause.objects.all()]


def _build_treatments(section: models.Section) -> Row:
    rows = models.Treatment.objects.prefetch_related("sources", "effects__cause")
    return {"causes": _list_causes(), "treatments": [_build_treatment(row) for row in rows]}


def _build_treatment(row: models.Treatment) -> Row:
    return {
        **_copy(row, "name", "form", "how_it_works", "suits", "time_to_work", "common_problems"),
        **_copy(row, "with_isotretinoin", "with_isotretinoin_note"),
        **_lines(row, "names", "also"),
        "effects": [{"cause": effect.cause.key, "strength": effect.strength} for effect in row.effects.all()],
        "sources": _source_keys(row),
    }


def _build_mechanism(section: models.Section) -> Row:
    return {"causes": _list_causes()}


def _build_phases(section: models.Section) -> Row:
    rows = models.Phase.objects.prefetch_related("sources")
    return {
        "phases": [
            {
                **_copy(row, "title", "counted_from", "skin", "body", "what_to_do", "tests_and_visits"),
                "week_from": row.week_from,
                "week_to": row.week_to,
                "sources": _source_keys(row),
            }
            for row in rows
        ]
    }


def _build_side_effects(section: models.Section) -> Row:
    rows = models.SideEffect.objects.select_related("frequency").prefetch_related("sources", "advice")
    return {"side_effects": [_build_side_effect(row) for row in rows]}


def _build_side_effect(row: models.SideEffect) -> Row:
    return {
        **_copy(row, "name", "body_area", "frequency_note", "feels_like", "self_care", "call_if"),
        **_lines(row, "also"),
        "frequency": row.frequency.key if row.frequency else None,
        "advice": [
            {
                "counted_from": advice.counted_from,
                "week_from": advice.week_from,
                "week_to": advice.week_to,
                "level": advice.level,
                "text": advice.text,
            }
            for advice in row.advice.all()
        ],
        "sources": _source_keys(row),
    }


def _build_warning_signs(section: models.Section) -> Row:
    rows = _choose(models.WarningSign.objects.all(), "level", section)
    return {
        "group": section.group,
        "signs": [
            {
                **_copy(row, "sign", "level", "action", "what_to_do", "looks_like"),
                **_lines(row, "also"),
                "sources": _source_keys(row),
            }
            for row in rows
        ]
    }


def _build_avoid_items(section: models.Section) -> Row:
    rows = _choose(models.AvoidItem.objects.select_related("until_rule"), "group", section)
    return {
        "group": section.group,
        "items": [
            {
                **_copy(row, "name", "group", "answer", "why", "until", "until_note", "instead"),
                **_lines(row, "names", "also"),
                "until_rule": row.until_rule.key if row.until_rule else None,
                "sources": _source_keys(row),
            }
            for row in rows
        ]
    }


def _build_questions(section: models.Section) -> Row:
    rows = _choose(models.Question.objects.all(), "group", section)
    return {
        "group": section.group,
        "questions": [
            {
                **_copy(row, "group", "question", "short_answer", "long_answer"),
                **_lines(row, "also"),
                "sources": _source_keys(row),
            }
            for row in rows
        ]
    }


def _build_glossary(section: models.Section) -> Row:
    return {}


def _choose(rows: Any, field: str, section: models.Section) -> Any:
    """The *rows* of the section's group, or all of them when it names none."""
    rows = rows.prefetch_related("sources")
    return rows.filter(**{field: section.group}) if section.group else rows


_BUILDERS: dict[str, Callable[[models.Section], Row]] = {
    "prose": _build_prose,
    "callout": _build_callout,
    "steps": _build_steps,
    "facts": _build_facts,
    "rules": _build_rules,
    "figure": _build_figure,
    "acne_stages": _build_acne_stages,
    "treatments": _build_treatments,
    "mechanism": _build_mechanism,
    "phases": _build_phases,
    "side_effects": _build_side_effects,
    "warning_signs": _build_warning_signs,
    "avoid_items": _build_avoid_items,
    "questions": _build_questions,
    "glossary": _build_glossary,
}


# What the text refers to


def _embed_references(document: Row) -> None:
    """Put in the facts, rules, terms and links that the texts refer to, and those that these refer to in turn."""
    wanted = _find_named_in_sections(document)
    embedded: set[tuple[str, str]] | None = None
    while embedded != wanted:
        embedded = set(wanted)
        _embed(document, embedded)
        wanted |= {
            (reference.kind, reference.key)
            for leaf in iterate_texts(cast(schema.TopicDocument, document))
            for reference in find_references(leaf.text)
        }


def _embed(document: Row, wanted: set[tuple[str, str]]) -> None:
    def keys(kind: str) -> set[str]:
        return {key for wanted_kind, key in wanted if wanted_kind == kind}

    all_terms = any(section["kind"] == "glossary" for section in document["sections"])
    terms = models.GlossaryTerm.objects.all() if all_terms else models.GlossaryTerm.objects.filter(key__in=keys("term"))
    facts = models.Fact.objects.filter(key__in=keys("fact")).prefetch_related("sources")
    rules = models.Rule.objects.filter(key__in=keys("rule")).prefetch_related("sources")
    document["terms"] = [{**_copy(term, "term", "meaning", "say"), **_lines(term, "also")} for term in terms]
    document["facts"] = [_build_fact(fact) for fact in facts]
    document["rules"] = [_build_rule(rule) for rule in rules]
    document["links"] = [_link(topic) for topic in models.Topic.objects.filter(key__in=keys("topic"))]


def _find_named_in_sections(document: Row) -> set[tuple[str, str]]:
    """What sections and rows name by key alone, outside the text."""
    named: set[tuple[str, str]] = set()
    for section in document["sections"]:
        named |= {("fact", key) for key in section.get("facts", [])}
        named |= {("rule", key) for key in section.get("rules", [])}
        named |= {("fact", row["frequency"]) for row in section.get("side_effects", []) if row["frequency"]}
        named |= {("rule", row["until_rule"]) for row in section.get("items", []) if row["until_rule"]}
    return named


def _build_fact(fact: models.Fact) -> Row:
    phrase = fact.phrase.replace("{numerator}", str(fact.numerator)).replace("{denominator}", str(fact.denominator))
    return {
        **_copy(fact, "kind", "population", "certainty", "certainty_note"),
        "phrase": phrase,
        "statement": fact.statement.replace("{phrase}", phrase),
        "numerator": fact.numerator,
        "denominator": fact.denominator,
        "checked_on": fact.checked_on.isoformat(),
        "sources": _source_keys(fact),
    }


def _build_rule(rule: models.Rule) -> Row:
    return {
        **_copy(rule, "title", "jurisdiction", "phrase", "statement"),
        "days_before_first_capsule": rule.days_before_first_capsule,
        "days_after_last_capsule": rule.days_after_last_capsule,
        "in_force_from": _isoformat(rule.in_force_from),
        "checked_on": rule.checked_on.isoformat(),
        "check_by": rule.check_by.isoformat(),
        "sources": _source_keys(rule),
    }


def _embed_sources(document: Row) -> None:
    """Put in the sources that sections, rows, facts and rules name."""
    named = {key for row in _iterate_rows(document) for key in row.get("sources", [])}
    document["sources"] = [
        _copy(source, "title", "publisher", "url", "dated", "kind", "state")
        for source in models.Source.objects.filter(key__in=named)
    ]


def _iterate_rows(document: Row) -> Iterable[Row]:
    yield from document["facts"]
    yield from document["rules"]
    for section in document["sections"]:
        yield section
        for value in section.values():
            if isinstance(value, list):
                yield from (row for row in value if isinstance(row, dict))
