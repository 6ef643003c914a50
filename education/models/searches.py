"""What readers looked for and did not find: words alone, by the month, and nothing about who asked (docs/adr/0011)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 3, 30


class MissedWord(models.Model):
    """A word of searches that found nothing, with how often it was looked for in a month."""

    word = models.CharField(_("word"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=10)
    month_on = models.DateField(_("month"), help_text=_("Its first day."))
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("word that readers did not find")
        verbose_name_plural = _("words that readers looked for and did not find")
        ordering = ("-month_on", "-count", "word")
        constraints = [
            models.UniqueConstraint(
                fields=("word", "language", "month_on"), name="%(app_label)s_%(class)s_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(word__regex=rf"^[^\s\d_@.,:/-]{{{SHORTEST},{LONGEST}}}$"),
                name="%(app_label)s_%(class)s_is_one_word",
                violation_error_message=_("This holds single words of letters alone."),
            ),
            models.CheckConstraint(
                condition=Q(month_on__day=1),
                name="%(app_label)s_%(class)s_by_the_month",
                violation_error_message=_("A month is kept as its first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.word
