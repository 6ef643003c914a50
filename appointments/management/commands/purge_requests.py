"""Remove the personal details of requests that are over, and what else is kept no longer than needed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from appointments.purging import count_what_is_over, describe, purge


class Command(BaseCommand):
    help = "Removes the personal details of requests that are over, counts of posts, ended sessions, and old searches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        if dry_run:
            self.stdout.write(f"Would remove: {describe(count_what_is_over())}. Nothing is changed.")
        else:
            self.stdout.write(f"Removed: {describe(purge())}.")
