"""What the desk's pages share: who may open them, and their frame."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from appointments.models import AppointmentRequest


class DeskPagesAdmin(admin.ModelAdmin):
    """Opens a request for a page of its own. Nobody adds, edits or deletes one by a form of Django's."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def can_export(self, request: HttpRequest) -> bool:
        """Whether the person may take requests out as a file."""
        return self.has_view_or_change_permission(request) and bool(
            request.user.has_perm("appointments.export_appointmentrequest")
        )

    def open_request(self, request: HttpRequest, pk: Any) -> AppointmentRequest:
        """The request. Raises Http404, and PermissionDenied for whoever may not see it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        found: AppointmentRequest | None = self.get_object(request, str(pk))
        if found is None:
            raise Http404(_("There is no such request."))
        return found

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("held_by", "merged_into")

    def render_page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        """The page of templates/admin/appointments/ with this name."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/appointments/{name}.html", {**frame, **context})
