"""Publishing: the only writer of editions. Each verb is one transaction and safe when several run at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from education.documents.build import build_topic_document
from education.documents.schema import TopicDocument, fingerprint
from education.documents.upgrade import read_document
from education.documents.validate import Anchors, Reason, list_anchors, validate_document
from education.models import Edition, LiveEdition, Topic, Withdrawal

REVIEWERS = "Clinical reviewers"  # the group of staff who may stand behind the words


class PublishRefusedError(Exception):
    """Nothing was published. `reasons` holds every reason, so that they can be mended in one go."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__("\n".join(reason.message for reason in reasons))
        self.reasons = reasons


class StaffChangesError(Exception):
    """Nothing was shipped: these rows, (fixture name, key), are not as they shipped."""

    def __init__(self, changes: Collection[tuple[str, str]]) -> None:
        super().__init__(", ".join(f"{name}: {key}" for name, key in changes))
        self.changes = changes


@dataclass(frozen=True)
class Review:
    """Who of the clinic read the words, and when."""

    by: User
    on: date


def list_reviewers() -> QuerySet[User]:
    """Who may stand behind the words: active staff, in the group of reviewers or with every permission."""
    may_review = Q(groups__name=REVIEWERS) | Q(is_superuser=True)
    return User.objects.filter(may_review, is_active=True, is_staff=True).distinct()


def find_reasons(topic: Topic, language: str, *, beside: Iterable[Topic] = ()) -> list[Reason]:
    """Every reason against publishing the topic's draft now, if the topics in *beside* go live with it."""
    documents = {other.key: build_topic_document(other, language) for other in beside}
    document = documents.get(topic.key) or build_topic_document(topic, language)
    return validate_document(document, _list_live_anchors(language, documents), timezone.localdate())


@transaction.atomic
def publish_topic(
    topic: Topic,
    language: str,
    *,
    by: User,
    review: Review,
    change_note: str,
    acknowledged: Iterable[str] = (),
) -> Edition:
    """Publish the draft of *topic* as its next edition.

    *acknowledged* holds the codes of the warnings that the publisher accepts. Raises PublishRefusedError.
    """
    _lock(topic)
    document = build_topic_document(topic, language)
    reasons = [*_find_review_faults(by, review, change_note)]
    reasons += validate_document(document, _list_live_anchors(language, {}), timezone.localdate())
    _refuse(reasons, acknowledged)
    return _write_edition(
        topic, document, origin=Edition.Origin.STAFF, by=by, review=review, change_note=change_note, restores=None
    )


@transaction.atomic
def ship_guide(
    language: str, *, change_note: str, list_staff_changes: Callable[[], Collection[tuple[str, str]]]
) -> list[Edition]:
    """Publish what list_topics_to_ship finds, when *list_staff_changes* finds no row that is not as it shipped.

    Raises StaffChangesError, and PublishRefusedError as publish_shipped_topics does.
    """
    list(Topic.objects.select_for_update().order_by("pk"))  # what staff publish meanwhile is seen, or comes after
    topics = list_topics_to_ship(language)
    if not topics:
        return []
    _refuse_staff_changes(list_staff_changes())
    editions = publish_shipped_topics(topics, language, change_note=change_note)
    _refuse_staff_changes(list_staff_changes())  # a row that was saved while the documents were built is in them
    return editions


@transaction.atomic
def publish_shipped_topics(topics: Iterable[Topic], language: str, *, change_note: str) -> list[Edition]:
    """Publish drafts as they ship with the guide: together, so that they may link to each other, and not reviewed.

    Raises PublishRefusedError for any error or warning: what ships has none. But a rule's check date may be past on
    the day of the installation; the page then says that the rule is being re-checked.
    """
    ordered = list(topics)
    for topic in sorted(ordered, key=lambda topic: topic.pk):  # one order of locks for all: no deadlock
        _lock(topic)
    documents = {topic.key: build_topic_document(topic, language) for topic in ordered}
    anchors = _list_live_anchors(language, documents)
    _refuse(
        [
            Reason(reason.severity, reason.code, f"{slug}: {reason.message}")
            for slug, document in documents.items()
            for reason in validate_document(document, anchors, timezone.localdate())
        ],
        acknowledged=("lapsed-rule",),
    )
    return [
        _write_edition(
            topic,
            documents[topic.key],
            origin=Edition.Origin.GUIDE,
            by=None,
            review=None,
            change_note=change_note,
            restores=None,
        )
        for topic in ordered
    ]


@transaction.atomic
def publish_again(edition: Edition, *, by: User, review: Review, change_note: str) -> Edition:
    """Publish the words of an older *edition* as the next one (a rollback). Raises PublishRefusedError.

    Its links are checked again: a topic that it points to may be gone since.
    """
    _lock(edition.topic)
    document = read_document(edition.document, edition.schema_version)
    reasons = [*_find_review_faults(by, review, change_note)]
    found = validate_document(document, _list_live_anchors(edition.language, {}), timezone.localdate())
    reasons += [reason for reason in found if reason.code == "dead-link"]
    _refuse(reasons, acknowledged=())
    return _write_edition(
        edition.topic,
        document,
        origin=Edition.Origin.STAFF,
        by=by,
        review=review,
        change_note=change_note,
        restores=edition,
    )


@transaction.atomic
def withdraw_topic(topic: Topic, language: str, *, by: User, reason: str) -> Withdrawal:
    """Take the live edition down; the page shows *reason* instead. Raises PublishRefusedError."""
    _lock(topic)
    live = LiveEdition.objects.filter(topic=topic, language=language).first()
    reasons = []
    if not reason.strip():
        reasons.append(Reason("error", "no-reason", "Write the reason: readers see it instead of the page."))
    if live is None:
        reasons.append(Reason("error", "not-live", f"“{topic.title}” is not live, so it cannot be withdrawn."))
    if live is None or reasons:
        raise PublishRefusedError(reasons)
    withdrawal = Withdrawal.objects.create(
        edition=live.edition, reason=reason.strip(), withdrawn_by=by, withdrawn_at=timezone.now()
    )
    live.delete()
    return withdrawal


def list_topics_to_ship(language: str) -> list[Topic]:
    """Topics never published yet, and those whose live edition shipped with the guide and whose draft is newer."""
    topics = []
    for topic in Topic.objects.all():
        live = LiveEdition.objects.filter(topic=topic, language=language).select_related("edition").first()
        if live is None:
            never_published = not Edition.objects.filter(topic=topic, language=language).exists()
            topics += [topic] if never_published else []
        elif live.edition.origin == Edition.Origin.GUIDE:
            is_newer = fingerprint(build_topic_document(topic, language)) != live.edition.document_sha256
            topics += [topic] if is_newer else []
    return topics


def compute_record_sha256(edition: Edition, before: str) -> str:
    """The hash that chains *edition*, with every column but its own hash, to the record hash *before* it."""
    return fingerprint(
        {
            "topic": edition.topic_id,
            "language": edition.language,
            "number": edition.number,
            "origin": edition.origin,
            "title": edition.title,
            "schema_version": edition.schema_version,
            "document_sha256": edition.document_sha256,
            "change_note": edition.change_note,
            "published_at": edition.published_at.timestamp(),
            "published_by": edition.published_by_id,
            "reviewed_by": edition.reviewed_by_id,
            "reviewed_by_name": edition.reviewed_by_name,
            "reviewed_on": str(edition.reviewed_on),
            "restores": edition.restores_id,
            "before": before,
        }
    )


def get_display_name(user: AbstractBaseUser) -> str:
    """The name of a reviewer as readers see it."""
    return (user.get_full_name() if isinstance(user, User) else "") or user.get_username()


def _lock(topic: Topic) -> None:
    """Wait for other publications of the topic. SQLite has the whole database locked already (IMMEDIATE)."""
    Topic.objects.select_for_update().get(pk=topic.pk)


def _list_live_anchors(language: str, coming: Mapping[str, TopicDocument]) -> Anchors:
    live = {
        row.topic.key: read_document(row.edition.document, row.edition.schema_version)
        for row in LiveEdition.objects.in_language(language)
        if row.topic.key not in coming
    }
    return {slug: frozenset(list_anchors(document)) for slug, document in {**live, **coming}.items()}


def _find_review_faults(by: User, review: Review, change_note: str) -> Iterable[Reason]:
    if not change_note.strip():
        yield Reason("error", "no-change-note", "Write what changed and why: readers see it under “Changes”.")
    if review.by == by:
        yield Reason("error", "own-review", "Somebody else must have read the words: choose another reviewer.")
    if not list_reviewers().filter(pk=review.by.pk).exists():
        yield Reason("error", "no-reviewer", f"{get_display_name(review.by)} is no clinical reviewer: choose another.")
    if review.on > timezone.localdate():
        yield Reason("error", "review-in-future", "The review cannot be later than today.")


def _refuse(reasons: list[Reason], acknowledged: Iterable[str]) -> None:
    accepted = set(acknowledged)
    open_reasons = [r for r in reasons if r.severity == "error" or r.code not in accepted]
    if open_reasons:
        raise PublishRefusedError(open_reasons)


def _refuse_staff_changes(changes: Collection[tuple[str, str]]) -> None:
    if changes:
        raise StaffChangesError(changes)


def _write_edition(
    topic: Topic,
    document: TopicDocument,
    *,
    origin: Edition.Origin,
    by: User | None,
    review: Review | None,
    change_note: str,
    restores: Edition | None,
) -> Edition:
    language = document["language"]
    last = Edition.objects.filter(topic=topic, language=language).order_by("-number").first()
    edition = Edition(
        topic=topic,
        language=language,
        number=last.number + 1 if last else 1,
        origin=origin,
        title=document["title"],
        document=_as_json(document),
        schema_version=document["schema_version"],
        document_sha256=fingerprint(document),
        change_note=change_note.strip(),
        published_at=timezone.now(),
        published_by=by,
        reviewed_by=review.by if review else None,
        reviewed_by_name=get_display_name(review.by) if review else "",
        reviewed_on=review.on if review else None,
        restores=restores,
    )
    edition.record_sha256 = compute_record_sha256(edition, last.record_sha256 if last else "")
    edition.save()
    LiveEdition.objects.update_or_create(topic=topic, language=language, defaults={"edition": edition})
    return edition


def _as_json(document: TopicDocument) -> dict[str, Any]:
    return dict(document)
