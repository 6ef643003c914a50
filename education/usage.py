"""Where a draft row is used: which rows refer to it in their text, or point to it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from education.documents.references import find_references
from education.models import DraftRow, Fact, GlossaryTerm, Rule, SideEffectAdvice

_REFERENCE_KINDS: dict[type[DraftRow], str] = {Fact: "fact", Rule: "rule", GlossaryTerm: "term"}


def find_uses(target: type[DraftRow]) -> dict[str, list[DraftRow]]:
    """{key: the rows that use it} for the rows of *target* that are used.

    One query or a few for each draft table, however many rows there are.
    """
    uses: dict[str, list[DraftRow]] = defaultdict(list)
    for user, row in _iterate_rows(target):
        for key in {*_find_referred(row, target), *_find_related(row, target)}:
            if user not in uses[key]:
                uses[key].append(user)
    return dict(uses)


def _iterate_rows(target: type[DraftRow]) -> Iterator[tuple[DraftRow, models.Model]]:
    """Every row that may use one of *target*, after the draft row that it belongs to: itself, for most."""
    for model in apps.get_app_config("education").get_models():
        if issubclass(model, DraftRow):
            for row in _read(model, target):
                yield row, row
    for advice in _read(SideEffectAdvice, target).select_related("side_effect"):
        yield advice.side_effect, advice


def _read(model: type[models.Model], target: type[DraftRow]) -> models.QuerySet[Any]:
    single = [field.name for field in _list_relations(model, target) if not field.many_to_many]
    single += [field.name for field in model._meta.fields if field.name == "topic"]  # it names the place of a section
    many = [field.name for field in _list_relations(model, target) if field.many_to_many]
    rows = model._default_manager.prefetch_related(*many)
    return rows.select_related(*single) if single else rows


def _list_relations(model: type[models.Model], target: type[DraftRow]) -> list[Any]:
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [field for field in fields if field.is_relation and field.related_model is target]


def _find_referred(row: models.Model, target: type[DraftRow]) -> Iterator[str]:
    kind = _REFERENCE_KINDS.get(target)
    if kind is None:
        return
    for field in row._meta.fields:
        if isinstance(field, models.CharField | models.TextField):
            text = getattr(row, field.attname) or ""
            yield from (reference.key for reference in find_references(text) if reference.kind == kind)


def _find_related(row: models.Model, target: type[DraftRow]) -> Iterator[str]:
    for field in _list_relations(type(row), target):
        value = getattr(row, field.name)
        rows = value.all() if field.many_to_many else [value] if value else []
        yield from (related.key for related in rows)
