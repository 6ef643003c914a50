"""Write the draft rows back to fixture files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.loading.export import export_guide
from education.loading.load import FIXTURES


class Command(BaseCommand):
    help = "Write every draft row to fixture files, in place of those in the folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="where to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            options["folder"].mkdir(parents=True, exist_ok=True)
            names = export_guide(options["folder"])
        except OSError as error:
            raise CommandError(
                f"{error.filename or options['folder']} cannot be written ({error.strerror}). "
                "Name a folder that can, with --folder."
            ) from error
        self.stdout.write(f"{len(names)} files written to {options['folder']}.")
