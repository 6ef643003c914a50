"""Bring the words of an edition back into the draft rows, to go on editing from there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from education import models
from education.documents.build import build_topic_document, fill_phrase, fill_statement
from education.documents.schema import TopicDocument
from education.documents.upgrade import read_document
from education.loading.rows import assign_fields

Row = dict[str, Any]
Entries = dict[tuple[str, str], Row]  # {(part of the document, key): what stands there}

# {part of the document: the model of its rows}, in an order in which what is pointed to comes first
_SHARED: dict[str, type[models.DraftRow]] = {
    "sources": models.Source,
    "facts": models.Fact,
    "rules": models.Rule,
    "terms": models.GlossaryTerm,
}
_ROWS: dict[str, type[models.DraftRow]] = {
    "causes": models.Cause,
    "steps": models.CareStep,
    "stages": models.AcneStage,
    "treatments": models.Treatment,
    "phases": models.Phase,
    "side_effects": models.SideEffect,
    "signs": models.WarningSign,
    "items": models.AvoidItem,
    "questions": models.Question,
}
_OWN_ROWS: dict[str, type[models.DraftRow]] = {"quiz": models.QuizQuestion}  # they belong to one topic
MODELS = {**_SHARED, **_ROWS, **_OWN_ROWS}  # {part of the document: the model of its rows}
_OWN_FIELDS = ("title", "nav_title", "stage", "message", "description", "key_points")

RESTORED_MODELS: tuple[type[Model], ...] = (
    models.Topic,
    models.Section,
    *MODELS.values(),
    models.SideEffectAdvice,
    models.TreatmentEffect,
)


@dataclass
class RestoreReport:
    """`changed` names the draft rows that were written or moved, `added_since` those that the edition did not have.

    Rows added since stay: nothing that staff wrote is deleted here.
    """

    changed: list[str] = field(default_factory=list)
    added_since: list[str] = field(default_factory=list)

    def add_changed(self, model: type[Model], key: str) -> None:
        """Name the row, once."""
        name = f"{model._meta.verbose_name}: {key}"
        if name not in self.changed:
            self.changed.append(name)


def lock_drafts(topic: models.Topic) -> models.Topic:
    """Keep others from saving what a restore of *topic* may write, until this transaction ends.

    Returns the topic as it stands now. The locks let rows be pointed at, so whoever saves one meanwhile only waits.
    """
    locked = models.Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    tables = [
        models.Section.objects.filter(topic=locked),
        *(model._default_manager.all() for model in MODELS.values()),
    ]
    for rows in tables:  # in the order in which swap_places locks them: no deadlock
        list(rows.order_by("position", "key").select_for_update(no_key=True).values_list("pk"))
    return locked


@transaction.atomic
def restore_drafts(edition: models.Edition, *, by: User) -> RestoreReport:
    """Write the edition's words into the draft rows of its topic and of all that it shows, and put them in its order.

    Facts, rules, words, sources and causes are shared, so the drafts of other topics that use them change too. The
    titles of other topics, which its links show, stay as they are. Nothing goes live. The topic's history in the
    admin says that *by* did it.
    """
    report = RestoreReport()
    topic = lock_drafts(edition.topic)
    document = read_document(edition.document, edition.schema_version)
    with translation.override(edition.language):
        before = build_topic_document(topic, edition.language)
        made = _write_entries(_list_entries(before), _list_entries(document), report)
        _write_topic(topic, before, document, report)
        _order_rows(document, made, report)
        after = build_topic_document(topic, edition.language)
    report.added_since = sorted(key for _part, key in _list_places(after) - _list_places(document))
    LogEntry.objects.log_actions(
        by.pk, [topic], CHANGE, _("Restored edition %(number)d into the drafts.") % {"number": edition.number}
    )
    return report


def iterate_parts(document: TopicDocument) -> Iterator[tuple[str, list[Row]]]:
    """(part, its entries) of everything in *document* that is draft rows of their own."""
    for part in (*_SHARED, *_OWN_ROWS):
        yield part, cast(Row, document)[part]
    for part in _ROWS:
        for section in document["sections"]:
            if part in section:
                yield part, cast(Row, section)[part]


def _list_entries(document: TopicDocument) -> Entries:
    owner = {"topic": document["slug"]}
    return {
        (part, entry["key"]): entry | owner if part in _OWN_ROWS else entry
        for part, entries in iterate_parts(document)
        for entry in entries
    }


def _list_places(document: TopicDocument) -> set[tuple[str, str]]:
    return {*_list_entries(document), *(("sections", section["anchor"]) for section in document["sections"])}


# Rows of other models


def _write_entries(drafts: Entries, entries: Entries, report: RestoreReport) -> set[tuple[str, str]]:
    """Write those *entries* that the *drafts* do not hold. Returns the places of rows that had to be made anew."""
    made = set()
    for (part, key), entry in entries.items():
        if drafts.get((part, key)) != entry:
            model = MODELS[part]
            row = model._default_manager.filter(key=key).first()
            if row is None:
                row = model(key=key)
                made.add((part, key))
            _write_entry(row, entry)
            report.add_changed(model, key)
    return made


def _write_entry(row: models.DraftRow, entry: Row) -> None:
    children = {name: entry[name] for name in ("advice", "effects") if name in entry}
    content = {name: value for name, value in entry.items() if name not in children}
    _save(row, content | _find_templates(row, entry) if isinstance(row, models.Fact) else content)
    if isinstance(row, models.SideEffect):
        row.advice.all().delete()
        for advice in children["advice"]:
            _save(models.SideEffectAdvice(side_effect=row), advice, parent="side_effect")
    if isinstance(row, models.Treatment):
        row.effects.all().delete()
        for effect in children["effects"]:
            _save(models.TreatmentEffect(treatment=row), effect, parent="treatment")


def _find_templates(fact: models.Fact, entry: Row) -> Row:
    """The fact's phrase and statement with places for its numbers, which an edition does not hold.

    The draft's own where they make the edition's words; otherwise the words, with a place for what stands there once.
    """
    numbers = {name: entry[name] for name in ("numerator", "denominator")}
    phrase, statement = fact.phrase or "", fact.statement or ""
    if fill_phrase(phrase, **numbers) != entry["phrase"]:
        phrase = _open_places(entry["phrase"], {name: str(number) for name, number in numbers.items()})
    if fill_statement(statement, entry["phrase"]) != entry["statement"]:
        statement = _open_places(entry["statement"], {"phrase": entry["phrase"]})
    return {"phrase": phrase, "statement": statement}


def _open_places(text: str, values: dict[str, str]) -> str:
    """*text* with {name} for each value, or as it is unless each stands there as a whole and exactly once."""
    patterns = {name: rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)" for name, value in values.items()}
    if any(len(re.findall(pattern, text)) != 1 for pattern in patterns.values()):
        return text
    for name, pattern in patterns.items():
        text = re.sub(pattern, f"{{{name}}}", text)
    return text


# The topic and its sections


def _write_topic(topic: models.Topic, before: TopicDocument, document: TopicDocument, report: RestoreReport) -> None:
    """Write the topic's own words, its sections, and the order of these."""
    own = _read_own(document)
    changed = _read_own(before) != own
    if changed:
        _save(topic, own)
    drafts = {section["anchor"]: _read_section(cast(Row, section)) for section in before["sections"]}
    made = set()
    for section in document["sections"]:
        key, content = section["anchor"], _read_section(cast(Row, section))
        if drafts.get(key) != content:
            made |= {key} - drafts.keys()
            row = topic.sections.filter(key=key).first() or models.Section(topic=topic)
            _save(row, content, parent="topic", partial=False)
            changed = True
    moved = _order(
        models.Section.objects.filter(topic=topic), [section["anchor"] for section in document["sections"]], made
    )
    if changed or moved:
        report.add_changed(models.Topic, topic.key)


def _read_own(document: TopicDocument) -> Row:
    read_next = document["read_next"]
    own = {name: cast(Row, document)[name] for name in _OWN_FIELDS}
    return {**own, "read_next": read_next["slug"] if read_next else None}


def _read_section(section: Row) -> Row:
    """The section's own fields under their names in the model; a field that its kind lacks is not there."""
    content = {name: value for name, value in section.items() if name not in _ROWS}
    content["key"] = content.pop("anchor")
    if "description" in content:
        content["figure_description"] = content.pop("description")
    return content


# Order


def _order_rows(document: TopicDocument, made: set[tuple[str, str]], report: RestoreReport) -> None:
    """Put the rows of each part of *document* in its order. Words stand by the alphabet: new ones go last."""
    for part, entries in iterate_parts(document):
        keys = [entry["key"] for entry in entries]
        new = {key for key in keys if (part, key) in made}
        if part == "terms":
            _put_last(MODELS[part]._default_manager.all(), sorted(new))
        else:
            for key in _order(MODELS[part]._default_manager.all(), keys, new):
                report.add_changed(MODELS[part], key)


def _put_last(siblings: QuerySet[Any], keys: list[str]) -> None:
    last = siblings.exclude(key__in=keys).aggregate(last=Max("position"))["last"]
    for place, key in enumerate(keys, start=0 if last is None else last + 1):
        siblings.filter(key=key).update(position=place)


def _order(siblings: QuerySet[Any], keys: list[str], made: set[str]) -> list[str]:
    """Put the rows with these *keys* in this order, into the places that they have among all *siblings*.

    A row that was *made* has no place yet: it goes behind the one that comes before it. Returns the keys of those that
    moved.
    """
    rows = list(siblings.order_by("position", "key"))
    standing = [row.key for row in rows if row.key in keys]
    moved = [key for key, other in zip(keys, standing, strict=True) if key != other]
    if not moved and not made:
        return []
    placed = iter([key for key in keys if key not in made])
    order = [next(placed) if row.key in keys else row.key for row in rows if row.key not in made]
    for before, key in pairwise(["", *keys]):
        if key in made:
            order.insert(_find_place(order, before, keys), key)
    places = {key: place for place, key in enumerate(order)}
    for row in rows:
        if row.position != places[row.key]:
            siblings.filter(pk=row.pk).update(position=places[row.key], changed_at=timezone.now())
    return moved


def _find_place(order: list[str], before: str, keys: list[str]) -> int:
    """The place in *order* behind *before*, or in front of all *keys* when nothing comes before."""
    if before:
        return order.index(before) + 1
    return next((place for place, key in enumerate(order) if key in keys), len(order))


def _save(row: Model, content: Row, parent: str | None = None, *, partial: bool = True) -> None:
    many = assign_fields(row, content, parent, partial=partial)
    if isinstance(row, models.DraftRow):
        row.revision += 1
    row.save()
    for name, items in many.items():
        getattr(row, name).set(items)
