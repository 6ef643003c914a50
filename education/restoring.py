"""Bring the words of an edition back into the draft rows, to go on editing from there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from education import models
from education.documents.build import build_topic_document
from education.documents.schema import TopicDocument
from education.documents.upgrade import read_document
from education.documents.validate import list_anchors
from education.loading.rows import assign_fields

Row = dict[str, Any]

# {part of the document: the model of its rows}, in an order in which what is pointed to comes first
_SHARED: dict[str, type[models.DraftRow]] = {
    "sources": models.Source,
    "facts": models.Fact,
    "rules": models.Rule,
    "terms": models.GlossaryTerm,
}
_ROWS: dict[str, type[models.DraftRow]] = {
    "steps": models.CareStep,
    "stages": models.AcneStage,
    "treatments": models.Treatment,
    "phases": models.Phase,
    "side_effects": models.SideEffect,
    "signs": models.WarningSign,
    "items": models.AvoidItem,
    "questions": models.Question,
}


@dataclass
class RestoreReport:
    """`changed` names the draft rows that were written, `added_since` those that the edition did not have.

    Rows added since stay: nothing that staff wrote is deleted here.
    """

    changed: list[str] = field(default_factory=list)
    added_since: list[str] = field(default_factory=list)


@transaction.atomic
def restore_drafts(edition: models.Edition, *, by: User) -> RestoreReport:
    """Write the edition's words into the draft rows of its topic and of all that it shows.

    Facts, rules, words and sources are shared, so the drafts of other topics that use them change too. Nothing goes
    live. The topic's history in the admin says that *by* did it.
    """
    report = RestoreReport()
    document = read_document(edition.document, edition.schema_version)
    with translation.override(edition.language):
        before = build_topic_document(edition.topic, edition.language)
        drafts = {place: entry for place, _, entry in _iterate_entries(before)}
        for place, model, entry in _iterate_entries(document):
            if drafts.get(place) != entry:
                _write_entry(model, entry)
                report.changed.append(f"{model._meta.verbose_name}: {entry['key']}")
        if _strip_entries(before) != _strip_entries(document):
            _write_topic(edition.topic, document)
            report.changed.append(f"{edition.topic._meta.verbose_name}: {edition.topic.key}")
        after = build_topic_document(edition.topic, edition.language)
    report.added_since = sorted(set(list_anchors(after)) - set(list_anchors(document)))
    LogEntry.objects.log_actions(
        by.pk, [edition.topic], CHANGE, _("Restored edition %(number)d into the drafts.") % {"number": edition.number}
    )
    return report


def _iterate_entries(document: TopicDocument) -> Iterator[tuple[tuple[str, str], type[models.DraftRow], Row]]:
    """((part, key), model, entry) of everything in *document* that is a draft row of its own."""
    for part, model in _SHARED.items():
        for entry in cast(Row, document)[part]:
            yield (part, entry["key"]), model, entry
    for section in document["sections"]:
        for part, model in _ROWS.items():
            for entry in cast(Row, section).get(part, []):
                yield (part, entry["key"]), model, entry


def _strip_entries(document: TopicDocument) -> Row:
    """The topic's own words: *document* without what stands in draft rows of other models."""
    sections = [
        {name: value for name, value in section.items() if name not in _ROWS and name != "causes"}
        for section in document["sections"]
    ]
    own = {name: value for name, value in document.items() if name not in _SHARED and name != "links"}
    return {**own, "sections": sections}


def _write_entry(model: type[models.DraftRow], entry: Row) -> None:
    row = model._default_manager.filter(key=entry["key"]).first() or model(key=entry["key"])
    children = {name: entry[name] for name in ("advice", "effects") if name in entry}
    _save(row, {name: value for name, value in entry.items() if name not in children})
    if isinstance(row, models.SideEffect):
        row.advice.all().delete()
        for advice in children["advice"]:
            _save(models.SideEffectAdvice(side_effect=row), advice, parent="side_effect")
    if isinstance(row, models.Treatment):
        row.effects.all().delete()
        for effect in children["effects"]:
            _save(models.TreatmentEffect(treatment=row), effect, parent="treatment")


def _write_topic(topic: models.Topic, document: TopicDocument) -> None:
    read_next = document["read_next"]
    fields = ("title", "nav_title", "stage", "message", "description", "key_points")
    _save(
        topic,
        {name: cast(Row, document)[name] for name in fields} | {"read_next": read_next["slug"] if read_next else None},
    )
    restored = {section["anchor"] for section in document["sections"]}
    added = topic.sections.exclude(key__in=restored)
    for position, section in enumerate(document["sections"]):
        draft = topic.sections.filter(key=section["anchor"]).first() or models.Section(topic=topic)
        draft.position = position
        _save(draft, _to_draft_fields(cast(Row, section)), parent="topic")
    for position, draft in enumerate(added, start=len(restored)):
        draft.position = position
        draft.save()


def _to_draft_fields(section: Row) -> Row:
    content = {name: value for name, value in section.items() if name not in _ROWS and name != "causes"}
    content["key"] = content.pop("anchor")
    if "description" in content:
        content["figure_description"] = content.pop("description")
    return content


def _save(row: Model, content: Row, parent: str | None = None) -> None:
    many = assign_fields(row, content, parent, partial=True)
    if isinstance(row, models.DraftRow):
        row.revision += 1
    row.save()
    for name, items in many.items():
        getattr(row, name).set(items)
