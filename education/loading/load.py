"""Load fixture rows into the draft tables. A row that staff changed or deleted stays as they left it.

Words and places are apart: new words come into a row that staff moved, and rows that staff moved stay where they are.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models as db
from django.db import transaction
from django.utils import timezone, translation

from education.models import DraftRow, LoadedRow, Topic

from .files import FixtureError, FixtureRow, read_folder
from .rows import (
    Content,
    assign_fields,
    compute_content_sha256,
    list_child_rows,
    list_with_relations,
    lock_with_relations,
    normalize_content,
    read_content,
)
from .specs import SPECS, ChildSpec, FixtureSpec

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
LANGUAGE = "en"


# A row that is written, its draft, and its relations to many.
Taken = tuple[FixtureRow, DraftRow, dict[str, list[DraftRow]]]


@dataclass
class LoadReport:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0  # counted beside: a row in a new place may have old words
    kept: list[str] = field(default_factory=list)  # a sentence for each row that staff's version stands for
    no_longer_shipped: list[str] = field(default_factory=list)  # rows that were loaded once and are in no file now


@transaction.atomic
def load_guide(folder: Path = FIXTURES) -> LoadReport:
    """Load the folder's rows. Raises FixtureError, and changes nothing, when any row is at fault."""
    report = LoadReport()
    reasons: list[str] = []
    rows = read_folder(folder)
    list(Topic.objects.select_for_update().order_by("pk"))  # first, as whoever publishes or restores: no deadlock
    with translation.override(LANGUAGE):
        for spec in SPECS:
            of_spec = [row for row in rows if row.spec is spec]
            taken = _take_rows(spec, of_spec, report, reasons)
            _set_relations(taken, reasons)
            _take_places(spec, of_spec, report)
            report.no_longer_shipped += _list_no_longer_shipped(spec, of_spec)
            if reasons:  # later rows point to these: their faults would be echoes
                raise FixtureError(reasons)
    return report


def list_staff_changes() -> list[tuple[str, str]]:
    """(fixture name, key) of every row that goes into editions and is not as load_guide left it."""
    specs = [spec for spec in SPECS if spec.in_editions]
    loaded = {
        (row.model, row.key): row.content_sha256
        for row in LoadedRow.objects.filter(model__in=[spec.name for spec in specs])
    }
    with translation.override(LANGUAGE):
        current = {
            (spec.name, row.key): compute_content_sha256(row, spec)
            for spec in specs
            for row in list_with_relations(spec)
        }
    changed = {place for place, sha256 in current.items() if loaded.get(place) != sha256}
    return sorted(changed | (loaded.keys() - current.keys()))


def _take_rows(spec: FixtureSpec, rows: list[FixtureRow], report: LoadReport, reasons: list[str]) -> list[Taken]:
    """Save the own fields of those *rows* that may be written; returns them with their draft rows."""
    existing = {row.key: row for row in lock_with_relations(spec)}
    loaded = {row.key: row for row in LoadedRow.objects.filter(model=spec.name)}
    taken: list[Taken] = []
    for row in rows:
        draft, before = existing.get(row.key), loaded.get(row.key)
        kept = _explain_kept(row, draft, before)
        if kept:
            report.kept.append(kept)
            continue
        if draft is not None and before is not None and before.file_sha256 == row.sha256:
            report.unchanged += 1  # neither the file nor, as it was not kept, the draft has changed
            continue
        if draft is not None and _is_same(row, draft):
            report.unchanged += 1
            _remember(row, draft)
            continue
        report.created += draft is None
        report.updated += draft is not None
        draft = draft or spec.model(key=row.key, position=row.position)
        many = _save_fields(row, draft, reasons)
        if many is not None:
            taken.append((row, draft, many))
    return taken


def _explain_kept(row: FixtureRow, draft: DraftRow | None, before: LoadedRow | None) -> str | None:
    if draft is None:
        return f"{row.spec.name}: {row.key} was deleted by staff and stays deleted" if before else None
    if before is not None and compute_content_sha256(draft, row.spec) == before.content_sha256:
        return None
    if _is_same(row, draft):
        return None
    return f"{row.spec.name}: {row.key} was changed by staff and stays as they left it"


def _is_same(row: FixtureRow, draft: DraftRow) -> bool:
    try:
        wanted = normalize_content(row.content, row.spec)
    except ValidationError:  # it will be explained when the row is saved
        return False
    return read_content(draft, row.spec) == wanted


def _save_fields(row: FixtureRow, draft: DraftRow, reasons: list[str]) -> dict[str, list[DraftRow]] | None:
    """Save what does not point to other rows of the same file. Returns the relations to many, or None at a fault."""
    later = {child.accessor for child in row.spec.children} | _self_relations(row.spec)
    content = {name: value for name, value in row.content.items() if name not in later}
    try:
        many = assign_fields(draft, content)
        draft.full_clean()
    except ValidationError as error:
        reasons += [row.explain(reason) for reason in _explain(error)]
        return None
    draft.revision += 1
    draft.save()
    return many


def _self_relations(spec: FixtureSpec) -> set[str]:
    return {
        model_field.name
        for model_field in spec.model._meta.fields
        if isinstance(model_field, db.ForeignKey) and model_field.related_model is spec.model
    }


def _set_relations(taken: list[Taken], reasons: list[str]) -> None:
    for row, draft, many in taken:
        own = {name: row.content.get(name) for name in _self_relations(row.spec)}
        try:
            if own:
                assign_fields(draft, own, partial=True)
                draft.save()
            for name, items in many.items():
                getattr(draft, name).set(items)
            for child in row.spec.children:
                _replace_children(draft, child, list_child_rows(row.content, child))
        except ValidationError as error:
            reasons += [row.explain(reason) for reason in _explain(error)]
            continue
        _remember(row, type(draft)._default_manager.get(pk=draft.pk))


def _take_places(spec: FixtureSpec, rows: list[FixtureRow], report: LoadReport) -> None:
    """Put the rows in the order of the files, unless staff put any of them in an order of their own."""
    places = dict(spec.model._default_manager.values_list("key", "position"))
    loaded = {row.key: row for row in LoadedRow.objects.filter(model=spec.name)}
    placed = [(row, loaded[row.key]) for row in rows if row.key in places and row.key in loaded]
    if any(places[row.key] not in (before.position, row.position) for row, before in placed):
        return
    for row, before in placed:
        if places[row.key] != row.position:
            spec.model._default_manager.filter(key=row.key).update(position=row.position, changed_at=timezone.now())
            report.moved += 1
        if before.position != row.position:
            before.position = row.position
            before.save(update_fields=["position"])


def _list_no_longer_shipped(spec: FixtureSpec, rows: list[FixtureRow]) -> list[str]:
    """The drafts that were loaded once and are not among *rows*, in their order."""
    loaded = set(LoadedRow.objects.filter(model=spec.name).values_list("key", flat=True))
    gone = spec.model._default_manager.filter(key__in=loaded - {row.key for row in rows})
    return [f"{spec.name}: {draft.key}" for draft in gone]


def _replace_children(draft: DraftRow, child: ChildSpec, contents: list[Content]) -> None:
    getattr(draft, child.accessor).all().delete()
    for position, content in enumerate(contents):
        item = child.model(**{child.parent: draft})
        many = assign_fields(item, content, child.parent)
        if isinstance(item, DraftRow):
            item.position = position
        try:
            item.full_clean()
        except ValidationError as error:
            place = content.get("key", position + 1)
            raise ValidationError([f"{child.accessor}, {place}: {reason}" for reason in _explain(error)]) from error
        item.save()
        for name, items in many.items():
            getattr(item, name).set(items)


def _remember(row: FixtureRow, draft: DraftRow) -> None:
    written = {"file_sha256": row.sha256, "content_sha256": compute_content_sha256(draft, row.spec)}
    LoadedRow.objects.update_or_create(
        model=row.spec.name, key=row.key, defaults=written, create_defaults={**written, "position": row.position}
    )


def _explain(error: ValidationError) -> list[str]:
    if hasattr(error, "error_dict"):
        return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
    return list(error.messages)
