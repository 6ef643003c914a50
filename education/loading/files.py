"""Fixture files: YAML lists of rows, one file or more a model."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .kinds import find_kind_faults
from .rows import Content
from .specs import SPECS, FixtureSpec, find_spec


class FixtureError(Exception):
    """Fixture files cannot be loaded. `reasons` holds a sentence for each fault: file, row, reason."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class FixtureRow:
    spec: FixtureSpec
    file_name: str
    number: int  # in its file, from 1
    position: int  # among all rows of its model
    content: Content

    @property
    def key(self) -> str:
        return str(self.content["key"])

    @property
    def sha256(self) -> str:
        """A fingerprint of what stands in the file."""
        return hashlib.sha256(json.dumps(self.content).encode()).hexdigest()

    def explain(self, reason: str) -> str:
        """*reason* with where the row stands."""
        key = self.content.get("key", "no key") if isinstance(self.content, dict) else "no key"
        return f"{self.file_name}, row {self.number} ({key}): {reason}"


def read_folder(folder: Path) -> list[FixtureRow]:
    """All rows of the folder's files in the order of loading. Raises FixtureError with every fault found."""
    if not folder.is_dir():
        raise FixtureError([f"{folder}: there is no such folder"])
    reasons: list[str] = []
    by_spec: dict[str, list[FixtureRow]] = {spec.name: [] for spec in SPECS}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".yaml", ".yml"):
            continue
        spec = find_spec(path.name)
        if path.suffix != ".yaml":
            reasons.append(f"{path.name}: rename the file, so that its name ends in .yaml")
        elif spec is None:
            reasons.append(f"{path.name}: no model has this name; the names are {', '.join(by_spec)}")
        else:
            _read_rows(path, spec, by_spec[spec.name], reasons)
    if reasons:
        raise FixtureError(reasons)
    return [row for rows in by_spec.values() for row in rows]


def write_folder(folder: Path, contents: dict[str, list[Content]]) -> None:
    """Write {file name: rows} as YAML that people can read and review."""
    for name, rows in contents.items():
        text = yaml.dump(rows, Dumper=_ReadableDumper, sort_keys=False, allow_unicode=True, width=110)
        (folder / name).write_text(text, encoding="utf-8")


def _read_rows(path: Path, spec: FixtureSpec, rows: list[FixtureRow], reasons: list[str]) -> None:
    """Add the rows of the file to *rows*, and what is wrong with them to *reasons*."""
    for number, content in _read_file(path, reasons):
        row = FixtureRow(spec, path.name, number, len(rows), content)
        faults = find_kind_faults(content, spec)
        if isinstance(content, dict):
            twin = next((other for other in rows if other.content.get("key") == content.get("key")), None)
            faults += [f"row {twin.number} of {twin.file_name} has the same key"] if twin else []
            rows.append(row)
        reasons += map(row.explain, faults)


def _read_file(path: Path, reasons: list[str]) -> Iterator[tuple[int, Any]]:
    """Each row of the file that is YAML, with its number; what is wrong with the others goes to *reasons*."""
    try:
        loader = _FixtureLoader(path.read_text(encoding="utf-8"))
        document = loader.get_single_node()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reasons.append(f"{path.name}: this is not YAML: {_join_lines(error)}")
        return
    except OSError as error:
        reasons.append(f"{path.name}: this cannot be read: {error.strerror}")
        return
    if document is not None and not isinstance(document, yaml.SequenceNode):
        reasons.append(f"{path.name}: write a list of rows, each beginning with “- key:”")
        return
    for number, node in enumerate(document.value if document else [], start=1):
        try:
            yield number, loader.construct_document(node)
        except (yaml.YAMLError, ValueError) as error:
            reasons.append(f"{path.name}, row {number}: {_join_lines(error)}")


def _join_lines(error: Exception) -> str:
    return " ".join(str(error).split())


class _FixtureLoader(yaml.CSafeLoader):
    """Dates stay text, and a mapping that has a name twice is refused: YAML itself would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [name.value for name, _ in node.value]
        for number, (name, _) in enumerate(node.value):
            if name.value in names[:number]:
                raise yaml.constructor.ConstructorError(None, None, f"{name.value!r} is written twice", name.start_mark)
        return super().construct_mapping(node, deep)


def _construct_text(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_FixtureLoader.add_constructor("tag:yaml.org,2002:timestamp", _construct_text)


class _ReadableDumper(yaml.SafeDumper):
    """Long text in folded or literal blocks, lists indented under their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 90 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_ReadableDumper.add_representer(str, _represent_text)
