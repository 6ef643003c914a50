"""Questions people ask, and questions that check what they took away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow, LinesField


class Question(ClaimRow):
    class Group(models.TextChoices):
        DECIDING = "deciding", _("Deciding")
        TAKING = "taking", _("Taking the capsules")
        BODY = "body", _("Your body and mood")
        DAILY_LIFE = "daily_life", _("Daily life")
        RULES = "rules", _("Rules and pregnancy")
        AFTER = "after", _("After your course")

    group = models.CharField(_("group"), max_length=12, choices=Group)
    question = models.CharField(_("question"), max_length=160)
    short_answer = models.TextField(_("short answer"))
    long_answer = models.TextField(_("longer answer"), blank=True)
    also = LinesField(_("words people use"), blank=True, help_text=_("One on each line."))

    def __str__(self) -> str:
        return self.question or self.key


class QuizQuestion(ClaimRow):
    """A question that checks whether its topic's page explained itself. Shown by the quiz."""

    topic = models.ForeignKey(
        "education.Topic", models.PROTECT, related_name="quiz_questions", verbose_name=_("page to read again")
    )
    question = models.TextField(_("question"))
    right_answer = models.CharField(_("right answer"), max_length=200)
    wrong_answers = LinesField(_("wrong answers"), help_text=_("Two or three, one on each line."))
    why = models.TextField(_("why"))
    read_again = models.SlugField(
        _("part to read again"),
        max_length=60,
        blank=True,
        help_text=_("The anchor of the part of that page which explains this; empty for the whole page."),
    )

    def __str__(self) -> str:
        return self.question or self.key
