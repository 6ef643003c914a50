"""What to avoid."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from education.models import AvoidItem

from .base import OrderedDraftAdmin


@admin.register(AvoidItem)
class AvoidItemAdmin(OrderedDraftAdmin):
    list_display = ("name", "group", "answer", "until", "changed_at")
    list_filter = ("group", "answer", "until")
    list_select_related = ("until_rule",)
    prepopulated_fields = {"key": ("name",)}
    inline = ("why", "until_note", "instead")
    fieldsets = (
        (None, {"fields": ("name", "key", "group")}),
        (
            _("The answer"),
            {
                "fields": ("answer", "why", "instead"),
                "description": _("The answer stands first, in words and in color. Always say what to do instead."),
            },
        ),
        (
            _("Until when"),
            {
                "fields": ("until", "until_rule", "until_note"),
                "description": _("Choose a rule if it holds for some days after the last capsule."),
            },
        ),
        (
            _("Names"),
            {
                "fields": ("names", "also"),
                "description": _("People look it up by these: brands, everyday words, misspellings."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )
