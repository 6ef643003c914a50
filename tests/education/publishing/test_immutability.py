"""Editions and withdrawals can be added, and nothing else."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from education.models import Edition, Topic, Withdrawal
from education.models.editions import ImmutableRowError
from education.publishing import publish_topic, withdraw_topic
from tests.education.factories import make_review, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def edition() -> Edition:
    topic, publisher, reviewer = make_topic(), make_user("publisher"), make_user("reviewer")
    edition = publish_topic(topic, "en", by=publisher, review=make_review(reviewer), change_note="Words.")
    withdraw_topic(topic, "en", by=publisher, reason="Wrong.")
    return edition


CHANGES: dict[str, Callable] = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: type(row).objects.update(pk=row.pk),
    "delete of a set": lambda row: type(row).objects.all().delete(),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], ["pk"]),
    "update_or_create": lambda row: type(row).objects.update_or_create(pk=row.pk),
    "base manager": lambda row: type(row)._base_manager.update(pk=row.pk),
    "bulk_create": lambda row: type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["id"]
    ),
    "bulk_create by place": lambda row: type(row).objects.bulk_create([row], None, False, True, ["id"], ["id"]),
}


@pytest.mark.parametrize("model", [Edition, Withdrawal])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_row_that_is_kept_for_ever_refuses_change(edition, model: type, change: Callable):
    row = model.objects.get()

    with pytest.raises(ImmutableRowError, match=r"publish a new edition instead"):
        change(row)

    assert model.objects.get() == row


@pytest.mark.parametrize(("model", "column"), [(Edition, "change_note"), (Withdrawal, "reason")])
def test_new_object_with_the_key_of_a_row_does_not_write_over_it(edition, model: type, column: str):
    row = model.objects.get()
    copy = model(**{field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields})
    setattr(copy, column, "Other words.")

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()

    assert getattr(model.objects.get(), column) == getattr(row, column) != "Other words."


def test_topic_with_an_edition_cannot_be_deleted(edition):
    with pytest.raises(ProtectedError):
        Topic.objects.get().delete()


def test_person_who_published_cannot_be_deleted(edition):
    with pytest.raises(ProtectedError):
        edition.published_by.delete()
