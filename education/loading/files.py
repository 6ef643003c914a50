"""Fixture files: YAML lists of rows, one file or more a model."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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
        """A fingerprint of what stands in the file, and of the row's place."""
        return hashlib.sha256(json.dumps([self.position, self.content], default=str).encode()).hexdigest()

    def explain(self, reason: str) -> str:
        """*reason* with where the row stands."""
        return f"{self.file_name}, row {self.number} ({self.content.get('key', 'no key')}): {reason}"


def read_folder(folder: Path) -> list[FixtureRow]:
    """All rows of the folder's files in the order of loading. Raises FixtureError with every fault found."""
    reasons: list[str] = []
    by_spec: dict[str, list[FixtureRow]] = {spec.name: [] for spec in SPECS}
    for path in sorted(folder.glob("*.yaml")):
        spec = find_spec(path.name)
        if spec is None:
            reasons.append(f"{path.name}: no model has this name; the names are {', '.join(by_spec)}")
            continue
        rows = by_spec[spec.name]
        for number, content in enumerate(_read_file(path, reasons), start=1):
            row = FixtureRow(spec, path.name, number, len(rows), content)
            reasons += _find_faults(row, rows)
            rows.append(row)
    if reasons:
        raise FixtureError(reasons)
    return [row for rows in by_spec.values() for row in rows]


def write_folder(folder: Path, contents: dict[str, list[Content]]) -> None:
    """Write {file name: rows} as YAML that people can read and review."""
    for name, rows in contents.items():
        text = yaml.dump(rows, Dumper=_ReadableDumper, sort_keys=False, allow_unicode=True, width=110)
        (folder / name).write_text(text, encoding="utf-8")


def _read_file(path: Path, reasons: list[str]) -> list[Any]:
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reasons.append(f"{path.name}: this is not YAML: {' '.join(str(error).split())}")
        return []
    if not isinstance(rows, list):
        reasons.append(f"{path.name}: write a list of rows, each beginning with “- key:”")
        return []
    return rows


def _find_faults(row: FixtureRow, earlier: list[FixtureRow]) -> list[str]:
    if not isinstance(row.content, dict):
        return [f"{row.file_name}, row {row.number}: write fields, each with a name and a value"]
    if not isinstance(row.content.get("key"), str):
        return [row.explain("it needs a key of letters, digits and hyphens")]
    twin = next((other for other in earlier if other.content.get("key") == row.key), None)
    return [row.explain(f"row {twin.number} of {twin.file_name} has the same key")] if twin else []


class _ReadableDumper(yaml.SafeDumper):
    """Long text in folded or literal blocks, lists indented under their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 90 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_ReadableDumper.add_representer(str, _represent_text)
