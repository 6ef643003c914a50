"""“My course”: a reader's dates in, the days of the course out. The dates are kept, logged and mailed by nobody."""

import logging
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.safestring import SafeString

from education import live
from education.documents.schema import TopicDocument
from education.outputs.addresses import TOOL_PATHS
from education.outputs.signs import WARNINGS_TOPIC, list_signs
from education.outputs.surroundings import Stamp, Surroundings
from education.outputs.tool_pages import build_tool_context
from education.serving import personal_page
from education.tools.calendar_file import get_calendar_words, render_calendar
from education.tools.course import TOPICS, IncompleteGuideError, Plan, build_plan
from education.tools.course_days import lay_out, list_all
from education.tools.course_json import render_plan_json

from .course_form import LONGEST, LONGEST_DAYS, MESSAGES, CourseForm

PATH = TOOL_PATHS["my-course"]

_logger = logging.getLogger(__name__)


Editions = dict[str, tuple[TopicDocument, Stamp]]


@dataclass(frozen=True)
class _Guide:
    """What the live editions say today. `record_hashes` tell which editions those are."""

    record_hashes: tuple[str, ...]
    surroundings: Surroundings
    editions: Editions = field(compare=False)


@dataclass(frozen=True)
class _Parts:
    """What is the same for every reader: the plan, and the page without a date for the browser to fill in."""

    plan: Plan
    context: dict[str, Any]
    blank: SafeString
    json: SafeString


@personal_page
def show_my_course(request: HttpRequest) -> HttpResponse:
    """The form; and the days of the course, once it says when that is."""
    guide = _read_guide()
    form = _read_form(request, guide.surroundings)
    try:
        parts = _make_parts(guide)
    except IncompleteGuideError as error:
        return _show_none(guide, error)
    context = parts.context | {"form": form, "blank": parts.blank, "plan_json": parts.json}
    if form.is_valid():
        if request.method == "POST" and form.cleaned_data["in_address"]:
            return HttpResponseRedirect(f"{PATH}?{urlencode(form.list_answers())}", status=303)
        dates = form.get_dates()
        context |= {"course": lay_out(parts.plan, dates), "dates": dates, "group": dates.group}
        context["answers"] = form.list_answers()
    return HttpResponse(render_to_string("tools/my-course.html", context), status=422 if form.errors else 200)


@personal_page
def send_calendar(request: HttpRequest) -> HttpResponse:
    """The calendar file for the dates of the form; without them the form."""
    if request.method != "POST":
        return HttpResponseRedirect(PATH)
    guide = _read_guide()
    form = _read_form(request, guide.surroundings)
    if not form.is_valid():
        return show_my_course(request)
    try:
        plan = _make_parts(guide).plan
    except IncompleteGuideError as error:
        return _show_none(guide, error)
    is_discreet = "discreet" in request.POST
    file = render_calendar(
        plan, form.get_dates(), site_url=guide.surroundings.site_url, now=timezone.now(), is_discreet=is_discreet
    )
    name = get_calendar_words(is_discreet=is_discreet).file_name
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _read_form(request: HttpRequest, surroundings: Surroundings) -> CourseForm:
    if request.method == "POST":
        return CourseForm(request.POST, today=surroundings.today)
    says_something = any(name.rstrip("_012") in CourseForm.base_fields for name in request.GET)
    return CourseForm(request.GET if says_something else None, today=surroundings.today)


def _read_guide() -> _Guide:
    topics = live.list_live_topics(settings.LANGUAGE_CODE)
    return _Guide(
        record_hashes=tuple(topic.record_sha256 for topic in topics),
        surroundings=live.read_surroundings(),
        editions={topic.document["slug"]: (topic.document, topic.stamp) for topic in topics},
    )


@lru_cache(maxsize=4)
def _make_parts(guide: _Guide) -> _Parts:
    plan = build_plan(guide.editions, guide.surroundings)
    context = build_tool_context(PATH, [guide.editions[slug] for slug in TOPICS], guide.surroundings)
    context |= {
        "plan": plan,
        "steps": [(when, plan.steps.get(when, ())) for when in ("before", "monthly", "at_the_end", "after")],
    }
    blank = context | {"course": list_all(plan), "dates": None, "group": None, "is_blank": True}
    words = render_plan_json(plan, guide.surroundings.site_url) | {"form": _describe_form(guide.surroundings)}
    return _Parts(
        plan, context, render_to_string("tools/my-course/result.html", blank), json_script(words, "course-plan")
    )


def _show_none(guide: _Guide, error: IncompleteGuideError) -> HttpResponse:
    """No dates are better than some of them: the page says so, with the warning signs."""
    _logger.warning("“My course” cannot be shown: %s", error)
    warnings = guide.editions.get(WARNINGS_TOPIC)
    context = build_tool_context(PATH, [warnings] if warnings else [], guide.surroundings)
    context["signs"] = list_signs(warnings[0]) if warnings else []
    return HttpResponse(render_to_string("tools/my-course.html", context), status=503)


def _describe_form(surroundings: Surroundings) -> dict[str, Any]:
    """What the browser needs to check the form as form.clean does."""
    form = CourseForm(today=surroundings.today)
    days = {name: date_format(getattr(form, name), "F j, Y") for name in ("earliest", "latest")}
    return {
        "earliest": form.earliest.isoformat(),
        "latest": form.latest.isoformat(),
        "longest": LONGEST | {"days": LONGEST_DAYS},
        "messages": {code: str(sentence) % days for code, sentence in MESSAGES.items()},
    }
