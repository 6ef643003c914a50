"""What all draft rows share."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from education.documents.references import is_key


class LinesField(models.TextField):
    """Several short texts, one on each line. `split_lines` reads them."""


def split_lines(value: str | None) -> list[str]:
    """The lines of a LinesField that hold something."""
    return [line.strip() for line in (value or "").splitlines() if line.strip()]


class DraftRow(models.Model):
    """A row that staff edit. Readers see it through an edition alone, but for the clinic's own details.

    `revision` counts saves, so that the second of two people who opened the same row is told, not obeyed.
    """

    key = models.SlugField(
        _("key"),
        max_length=60,
        unique=True,
        help_text=_("Its name in links and references. Never change it once it is live: old links would break."),
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """As Django does, and the key must be one that a reference can name: a slug may be `Dry_Lips`."""
        faults: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        if "key" not in {*faults, *(exclude or ())} and not is_key(self.key):
            faults["key"] = [_("Write small letters a to z, digits and hyphens alone, such as dry-lips.")]
        if faults:
            raise ValidationError(faults)


class ClaimRow(DraftRow):
    """A row that claims something, and so names the sources it rests on."""

    sources = models.ManyToManyField(
        "education.Source",
        verbose_name=_("sources"),
        blank=True,
        help_text=_("Where this comes from. A topic cannot be published while a row it shows has no source."),
    )

    class Meta(DraftRow.Meta):
        abstract = True


class LoadedRow(models.Model):
    """What load_guide read and wrote last for a row, so that it can tell an edit of staff from its own."""

    model = models.CharField(max_length=40)
    key = models.CharField(max_length=140)
    file_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="education_loadedrow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
