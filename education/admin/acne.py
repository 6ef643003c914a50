"""How acne forms and what treats it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from education.models import AcneStage, Cause, Treatment, TreatmentEffect

from .base import OrderedDraftAdmin
from .merging import MergingForm
from .writing import WritingAdmin


@admin.register(Cause)
class CauseAdmin(OrderedDraftAdmin):
    list_display = ("name", "summary")
    prepopulated_fields = {"key": ("name",)}
    inline = ("summary",)
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "key", "summary"),
                "description": _("The four causes are the columns of the treatments table."),
            },
        ),
    )


@admin.register(AcneStage)
class AcneStageAdmin(OrderedDraftAdmin):
    list_display = ("name", "description")
    prepopulated_fields = {"key": ("name",)}
    inline = ("description",)
    fieldsets = (
        (None, {"fields": ("name", "key", "description")}),
        (
            _("Its drawing"),
            {
                "fields": ("picture_description",),
                "description": _("Say all that the drawing shows, for those who cannot see it."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )


class TreatmentEffectInline(WritingAdmin, admin.StackedInline):
    model = TreatmentEffect
    form = MergingForm
    extra = 0
    fields = (("cause", "strength"),)
    verbose_name = _("effect")
    verbose_name_plural = _("How strongly it acts on each cause, from 0 (not at all) to 3 (strongly)")

    def get_max_num(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        """An effect on each cause."""
        return Cause.objects.count()

    def get_queryset(self, request: HttpRequest) -> QuerySet[TreatmentEffect]:
        return super().get_queryset(request).select_related("cause")


@admin.register(Treatment)
class TreatmentAdmin(OrderedDraftAdmin):
    list_display = ("name", "form", "with_isotretinoin", "changed_at")
    list_filter = ("form", "with_isotretinoin", "effects__cause")
    prepopulated_fields = {"key": ("name",)}
    inline = ("how_it_works", "suits", "time_to_work", "common_problems", "with_isotretinoin_note")
    inlines = (TreatmentEffectInline,)
    fieldsets = (
        (None, {"fields": ("name", "key", "form")}),
        (
            _("What it does"),
            {
                "fields": ("how_it_works", "suits", "time_to_work", "common_problems"),
                "description": _("Say benefit and harm side by side. Put numbers in as facts."),
            },
        ),
        (_("Together with isotretinoin"), {"fields": ("with_isotretinoin", "with_isotretinoin_note")}),
        (
            _("Names"),
            {
                "fields": ("names", "also"),
                "description": _("No brand is recommended: name several, or none."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )
