"""Imports go one way. A module imports what stands above it in LAYERS, or its own layer's modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accutane_guide", "appointments", "education")

# Each line is a layer; a module belongs to the longest prefix that fits.
LAYERS = (
    ("accutane_guide.env",),
    ("accutane_guide.settings", "accutane_guide.middleware", "accutane_guide.staticfiles", "accutane_guide.demo_staff"),
    ("accutane_guide.checks", "accutane_guide.starting", "accutane_guide.management"),
    ("accutane_guide.apps", "accutane_guide.wsgi"),
    ("education.reading", "education.finding"),
    ("education.documents",),
    ("education.outputs",),
    ("education.tools",),
    ("education.models",),
    ("education.documents.build", "education.translation", "education.loading", "education.drafts", "education.usage"),
    ("education.publishing", "education.restoring"),
    ("education.showing", "education.signing_off", "education.standing", "education.live", "education.verifying"),
    ("education.searching", "education.missed_words"),
    ("education.fields",),
    ("education.public",),
    ("education.checks", "education.migrations", "education.templatetags"),
    ("education.admin", "education.admin_site"),
    ("education.apps", "education.management", "education.templatetags.staff"),
    ("education.serving",),
    ("education.views", "education.tool_views"),
    ("education.tool_urls",),
    ("education.urls",),
    ("appointments.steps", "appointments.references", "appointments.spelling"),
    ("appointments.models",),
    ("appointments.auditing", "appointments.promising"),
    ("appointments.stepping", "appointments.mailing", "appointments.guarding"),
    (
        "appointments.asking",
        "appointments.answering",
        "appointments.purging",
        "appointments.migrations",
        "appointments.counting",
    ),
    ("appointments.working", "appointments.checks"),
    ("appointments.fields", "appointments.contact_rules"),
    ("appointments.forms",),
    ("appointments.describing",),
    ("appointments.exporting",),
    ("appointments.admin", "appointments.templatetags", "appointments.management", "appointments.apps"),
    ("appointments.views",),
    ("appointments.urls",),
    ("appointments",),
    ("accutane_guide.urls",),
)
LEVELS = {prefix: level for level, layer in enumerate(LAYERS) for prefix in layer}


def name_module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_module(path): path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))}


def find_layer(module: str) -> str | None:
    fitting = [prefix for prefix in LEVELS if module == prefix or module.startswith(prefix + ".")]
    return max(fitting, key=len, default=None)


def list_imports(module: str) -> Iterator[str]:
    """Every module of ours that *module* imports, at its top or inside a function."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in APPS)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package.split(".")[: len(package.split(".")) - node.level + 1]]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            if origin.split(".")[0] in APPS:
                for alias in node.names:
                    inner = f"{origin}.{alias.name}"
                    yield inner if inner in MODULES else origin


IMPORTS = {module: sorted(set(list_imports(module))) for module in MODULES}


def test_every_module_has_a_layer():
    assert [module for module in MODULES if find_layer(module) is None and module not in APPS] == []


def test_imports_go_one_way():
    wrong = []
    for module, imported in IMPORTS.items():
        layer = find_layer(module)
        for target in imported:
            wanted = find_layer(target)
            if layer != wanted and (layer is None or wanted is None or LEVELS[wanted] >= LEVELS[layer]):
                wrong.append(f"{module} imports {target}")
    assert wrong == []


def reaches(module: str) -> set[str]:
    """All modules of ours that come along when *module* is imported."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        for target in IMPORTS.get(waiting.pop(), []):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


@pytest.mark.parametrize("package", ["education.outputs", "education.documents", "education.tools"])
def test_contract_and_outputs_reach_no_models(package):
    pure = [name for name in MODULES if name.startswith(package) and name != "education.documents.build"]
    assert pure
    assert {name: [m for m in reaches(name) if m.startswith("education.models")] for name in pure} == {
        name: [] for name in pure
    }


def test_contract_and_outputs_know_no_database():
    wrong = [
        module
        for module, path in MODULES.items()
        if module.startswith(("education.outputs", "education.documents")) and "django.db" in path.read_text("utf-8")
    ]
    assert wrong == []


def test_only_addresses_import_views():
    importers = {module for module, imported in IMPORTS.items() if any(t.endswith(".views") for t in imported)}
    assert importers == {module for module in MODULES if module.endswith(".urls") and not module.startswith("accutane")}


def test_appointments_use_the_guide_through_its_public_door_alone():
    doors = {
        target
        for module, imported in IMPORTS.items()
        if module.startswith("appointments")
        for target in imported
        if target.startswith("education")
    }
    assert doors == {"education.public"}


def test_guide_does_not_know_the_appointments():
    wrong = [
        f"{module} imports {target}"
        for module, imported in IMPORTS.items()
        for target in imported
        if module.startswith("education") and target.startswith("appointments")
    ]
    assert wrong == []


def test_reader_of_imports_sees_every_form():
    assert "education.documents.schema" in IMPORTS["education.documents.build"]  # from . import schema
    assert "education.documents.references" in IMPORTS["education.documents.build"]  # from .references import ...
    assert "education.models" in IMPORTS["education.documents.build"]  # from education import models
    assert "accutane_guide.checks" in IMPORTS["accutane_guide.apps"]  # inside a function
