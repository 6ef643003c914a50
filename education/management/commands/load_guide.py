"""Load the fixtures into the draft tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.loading.files import FixtureError
from education.loading.load import FIXTURES, load_guide


class Command(BaseCommand):
    help = "Load the fixtures into the draft tables. Rows that staff changed or deleted stay as they left them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="where the fixture files are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_guide(options["folder"])
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. Mend these first:\n{error}") from error
        self.stdout.write(f"{report.created} rows new, {report.updated} updated, {report.unchanged} as they were.")
        if report.moved:
            self.stdout.write(f"{report.moved} rows are in a new place.")
        for sentence in report.kept:
            self.stdout.write(f"Kept: {sentence}.")
        for name in report.no_longer_shipped:
            self.stdout.write(f"No longer shipped: {name}. Staff decide whether it stays.")
