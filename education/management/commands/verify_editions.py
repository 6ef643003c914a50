"""Check that no edition was changed or lost."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from education.models import Edition, Withdrawal
from education.verifying import compute_head, find_damage

HEAD = re.compile(r"(\d{1,9})-(\d{1,9})-[0-9a-f]{64}")


class Command(BaseCommand):
    help = "Check the hashes of every edition and that none is missing. Exits 1 and names what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", metavar="HEAD", help="a head that this command printed before: must still hold")

    def handle(self, *args: Any, expect: str | None, **options: Any) -> None:
        damage = find_damage()
        if expect is not None:
            damage += _compare(expect)
        if damage:
            raise CommandError("\n".join(damage))
        self.stdout.write(f"{Edition.objects.count()} editions are as they were published.")
        self.stdout.write(f"Head: {compute_head(Edition.objects.count(), Withdrawal.objects.count())}")


def _compare(expected: str) -> list[str]:
    parts = HEAD.fullmatch(expected)
    if parts is None:
        raise CommandError("“--expect” takes a head as this command prints it, without the word “Head”.")
    if compute_head(int(parts[1]), int(parts[2])) == expected:
        return []
    return [f"The head {expected} no longer holds: an edition or a withdrawal of that time is gone or was replaced."]
