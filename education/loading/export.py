"""Write the draft rows back to fixture files."""

from pathlib import Path

from django.utils import translation

from .files import write_folder
from .load import LANGUAGE
from .rows import Content, list_with_relations, read_content
from .specs import SPECS, find_spec


def export_guide(folder: Path) -> list[str]:
    """Write every draft row to *folder*, a file a model and a file a topic, in place of the fixture files there.

    Returns the names of the files.
    """
    contents: dict[str, list[Content]] = {}
    with translation.override(LANGUAGE):
        for spec in SPECS:
            for row in list_with_relations(spec):
                number = f"{row.position + 1:02}"  # files are read in the order of their names
                name = f"topics.{number}-{row.key}.yaml" if spec.name == "topics" else f"{spec.name}.yaml"
                contents.setdefault(name, []).append(read_content(row, spec))
    write_folder(folder, contents)
    for path in folder.glob("*.yaml"):
        if find_spec(path.name) and path.name not in contents:
            path.unlink()
    return list(contents)
