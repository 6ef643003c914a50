"""The course in time."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from education.models import CareStep, Phase
from education.outputs.weeks import describe_weeks

from .base import OrderedDraftAdmin


@admin.register(Phase)
class PhaseAdmin(OrderedDraftAdmin):
    list_display = ("title", "weeks", "changed_at")
    list_filter = ("counted_from",)
    prepopulated_fields = {"key": ("title",)}
    blocks = ("what_to_do",)
    inline = ("skin", "body", "tests_and_visits")
    fieldsets = (
        (None, {"fields": ("title", "key")}),
        (
            _("When"),
            {
                "fields": ("counted_from", ("week_from", "week_to")),
                "description": _("Week 1 starts with the first capsule. The weeks before it are 0 and less."),
            },
        ),
        (_("What happens and what to do"), {"fields": ("skin", "body", "what_to_do", "tests_and_visits")}),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )

    @admin.display(description=_("weeks"), ordering="week_from")
    def weeks(self, phase: Phase) -> str:
        return describe_weeks(phase.counted_from, phase.week_from, phase.week_to)


@admin.register(CareStep)
class CareStepAdmin(OrderedDraftAdmin):
    list_display = ("step", "when", "for_whom", "changed_at")
    list_filter = ("when", "for_whom")
    inline = ("what", "why")
    fieldsets = (
        (None, {"fields": ("key", "when", "for_whom")}),
        (
            _("The step"),
            {"fields": ("what", "why"), "description": _("What to do, as one action. Then why, in a sentence.")},
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )

    @admin.display(description=_("what to do"), ordering="what")
    def step(self, step: CareStep) -> str:
        return Truncator(step.what or step.key).words(14)
