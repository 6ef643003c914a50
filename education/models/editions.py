"""Editions: what readers read. Never changed, never deleted; tampering shows in the hashes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from .topics import Topic

models.CharField.register_lookup(Length)


class ImmutableRowError(Exception):
    """Somebody tried to change or delete a row that is kept for ever."""


def _refuse(*_args: object, **_options: object) -> NoReturn:
    raise ImmutableRowError("This is kept for ever as it is: publish a new edition instead.")


class ImmutableQuerySet(models.QuerySet[Any]):
    """Refuses every way of changing or deleting rows that goes round the model."""

    update = delete = bulk_update = update_or_create = _refuse  # type: ignore[assignment]

    def bulk_create(self, objs: Iterable[Any], batch_size: int | None = None, *args: Any, **options: Any) -> list[Any]:
        if args or options:  # ignoring or overwriting what is there already
            _refuse()
        return super().bulk_create(objs, batch_size)


class ImmutableModel(models.Model):
    """A row that can be added, and nothing else."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            _refuse()
        # Without force_insert a new object with the key of a stored row would write over it.
        super().save(force_insert=True, using=options.get("using"))

    delete = _refuse  # type: ignore[assignment]


class EditionQuerySet(ImmutableQuerySet):
    def in_the_name_of(self, reviewer: AbstractBaseUser, *, since: datetime) -> "EditionQuerySet":
        """What was published as read by *reviewer*, the newest first, without the documents."""
        rows = self.filter(reviewed_by=reviewer, published_at__gte=since).defer("document")
        return rows.select_related("published_by").order_by("-published_at", "-pk")


class Edition(ImmutableModel):
    """A topic's whole document in one language, as it was published.

    `record_sha256` covers every column and the record before it (of the withdrawal, if the edition before was
    withdrawn), so a changed byte or a missing edition shows.
    """

    class Origin(models.TextChoices):
        GUIDE = "guide", _("shipped with the guide")
        STAFF = "staff", _("published by the clinic")

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="editions")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=8, choices=Origin)
    title = models.CharField(max_length=120)
    document = models.JSONField()
    schema_version = models.PositiveSmallIntegerField()
    document_sha256 = models.CharField(max_length=64)
    record_sha256 = models.CharField(max_length=64, unique=True)
    change_note = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_by_name = models.CharField(max_length=160, blank=True)  # as it stood then, for the page
    reviewed_on = models.DateField(null=True)
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="restored_as")

    objects = EditionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ("topic", "language", "-number")
        constraints = [
            models.UniqueConstraint(fields=["topic", "language", "number"], name="education_edition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="education_edition_number_from_one"),
            models.CheckConstraint(
                condition=Q(document_sha256__length=64, record_sha256__length=64), name="education_edition_has_hashes"
            ),
            models.CheckConstraint(condition=~Q(change_note=""), name="education_edition_has_change_note"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True, reviewed_by_name="")
                | (Q(reviewed_by__isnull=False, reviewed_on__isnull=False) & ~Q(reviewed_by_name="")),
                name="education_edition_review_all_or_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(origin="staff") | Q(published_by__isnull=False, reviewed_by__isnull=False),
                name="education_edition_staff_has_publisher_and_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | Q(published_by__isnull=True)
                | ~Q(reviewed_by=F("published_by")),
                name="education_edition_reviewer_is_not_publisher",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number} ({self.language})"


class LiveEditionQuerySet(models.QuerySet["LiveEdition"]):
    def in_language(self, language: str) -> "LiveEditionQuerySet":
        """What readers read in *language*, in the order of the guide."""
        return (
            self.filter(language=language).select_related("edition", "topic").order_by("topic__position", "topic__key")
        )

    def not_reviewed(self) -> "LiveEditionQuerySet":
        """What readers read though no clinician has signed it off, in the order of the guide."""
        return self.filter(edition__reviewed_by__isnull=True).order_by("topic__position", "topic__key", "language")


class LiveEdition(models.Model):
    """Which edition of a topic readers read in a language. No row: the topic is not live."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="live_editions")
    language = models.CharField(max_length=8)
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="live")

    objects = LiveEditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"], name="education_liveedition_one_a_topic_and_language"
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)


class Withdrawal(ImmutableModel):
    """An edition taken down, and why. The page shows the reason instead of the words.

    `record_sha256` covers every column and the edition's record, and the next edition's record covers it.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
    record_sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="education_withdrawal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"
