"""One small page for each step. Of two people who act at once, the second is told, and sees where it stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from appointments import auditing
from appointments.describing import list_answers
from appointments.models import AppointmentRequest
from appointments.stepping import StepRefusedError
from appointments.steps import Kind
from education.public import read_clinic

from .request_page import RequestPageAdmin, describe_standing
from .step_forms import STEP_FORMS, StepForm, list_steps, will_be_mailed

_MOST_OTHERS = 20


class StepPagesAdmin(RequestPageAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<int:pk>/step/<slug:kind>/", view, name="appointments_appointmentrequest_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Shows the form of the step; a POST takes the step from what the page showed, or says why not."""
        row = self.open_request(request, pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if kind not in STEP_FORMS:
            raise Http404(_("There is no such step."))
        form = STEP_FORMS[kind](request.POST if request.method == "POST" else None, request_row=row)
        if form.is_valid() and self._take(request, form, kind):
            return HttpResponseRedirect(reverse("admin:appointments_appointmentrequest_change", args=[pk]))
        row = self.open_request(request, pk)  # a refused step shows it as it is by now
        form.renew(row.revision)
        is_possible = kind in list_steps(row, request.user)
        others = self._list_others(row) if kind == Kind.MERGED else ()
        context: dict[str, Any] = {
            "title": form.title % {"reference": row.reference},
            "original": row,
            "request_row": row,
            "standing": describe_standing(row),
            "answers": list_answers(row, read_clinic()),
            "form": form,
            "is_possible": is_possible,
            "last_event": row.events.select_related("by").order_by("-number").first(),
            "is_mailed": will_be_mailed(row, kind),
            "others": others,
        }
        auditing.record_look(row, by=request.user, beside=others)
        return self.render_page(request, "step", context)

    def _take(self, request: HttpRequest, form: StepForm, kind: str) -> bool:
        try:
            row = form.take(by=request.user)
        except StepRefusedError as refused:
            form.add_error(None, str(refused))
            return False
        self.message_user(request, form.done % {"reference": row.reference}, messages.SUCCESS)
        match will_be_mailed(row, kind):
            case True:
                self.message_user(request, _("An e-mail tells the patient to read it behind their link."))
            case False:
                sentence = _("There is no e-mail address, so nothing was sent: tell the patient yourself.")
                self.message_user(request, sentence, messages.WARNING)
        return True

    def _list_others(self, row: AppointmentRequest) -> Any:
        return AppointmentRequest.objects.perhaps_same_person(row).waiting()[:_MOST_OTHERS]
