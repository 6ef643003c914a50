"""A place in a document: its path in words for staff, and the form where it is mended."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from education import models
from education.documents.passages import build_words, list_passages
from education.documents.schema import TopicDocument
from education.documents.validate import Reason
from education.outputs.weeks import describe_weeks
from education.restoring import MODELS

_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<item>[^\]]+)\])?")
_TITLES = ("heading", "title", "name", "question", "sign", "term", "phrase", "what")

# {part of a document: the model of its rows}. Rows of the first kind have a form of their own; the others are mended
# on that of the row they belong to.
_FORMS: dict[str, type[Model]] = {**MODELS, "links": models.Topic}
_PARTS: dict[str, type[Model]] = {
    **_FORMS,
    "sections": models.Section,
    "advice": models.SideEffectAdvice,
    "effects": models.TreatmentEffect,
}


def describe_place(path: str, *documents: TopicDocument) -> str:
    """Such as “Section “Dry lips”, text”. The first of *documents* that holds the place gives its names."""
    model: type[Model] = models.Topic
    words: list[str] = []
    for name, item, rows in _walk(path, documents):
        if name not in _PARTS or item is None:
            words.append(_describe_field(model, name))
            words += [_("line %(number)d") % {"number": int(item) + 1}] if item else []
            continue
        if name in _FORMS:
            words = []  # where it stands does not matter: it has a form of its own
        model = _PARTS[name]
        words.append(_describe_row(model, item, rows, documents))
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def describe_reason(reason: Reason, *documents: TopicDocument) -> str:
    """The reason with its place, if it has one."""
    return f"{reason.message} ({describe_place(reason.path, *documents)})" if reason.path else reason.message


class PlaceLinks:
    """Places in the documents of *topic* with links to the forms where they are mended. Reads each table once."""

    def __init__(self, topic: models.Topic) -> None:
        self._topic = topic
        self._keys: dict[type[Model], dict[str, int]] = {}

    def render(self, path: str, *documents: TopicDocument) -> SafeString:
        """The place in words, as a link; nothing for no place."""
        if not path:
            return SafeString()
        return format_html('<a href="{}">{}</a>', self.find_form(path), describe_place(path, *documents))

    def find_form(self, path: str) -> str:
        """The address of the form where the place at *path* is mended; the topic's own when the row is gone."""
        steps = [(step["name"], step["item"]) for step in _STEP.finditer(path) if step["item"]]
        row = next(((name, key) for name, key in reversed(steps) if name in _FORMS), None)
        if row:
            model = _FORMS[row[0]]
            pk = self._find_pk(model, row[1])
            if pk:
                child = next((f"#{name}-{item}" for name, item in steps if name in ("advice", "effects")), "")
                return reverse(f"admin:education_{model._meta.model_name}_change", args=[pk]) + child
        form = reverse("admin:education_topic_change", args=[self._topic.pk])
        place = next((self._section_places.get(key) for name, key in steps if name == "sections"), None)
        return form if place is None else f"{form}#sections-{place}"

    def _find_pk(self, model: type[Model], key: str) -> int | None:
        if model not in self._keys:
            self._keys[model] = dict(model._default_manager.values_list("key", "pk"))
        return self._keys[model].get(key)

    @cached_property
    def _section_places(self) -> dict[str, int]:
        """{key of a section: its place on the topic's form}."""
        keys = self._topic.sections.values_list("key", flat=True)
        return {key: place for place, key in enumerate(keys)}


def _walk(path: str, documents: tuple[TopicDocument, ...]) -> Iterator[tuple[str, str | None, list[Any]]]:
    """(name, item, what stands there in those *documents* that hold it) of each step of *path*."""
    values: list[Any] = list(documents)
    for step in _STEP.finditer(path):
        name, item = step["name"], step["item"]
        values = [value[name] for value in values if isinstance(value, Mapping) and name in value]
        if item is not None:
            values = [row for value in values if (row := _find_row(value, item)) is not None]
        yield name, item, values


def _find_row(rows: Any, item: str) -> Any:
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping) and item in (row.get("key"), row.get("anchor"), row.get("slug"), str(index)):
            return row
    return None


def _describe_row(model: type[Model], item: str, rows: list[Any], documents: tuple[TopicDocument, ...]) -> str:
    row = next(iter(rows), {})
    if model is models.SideEffectAdvice and row:
        return describe_weeks(row["counted_from"], row["week_from"], row["week_to"]).lower()
    if model is models.TreatmentEffect and row:
        return _("effect on “%(cause)s”") % {"cause": row["cause"].replace("-", " ")}
    title = next((str(row[field]) for field in _TITLES if row.get(field)), item)
    if "[[" in title:  # a care step has no name but its words
        title = " ".join(list_passages(title, build_words(documents[0])))
    return f"{model._meta.verbose_name} “{Truncator(title).words(8)}”"


def _describe_field(model: type[Model], name: str) -> str:
    """The name of a field as its form tells it."""
    if model is models.Section and name == "description":
        name = "figure_description"
    fields = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    if name in fields:
        return str(fields[name].verbose_name)
    return str(_PARTS[name]._meta.verbose_name_plural) if name in _PARTS else name.replace("_", " ")
