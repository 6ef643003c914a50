"""A draft row as the plain dictionary that a fixture file holds, and back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as db

from education.documents.schema import fingerprint
from education.models import DraftRow, LinesField
from education.models.drafts import split_lines

from .specs import ChildSpec, FixtureSpec, list_fields

Content = dict[str, Any]


def read_content(row: db.Model, spec: FixtureSpec) -> Content:
    """What a fixture file would hold for *row*, its children included; empty values are left out."""
    content = _read_fields(row)
    for child in spec.children:
        rows = [_read_fields(item, child.parent) for item in getattr(row, child.accessor).all()]
        content[child.accessor] = _fold(rows, child)
    return {name: value for name, value in content.items() if value not in ("", None, [])}


def list_with_relations(spec: FixtureSpec) -> db.QuerySet[DraftRow]:
    """All rows of the spec's model in their places, with what read_content needs, in a fixed number of queries."""
    return spec.model._default_manager.order_by("position", "key").prefetch_related(*_list_relations(spec))


def lock_with_relations(spec: FixtureSpec) -> db.QuerySet[DraftRow]:
    """list_with_relations, and until the transaction ends nobody else saves these rows or their children."""
    children = [
        db.Prefetch(child.accessor, queryset=child.model._default_manager.select_for_update())
        for child in spec.children
    ]
    rows = spec.model._default_manager.select_for_update().order_by("position", "key")
    return rows.prefetch_related(*children, *(name for name in _list_relations(spec) if name not in _accessors(spec)))


def _list_relations(spec: FixtureSpec) -> list[str]:
    many = [model_field.name for model_field in spec.model._meta.many_to_many]
    for child in spec.children:
        many.append(child.accessor)
        many += [f"{child.accessor}__{model_field.name}" for model_field in child.model._meta.many_to_many]
        many += [
            f"{child.accessor}__{model_field.name}"
            for model_field in list_fields(child.model, child.parent)
            if isinstance(model_field, db.ForeignKey)
        ]
    return many


def compute_content_sha256(row: DraftRow, spec: FixtureSpec) -> str:
    """A fingerprint of the row's content, to tell whether staff changed it. Its place among the rows is no content."""
    return fingerprint(read_content(row, spec))


def normalize_content(content: Content, spec: FixtureSpec) -> Content:
    """*content* of a file in the form that read_content gives. Raises ValidationError where it does not fit."""
    normal = _read_unsaved(spec.model(), {name: content[name] for name in content if name not in _accessors(spec)})
    for child in spec.children:
        rows = [_read_unsaved(child.model(), row, child.parent) for row in list_child_rows(content, child)]
        normal[child.accessor] = _fold(rows, child)
    return {name: value for name, value in normal.items() if value not in ("", None, [])}


def _accessors(spec: FixtureSpec) -> set[str]:
    return {child.accessor for child in spec.children}


def _read_unsaved(row: db.Model, content: Content, parent: str | None = None) -> Content:
    many = assign_fields(row, content, parent)
    return _read_fields(row, parent, many)


def list_child_rows(content: Content, child: ChildSpec) -> list[Content]:
    """The children in *content*, each as its own dictionary."""
    if child.as_map is None:
        return list(content.get(child.accessor, []))
    return [dict(zip(child.as_map, pair, strict=True)) for pair in content.get(child.accessor, {}).items()]


def assign_fields(
    row: db.Model, content: Content, parent: str | None = None, *, partial: bool = False
) -> dict[str, list[DraftRow]]:
    """Set *row*'s fields from *content*; a field that is not there is emptied, or left alone when *partial*.

    Returns the relations to many, to be set once the row is saved. Raises ValidationError for an unknown key of
    another row. The kinds of the values have to be right: kinds.py looks at those of a file.
    """
    fields = {model_field.name: model_field for model_field in list_fields(type(row), parent)}
    many: dict[str, list[DraftRow]] = {}
    for name, model_field in fields.items():
        if partial and name not in content:
            continue
        value = content.get(name)
        if isinstance(model_field, db.ManyToManyField):
            many[name] = _find_rows(model_field, value or [])
        elif isinstance(model_field, db.ForeignKey):
            setattr(row, name, _find_rows(model_field, [value])[0] if value else None)
        else:
            setattr(row, name, _to_field_value(model_field, value))
    return many


def _read_fields(row: db.Model, parent: str | None = None, many: dict[str, list[DraftRow]] | None = None) -> Content:
    """The fields of *row*; *many* stands for its relations to many while it is not saved."""
    content: Content = {}
    for model_field in list_fields(type(row), parent):
        if isinstance(model_field, db.ManyToManyField):
            items = getattr(row, model_field.name).all() if many is None else many[model_field.name]
            content[model_field.name] = sorted(item.key for item in items)
            continue
        value = getattr(row, model_field.name)
        if isinstance(model_field, db.ForeignKey):
            content[model_field.name] = value.key if value else None
        elif isinstance(model_field, LinesField):
            content[model_field.name] = split_lines(value)
        elif isinstance(model_field, db.DateField):
            content[model_field.name] = str(value) if value else None
        else:
            content[model_field.name] = value
    return {name: value for name, value in content.items() if value not in ("", None, [])}


def _fold(rows: list[Content], child: ChildSpec) -> Any:
    if child.as_map is None:
        return rows
    key, value = child.as_map
    return {row[key]: row.get(value, 0) for row in rows}


def _find_rows(model_field: Any, keys: list[str]) -> list[DraftRow]:
    target = model_field.related_model
    found: dict[str, DraftRow] = {row.key: row for row in target._default_manager.filter(key__in=keys)}
    for key in keys:
        if key not in found:
            raise ValidationError(f"{model_field.name}: there is no {target._meta.verbose_name} with the key {key!r}")
    return [found[key] for key in keys]


def _to_field_value(model_field: Any, value: Any) -> Any:
    if isinstance(model_field, LinesField):
        return "\n".join(item.strip() for item in value or [])
    if isinstance(model_field, db.CharField | db.TextField):
        return "" if value is None else value.strip()
    if isinstance(model_field, db.DateField):
        return None if value is None else date.fromisoformat(value)
    return model_field.get_default() if value is None else value
