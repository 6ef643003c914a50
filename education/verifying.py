"""Whether the editions are still as they were published."""

from itertools import groupby

from pydantic import ValidationError

from education.documents.schema import fingerprint
from education.documents.upgrade import UnreadableDocumentError, read_document
from education.models import Edition, LiveEdition
from education.publishing import compute_record_sha256


def find_damage() -> list[str]:
    """A sentence for each edition that differs from its hashes, is missing, cannot be read, or is live amiss."""
    damage: list[str] = []
    editions = Edition.objects.select_related("topic").order_by("topic_id", "language", "number")
    for _, chain in groupby(editions.iterator(chunk_size=50), key=lambda edition: (edition.topic_id, edition.language)):
        before, expected = "", 1
        for edition in chain:
            name = f"{edition.topic.key} ({edition.language}), edition {edition.number}"
            if edition.number != expected:
                damage.append(f"{edition.topic.key} ({edition.language}): edition {expected} is missing.")
            damage += [f"{name}: {fault}" for fault in _find_faults(edition, before)]
            before, expected = edition.record_sha256, edition.number + 1
    return damage + _find_live_faults()


def _find_faults(edition: Edition, before: str) -> list[str]:
    faults = []
    if fingerprint(edition.document) != edition.document_sha256:
        faults.append("its words are not those that were published.")
    if compute_record_sha256(edition, before) != edition.record_sha256:
        faults.append("its record, or the one before it, is not as it was written.")
    try:
        read_document(edition.document, edition.schema_version)
    except (ValidationError, UnreadableDocumentError) as error:
        faults.append(f"it cannot be read: {error}")
    return faults


def _find_live_faults() -> list[str]:
    return [
        f"{live.topic.key} ({live.language}): what is live belongs to another topic or language."
        for live in LiveEdition.objects.select_related("edition", "topic")
        if (live.topic_id, live.language) != (live.edition.topic_id, live.edition.language)
    ]
