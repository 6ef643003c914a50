"""Every text of a document, with where it stands and of which kind it is."""

from collections.abc import Callable, Iterator
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
    leaves: list[TextLeaf] = []
    map_texts(document, leaves.append)
    yield from (leaf for leaf in leaves if leaf.text)


def map_texts(document: TopicDocument, transform: Callable[[TextLeaf], Any]) -> dict[str, Any]:
    """A copy of *document* with what *transform* returns in place of each text, empty ones included.

    Raises KeyError for a section of an unknown kind.
    """
    mapped: dict[str, Any] = _map(document, TopicDocument, "", transform)
    return mapped


def _map(value: Any, hint: Any, path: str, transform: Callable[[TextLeaf], Any]) -> Any:
    if get_origin(hint) is Annotated:
        kind = next((mark for mark in get_args(hint)[1:] if isinstance(mark, TextKind)), None)
        if kind is not None:
            return transform(TextLeaf(path, kind, value))
        return _map(value, get_args(hint)[0], path, transform)
    if get_origin(hint) is list:
        inner = get_args(hint)[0]
        return [_map(item, inner, f"{path}[{_name(item, index)}]", transform) for index, item in enumerate(value)]
    if hint == Section:
        return _map(value, _section_types()[value["kind"]], path, transform)
    if isinstance(hint, UnionType):
        return None if value is None else _map(value, get_args(hint)[0], path, transform)
    if is_typeddict(hint):
        return {
            key: _map(value[key], part, f"{path}.{key}" if path else key, transform)
            for key, part in _hints(hint).items()
        }
    return value


def _name(item: Any, index: int) -> str:
    return str((item.get("key") or item.get("anchor") or index) if isinstance(item, dict) else index)


@cache
def _hints(hint: Any) -> dict[str, Any]:
    return get_type_hints(hint, include_extras=True)


@cache
def _section_types() -> dict[str, Any]:
    """{kind: TypedDict of its section}."""
    return {get_args(_hints(section)["kind"])[0]: section for section in get_args(Section)}
