"""Taking the list out as a file."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from appointments.exporting import export_requests

from .filters import get_state
from .pages import DeskPagesAdmin
from .queue import QUEUE, QueueAdmin

# Their values are codes, so they may stand in the audit log.
_LOGGED = ("held", "window", "odd", "reason__exact", "place")


class ExportAdmin(QueueAdmin, DeskPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="appointments_appointmentrequest_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """All rows of the list that the address describes, its filters and its search included."""
        if not self.can_export(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:  # the list says the same to a wrong address
            return HttpResponseRedirect(reverse(QUEUE))
        filters = {"state": get_state(request)}
        filters |= {name: request.GET[name] for name in _LOGGED if request.GET.get(name)}
        lines = export_requests(rows, filters=filters, by=request.user)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        day = timezone.localdate().isoformat()
        response.headers["Content-Disposition"] = f'attachment; filename="requests-{day}.csv"'
        return response
