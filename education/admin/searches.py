"""What readers looked for and did not find: what the guide lacks, or calls by another name."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from education.models import MissedWord

from .editions import ReadOnlyAdmin


@admin.register(MissedWord)
class MissedWordAdmin(ReadOnlyAdmin):
    """Readers write these rows with each search that finds nothing. To have one found, add it to “also” of a row."""

    list_display = ("word", "count", "month")
    list_filter = ("month_on", "language")
    search_fields = ("word",)
    search_help_text = _(
        "A word is counted once a search. Nothing is kept of who looked for it, or of the other words."
    )
    ordering = ("-month_on", "-count", "word")
    fields = ("word", "count", "month", "language")

    @admin.display(description=_("month"), ordering="month_on")
    def month(self, row: MissedWord) -> str:
        return date_format(row.month_on, "F Y")
