"""The course in time: its phases, and the steps of care."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow


class CountedFrom(models.TextChoices):
    FIRST_CAPSULE = "first_capsule", _("the first capsule")
    LAST_CAPSULE = "last_capsule", _("the last capsule")


class Phase(ClaimRow):
    """A stretch of the timeline. Week 1 starts with the first capsule; weeks before it are 0 and less."""

    title = models.CharField(_("title"), max_length=80)
    counted_from = models.CharField(_("counted from"), max_length=14, choices=CountedFrom)
    week_from = models.SmallIntegerField(_("from week"))
    week_to = models.SmallIntegerField(_("to week"), null=True, blank=True, help_text=_("Empty: open end."))
    skin = models.TextField(_("skin"))
    body = models.TextField(_("body"))
    what_to_do = models.TextField(_("what to do"))
    tests_and_visits = models.TextField(_("tests and visits"), blank=True)

    class Meta(ClaimRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(week_to__isnull=True) | Q(week_to__gte=F("week_from")),
                name="education_phase_ends_after_it_starts",
                violation_error_message=_("A phase cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class CareStep(ClaimRow):
    class When(models.TextChoices):
        BEFORE = "before", _("Before you start")
        DAILY = "daily", _("Every day")
        MONTHLY = "monthly", _("Every month")
        AT_THE_END = "at_the_end", _("At the end")
        AFTER = "after", _("After your course")

    class ForWhom(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        CAN_BECOME_PREGNANT = "can_become_pregnant", _("if you can become pregnant")

    when = models.CharField(_("when"), max_length=12, choices=When)
    for_whom = models.CharField(_("for whom"), max_length=20, choices=ForWhom)
    what = models.TextField(_("what to do"))
    why = models.TextField(_("why"))
