"""The patient's pages. They set no cookie, and nothing personal is in an address."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appointments import asking
from appointments.forms import URGENT, AddTimeForm, ReferenceForm, RequestForm
from appointments.guarding import TooManyError, list_warnings
from appointments.models import AppointmentRequest, Reason
from appointments.promising import compute_answer_day
from appointments.references import clean_reference, make_token, read_token
from appointments.stepping import StepRefusedError
from education.public import build_page_frame, build_page_frame_without_database, read_clinic

logger = logging.getLogger(__name__)

_PATH = "/appointments/request/"
_RETRY_SECONDS = 60


@csrf_exempt  # docs/adr/0008: nobody is signed in, so nothing can be done in their name
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, the signs that must not wait, the answers to check, and the sending."""
    try:
        return _answer_post(request) if request.method == "POST" else _show_form(request)
    except DatabaseError as error:
        # No trace: the values of a statement are what somebody typed.
        logger.error("A request could not be kept: %s", type(error).__name__)  # noqa: TRY400
        context = {"typed": _list_typed(request)} | build_page_frame_without_database(_PATH)
        answer = render(request, "appointments/not_kept.html", context, status=503)
        answer.headers["Retry-After"] = str(_RETRY_SECONDS)
        return answer


@never_cache
@require_safe
def show_done(request: HttpRequest, token: str) -> HttpResponse:
    """The reference, and what happens next."""
    pk = read_token(token)
    found = AppointmentRequest.objects.filter(pk=pk).first() if pk else None
    if found is None:
        return HttpResponseRedirect(reverse("appointments:status", args=[token]))
    context = {
        "reference": found.reference,
        "has_email": bool(found.email),
        "answer_by": compute_answer_day(timezone.localdate(found.created_at), read_clinic()),
        "status_path": reverse("appointments:status", args=[token]),
    }
    return _render(request, "done", context)


@csrf_exempt  # the reference and the signed link are the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """Where a request stands, for whoever has both the link and the reference."""
    form = ReferenceForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _render(request, "find", {"form": form}, status=422 if form.errors else 200)
    found = _find_request(token, form.cleaned_data["reference"])
    if found is None:
        form.refuse()
        return _render(request, "find", {"form": form}, status=422)
    return _answer_status(request, found)


def _show_form(request: HttpRequest) -> HttpResponse:
    about = request.GET.get("about", "")
    initial = {"reason": about} if about in Reason.values else {}
    return _render(request, "request", {"form": RequestForm(clinic=read_clinic(), initial=initial)})


def _answer_post(request: HttpRequest) -> HttpResponse:
    is_checked = "edit" not in request.POST
    form = RequestForm(request.POST, clinic=read_clinic(), is_checked=is_checked)
    if not is_checked:
        return _render(request, "request", {"form": form})
    if not form.is_valid():
        return _render(request, "request", {"form": form}, status=422)
    reason = form.cleaned_data["reason"]
    if reason == URGENT or (reason == Reason.SIDE_EFFECT and not form.cleaned_data["has_seen_signs"]):
        context = {"typed": _list_typed(request), "is_urgent": reason == URGENT}
        return _render(request, "signs", context)
    if "send" in request.POST:
        return _send(request, form)
    return _render(request, "check", {"form": form, "typed": _list_typed(request), "answers": form.list_answers()})


def _send(request: HttpRequest, form: RequestForm) -> HttpResponse:
    answers = form.get_answers()
    try:
        warnings = list_warnings(
            request,
            clock=form.cleaned_data["clock"],
            trap=form.cleaned_data["website"],
            phone=answers.phone,
            email=answers.email,
        )
    except TooManyError:
        answer = _render(request, "too_many", {"typed": _list_typed(request)}, status=429)
        answer.headers["Retry-After"] = "3600"
        return answer
    kept = asking.request_appointment(answers, submission_id=form.get_submission_id(), warnings=warnings)
    return HttpResponseRedirect(reverse("appointments:done", args=[make_token(kept.pk)]), status=303)


def _find_request(token: str, reference: str) -> AppointmentRequest | None:
    pk = read_token(token)
    return AppointmentRequest.objects.filter(pk=pk, reference=clean_reference(reference)).first() if pk else None


def _answer_status(request: HttpRequest, found: AppointmentRequest) -> HttpResponse:
    """What was asked of the request is done, and then it is shown."""
    context: dict[str, Any] = {}
    form = AddTimeForm(request.POST if "add_time" in request.POST else None)
    seen = _read_number(request.POST.get("seen"))
    try:
        if "withdraw" in request.POST:
            found = asking.withdraw_request(found, seen=seen)
        elif form.is_valid():
            found = asking.add_time(found, seen=seen, words=form.cleaned_data["time"])
            context["is_added"] = True
    except StepRefusedError as refused:
        found.refresh_from_db()
        context["refusal"] = str(refused)
    if not form.errors:
        form = AddTimeForm(initial={"reference": found.reference, "seen": found.revision})
    context |= {
        "time_form": form,
        "request_row": found,
        "answer_by": compute_answer_day(timezone.localdate(found.created_at), read_clinic()),
    }
    return _render(request, "status", context, status=422 if form.errors else 200)


def _read_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _list_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """(name, value) of all that was typed, to carry it on or to show it again."""
    names = {*RequestForm.base_fields, *(f"window_ends_on_{box}" for box in range(3))}
    return [(name, value) for name, values in request.POST.lists() if name in names for value in values]


def _render(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"appointments/{name}.html", context | build_page_frame(_PATH), status=status)
