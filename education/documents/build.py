"""Draft rows to document. Nothing else makes documents of them; there is one small function a kind of section."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
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
    return build_topic_documents([topic], language)[topic.key]


def build_topic_documents(topics: Iterable[models.Topic], language: str) -> dict[str, schema.TopicDocument]:
    """{key: document} of *topics*, in a number of queries that does not grow with theirs."""
    drafts = _DraftTables(list(topics))
    with translation.override(language):
        return {topic.key: _build_document(topic, language, drafts) for topic in drafts.topics}


def build_text_document(text: str, language: str) -> schema.TopicDocument:
    """A document that holds *text* and what it refers to, and nothing else: to show it while somebody writes it."""
    drafts = _DraftTables([])
    with translation.override(language):
        topic = models.Topic(key="text", stage="reference", title="", nav_title="", description="", message=text)
        return _build_document(topic, language, drafts)


class _DraftTables:
    """The draft rows behind some topics. Each table is read when it is first needed, and once only."""

    def __init__(self, topics: list[models.Topic]) -> None:
        self.topics = topics

    def get_sections(self, topic: models.Topic) -> list[models.Section]:
        return self._sections[topic.pk]

    @cached_property
    def _sections(self) -> dict[int, list[models.Section]]:
        sections = defaultdict(list)
        rows = models.Section.objects.filter(topic__in=self.topics).prefetch_related("sources", "facts", "rules")
        for section in rows:
            sections[section.topic_id].append(section)
        return sections

    def get_quiz(self, topic: models.Topic) -> list[models.QuizQuestion]:
        return self._quiz[topic.pk]

    @cached_property
    def _quiz(self) -> dict[int, list[models.QuizQuestion]]:
        quiz = defaultdict(list)
        for row in models.QuizQuestion.objects.filter(topic__in=self.topics).prefetch_related("sources"):
            quiz[row.topic_id].append(row)
        return quiz

    @cached_property
    def all_topics(self) -> list[models.Topic]:
        return list(models.Topic.objects.all())

    @cached_property
    def causes(self) -> list[models.Cause]:
        return list(models.Cause.objects.all())

    @cached_property
    def acne_stages(self) -> list[models.AcneStage]:
        return list(models.AcneStage.objects.prefetch_related("sources"))

    @cached_property
    def treatments(self) -> list[models.Treatment]:
        return list(models.Treatment.objects.prefetch_related("sources", "effects__cause"))

    @cached_property
    def phases(self) -> list[models.Phase]:
        return list(models.Phase.objects.prefetch_related("sources"))

    @cached_property
    def care_steps(self) -> list[models.CareStep]:
        return list(models.CareStep.objects.prefetch_related("sources"))

    @cached_property
    def side_effects(self) -> list[models.SideEffect]:
        return list(models.SideEffect.objects.select_related("frequency").prefetch_related("sources", "advice"))

    @cached_property
    def warning_signs(self) -> list[models.WarningSign]:
        return list(models.WarningSign.objects.prefetch_related("sources"))

    @cached_property
    def avoid_items(self) -> list[models.AvoidItem]:
        return list(models.AvoidItem.objects.select_related("until_rule").prefetch_related("sources"))

    @cached_property
    def questions(self) -> list[models.Question]:
        return list(models.Question.objects.prefetch_related("sources"))

    @cached_property
    def facts(self) -> list[models.Fact]:
        return list(models.Fact.objects.prefetch_related("sources"))

    @cached_property
    def rules(self) -> list[models.Rule]:
        return list(models.Rule.objects.prefetch_related("sources"))

    @cached_property
    def terms(self) -> list[models.GlossaryTerm]:
        return list(models.GlossaryTerm.objects.all())

    @cached_property
    def sources(self) -> list[models.Source]:
        return list(models.Source.objects.all())


def _build_document(topic: models.Topic, language: str, drafts: _DraftTables) -> schema.TopicDocument:
    document = _build_frame(topic, language, drafts)
    document["sections"] = [_build_section(section, drafts) for section in drafts.get_sections(topic)]
    document["quiz"] = [_build_quiz_row(row) for row in drafts.get_quiz(topic)]
    _embed_references(document, drafts)
    _embed_sources(document, drafts)
    return schema.check_shape(document)


def _build_frame(topic: models.Topic, language: str, drafts: _DraftTables) -> Row:
    read_next = next((other for other in drafts.all_topics if other.pk == topic.read_next_id), None)
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
        "quiz": [],
        "read_next": _link(read_next) if read_next else None,
        "links": [],
        "facts": [],
        "rules": [],
        "terms": [],
        "sources": [],
    }


def _build_section(section: models.Section, drafts: _DraftTables) -> Row:
    return {
        "kind": section.kind,
        "anchor": section.key,
        "heading": section.heading,
        "body": section.body or "",
        "sources": _source_keys(section),
        **_BUILDERS[section.kind](section, drafts),
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


def _build_prose(section: models.Section, drafts: _DraftTables) -> Row:
    return {}


def _build_callout(section: models.Section, drafts: _DraftTables) -> Row:
    return {"level": section.level}


def _build_steps(section: models.Section, drafts: _DraftTables) -> Row:
    rows = _choose(drafts.care_steps, "when", section)
    return {
        "group": section.group,
        "steps": [{**_copy(row, "when", "for_whom", "what", "why"), "sources": _source_keys(row)} for row in rows],
    }


def _build_facts(section: models.Section, drafts: _DraftTables) -> Row:
    return {"facts": [fact.key for fact in section.facts.all()]}


def _build_rules(section: models.Section, drafts: _DraftTables) -> Row:
    return {"rules": [rule.key for rule in section.rules.all()]}


def _build_figure(section: models.Section, drafts: _DraftTables) -> Row:
    return {
        "figure": section.figure,
        "description": section.figure_description or "",
        "caption": section.caption or "",
    }


def _build_acne_stages(section: models.Section, drafts: _DraftTables) -> Row:
    return {
        "stages": [
            {**_copy(row, "name", "description", "picture_description"), "sources": _source_keys(row)}
            for row in drafts.acne_stages
        ]
    }


def _list_causes(drafts: _DraftTables) -> list[Row]:
    return [_copy(cause, "name", "summary") for cause in drafts.causes]


def _build_treatments(section: models.Section, drafts: _DraftTables) -> Row:
    return {"causes": _list_causes(drafts), "treatments": [_build_treatment(row) for row in drafts.treatments]}


def _build_treatment(row: models.Treatment) -> Row:
    return {
        **_copy(row, "name", "form", "how_it_works", "suits", "time_to_work", "common_problems"),
        **_copy(row, "with_isotretinoin", "with_isotretinoin_note"),
        **_lines(row, "names", "also"),
        "effects": [{"cause": effect.cause.key, "strength": effect.strength} for effect in row.effects.all()],
        "sources": _source_keys(row),
    }


def _build_mechanism(section: models.Section, drafts: _DraftTables) -> Row:
    return {"causes": _list_causes(drafts)}


def _build_phases(section: models.Section, drafts: _DraftTables) -> Row:
    return {
        "phases": [
            {
                **_copy(row, "title", "counted_from", "skin", "body", "what_to_do", "tests_and_visits"),
                "week_from": row.week_from,
                "week_to": row.week_to,
                "sources": _source_keys(row),
            }
            for row in drafts.phases
        ]
    }


def _build_side_effects(section: models.Section, drafts: _DraftTables) -> Row:
    return {"side_effects": [_build_side_effect(row) for row in drafts.side_effects]}


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


def _build_warning_signs(section: models.Section, drafts: _DraftTables) -> Row:
    rows = _choose(drafts.warning_signs, "level", section)
    return {
        "group": section.group,
        "signs": [
            {
                **_copy(row, "sign", "level", "action", "what_to_do", "looks_like"),
                **_lines(row, "also"),
                "sources": _source_keys(row),
            }
            for row in rows
        ],
    }


def _build_avoid_items(section: models.Section, drafts: _DraftTables) -> Row:
    rows = _choose(drafts.avoid_items, "group", section)
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
        ],
    }


def _build_questions(section: models.Section, drafts: _DraftTables) -> Row:
    rows = _choose(drafts.questions, "group", section)
    return {
        "group": section.group,
        "questions": [
            {
                **_copy(row, "group", "question", "short_answer", "long_answer"),
                **_lines(row, "also"),
                "sources": _source_keys(row),
            }
            for row in rows
        ],
    }


def _build_glossary(section: models.Section, drafts: _DraftTables) -> Row:
    return {}


def _choose(rows: Iterable[Any], field: str, section: models.Section) -> list[Any]:
    """The *rows* of the section's group, or all of them when it names none."""
    return [row for row in rows if not section.group or getattr(row, field) == section.group]


_BUILDERS: dict[str, Callable[[models.Section, _DraftTables], Row]] = {
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


def _build_quiz_row(row: models.QuizQuestion) -> Row:
    return {
        **_copy(row, "question", "right_answer", "why", "read_again"),
        **_lines(row, "wrong_answers"),
        "sources": _source_keys(row),
    }


# What the text refers to


def _embed_references(document: Row, drafts: _DraftTables) -> None:
    """Put in the facts, rules, terms and links that the texts refer to, and those that these refer to in turn."""
    wanted = _find_named_in_sections(document)
    embedded: set[tuple[str, str]] | None = None
    while embedded != wanted:
        embedded = set(wanted)
        _embed(document, embedded, drafts)
        wanted |= {
            (reference.kind, reference.key)
            for leaf in iterate_texts(cast(schema.TopicDocument, document))
            for reference in find_references(leaf.text)
        }


def _embed(document: Row, wanted: set[tuple[str, str]], drafts: _DraftTables) -> None:
    all_terms = any(section["kind"] == "glossary" for section in document["sections"])
    terms = [term for term in drafts.terms if all_terms or ("term", term.key) in wanted]
    document["terms"] = [{**_copy(term, "term", "meaning", "say"), **_lines(term, "also")} for term in terms]
    document["facts"] = [_build_fact(fact) for fact in drafts.facts if ("fact", fact.key) in wanted]
    document["rules"] = [_build_rule(rule) for rule in drafts.rules if ("rule", rule.key) in wanted]
    others = [topic for topic in drafts.all_topics if topic.key != document["slug"]]
    document["links"] = [_link(topic) for topic in others if ("topic", topic.key) in wanted]


def _find_named_in_sections(document: Row) -> set[tuple[str, str]]:
    """What sections and rows name by key alone, outside the text."""
    named: set[tuple[str, str]] = set()
    for section in document["sections"]:
        named |= {("fact", key) for key in section.get("facts", [])}
        named |= {("rule", key) for key in section.get("rules", [])}
        named |= {("fact", row["frequency"]) for row in section.get("side_effects", []) if row["frequency"]}
        named |= {("rule", row["until_rule"]) for row in section.get("items", []) if row["until_rule"]}
    return named


def fill_phrase(template: str, numerator: int | None, denominator: int | None) -> str:
    """A fact's phrase with its numbers in place. A placeholder without its number stays, and validation names it."""
    for name, number in (("{numerator}", numerator), ("{denominator}", denominator)):
        template = template if number is None else template.replace(name, str(number))
    return template


def fill_statement(template: str, phrase: str) -> str:
    """A fact's statement with its phrase in place."""
    return template.replace("{phrase}", phrase)


def _build_fact(fact: models.Fact) -> Row:
    phrase = fill_phrase(fact.phrase, fact.numerator, fact.denominator)
    return {
        **_copy(fact, "kind", "population", "certainty", "certainty_note"),
        "phrase": phrase,
        "statement": fill_statement(fact.statement, phrase),
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


def _embed_sources(document: Row, drafts: _DraftTables) -> None:
    """Put in the sources that sections, rows, questions of the quiz, facts and rules name."""
    named = {key for row in _iterate_rows(document) for key in row.get("sources", [])}
    document["sources"] = [
        _copy(source, "title", "publisher", "url", "dated", "kind", "state")
        for source in drafts.sources
        if source.key in named
    ]


def _iterate_rows(document: Row) -> Iterable[Row]:
    yield from document["facts"]
    yield from document["rules"]
    yield from document["quiz"]
    for section in document["sections"]:
        yield section
        for value in section.values():
            if isinstance(value, list):
                yield from (row for row in value if isinstance(row, dict))
