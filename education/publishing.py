"""Publishing: the only writer of editions. Each verb is one transaction and safe when several run at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from education.documents.build import build_topic_document
from education.documents.schema import TopicDocument, fingerprint
from education.documents.upgrade import UnreadableDocumentError, read_document
from education.documents.validate import Pages, Reason, describe_page, validate_document
from education.models import Edition, LiveEdition, Topic, Withdrawal

REVIEWERS = "Clinical reviewers"  # the group of staff who may stand behind the words


class PublishRefusedError(Exception):
    """Nothing was published. `reasons` holds every reason, so that they can be mended in one go."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__("\n".join(str(reason) for reason in reasons))
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
    """Who may stand behind the words: active staff in the group of reviewers, and no one by rank alone."""
    return User.objects.filter(groups__name=REVIEWERS, is_active=True, is_staff=True)


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
    reasons = _find_review_faults(topic, document, by, review, change_note)
    reasons += validate_document(document, find_pages(language), timezone.localdate())
    reasons += find_withdrawn_words(document, _find_withdrawn(topic, language))
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

    Raises PublishRefusedError for any error or warning: what ships has none. But on the day of the installation a
    rule's check date may be past, which its page says, the clinic may have taken down what another topic links to, and
    a topic that the clinic published may link to a part that went.
    """
    ordered = list(topics)
    for topic in sorted(ordered, key=lambda topic: topic.pk):  # one order of locks for all: no deadlock
        _lock(topic)
    documents = {topic.key: build_topic_document(topic, language) for topic in ordered}
    pages = find_pages(language, documents)
    _refuse(
        [
            replace(reason, message=f"{slug}: {reason.message}")
            for slug, document in documents.items()
            for reason in validate_document(document, pages, timezone.localdate())
        ],
        acknowledged=("lapsed-rule", "link-to-notice", "lost-anchor"),
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
    reasons = _find_review_faults(edition.topic, document, by, review, change_note)
    found = validate_document(document, find_pages(edition.language), timezone.localdate())
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
        reasons.append(Reason("error", "no-reason", _("Write the reason: readers see it instead of the page.")))
    if live is None:
        message = _("“%(topic)s” is not live, so it cannot be withdrawn.") % {"topic": topic.title}
        reasons.append(Reason("error", "not-live", message))
    if live is None or reasons:
        raise PublishRefusedError(reasons)
    withdrawal = Withdrawal(edition=live.edition, reason=reason.strip(), withdrawn_by=by, withdrawn_at=timezone.now())
    withdrawal.record_sha256 = compute_withdrawal_sha256(withdrawal, live.edition.record_sha256)
    withdrawal.save()
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


def read_edition(edition: Edition) -> tuple[TopicDocument | None, str]:
    """The document of *edition*; or None, and a sentence that says why it cannot be read."""
    try:
        return read_document(edition.document, edition.schema_version), ""
    except UnreadableDocumentError as error:
        return None, str(error)


def find_pages(language: str, coming: Mapping[str, TopicDocument] | None = None) -> Pages:
    """What links may lead to, and where those of live pages do, once the {slug: document} in *coming* are live, too.

    In the place of a topic that was taken down, and of one that cannot be read, readers find a notice.
    """
    live = {row.topic.key: read_edition(row.edition)[0] for row in LiveEdition.objects.in_language(language)}
    return describe_pages(language, {**live, **(coming or {})})


def describe_pages(language: str, live: Mapping[str, TopicDocument | None]) -> Pages:
    """find_pages for the {slug: document} in *live*; None for one that cannot be read."""
    notices = dict.fromkeys(Topic.objects.taken_down(language).values_list("key", flat=True))
    return {slug: describe_page(document) if document else None for slug, document in {**notices, **live}.items()}


def find_withdrawn_words(document: TopicDocument, withdrawn: Edition | None) -> list[Reason]:
    """A warning when these are the very words of the edition that was *withdrawn*."""
    if withdrawn is None or withdrawn.document_sha256 != fingerprint(document):
        return []
    message = _("These very words were taken down. Mend them first, or be sure that they were right after all.")
    return [Reason("warning", "withdrawn-words", message)]


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


def compute_withdrawal_sha256(withdrawal: Withdrawal, edition_record: str) -> str:
    """The hash that chains *withdrawal*, with every column but its own hash, to the record hash of its edition."""
    return fingerprint(
        {
            "edition": withdrawal.edition_id,
            "reason": withdrawal.reason,
            "withdrawn_by": withdrawal.withdrawn_by_id,
            "withdrawn_at": withdrawal.withdrawn_at.timestamp(),
            "edition_record": edition_record,
        }
    )


def get_display_name(user: AbstractBaseUser) -> str:
    """The name of a reviewer as readers see it."""
    return (user.get_full_name() if isinstance(user, User) else "") or user.get_username()


def _lock(topic: Topic) -> None:
    """Wait for other publications of the topic. SQLite has the whole database locked already (IMMEDIATE)."""
    Topic.objects.select_for_update().get(pk=topic.pk)


def _find_withdrawn(topic: Topic, language: str) -> Edition | None:
    """The newest edition of the topic, if it was taken down."""
    last: Edition | None = Edition.objects.filter(topic=topic, language=language).order_by("-number").first()
    return last if last and hasattr(last, "withdrawal") else None


def _find_review_faults(
    topic: Topic, document: TopicDocument, by: User, review: Review, change_note: str
) -> list[Reason]:
    faults = []
    if not change_note.strip():
        faults.append(("no-change-note", _("Write what changed and why: readers see it under “Changes”.")))
    if review.by == by:
        faults.append(("own-review", _("Somebody else must have read the words: choose another reviewer.")))
    if not list_reviewers().filter(pk=review.by.pk).exists():
        message = _("%(name)s is no clinical reviewer: choose another.")
        faults.append(("no-reviewer", message % {"name": get_display_name(review.by)}))
    if review.on > timezone.localdate():
        faults.append(("review-in-future", _("The review cannot be later than today.")))
    first_day = _find_first_day(topic, document)
    if first_day and review.on < first_day:
        message = _("These words are not older than %(day)s: somebody must have read them on that day or later.")
        faults.append(("review-too-old", message % {"day": first_day.isoformat()}))
    return [Reason("error", code, message) for code, message in faults]


def _find_first_day(topic: Topic, document: TopicDocument) -> date | None:
    """The day before which nobody can have read these words: when somebody first did, or other words went live."""
    editions = Edition.objects.filter(topic=topic, language=document["language"])
    same: Edition | None = editions.filter(document_sha256=fingerprint(document)).order_by("number").first()
    if same and same.reviewed_on:
        return same.reviewed_on
    edition = same or editions.order_by("-number").first()
    return timezone.localdate(edition.published_at) if edition else None


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
        document=document,
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
    before = getattr(last, "withdrawal", last)
    edition.record_sha256 = compute_record_sha256(edition, before.record_sha256 if before else "")
    edition.save()
    LiveEdition.objects.update_or_create(topic=topic, language=language, defaults={"edition": edition})
    return edition
