"""Whether the editions are still as they were published."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model

from education.documents.schema import fingerprint
from education.documents.upgrade import UnreadableDocumentError, read_document
from education.models import Edition, LiveEdition, Topic, Withdrawal
from education.publishing import compute_record_sha256, compute_withdrawal_sha256

Place = tuple[int, str]  # a topic's primary key and a language

_UNREADABLE = (ArithmeticError, AttributeError, DataError, LookupError, TypeError, ValueError)


class Link(NamedTuple):
    """The columns of an edition that say where it stands. Any stored value of them can be read."""

    pk: int
    topic_id: int
    language: str
    number: Any  # SQLite keeps whatever is written
    record_sha256: str


def find_damage() -> list[str]:
    """A sentence for each edition that differs from its hashes, is missing, cannot be read, or is live amiss."""
    keys = dict(Topic.objects.values_list("pk", "key"))
    live = {(row.topic_id, row.language): row.edition_id for row in LiveEdition.objects.all()}
    withdrawn = dict(Withdrawal.objects.values_list("edition_id", "record_sha256"))
    damage: list[str] = []
    for (topic_id, language), chain in _read_chains().items():
        name = f"{keys.get(topic_id, 'a topic that is missing')} ({language})"
        damage += _find_faults_of_chain(name, chain, withdrawn)
        damage += _find_live_faults(name, chain, live.pop((topic_id, language), None), withdrawn)
    return damage + [
        f"{keys.get(topic_id, 'a topic that is missing')} ({language}): what is live was never published."
        for topic_id, language in live
    ]


def compute_head(editions: int, withdrawals: int) -> str:
    """Both counts, and one hash over the record hashes of as many editions and withdrawals, the oldest first.

    A head stays true when more is published. It is the one thing that shows when the newest were removed whole.
    """
    records = [
        list(model.objects.order_by("pk").values_list("record_sha256", flat=True)[:count])
        for model, count in ((Edition, editions), (Withdrawal, withdrawals))
    ]
    return f"{editions}-{withdrawals}-{fingerprint(records)}"


def _read_chains() -> dict[Place, list[Link]]:
    links = Edition.objects.order_by("topic_id", "language", "number").values_list(*Link._fields)
    ordered = [Link(*link) for link in links]
    return {place: list(chain) for place, chain in groupby(ordered, key=lambda link: (link.topic_id, link.language))}


def _find_faults_of_chain(name: str, chain: list[Link], withdrawn: dict[int, str]) -> Iterator[str]:
    before, expected = "", 1
    for link in chain:
        if link.number != expected:
            yield f"{name}: edition {expected} is missing."
        for fault in _find_faults(link, before, link.pk in withdrawn):
            yield f"{name}, edition {link.number}: {fault}"
        before = withdrawn.get(link.pk, link.record_sha256)
        expected = (link.number if isinstance(link.number, int) else expected) + 1


def _find_live_faults(name: str, chain: list[Link], live: int | None, withdrawn: dict[int, str]) -> Iterator[str]:
    newest = chain[-1]
    numbers = {link.pk: link.number for link in chain}
    if live is not None and live not in numbers:
        yield f"{name}: what is live belongs to another topic or language."
    elif live is None and newest.pk not in withdrawn:
        yield f"{name}, edition {newest.number}: it is the newest, but neither live nor withdrawn."
    elif live is not None and live != newest.pk:
        yield f"{name}, edition {numbers[live]}: it is live, but edition {newest.number} is newer."
    elif live is not None and live in withdrawn:
        yield f"{name}, edition {newest.number}: it is live, but was withdrawn."


def _find_faults(link: Link, before: str, is_withdrawn: bool) -> Iterator[str]:
    try:
        edition = Edition.objects.get(pk=link.pk)
        record = compute_record_sha256(edition, before)
        document = fingerprint(edition.document)
    except _UNREADABLE as error:
        yield f"its record cannot be read ({_name_columns(Edition, link.pk) or error})."
    else:
        if document != edition.document_sha256:
            yield "its words are not those that were published."
        else:
            yield from _find_reading_faults(edition)
        if record != edition.record_sha256:
            yield "its record, or the one before it, is not as it was written."
    if is_withdrawn:
        yield from _find_withdrawal_faults(link)


def _find_reading_faults(edition: Edition) -> Iterator[str]:
    try:
        read_document(edition.document, edition.schema_version)
    except UnreadableDocumentError as error:
        yield f"it cannot be read: {error}"


def _find_withdrawal_faults(link: Link) -> Iterator[str]:
    pk = Withdrawal.objects.values_list("pk", flat=True).get(edition_id=link.pk)
    try:
        withdrawal = Withdrawal.objects.get(pk=pk)
        record = compute_withdrawal_sha256(withdrawal, link.record_sha256)
    except _UNREADABLE as error:
        yield f"its withdrawal cannot be read ({_name_columns(Withdrawal, pk) or error})."
    else:
        if record != withdrawal.record_sha256:
            yield "its withdrawal is not as it was written."


def _name_columns(model: type[Model], pk: int) -> str:
    """The columns of a row that hold what does not belong there."""
    return ", ".join(field.attname for field in model._meta.concrete_fields if not _is_readable(model, pk, field))


def _is_readable(model: type[Model], pk: int, field: Any) -> bool:
    try:
        value = model._default_manager.values_list(field.attname, flat=True).get(pk=pk)
        return (field.null or value is not None) and field.to_python(value) == value
    except (DataError, ValidationError, ValueError):
        return False
