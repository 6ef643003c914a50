"""The button that has a failed mail sent again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from appointments import answering
from appointments.stepping import StepRefusedError

from .pages import DeskPagesAdmin


class SendingAgainAdmin(DeskPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.send_again_view)
        return [
            path("<int:pk>/mails/<int:mail>/send-again/", view, name="appointments_appointmentrequest_send_again"),
            *super().get_urls(),
        ]

    def send_again_view(self, request: HttpRequest, pk: int, mail: int) -> HttpResponse:
        """Ask the worker to try once more, and go back to the page on which the button stood."""
        row = self.open_request(request, pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            answering.send_again(row, mail=mail, by=request.user)
        except StepRefusedError as refused:
            self.message_user(request, f"{row.reference}: {refused}", messages.ERROR)
        else:
            sentence = _("%(reference)s: the e-mail is sent again. If it fails again, you see it here in some hours.")
            self.message_user(request, sentence % {"reference": row.reference}, messages.SUCCESS)
        if "numbers" in request.POST:
            return HttpResponseRedirect(reverse("admin:appointments_appointmentrequest_numbers"))
        return HttpResponseRedirect(reverse("admin:appointments_appointmentrequest_change", args=[pk]))
