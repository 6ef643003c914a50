"""Saving, deleting and ordering draft rows: nobody overwrites in silence what somebody else did meanwhile."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

from education.models import DraftRow, Section


class StaleDraftError(Exception):
    """Somebody saved or deleted the row since it was opened. `changed_at` is None when it is gone."""

    def __init__(self, changed_at: datetime | None) -> None:
        super().__init__(f"This row was changed at {changed_at}." if changed_at else "This row was deleted.")
        self.changed_at = changed_at


class StaleOrderError(Exception):
    """The rows do not stand any more where they stood when somebody looked at them."""


@transaction.atomic
def save_draft(row: DraftRow, *, opened_revision: int) -> None:
    """Save *row* as its next revision, a new row as revision 1 and last in its order.

    Its place is left alone: it may have been moved meanwhile. Raises StaleDraftError, and saves nothing, when the
    stored row is not at *opened_revision*.
    """
    if row._state.adding:
        row.revision = 1
        row.position = _find_next_position(row)
    else:
        _claim_next_revision(row, opened_revision)
        row.revision = opened_revision + 1
        row.position = _rows_like(row).values_list("position", flat=True).get()
    row.save()


@transaction.atomic
def delete_draft(row: DraftRow, *, opened_revision: int) -> None:
    """Delete *row*. Raises StaleDraftError when the stored row is not at *opened_revision*."""
    _claim_next_revision(row, opened_revision)
    row.delete()


def check_unchanged(row: DraftRow, *, opened_revision: int) -> None:
    """Keep others from saving *row* until this transaction ends. Raises StaleDraftError when one of them has."""
    stored = _rows_like(row).select_for_update().first()
    if stored is None or stored.revision != opened_revision:
        raise StaleDraftError(stored.changed_at if stored else None)


@transaction.atomic
def swap_places(row: DraftRow, other: DraftRow, *, seen: tuple[int, int]) -> None:
    """Let *row* and *other* change places. *seen* holds their positions when somebody looked at them.

    Raises StaleOrderError when either is gone or moved since. Rows whose positions collide are numbered anew on the
    way.
    """
    rows = list(_list_siblings(row).select_for_update())
    places = {sibling.pk: place for place, sibling in enumerate(rows)}
    if row.pk not in places or other.pk not in places:
        raise StaleOrderError
    first, second = places[row.pk], places[other.pk]
    if (rows[first].position, rows[second].position) != seen:
        raise StaleOrderError
    rows[first], rows[second] = rows[second], rows[first]
    for place, sibling in enumerate(rows):
        if sibling.position != place:
            _rows_like(sibling).update(position=place, changed_at=timezone.now())


def _claim_next_revision(row: DraftRow, opened_revision: int) -> None:
    """Compare and bump in one statement, which the database carries out for one of two requests at once."""
    claimed = _rows_like(row).filter(revision=opened_revision).update(revision=F("revision") + 1)
    if not claimed:
        raise StaleDraftError(_rows_like(row).values_list("changed_at", flat=True).first())


def _find_next_position(row: DraftRow) -> int:
    last: int | None = _list_siblings(row).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _list_siblings(row: DraftRow) -> models.QuerySet[Any]:
    """The rows that *row* has its place among: all of its kind, for a section those of its topic."""
    rows = type(row)._default_manager.order_by("position", "key")
    return rows.filter(topic_id=row.topic_id) if isinstance(row, Section) else rows


def _rows_like(row: DraftRow) -> models.QuerySet[Any]:
    """The stored row of *row*, as a set of one or none."""
    return type(row)._default_manager.filter(pk=row.pk)
