"""Write the JSON Schema of a topic's document."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from education.documents.schema import build_json_schema

SCHEMA = settings.BASE_DIR / "docs" / "topic-document.schema.json"


class Command(BaseCommand):
    help = "Write the JSON Schema of a topic's document to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", type=Path, default=SCHEMA, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        text = json.dumps(build_json_schema(), indent=2) + "\n"
        try:
            options["path"].write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{options['path']} cannot be written ({error.strerror}). Name a file that can, with --path."
            ) from error
        self.stdout.write(f"The schema is written to {options['path']}.")
