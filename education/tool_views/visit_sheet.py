"""The visit sheet: a form, and the same page with what it says to show or print. Nothing of it is kept here."""

from typing import get_args

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from education import live
from education.outputs.resolving import Resolver
from education.outputs.signs import WARNINGS_TOPIC
from education.outputs.tool_pages import build_tool_context, list_cited
from education.serving import personal_page
from education.tools.visit_sheet import PATH, TEXTS, Filled, HowMuch, build_blank, list_worst_areas, read_answers


@personal_page
def show_visit_sheet(request: HttpRequest) -> HttpResponse:
    surroundings = live.read_surroundings()
    topics = live.list_live_topics(settings.LANGUAGE_CODE)
    warnings = next((topic for topic in topics if topic.document["slug"] == WARNINGS_TOPIC), None)
    if warnings is None:
        return HttpResponse(
            render_to_string("tools/visit-sheet.html", build_tool_context(PATH, [], surroundings)), status=503
        )
    blank = build_blank(warnings.document)
    sent = request.POST if request.method == "POST" else request.GET
    filled = read_answers(
        blank,
        sent.dict() if request.method == "POST" else {},
        sent.getlist("sign") if request.method == "POST" else [],
        sent.getlist("ask"),
        [topic.document for topic in topics],
    )
    context = {
        "blank": blank,
        "filled": filled,
        "is_filled": request.method == "POST",
        "how_much": get_args(HowMuch),
        "texts": [(name, filled.texts[name]) for name in TEXTS],
        "red_signs": filled.signs,
        "worst_areas": list_worst_areas(blank, filled),
        "answered_areas": _list_answered(filled),
        "ticked": {row["key"] for row in filled.signs},
        "resolver": Resolver(warnings.document, surroundings, on_own_page=False),
    }
    context |= build_tool_context(PATH, [(warnings.document, warnings.stamp)], surroundings)
    context["sources"] = list_cited(context["sources"], [row["sources"] for row in blank.signs])
    return HttpResponse(render_to_string("tools/visit-sheet.html", context))


def _list_answered(filled: Filled) -> list[tuple[str, list[str]]]:
    """[(how much, areas)], what bothers most first."""
    groups = [
        (much, [area for area, told in filled.areas.items() if told == much]) for much in ("lot", "little", "fine")
    ]
    return [(much, areas) for much, areas in groups if areas]
