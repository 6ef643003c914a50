"""What to avoid, why, and until when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow, LinesField


class AvoidItem(ClaimRow):
    class Group(models.TextChoices):
        MEDICINES = "medicines", _("Medicines")
        SUPPLEMENTS = "supplements", _("Vitamins and supplements")
        PREGNANCY_SHARING = "pregnancy_sharing", _("Pregnancy, sharing and buying")
        SKIN_CARE = "skin_care", _("Skin care and make-up")
        PROCEDURES = "procedures", _("Hair removal and skin procedures")
        DAILY_LIFE = "daily_life", _("Daily life")

    class Answer(models.TextChoices):
        NO = "no", _("No")
        ASK = "ask", _("Ask first")
        CAREFUL = "careful", _("Be careful")
        FINE = "fine", _("Fine")

    class Until(models.TextChoices):
        DURING_COURSE = "during_course", _("until your last capsule")
        RULE = "rule", _("a rule says how long after")
        ALWAYS = "always", _("always")
        CLINIC_DECIDES = "clinic_decides", _("until your clinic says so")

    name = models.CharField(_("name"), max_length=100)
    group = models.CharField(_("group"), max_length=20, choices=Group)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    names = LinesField(_("names shown"), blank=True, help_text=_("Brands and other names on the page; one a line."))
    also = LinesField(_("words people type"), blank=True, help_text=_("Not on the page: everyday words, misspellings."))
    why = models.TextField(_("why"))
    until = models.CharField(_("until when"), max_length=16, choices=Until)
    until_rule = models.ForeignKey(
        "education.Rule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rule")
    )
    until_note = models.TextField(_("until when, in words"), blank=True)
    instead = models.TextField(_("what instead"))

    class Meta(ClaimRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until="rule") ^ Q(until_rule__isnull=True),
                name="education_avoiditem_rule_exactly_when_until_rule",
                violation_error_message=_("Choose the rule when “until when” says so, and only then."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key
