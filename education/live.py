"""What readers read now: live editions and the clinic's details, read from the database for the outputs."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from education.documents.passages import list_prose
from education.documents.schema import TopicDocument
from education.documents.upgrade import UnreadableDocumentError, read_document
from education.models import ClinicProfile, Edition, LiveEdition, Location, Withdrawal
from education.models.clinic import WEEKDAYS
from education.outputs.site_pages import Change
from education.outputs.surroundings import Clinic, Place, Stamp, Surroundings
from education.reading.grade import ReadingScore, score_passages

_logger = logging.getLogger(__name__)

# An edition never changes, so what follows from it alone is kept. A guide has a dozen topics.
_KEPT_EDITIONS = 64


@dataclass(frozen=True)
class LiveTopic:
    """`document` is the same object for all who ask: read it, never change it."""

    record_sha256: str
    document: TopicDocument
    stamp: Stamp

    @property
    def score(self) -> ReadingScore:
        return _score_words(self.record_sha256)


def find_live_topic(slug: str, language: str) -> LiveTopic | None:
    """The live edition of a topic, or None when it is not live. Raises UnreadableDocumentError, and logs it."""
    row = list_live_editions(language).filter(topic__key=slug).first()
    return _read(row.edition) if row else None


def list_live_topics(language: str) -> list[LiveTopic]:
    """Every live topic in the order of the guide. One that cannot be read is logged and left out."""
    topics = []
    for row in list_live_editions(language):
        with suppress(UnreadableDocumentError):
            topics.append(_read(row.edition))
    return topics


def list_live_editions(language: str) -> QuerySet[LiveEdition]:
    """What readers read, in the order of the guide, without the documents."""
    return LiveEdition.objects.in_language(language).defer("edition__document")


def find_withdrawal(slug: str, language: str) -> Withdrawal | None:
    """Why a topic that is not live was taken down, or None when it never was."""
    edition = Edition.objects.filter(topic__key=slug, language=language).order_by("-number").first()
    return Withdrawal.objects.filter(edition=edition).first() if edition else None


def list_changes(language: str) -> list[Edition]:
    """Every edition with its withdrawal, if any; the newest first, without the documents."""
    return list(
        Edition.objects.filter(language=language)
        .select_related("topic", "withdrawal", "restores")
        .defer("document")
        .order_by("-published_at", "topic__position", "topic__key", "-number")
    )


def describe_change(edition: Edition) -> Change:
    """An edition as the list of changes tells it."""
    withdrawal = getattr(edition, "withdrawal", None)
    return Change(
        slug=edition.topic.key,
        title=edition.title,
        number=edition.number,
        published_at=edition.published_at,
        change_note=edition.change_note,
        is_reviewed=edition.reviewed_on is not None,
        restores_number=edition.restores.number if edition.restores else None,
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
        withdrawn_reason=withdrawal.reason if withdrawal else "",
    )


def read_surroundings() -> Surroundings:
    """The day in Los Angeles, the site's address and the clinic's details."""
    profile = ClinicProfile.objects.first() or ClinicProfile()
    return Surroundings(
        today=timezone.localdate(),
        site_url=settings.SITE_URL,
        clinic=Clinic(
            name=profile.name,
            phone=profile.phone,
            hours=profile.hours or "",
            after_hours=profile.after_hours or "",
            website=profile.website,
            request_email=profile.request_email,
            working_days=tuple(WEEKDAYS.index(day) for day in profile.working_days.split()),
            reply_days=profile.reply_days,
            keep_days=profile.keep_days,
            places=tuple(Place(row.key, row.name, row.address, row.phone) for row in Location.objects.all()),
        ),
    )


def make_stamp(edition: Edition) -> Stamp:
    """What the page says about its edition."""
    return Stamp(
        number=edition.number,
        published_at=timezone.localtime(edition.published_at),
        reviewed_by_name=edition.reviewed_by_name,
        reviewed_on=edition.reviewed_on,
        change_note=edition.change_note,
    )


def _read(edition: Edition) -> LiveTopic:
    try:
        document = read_stored_document(edition.record_sha256)
    except UnreadableDocumentError as error:
        _logger.error("“%s” is live and cannot be read: %s Withdraw it or publish again.", edition, error)  # noqa: TRY400
        raise
    return LiveTopic(edition.record_sha256, document, make_stamp(edition))


@lru_cache(maxsize=_KEPT_EDITIONS)
def read_stored_document(record_sha256: str) -> TopicDocument:
    """The document of an edition, kept: for what is made of it and kept by the same name. Read it, never change it."""
    edition = Edition.objects.get(record_sha256=record_sha256)
    return read_document(edition.document, edition.schema_version)


@lru_cache(maxsize=_KEPT_EDITIONS)
def _score_words(record_sha256: str) -> ReadingScore:
    return score_passages(list_prose(read_stored_document(record_sha256)))
