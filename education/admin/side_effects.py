"""What can happen to the body."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from education.documents.build import fill_phrase
from education.models import Fact, SideEffect, SideEffectAdvice, WarningSign

from .advice_table import AdviceTableAdmin
from .base import OrderedDraftAdmin
from .merging import MergingForm
from .writing import WritingAdmin


class AdviceInline(WritingAdmin, TranslationStackedInline):
    model = SideEffectAdvice
    form = MergingForm
    extra = 0
    inline = ("text",)
    verbose_name = _("advice")
    verbose_name_plural = _("Advice by weeks: together it covers every week, and the last one stays open")
    fieldsets = ((None, {"fields": (("counted_from", "week_from", "week_to"), "level", "text")}),)


@admin.register(SideEffect)
class SideEffectAdmin(AdviceTableAdmin, OrderedDraftAdmin):
    list_display = ("name", "body_area", "how_often", "changed_at")
    list_filter = ("body_area", "advice__level")
    list_select_related = ("frequency",)
    prepopulated_fields = {"key": ("name",)}
    inline = ("frequency_note", "feels_like", "self_care", "call_if")
    inlines = (AdviceInline,)
    fieldsets = (
        (None, {"fields": ("name", "key", "body_area", "also")}),
        (
            _("How often"),
            {
                "fields": ("frequency", "frequency_note"),
                "description": _(
                    "Choose a fact, or say in words that no one knows. Never a word such as “rare” alone."
                ),
            },
        ),
        (
            _("What it is like"),
            {
                "fields": ("feels_like", "self_care", "call_if"),
                "description": _("Each risk stands beside what to do about it."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )

    @admin.display(description=_("how often"))
    def how_often(self, side_effect: SideEffect) -> str:
        fact = side_effect.frequency
        return fill_phrase(fact.phrase, fact.numerator, fact.denominator) if fact else str(_("in words"))

    def formfield_for_foreignkey(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "frequency":
            options["queryset"] = Fact.objects.exclude(kind=Fact.Kind.PHONE)
            options["empty_label"] = _("No fact: it stands in words")
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(WarningSign)
class WarningSignAdmin(OrderedDraftAdmin):
    list_display = ("sign", "level", "action", "changed_at")
    list_filter = ("level",)
    prepopulated_fields = {"key": ("sign",)}
    inline = ("what_to_do", "looks_like")
    fieldsets = (
        (None, {"fields": ("sign", "key", "level", "also")}),
        (
            _("What to do"),
            {"fields": ("action", "what_to_do"), "description": _("The action comes first: readers may be afraid.")},
        ),
        (_("What it is like"), {"fields": ("looks_like",)}),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )
