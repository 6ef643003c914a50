"""What all draft rows share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

    def natural_key(self) -> tuple[str, ...]:
        return (self.key,)


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
