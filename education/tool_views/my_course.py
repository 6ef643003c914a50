"""“My course”: a reader's dates in, the days of the course out. The dates are kept, logged and mailed by nobody."""

import logging
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from education import live
from education.outputs.signs import WARNINGS_TOPIC, list_signs
from education.outputs.surroundings import Surroundings
from education.outputs.tool_pages import build_tool_context
from education.serving import personal_page
from education.tools.calendar_file import get_calendar_words, render_calendar
from education.tools.course import TOPICS, IncompleteGuideError, Plan, build_plan
from education.tools.course_days import Course, lay_out, list_all
from education.tools.course_json import render_plan_json

from .course_form import LONGEST, LONGEST_DAYS, MESSAGES, CourseForm

PATH = "/tools/my-course/"

_logger = logging.getLogger(__name__)


@personal_page
def show_my_course(request: HttpRequest) -> HttpResponse:
    """The form; and the days of the course, once it says when that is."""
    surroundings = live.read_surroundings()
    form = _read_form(request, surroundings)
    editions = _read_editions()
    try:
        plan = build_plan(editions, surroundings)
    except IncompleteGuideError as error:
        return _show_none(editions, surroundings, error)
    course = None
    if form.is_valid():
        if request.method == "POST" and form.cleaned_data["in_address"]:
            return HttpResponseRedirect(f"{PATH}?{urlencode(form.list_answers())}", status=303)
        course = lay_out(plan, form.get_dates())
    context = build_tool_context(PATH, [editions[slug] for slug in TOPICS], surroundings)
    context |= _build_course_context(plan, form, course, surroundings)
    return HttpResponse(render_to_string("tools/my-course.html", context), status=422 if form.errors else 200)


@personal_page
def send_calendar(request: HttpRequest) -> HttpResponse:
    """The calendar file for the dates of the form; without them the form."""
    surroundings = live.read_surroundings()
    form = _read_form(request, surroundings)
    if request.method != "POST":
        return HttpResponseRedirect(PATH)
    if not form.is_valid():
        return show_my_course(request)
    editions = _read_editions()
    try:
        plan = build_plan(editions, surroundings)
    except IncompleteGuideError as error:
        return _show_none(editions, surroundings, error)
    is_discreet = "discreet" in request.POST
    file = render_calendar(
        plan, form.get_dates(), site_url=surroundings.site_url, now=timezone.now(), is_discreet=is_discreet
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
    says_something = any(name.split("_")[0] in CourseForm.base_fields for name in request.GET)
    return CourseForm(request.GET if says_something else None, today=surroundings.today)


def _read_editions() -> dict[str, Any]:
    topics = live.list_live_topics(settings.LANGUAGE_CODE)
    return {topic.document["slug"]: (topic.document, topic.stamp) for topic in topics}


def _show_none(editions: dict[str, Any], surroundings: Surroundings, error: IncompleteGuideError) -> HttpResponse:
    """No dates are better than some of them: the page says so, with the warning signs."""
    _logger.warning("“My course” cannot be shown: %s", error)
    warnings = editions.get(WARNINGS_TOPIC)
    context = build_tool_context(PATH, [warnings] if warnings else [], surroundings)
    context["signs"] = list_signs(warnings[0]) if warnings else []
    return HttpResponse(render_to_string("tools/my-course.html", context), status=503)


def _build_course_context(
    plan: Plan, form: CourseForm, course: Course | None, surroundings: Surroundings
) -> dict[str, Any]:
    group = form.cleaned_data["group"] if course else "unsaid"
    return {
        "plan": plan,
        "form": form,
        "course": course,
        "dates": form.get_dates() if course else None,
        "answers": form.list_answers() if course else [],
        "steps": [(when, plan.steps.get(when, ())) for when in ("before", "monthly", "at_the_end", "after")],
        "group": group,
        "blank": list_all(plan),
        "plan_json": render_plan_json(plan, surroundings.site_url) | {"form": _describe_form(form)},
    }


def _describe_form(form: CourseForm) -> dict[str, Any]:
    """What the browser needs to check the form as form.clean does."""
    days = {name: date_format(getattr(form, name), "F j, Y") for name in ("earliest", "latest")}
    return {
        "earliest": form.earliest.isoformat(),
        "latest": form.latest.isoformat(),
        "longest": LONGEST | {"days": LONGEST_DAYS},
        "messages": {code: str(sentence) % days for code, sentence in MESSAGES.items()},
    }
