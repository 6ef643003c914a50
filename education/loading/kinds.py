"""The kind of value that each field of a fixture row takes. Whether the value makes sense, its model says later."""

from datetime import date
from typing import Any

from django.db import models as db

from education.documents.references import is_key
from education.models import LinesField

from .specs import ChildSpec, FixtureSpec, list_fields

_NEEDS_KEY = "it needs a key of small letters, digits and hyphens"


def find_kind_faults(content: Any, spec: FixtureSpec) -> list[str]:
    """A sentence for every value of a row in a file that is of another kind than its field takes."""
    if not isinstance(content, dict):
        return ["write fields, each with a name and a value"]
    if not is_key(content.get("key")):
        return [_NEEDS_KEY]
    children = {child.accessor: child for child in spec.children}
    own = {name: value for name, value in content.items() if name not in children}
    faults = _find_field_faults(own, list_fields(spec.model), also=list(children))
    for name, child in children.items():
        if name in content:
            faults += _find_child_faults(content[name], child)
    return faults


def _find_child_faults(value: Any, child: ChildSpec) -> list[str]:
    if child.as_map:
        return _find_map_faults(value, child, child.as_map)
    if not isinstance(value, list):
        return [f"{child.accessor}: write a list of rows, or leave the field out"]
    fields = list_fields(child.model, child.parent)
    faults = []
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            found, place = ["write fields, each with a name and a value"], number
        elif "key" in [model_field.name for model_field in fields] and not is_key(row.get("key")):
            found, place = [_NEEDS_KEY], row.get("key", number)
        else:
            found, place = _find_field_faults(row, fields), row.get("key", number)
        faults += [f"{child.accessor}, {place}: {fault}" for fault in found]
    return faults


def _find_map_faults(value: Any, child: ChildSpec, names: tuple[str, str]) -> list[str]:
    if not isinstance(value, dict) or not all(is_key(key) for key in value):
        return [f"{child.accessor}: write pairs of {names[0]} and {names[1]}, or leave the field out"]
    fields = [model_field for model_field in list_fields(child.model, child.parent) if model_field.name == names[1]]
    faults = []
    for key, item in value.items():
        found = _find_field_faults({names[1]: item}, fields)
        if item is None:
            found.append(f"{names[1]}: write a value")
        faults += [f"{child.accessor}, {key}: {fault}" for fault in found]
    return faults


def _find_field_faults(content: dict[Any, Any], fields: list[Any], also: list[str] | None = None) -> list[str]:
    """*also* holds the names that the row has beside its *fields*."""
    by_name = {model_field.name: model_field for model_field in fields}
    faults = []
    for name, value in content.items():
        if name not in by_name:
            faults.append(f"there is no field {name!r}; the fields are {', '.join([*by_name, *(also or [])])}")
        elif value is not None and (fault := _find_kind_fault(value, by_name[name])):
            faults.append(f"{name}: {fault}")
    return faults


def _find_kind_fault(value: Any, model_field: Any) -> str | None:
    if isinstance(model_field, db.ManyToManyField):
        fits = isinstance(value, list) and all(is_key(item) for item in value)
        return None if fits else "write a list of keys"
    if isinstance(model_field, db.ForeignKey):
        return None if is_key(value) else "write one key"
    if isinstance(model_field, LinesField):
        if not isinstance(value, list):
            return "write a list, one item on each line"
        return next((fault for item in value if (fault := _find_text_fault(item))), None)
    if isinstance(model_field, db.CharField | db.TextField):
        return _find_text_fault(value)
    if isinstance(model_field, db.DateField):
        return None if _is_date(value) else f"{value!r} is no date; write one such as 2026-11-24"
    if isinstance(model_field, db.IntegerField):
        return None if isinstance(value, int) and not isinstance(value, bool) else f"{value!r} is no whole number"
    raise TypeError(f"No kind is known for {model_field}.")


def _find_text_fault(value: Any) -> str | None:
    if not isinstance(value, str):
        return f"{value!r} is no text; put it in quotes"
    return "it holds a NUL character; take it out" if "\0" in value else None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False
