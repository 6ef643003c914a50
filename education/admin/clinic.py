"""The clinic's own details, which show on every page at once, without publishing."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.models import ClinicProfile, DraftRow, Location

from .base import DraftAdmin, OrderedDraftAdmin, TranslatedDraftAdmin


class LiveDetailsAdmin(DraftAdmin):
    """A row that no edition holds: saved is live."""

    def describe_reach(self, row: DraftRow) -> str:
        return _("Readers see it now, on every page.")


@admin.register(ClinicProfile)
class ClinicProfileAdmin(LiveDetailsAdmin, TranslatedDraftAdmin):
    list_display = ("name", "phone")
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "phone", "website"),
                "description": gettext_lazy(
                    "These show on every page as soon as you save. Leave empty what you do not know."
                ),
            },
        ),
        (gettext_lazy("When people reach you"), {"fields": ("hours", "after_hours")}),
        (
            gettext_lazy("Appointment requests"),
            {"fields": ("request_email", "working_days", "reply_days", "keep_days")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not ClinicProfile.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ClinicProfile, form: Any, change: bool) -> None:
        obj.key = "clinic"  # a constraint holds that there is one
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one clinic: its list is its page."""
        clinic = ClinicProfile.objects.first()
        if clinic is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:education_clinicprofile_change", args=[clinic.pk]))


@admin.register(Location)
class LocationAdmin(LiveDetailsAdmin, OrderedDraftAdmin):
    list_display = ("name", "kind", "phone")
    list_filter = ("kind",)
    prepopulated_fields = {"key": ("name",)}
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "key", "kind", "address", "phone"),
                "description": gettext_lazy(
                    "These show on every page as soon as you save. Leave empty what you do not know."
                ),
            },
        ),
    )
