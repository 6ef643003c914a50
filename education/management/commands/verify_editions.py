"""Check that no edition was changed or lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.models import Edition
from education.verifying import find_damage


class Command(BaseCommand):
    help = "Check the hashes of every edition and that none is missing. Exits 1 and names what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        damage = find_damage()
        if damage:
            raise CommandError("\n".join(damage))
        self.stdout.write(f"{Edition.objects.count()} editions are as they were published.")
