"""Publish what ships with the guide, as not yet reviewed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.loading.load import LANGUAGE, list_staff_changes
from education.publishing import PublishRefusedError, list_topics_to_ship, publish_shipped_topics


class Command(BaseCommand):
    help = (
        "Publish the topics that ship with the guide, marked as not yet reviewed by a clinician. Never publishes over "
        "an edition of the clinic, over edits of staff, or over a withdrawal."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        topics = list_topics_to_ship(LANGUAGE)
        if not topics:
            self.stdout.write("Nothing to publish: what ships is live, or the clinic has editions of its own.")
            return
        changes = list_staff_changes()
        if changes:
            self.stdout.write(
                f"Not published: {len(changes)} rows are not as they shipped. "
                "Look at the topics in the admin and publish them there."
            )
            return
        try:
            editions = publish_shipped_topics(topics, LANGUAGE, change_note="As shipped with the guide.")
        except PublishRefusedError as error:
            raise CommandError(f"Nothing was published. Mend these first:\n{error}") from error
        self.stdout.write(f"{len(editions)} topics published, not yet reviewed by a clinician.")
