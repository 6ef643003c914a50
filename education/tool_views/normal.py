"""“Is this normal?”: what somebody notices and when, to what to do. Nothing of it is kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from education import live
from education.documents.upgrade import UnreadableDocumentError
from education.live import LiveTopic
from education.outputs.addresses import TOOL_PATHS
from education.outputs.resolving import Resolver
from education.outputs.signs import WARNINGS_TOPIC
from education.outputs.tool_pages import build_tool_context, list_cited
from education.searching import make_sign_guide
from education.serving import public_page
from education.tools.normal import MAX_LETTERS, MAX_WEEKS, Answer, SignGuide, When, read_when
from education.tools.normal_json import render_answer_json, render_answer_schema

PATH = TOOL_PATHS["is-this-normal"]


@public_page
def show_normal(request: HttpRequest) -> HttpResponse:
    """The form; and the answer, once something is asked."""
    topic = _find_topic()
    surroundings = live.read_surroundings()
    if topic is None:
        context = build_tool_context(PATH, [], surroundings)
        return HttpResponse(render_to_string("tools/normal.html", context), status=503)
    guide = make_sign_guide(topic.record_sha256)
    typed = request.GET.get("q", "")
    answer = _answer(request, guide) if "q" in request.GET else None
    context = build_tool_context(PATH, [(topic.document, topic.stamp)], surroundings)
    if answer:
        context["sources"] = list_cited(context["sources"], [entry.row["sources"] for entry in answer.entries])
    context |= {
        "guide": guide,
        "answer": answer,
        "typed": guide.get_name(typed) or typed[:MAX_LETTERS].strip(),
        "when": answer.when if answer else _read_when(request),
        "max_week": max(MAX_WEEKS.values()),
        "max_letters": MAX_LETTERS,
        "resolver": Resolver(topic.document, surroundings, on_own_page=False),
    }
    return HttpResponse(render_to_string("tools/normal.html", context))


@public_page
def show_normal_json(request: HttpRequest) -> HttpResponse:
    topic = _find_topic()
    if topic is None:
        return JsonResponse({"error": _("This tool cannot answer now. Ask the clinic.")}, status=503)
    answer = _answer(request, make_sign_guide(topic.record_sha256))
    resolver = Resolver(topic.document, live.read_surroundings(), on_own_page=False)
    return JsonResponse(dict(render_answer_json(answer, topic.stamp, resolver)))


@public_page
def show_normal_schema(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_answer_schema(), content_type="application/json")


def _find_topic() -> LiveTopic | None:
    try:
        return live.find_live_topic(WARNINGS_TOPIC, settings.LANGUAGE_CODE)
    except UnreadableDocumentError:
        return None  # it is logged where it was read


def _answer(request: HttpRequest, guide: SignGuide) -> Answer:
    return guide.answer(request.GET.get("q", ""), _read_when(request))


def _read_when(request: HttpRequest) -> When:
    return read_when(request.GET.get("when", ""), request.GET.get("week", ""))
