"""The path of a place in a document, in words for staff."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.documents.schema import TopicDocument

_STEP = re.compile(r"(?P<name>[^.\[\]]+)|\[(?P<item>[^\]]+)\]")
_TITLES = ("heading", "title", "name", "question", "sign", "term", "phrase", "what")

_ROW_WORDS = {
    "sections": gettext_lazy("section"),
    "facts": gettext_lazy("fact"),
    "rules": gettext_lazy("rule"),
    "terms": gettext_lazy("word"),
    "sources": gettext_lazy("source"),
    "links": gettext_lazy("link"),
    "steps": gettext_lazy("step"),
    "stages": gettext_lazy("stage"),
    "causes": gettext_lazy("cause"),
    "treatments": gettext_lazy("treatment"),
    "effects": gettext_lazy("effect"),
    "phases": gettext_lazy("phase"),
    "side_effects": gettext_lazy("side effect"),
    "advice": gettext_lazy("advice"),
    "signs": gettext_lazy("warning sign"),
    "items": gettext_lazy("item"),
    "questions": gettext_lazy("question"),
}


def describe_place(path: str, *documents: TopicDocument) -> str:
    """Such as “section “Dry lips”, text”. The first of *documents* that holds the place gives its names."""
    words = ", ".join(_describe_steps(path, documents))
    return words[:1].upper() + words[1:]


def _describe_steps(path: str, documents: tuple[TopicDocument, ...]) -> Iterator[str]:
    values: list[Any] = list(documents)
    name = ""
    for step in _STEP.finditer(path):
        if step["item"] is not None:
            values = [row for value in values if (row := _find_row(value, step["item"])) is not None]
            yield _describe_row(name, step["item"], values)
            name = ""
        else:
            name = f"{name} {step['name']}".strip()
            values = [value[step["name"]] for value in values if isinstance(value, Mapping) and step["name"] in value]
    if name:
        yield _("text") if name == "body" else name.replace("_", " ")


def _find_row(rows: Any, item: str) -> Any:
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping) and item in (row.get("key"), row.get("anchor"), row.get("slug"), str(index)):
            return row
    return None


def _describe_row(name: str, item: str, rows: list[Any]) -> str:
    title = next((str(row[field]) for row in rows for field in _TITLES if row.get(field)), item)
    word = _ROW_WORDS.get(name, name.replace("_", " "))
    number = int(item) + 1 if item.isdecimal() and title == item else None
    return f"{word} {number}" if number else f"{word} “{title}”"
