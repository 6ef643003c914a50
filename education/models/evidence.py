"""What the guide rests on: sources, numbers told once, dated rules, and hard words explained."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow, DraftRow, LinesField


class SourceQuerySet(models.QuerySet["Source"]):
    def to_be_confirmed(self) -> "SourceQuerySet":
        """Sources that nobody of the clinic has opened and read yet: work to do."""
        return self.filter(state=Source.State.TO_BE_CONFIRMED)


class Source(DraftRow):
    class Kind(models.TextChoices):
        LABEL = "label", _("official drug label")
        REGULATOR = "regulator", _("regulator")
        GUIDELINE = "guideline", _("guideline")
        STUDY = "study", _("study")
        HEALTH_SERVICE = "health_service", _("health service")
        PROGRAM = "program", _("safety program")
        REFERENCE = "reference", _("reference work")
        KNOWLEDGE = "knowledge", _("general medical knowledge")

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TO_BE_CONFIRMED = "to_be_confirmed", _("to be confirmed")

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("The official page or the DOI link, never a copy.")
    )
    dated = models.CharField(_("dated"), max_length=80, blank=True, help_text=_("As the source states it."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=State,
        default=State.TO_BE_CONFIRMED,
        help_text=_("Confirmed means: somebody opened the official page and read there what the guide says."),
    )
    note = models.TextField(_("note for staff"), blank=True, help_text=_("What is still to be checked."))
    read_on = models.DateField(_("read on"), null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta(DraftRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(url=""),
                name="education_source_confirmed_has_address",
                violation_error_message=_("A confirmed source needs the address where it can be read."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"


class Fact(ClaimRow):
    """A number told once. `phrase` goes into sentences, `statement` stands alone."""

    class Kind(models.TextChoices):
        FREQUENCY = "frequency", _("how many of 100 people")
        QUANTITY = "quantity", _("another number")
        PHONE = "phone", _("phone number")

    class Certainty(models.TextChoices):
        STRONG = "strong", _("we are sure")
        FAIR = "fair", _("we are fairly sure")
        WEAK = "weak", _("we are not sure")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    phrase = models.CharField(
        _("phrase"),
        max_length=120,
        help_text=_("Goes into sentences. Write {numerator} and {denominator} where those numbers go."),
    )
    statement = models.TextField(
        _("statement"), help_text=_("A whole sentence that stands alone. Write {phrase} where the phrase goes.")
    )
    numerator = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    population = models.TextField(_("who was counted"), blank=True)
    certainty = models.CharField(_("how sure"), max_length=8, choices=Certainty)
    certainty_note = models.TextField(_("why, and what would change it"), blank=True)
    checked_on = models.DateField(_("checked on"))

    class Meta(ClaimRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="education_fact_numerator_within_denominator",
                violation_error_message=_("“How many” cannot be more than “out of”."),
            ),
            models.CheckConstraint(
                condition=Q(kind="frequency", numerator__isnull=False, denominator__gt=0)
                | (~Q(kind="frequency") & Q(numerator__isnull=True, denominator__isnull=True)),
                name="education_fact_frequency_has_numbers",
                violation_error_message=_("A frequency needs “how many” and “out of”; other facts have neither."),
            ),
        ]

    def clean(self) -> None:
        """Refuse braces that nothing fills: readers would see them."""
        numbers = {"{numerator}": self.numerator, "{denominator}": self.denominator}
        filled = {
            "phrase": [name for name, number in numbers.items() if number is not None],
            "statement": ["{phrase}"],
            "population": [],
            "certainty_note": [],
        }
        faults = []
        for field, placeholders in filled.items():
            rest = getattr(self, field) or ""
            for placeholder in placeholders:
                rest = rest.replace(placeholder, "")
            if "{" in rest or "}" in rest:
                name = self._meta.get_field(field).verbose_name
                faults.append(
                    _("“%(field)s” has a placeholder that nothing fills: look at its spelling and at the numbers.")
                    % {"field": name}
                )
        if faults:
            raise ValidationError(faults)


class RuleQuerySet(models.QuerySet["Rule"]):
    def due_soon(self, today: date) -> "RuleQuerySet":
        """Rules that the guide still states today, and that somebody must check within 30 days."""
        return self.filter(check_by__range=(today, today + timedelta(days=30)))

    def lapsed(self, today: date) -> "RuleQuerySet":
        """Rules that the guide no longer states, since their check date is past."""
        return self.filter(check_by__lt=today)


class Rule(ClaimRow):
    """A rule with a date. After `check_by` the guide no longer states it, and says that it is being re-checked."""

    class Jurisdiction(models.TextChoices):
        US = "us", _("United States")
        UK = "uk", _("United Kingdom")

    title = models.CharField(_("title"), max_length=120)
    jurisdiction = models.CharField(_("where it holds"), max_length=8, choices=Jurisdiction, default=Jurisdiction.US)
    phrase = models.CharField(_("phrase"), max_length=120, help_text=_("Goes into sentences."))
    statement = models.TextField(_("statement"), help_text=_("The whole rule, in words that stand alone."))
    days_before_first_capsule = models.PositiveIntegerField(_("days before the first capsule"), null=True, blank=True)
    days_after_last_capsule = models.PositiveIntegerField(
        _("days after the last capsule"),
        null=True,
        blank=True,
        help_text=_("A month counts as 31 days, six months as 184: the longest they can be."),
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"))
    check_by = models.DateField(
        _("check again by"), help_text=_("After this day the guide stops stating the rule until somebody checks it.")
    )

    objects = RuleQuerySet.as_manager()

    class Meta(ClaimRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(check_by__gt=F("checked_on")),
                name="education_rule_check_by_after_checked_on",
                violation_error_message=_("“Check again by” must be later than “checked on”."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def is_lapsed(self, today: date) -> bool:
        """Whether it is among `Rule.objects.lapsed(today)`."""
        return self.check_by < today


class GlossaryTerm(DraftRow):
    term = models.CharField(_("word"), max_length=80)
    meaning = models.TextField(_("plain meaning"))
    also = LinesField(_("other words for it"), blank=True, help_text=_("One on each line."))
    say = models.CharField(_("how to say it"), max_length=80, blank=True)

    class Meta(DraftRow.Meta):
        ordering = (Lower("term"), "key")

    def __str__(self) -> str:
        return self.term or self.key
