"""Publish what ships with the guide, as not yet reviewed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.loading.load import LANGUAGE, list_staff_changes
from education.publishing import PublishRefusedError, StaffChangesError, ship_guide


class Command(BaseCommand):
    help = (
        "Publish the topics that ship with the guide, marked as not yet reviewed by a clinician. Never publishes over "
        "an edition of the clinic, over edits of staff, or over a withdrawal."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            editions = ship_guide(
                LANGUAGE, change_note="As shipped with the guide.", list_staff_changes=list_staff_changes
            )
        except StaffChangesError as error:
            self.stdout.write(
                f"Not published: {len(error.changes)} rows are not as they shipped. "
                "Look at the topics in the admin and publish them there."
            )
            return
        except PublishRefusedError as error:
            raise CommandError(f"Nothing was published. Mend these first:\n{error}") from error
        if not editions:
            self.stdout.write("Nothing to publish: what ships is live, or the clinic has editions of its own.")
            return
        self.stdout.write(f"{len(editions)} topics published, not yet reviewed by a clinician.")
