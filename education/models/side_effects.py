"""What can happen to the body, and what to do about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .course import CountedFrom
from .drafts import ClaimRow, LinesField


class SideEffect(ClaimRow):
    class BodyArea(models.TextChoices):
        SKIN = "skin", _("Skin")
        LIPS = "lips", _("Lips")
        EYES = "eyes", _("Eyes")
        NOSE = "nose", _("Nose")
        MOUTH_THROAT = "mouth_throat", _("Mouth and throat")
        HEAD = "head", _("Head")
        EARS = "ears", _("Ears")
        MOOD = "mood", _("Mood")
        MUSCLES_BONES = "muscles_bones", _("Muscles and bones")
        BELLY = "belly", _("Belly")
        HAIR_NAILS = "hair_nails", _("Hair and nails")
        BLOOD_TESTS = "blood_tests", _("Blood tests")
        SEX_PERIODS = "sex_periods", _("Sex and periods")
        CHEST = "chest", _("Heart and lungs")
        WHOLE_BODY = "whole_body", _("Whole body")

    name = models.CharField(_("name"), max_length=80)
    also = LinesField(_("words people use"), blank=True, help_text=_("One on each line, misspellings too."))
    body_area = models.CharField(_("body area"), max_length=16, choices=BodyArea)
    frequency = models.ForeignKey(
        "education.Fact", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("how often (a fact)")
    )
    frequency_note = models.TextField(_("how often, in words"), blank=True)
    feels_like = models.TextField(_("what it feels like"))
    self_care = models.TextField(_("what you can do"))
    call_if = models.TextField(_("what makes it more urgent"), blank=True)

    class Meta(ClaimRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__isnull=False) | ~Q(frequency_note=""),
                name="education_sideeffect_says_how_often",
                violation_error_message=_("Say how often: choose a fact, or say in words that no one knows."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class SideEffectAdvice(models.Model):
    """What a side effect means in some weeks. Together the rows cover every week of the course and after it."""

    class Level(models.TextChoices):
        EXPECTED = "expected", _("expected")
        TELL = "tell", _("tell us at your next visit")
        CALL = "call", _("stop the capsules and call us today")
        EMERGENCY = "emergency", _("emergency")

    side_effect = models.ForeignKey(SideEffect, models.CASCADE, related_name="advice")
    counted_from = models.CharField(_("counted from"), max_length=14, choices=CountedFrom)
    week_from = models.PositiveSmallIntegerField(_("from week"))
    week_to = models.PositiveSmallIntegerField(_("to week"), null=True, blank=True, help_text=_("Empty: open end."))
    level = models.CharField(_("level"), max_length=10, choices=Level)
    text = models.TextField(_("advice"))

    class Meta:
        ordering = ("counted_from", "week_from")
        constraints = [
            models.UniqueConstraint(
                fields=["side_effect", "counted_from", "week_from"], name="education_sideeffectadvice_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(week_to__isnull=True) | Q(week_to__gte=F("week_from")),
                name="education_sideeffectadvice_ends_after_it_starts",
                violation_error_message=_("The advice cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        weeks = f"{self.week_from} to {self.week_to or '…'}"
        return f"{self.get_counted_from_display()}, {weeks}: {self.get_level_display()}"


class WarningSign(ClaimRow):
    class Level(models.TextChoices):
        CALL = "call", _("stop and call today")
        EMERGENCY = "emergency", _("emergency")

    sign = models.CharField(_("sign"), max_length=140)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    action = models.CharField(_("action"), max_length=140, help_text=_("The heading of its card: what to do now."))
    what_to_do = models.TextField(_("what to do"))
    looks_like = models.TextField(_("what it looks or feels like"))
    also = LinesField(_("words people use"), blank=True, help_text=_("One on each line, misspellings too."))

    def __str__(self) -> str:
        return self.sign or self.key
