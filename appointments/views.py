"""The patient's pages. They set no cookie, and nothing personal is in an address."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appointments import asking
from appointments.forms import URGENT, AddTimeForm, ReferenceForm, RequestForm
from appointments.guarding import TooManyError, list_warnings
from appointments.models import AppointmentRequest, Reason
from appointments.promising import compute_answer_day, may_be_late
from appointments.references import clean_reference, make_done_token, make_token, read_done_token, read_token
from appointments.stepping import StepRefusedError
from appointments.steps import Kind, State, list_kinds_from
from education.public import (
    build_page_frame,
    build_page_frame_without_database,
    list_warning_signs,
    read_clinic,
)

logger = logging.getLogger(__name__)

_PATH = "/appointments/request/"
_RETRY_SECONDS = 60
_STATUS_FIELDS = ("reference", "seen", "time", "add_time", "withdraw", "withdraw_now")

# A body that is too big, cut off, or in no form that a browser sends.
_UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError)


@csrf_exempt  # docs/adr/0008: nobody is signed in, so nothing can be done in their name
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, the signs that must not wait, the answers to check, and the sending."""
    try:
        return _answer_post(request) if request.method == "POST" else _show_form(request)
    except _UNREADABLE:
        return _render(request, "unreadable", {}, status=400)
    except Error as error:
        return _show_away(request, error, "not_kept", _list_typed(request))


@csrf_exempt  # so that a POST is refused for what it is
@never_cache
@require_safe
def show_done(request: HttpRequest, token: str) -> HttpResponse:
    """The reference, and what happens next; later the page that asks for the reference."""
    try:
        return _show_done(request, token)
    except Error as error:
        return _show_away(request, error, "away", [])


@csrf_exempt  # the reference and the signed link are the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """Where a request stands, for whoever has both the link and the reference."""
    try:
        return _show_status(request, token)
    except Error as error:
        typed = [(name, value) for name, value in request.POST.items() if name in _STATUS_FIELDS]
        return _show_away(request, error, "away", typed)


def _show_done(request: HttpRequest, token: str) -> HttpResponse:
    pk, is_fresh = read_done_token(token)
    found = AppointmentRequest.objects.filter(pk=pk).first() if is_fresh else None
    status_path = reverse("appointments:status", args=[make_token(pk) if pk else token])
    if found is None:
        return HttpResponseRedirect(status_path)
    clinic, asked_on = read_clinic(), timezone.localdate(found.created_at)
    context = {
        "reference": found.reference,
        "has_email": bool(found.email),
        "is_merged": found.merged_into_id is not None,
        "answer_by": compute_answer_day(asked_on, clinic),
        "may_be_late": may_be_late(found.reason, found.window_ends_on, asked_on=asked_on, clinic=clinic),
        "status_path": status_path,
        "status_url": settings.SITE_URL + status_path,
    }
    # A form that is sent once more leads to its first request, and must thank nobody for what is over.
    return _render(request, "done" if _may(found, Kind.WITHDRAWN) else "over", context)


def _show_status(request: HttpRequest, token: str) -> HttpResponse:
    try:
        form = ReferenceForm(request.POST if request.method == "POST" else None)
    except _UNREADABLE:
        return _render(request, "unreadable", {}, status=400)
    if not form.is_valid():
        return _render(request, "find", {"form": form}, status=422 if form.errors else 200)
    found = _find_request(token, form.cleaned_data["reference"])
    if found is None:
        form.refuse()
        return _render(request, "find", {"form": form}, status=422)
    return _answer_status(request, found)


@never_cache  # it holds what was typed
def _show_away(request: HttpRequest, error: Error, name: str, typed: list[tuple[str, str]]) -> HttpResponse:
    """Say that the database does not answer, and keep what was typed on the page."""
    # No trace: the values of a statement are what somebody typed.
    logger.error("The database did not do what a page of requests needs: %s", type(error).__name__)
    context = {"typed": typed} | build_page_frame_without_database(_PATH)
    answer = render(request, f"appointments/{name}.html", context, status=503)
    answer.headers["Retry-After"] = str(_RETRY_SECONDS)
    answer._has_been_logged = True  # noqa: SLF001 - Django's own line would hold the path, and so the patient's link
    return answer


def _show_form(request: HttpRequest) -> HttpResponse:
    about = request.GET.get("about", "")
    initial = {"reason": about} if about in Reason.values else {}
    answer = _render(request, "request", {"form": RequestForm(clinic=read_clinic(), initial=initial)})
    patch_cache_control(answer, private=True, no_cache=True)  # not no-store: Back must find what was typed
    return answer


@never_cache
def _answer_post(request: HttpRequest) -> HttpResponse:
    is_checked = "edit" not in request.POST
    clinic = read_clinic()
    form = RequestForm(request.POST, request.FILES, clinic=clinic, is_checked=is_checked)
    if not is_checked:
        return _render(request, "request", {"form": form})
    is_valid = form.is_valid()
    if form.leads_to_signs():
        is_urgent = form.cleaned_data["reason"] == URGENT
        return _render(request, "signs", {"typed": _list_typed(request), "is_urgent": is_urgent})
    if not is_valid:
        return _render(request, "request", {"form": form}, status=422)
    if "send" in request.POST:
        return _send(request, form)
    reason, window_ends_on, today = (
        form.cleaned_data["reason"],
        form.cleaned_data["window_ends_on"],
        timezone.localdate(),
    )
    context = {
        "typed": _list_typed(request),
        "answers": form.list_answers(),
        "may_be_late": may_be_late(reason, window_ends_on, asked_on=today, clinic=clinic),
    }
    return _render(request, "check", context)


def _send(request: HttpRequest, form: RequestForm) -> HttpResponse:
    answers, submission_id = form.get_answers(), form.get_submission_id()
    try:
        warnings = list_warnings(
            request,
            clock=form.cleaned_data["clock"],
            trap=form.cleaned_data["website"],
            phone=answers.phone,
            email=answers.email,
        )
    except TooManyError:
        same = asking.find_same(answers, submission_id=submission_id)
        if same:  # sent before, and kept: to say that it is not sent would be wrong
            return _lead_to_done(same)
        answer = _render(request, "too_many", {"typed": _list_typed(request)}, status=429)
        answer.headers["Retry-After"] = "3600"
        return answer
    return _lead_to_done(asking.request_appointment(answers, submission_id=submission_id, warnings=warnings))


def _lead_to_done(kept: AppointmentRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("appointments:done", args=[make_done_token(kept.pk)]), status=303)


def _find_request(token: str, reference: str) -> AppointmentRequest | None:
    pk = read_token(token)
    return AppointmentRequest.objects.filter(pk=pk, reference=clean_reference(reference)).first() if pk else None


def _answer_status(request: HttpRequest, found: AppointmentRequest) -> HttpResponse:
    """What was asked of the request is done, and then it is shown."""
    if "withdraw" in request.POST and _may(found, Kind.WITHDRAWN):
        return _render(request, "withdraw", {"request_row": found})
    seen = _read_number(request.POST.get("seen"))
    form = AddTimeForm(request.POST if "add_time" in request.POST else None)
    context: dict[str, Any] = {}
    try:
        if "withdraw_now" in request.POST and found.state != State.WITHDRAWN:
            found = asking.withdraw_request(found, seen=seen)
        elif form.is_valid() and not _is_last_added(found, form.cleaned_data["time"]):
            found = asking.add_time(found, seen=seen, words=form.cleaned_data["time"])
    except StepRefusedError:
        found.refresh_from_db()
        context["has_moved_on"] = True
    if not form.errors:  # what could not be added stays in its box
        time = form.cleaned_data["time"] if form.is_bound and "has_moved_on" in context else ""
        form = AddTimeForm(initial={"reference": found.reference, "seen": found.revision, "time": time})
    clinic, asked_on = read_clinic(), timezone.localdate(found.created_at)
    context |= {
        "time_form": form if _may(found, Kind.TIME_ADDED) else None,
        "may_withdraw": _may(found, Kind.WITHDRAWN),
        "request_row": found,
        "answer_by": compute_answer_day(asked_on, clinic),
        "may_be_late": may_be_late(found.reason, found.window_ends_on, asked_on=asked_on, clinic=clinic),
    }
    return _render(request, "status", context, status=422 if form.errors else 200)


def _may(found: AppointmentRequest, kind: Kind) -> bool:
    return kind in list_kinds_from(found.state)


def _is_last_added(found: AppointmentRequest, time: str) -> bool:
    """Whether these words were added already: the page was sent twice."""
    return found.added_times.split("\n")[-1] == time


def _read_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _list_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """(name, value) of all that was typed, to carry it on or to show it again."""
    names = {*RequestForm.base_fields, *(f"window_ends_on_{box}" for box in range(3))}
    return [(name, value) for name, values in request.POST.lists() if name in names for value in values]


def _render(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    frame = {"signs": list_warning_signs()} | build_page_frame(_PATH)
    return render(request, f"appointments/{name}.html", context | frame, status=status)
