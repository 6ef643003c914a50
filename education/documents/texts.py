"""Every text of a document, with where it stands and of which kind it is."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from .schema import Section, TextKind, TopicDocument


class TextLeaf(NamedTuple):
    path: str
    kind: TextKind
    text: str


def iterate_texts(document: TopicDocument) -> Iterator[TextLeaf]:
    """Every text of *document* that is not empty, in order. Raises KeyError for a section of an unknown kind."""
    yield from _walk(document, TopicDocument, "")


def _walk(value: Any, hint: Any, path: str) -> Iterator[TextLeaf]:
    if get_origin(hint) is Annotated:
        kind = next((mark for mark in get_args(hint)[1:] if isinstance(mark, TextKind)), None)
        if kind is None:
            yield from _walk(value, get_args(hint)[0], path)
        elif value:
            yield TextLeaf(path, kind, value)
    elif get_origin(hint) is list:
        for index, item in enumerate(value):
            yield from _walk(item, get_args(hint)[0], f"{path}[{_name(item, index)}]")
    elif hint is Section or hint == Section:
        yield from _walk(value, _section_types()[value["kind"]], path)
    elif isinstance(hint, UnionType):
        if value is not None:
            yield from _walk(value, get_args(hint)[0], path)
    elif is_typeddict(hint):
        for key, part in _hints(hint).items():
            yield from _walk(value[key], part, f"{path}.{key}" if path else key)


def _name(item: Any, index: int) -> str:
    return str((item.get("key") or item.get("anchor") or index) if isinstance(item, dict) else index)


@cache
def _hints(hint: Any) -> dict[str, Any]:
    return get_type_hints(hint, include_extras=True)


@cache
def _section_types() -> dict[str, Any]:
    """{kind: TypedDict of its section}."""
    return {get_args(_hints(section)["kind"])[0]: section for section in get_args(Section)}
