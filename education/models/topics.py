"""Topics and their sections."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .drafts import ClaimRow, DraftRow, LinesField


class TopicQuerySet(models.QuerySet["Topic"]):
    def taken_down(self, language: str) -> "TopicQuerySet":
        """Topics whose page in *language* was published, and now shows why it is gone."""
        published = self.filter(editions__language=language)
        return published.exclude(live_editions__language=language).distinct()


class Topic(DraftRow):
    """A page of the guide. Its key is its address: /guide/<key>/."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("before the course")
        DURING = "during", _("during the course")
        AFTER = "after", _("after the course")
        REFERENCE = "reference", _("to look things up")

    title = models.CharField(_("title"), max_length=120)
    nav_title = models.CharField(_("short title"), max_length=40, help_text=_("For menus: three words at most."))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    message = models.TextField(_("main message"), help_text=_("The one thing to remember, in one or two sentences."))
    description = models.TextField(_("description"), help_text=_("One sentence for search engines."))
    key_points = LinesField(_("key points"), help_text=_("Three to five, one on each line."))

    read_next = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("read next")
    )

    objects = TopicQuerySet.as_manager()

    class Meta(DraftRow.Meta):
        permissions = [("publish_topic", "Can publish and withdraw topics")]

    def __str__(self) -> str:
        return self.title or self.key


# {kind of section: the model of its rows, and the field that its `group` may name a value of}
_GROUPS = {
    "steps": ("CareStep", "when"),
    "warning_signs": ("WarningSign", "level"),
    "avoid_items": ("AvoidItem", "group"),
    "questions": ("Question", "group"),
}


class Section(ClaimRow):
    """A part of a topic. Structured kinds show rows of other models."""

    class Kind(models.TextChoices):
        PROSE = "prose", _("text")
        CALLOUT = "callout", _("callout")
        STEPS = "steps", _("care steps")
        FACTS = "facts", _("facts")
        RULES = "rules", _("rules")
        FIGURE = "figure", _("picture")
        ACNE_STAGES = "acne_stages", _("how a spot forms")
        TREATMENTS = "treatments", _("treatments")
        MECHANISM = "mechanism", _("the four causes")
        PHASES = "phases", _("timeline")
        SIDE_EFFECTS = "side_effects", _("side effects")
        WARNING_SIGNS = "warning_signs", _("warning signs")
        AVOID_ITEMS = "avoid_items", _("what to avoid")
        QUESTIONS = "questions", _("questions")
        GLOSSARY = "glossary", _("glossary")

    class Level(models.TextChoices):
        INFO = "info", _("good to know")
        TELL = "tell", _("tell us")
        CALL = "call", _("call today")
        EMERGENCY = "emergency", _("emergency")

    key = models.SlugField(_("anchor"), max_length=60, help_text=_("The end of the section's link. Never change it."))
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="sections", verbose_name=_("topic"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    heading = models.CharField(_("heading"), max_length=140)
    body = models.TextField(_("text"), blank=True, help_text=_("Small Markdown: lists, **bold**, *stress*."))
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True, help_text=_("For a callout."))
    group = models.CharField(
        _("which rows"), max_length=24, blank=True, help_text=_("Shows the rows of one group alone; empty shows all.")
    )
    facts = models.ManyToManyField("education.Fact", verbose_name=_("facts"), blank=True, related_name="sections")
    rules = models.ManyToManyField("education.Rule", verbose_name=_("rules"), blank=True, related_name="sections")
    figure = models.SlugField(_("picture"), blank=True)
    figure_description = models.TextField(
        _("picture in words"), blank=True, help_text=_("All that the picture shows, for those who cannot see it.")
    )
    caption = models.TextField(_("caption"), blank=True)

    class Meta(ClaimRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "key"], name="education_section_anchor_once_a_topic"),
            models.CheckConstraint(
                condition=Q(kind="callout") ^ Q(level=""),
                name="education_section_level_on_callouts_alone",
                violation_error_message=_("A callout needs a level, and nothing else has one."),
            ),
        ]

    def clean(self) -> None:
        """Refuse a group that no row can be in."""
        if not self.group or self.kind not in _GROUPS:
            return
        model, field = _GROUPS[self.kind]
        codes = [code for code, _name in apps.get_model("education", model)._meta.get_field(field).choices]
        if self.group not in codes:
            raise ValidationError(
                _("There is no group “%(group)s”. Leave “which rows” empty, or write one of: %(names)s.")
                % {"group": self.group, "names": ", ".join(codes)}
            )

    def __str__(self) -> str:
        return self.heading or self.key
