"""Where each topic stands: what readers read, what the drafts would change, and what speaks against publishing them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from education.documents.build import build_topic_documents
from education.documents.compare import Difference, compare_documents
from education.documents.passages import list_prose
from education.documents.schema import SourceEntry, TopicDocument, fingerprint
from education.documents.validate import Pages, Reason, validate_document
from education.models import DraftRow, Edition, LiveEdition, Topic, Withdrawal
from education.publishing import describe_pages, find_withdrawn_words, read_edition
from education.reading.grade import ReadingScore, score_passages
from education.restoring import MODELS, iterate_parts


@dataclass(frozen=True)
class Standing:
    """A topic's draft beside its live edition; both live parts are None while it is not live.

    `fault` says why `live` is None though there is a live edition: it cannot be read.
    `withdrawal` says why it was taken down and is not live again; None when it is live, or never was. `pages` are
    those of all live topics.
    """

    topic: Topic
    draft: TopicDocument
    edition: Edition | None
    live: TopicDocument | None
    fault: str
    withdrawal: Withdrawal | None
    pages: Pages

    @cached_property
    def draft_sha256(self) -> str:
        return fingerprint(self.draft)

    @cached_property
    def has_changes(self) -> bool:
        """Whether publishing would change what readers read."""
        return self.live is None or fingerprint(self.live) != self.draft_sha256

    @cached_property
    def last(self) -> TopicDocument | None:
        """What readers read now or read last before it was taken down; None for nothing, or nothing readable."""
        return self.live or (read_edition(self.withdrawal.edition)[0] if self.withdrawal else None)

    @cached_property
    def differences(self) -> list[Difference]:
        """What the draft says otherwise than what readers read last; empty when all is new."""
        return compare_documents(self.last, self.draft) if self.last else []

    @cached_property
    def reasons(self) -> list[Reason]:
        """What speaks against publishing the draft."""
        found = validate_document(self.draft, self.pages, timezone.localdate())
        return found + find_withdrawn_words(self.draft, self.withdrawal.edition if self.withdrawal else None)

    @cached_property
    def score(self) -> ReadingScore:
        return score_passages(list_prose(self.draft))

    @property
    def errors(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.severity == "error"]

    @property
    def warnings(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.severity == "warning"]

    @property
    def missing_sources(self) -> list[Reason]:
        """Claims that name no source."""
        return [reason for reason in self.reasons if reason.code == "no-source"]

    @property
    def sources_to_be_confirmed(self) -> list[SourceEntry]:
        return [source for source in self.draft["sources"] if source["state"] == "to_be_confirmed"]


def find_standing(topic: Topic, language: str) -> Standing:
    """Where *topic* stands in *language*."""
    return find_standings([topic], language)[0]


def find_standings(topics: Iterable[Topic], language: str) -> list[Standing]:
    """Where each of *topics* stands, in their order and in a number of queries that does not grow with theirs."""
    live_rows = list(LiveEdition.objects.in_language(language))
    rows = {row.topic_id: row.edition for row in live_rows}
    live = defaultdict(lambda: (None, ""), {pk: read_edition(edition) for pk, edition in rows.items()})
    withdrawals = {row.edition.topic_id: row for row in list_withdrawals(language)}
    pages = describe_pages(language, {row.topic.key: live[row.topic_id][0] for row in live_rows})
    topics = list(topics)
    drafts = build_topic_documents(topics, language)
    return [
        Standing(
            topic=topic,
            draft=drafts[topic.key],
            edition=rows.get(topic.pk),
            live=live[topic.pk][0],
            fault=live[topic.pk][1],
            withdrawal=withdrawals.get(topic.pk),
            pages=pages,
        )
        for topic in topics
    ]


def list_outdated(row: DraftRow, language: str) -> list[Topic]:
    """The topics whose live page tells *row* otherwise than the drafts do, in the order of the guide."""
    standings = find_standings(Topic.objects.all(), language)
    told = next((entry for standing in standings if (entry := _find_entry(standing.draft, row))), None)
    return [
        standing.topic
        for standing in standings
        if standing.live and _find_entry(standing.live, row) not in (None, told)
    ]


def list_withdrawals(language: str) -> list[Withdrawal]:
    """Why each topic that is down was taken down, in the order of the guide."""
    editions = Edition.objects.filter(topic=OuterRef("edition__topic"), language=language)
    newest = Subquery(editions.order_by("-number").values("pk")[:1])
    rows = Withdrawal.objects.filter(edition=newest).select_related("edition__topic", "withdrawn_by")
    return list(rows.order_by("edition__topic__position", "edition__topic__key"))


def _find_entry(document: TopicDocument, row: DraftRow) -> dict[str, Any] | None:
    """What *document* tells of *row*."""
    entries = (entry for part, found in iterate_parts(document) if MODELS[part] is type(row) for entry in found)
    return next((entry for entry in entries if entry["key"] == row.key), None)
