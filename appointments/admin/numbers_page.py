"""The desk in numbers."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.counting import AGES, WEEKS, count_by_state_and_age, count_by_week, measure_first_contact
from appointments.models import RequestMail

from .chart import draw_weeks
from .pages import DeskPagesAdmin

_MOST_MAILS = 50


class NumbersPageAdmin(DeskPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.numbers_view)
        return [path("numbers/", view, name="appointments_appointmentrequest_numbers"), *super().get_urls()]

    def numbers_view(self, request: HttpRequest) -> HttpResponse:
        """Counts, the last weeks, the time to a first contact, and what could not be mailed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        now = timezone.now()
        today = timezone.localdate(now)
        weeks = count_by_week(today)
        failed = RequestMail.objects.to_see_to().select_related("request").order_by("-pk")
        context = {
            "title": _("Requests in numbers"),
            "ages": [heading for heading, _from, _to in AGES],
            "states": count_by_state_and_age(now),
            "weeks": weeks,
            "weeks_total": sum(week.count for week in weeks),
            "chart": draw_weeks(weeks),
            "first_contact": measure_first_contact(today),
            "number_of_weeks": WEEKS,
            "may_send": self.has_change_permission(request),
            "failed_mails": failed[:_MOST_MAILS],
        }
        return self.render_page(request, "numbers", context)
