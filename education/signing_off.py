"""Publishing what somebody looked at, and nothing else: the verbs of publishing.py for people in front of a page.

Each is refused as a whole when drafts or editions moved on since the page was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from education.documents.build import build_topic_document
from education.documents.schema import fingerprint
from education.models import Edition, Topic, Withdrawal
from education.publishing import Review, publish_again, publish_topic, withdraw_topic
from education.restoring import RestoreReport, lock_drafts, restore_drafts


class MovedOnError(Exception):
    """What somebody decided on is not what there is now. Nothing was done."""


@dataclass(frozen=True)
class Seen:
    """What stood on the page: the draft's fingerprint, and the number of the topic's newest edition (0: none)."""

    draft_sha256: str
    last_number: int


def find_last_number(topic: Topic, language: str) -> int:
    """The number of the topic's newest edition, 0 when it has none."""
    last: int | None = topic.editions.filter(language=language).aggregate(last=Max("number"))["last"]
    return last or 0


@transaction.atomic
def publish_seen(
    topic: Topic,
    language: str,
    *,
    seen: Seen,
    by: User,
    review: Review,
    change_note: str,
    acknowledged: Iterable[str] = (),
) -> Edition:
    """Publish the draft that was seen. Raises MovedOnError and PublishRefusedError."""
    edition = publish_topic(topic, language, by=by, review=review, change_note=change_note, acknowledged=acknowledged)
    _check_number(edition, seen.last_number)
    if edition.document_sha256 != seen.draft_sha256:
        raise MovedOnError(_("Somebody changed the draft since you opened this page. Look at the changes again."))
    return edition


@transaction.atomic
def publish_seen_again(edition: Edition, *, last_number: int, by: User, review: Review, change_note: str) -> Edition:
    """Roll back to *edition*, from the newest edition that was seen. Raises MovedOnError and PublishRefusedError."""
    again = publish_again(edition, by=by, review=review, change_note=change_note)
    _check_number(again, last_number)
    return again


@transaction.atomic
def withdraw_seen(topic: Topic, language: str, *, number: int, by: User, reason: str) -> Withdrawal:
    """Take the live edition down, if it is *number*. Raises MovedOnError and PublishRefusedError."""
    withdrawal = withdraw_topic(topic, language, by=by, reason=reason)
    if withdrawal.edition.number != number:
        raise MovedOnError(_("Another edition went live since you opened this page. Look at it first."))
    return withdrawal


@transaction.atomic
def restore_seen(edition: Edition, *, draft_sha256: str, by: User) -> RestoreReport:
    """Bring the words of *edition* into the drafts, if these are as they were seen. Raises MovedOnError."""
    topic = lock_drafts(edition.topic)
    if fingerprint(build_topic_document(topic, edition.language)) != draft_sha256:
        raise MovedOnError(_("Somebody changed the draft since you opened this page. Look at what would be lost."))
    return restore_drafts(edition, by=by)


def _check_number(edition: Edition, last_number: int) -> None:
    if edition.number != last_number + 1:
        raise MovedOnError(
            _("Edition %(number)s was published since you opened this page. Look at it first.")
            % {"number": edition.number - 1}
        )
