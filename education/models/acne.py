"""How acne forms and what treats it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow, DraftRow, LinesField


class Cause(DraftRow):
    """One of the four causes of acne."""

    name = models.CharField(_("name"), max_length=60)
    summary = models.TextField(_("in short"))

    def __str__(self) -> str:
        return self.name or self.key


class AcneStage(ClaimRow):
    """A step in how a spot forms."""

    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("what happens"))
    picture_description = models.TextField(_("what its drawing shows"))

    def __str__(self) -> str:
        return self.name or self.key


class Treatment(ClaimRow):
    class Form(models.TextChoices):
        WASH = "wash", _("wash")
        CREAM = "cream", _("cream, gel or foam")
        PILL = "pill", _("taken by mouth")
        INJECTION = "injection", _("shot into a spot")
        PROCEDURE = "procedure", _("done in the clinic")
        DEVICE = "device", _("light or laser")

    class WithIsotretinoin(models.TextChoices):
        STOP = "stop", _("stop it")
        ASK = "ask", _("ask first")
        FINE = "fine", _("fine")
        ITSELF = "itself", _("this is isotretinoin")

    name = models.CharField(_("name"), max_length=80)
    form = models.CharField(_("form"), max_length=12, choices=Form)
    names = LinesField(_("names shown"), blank=True, help_text=_("Brands and other names on the page; one a line."))
    also = LinesField(_("words people type"), blank=True, help_text=_("Not on the page: everyday words, misspellings."))
    how_it_works = models.TextField(_("how it works"))
    suits = models.TextField(_("who it suits"))
    time_to_work = models.TextField(_("time to work"))
    common_problems = models.TextField(_("common problems"))
    with_isotretinoin = models.CharField(_("with isotretinoin"), max_length=8, choices=WithIsotretinoin)
    with_isotretinoin_note = models.TextField(_("with isotretinoin, in words"))

    def __str__(self) -> str:
        return self.name or self.key


class TreatmentEffect(models.Model):
    """How strongly a treatment acts on a cause: 0 not at all, 3 strongly."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="effects")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="effects", verbose_name=_("cause"))
    strength = models.PositiveSmallIntegerField(_("strength, 0 to 3"))

    class Meta:
        ordering = ("cause__position", "cause__key")
        constraints = [
            models.UniqueConstraint(fields=["treatment", "cause"], name="education_treatmenteffect_once_a_cause"),
            models.CheckConstraint(
                condition=Q(strength__lte=3),
                name="education_treatmenteffect_strength_0_to_3",
                violation_error_message=_("The strength goes from 0 to 3."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause}: {self.strength}"
