"""“Can I?”: what a reader wants to take, use or do, to what the guide says of it. Nothing of it is kept."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education import live
from education.documents.schema import WarningSignRow
from education.documents.upgrade import UnreadableDocumentError
from education.fields import DateField
from education.live import LiveTopic
from education.outputs.addresses import TOOL_PATHS
from education.outputs.resolving import Resolver
from education.outputs.signs import WARNINGS_TOPIC
from education.outputs.surroundings import Surroundings
from education.outputs.tool_pages import build_tool_context, list_cited
from education.searching import make_sign_guide
from education.serving import personal_form, public_page
from education.tools.checker import Checker, Reply
from education.tools.checker_answers import render_reply_json, render_reply_schema, show_answers

PATH = TOOL_PATHS["can-i"]
AVOID, TREATMENTS = "what-to-avoid", "treatments"

MAX_SHOWN_LETTERS = 300

# How far from today a last capsule may be: what lies beyond is a slip of the hand.
_PAST, _AHEAD = timedelta(days=5 * 366), timedelta(days=4 * 366)


class LastCapsuleForm(forms.Form):
    """`today` decides which years are a slip of the hand."""

    last = DateField(
        label=gettext_lazy("When is your last capsule?"),
        help_text=gettext_lazy("The day you took it, or the day that you plan."),
        error_messages={"required": gettext_lazy("Write the day of your last capsule: month, day and year.")},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = today

    def clean_last(self) -> date | None:
        last: date | None = self.cleaned_data["last"]
        if last and not self._today - _PAST <= last <= self._today + _AHEAD:
            raise forms.ValidationError(_("Look at the year again. This day is too far from today."))
        return last


@personal_form
def show_can_i(request: HttpRequest) -> HttpResponse:
    """The form and the list; and the answer, once something is asked. A POST brings the day of the last capsule."""
    surroundings = live.read_surroundings()
    topics = _find_topics()
    if AVOID not in topics:
        context = build_tool_context(PATH, [], surroundings)
        return HttpResponse(render_to_string("tools/can-i.html", context), status=503)
    form = LastCapsuleForm(request.POST if request.method == "POST" else None, today=surroundings.today)
    last = form.cleaned_data["last"] if form.is_valid() else None
    context = _build_context(request, topics, surroundings, last) | {"form": form}
    return HttpResponse(render_to_string("tools/can-i.html", context), status=422 if form.errors else 200)


@public_page
def show_can_i_json(request: HttpRequest) -> HttpResponse:
    topics = _find_topics()
    if AVOID not in topics:
        return JsonResponse({"error": _("This tool cannot answer now. Ask a pharmacist or the clinic.")}, status=503)
    surroundings = live.read_surroundings()
    reply, signs = _check(request.GET.get("q", ""), topics)
    stamps = {slug: topic.stamp for slug, topic in _select_used(topics, signs).items()}
    words = render_reply_json(reply, signs, _make_resolvers(topics, surroundings), stamps, surroundings.site_url)
    return JsonResponse(dict(words))


@public_page
def show_can_i_schema(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_reply_schema(), content_type="application/json")


def _find_topics() -> dict[str, LiveTopic]:
    """The live topics by slug; one that is down or cannot be read is not among them."""
    topics = {}
    for slug in (AVOID, TREATMENTS, WARNINGS_TOPIC):
        with suppress(UnreadableDocumentError):  # it is logged where it was read
            topic = live.find_live_topic(slug, settings.LANGUAGE_CODE)
            if topic:
                topics[slug] = topic
    return topics


def _build_context(
    request: HttpRequest, topics: Mapping[str, LiveTopic], surroundings: Surroundings, last: date | None
) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    typed = asked.get("q", "")
    reply, signs = _check(typed, topics)
    resolvers = _make_resolvers(topics, surroundings)
    answers = show_answers(reply.answers, resolvers, last)
    others = show_answers(reply.others, resolvers, last)
    used = _select_used(topics, signs)
    context = build_tool_context(PATH, [(topic.document, topic.stamp) for topic in used.values()], surroundings)
    rows: list[Any] = [*signs, *(shown.row for shown in (*answers, *others) if shown.row)]
    context["sources"] = list_cited(context["sources"], [row["sources"] for row in rows])
    return context | {
        "is_asked": "q" in asked,
        "typed": "".join(letter for letter in typed if letter.isprintable())[:MAX_SHOWN_LETTERS].strip(),
        "reply": reply,
        "answers": answers,
        "others": others,
        "suggestions": (*reply.questions, *reply.near),
        "signs": signs,
        "signs_resolver": resolvers.get(WARNINGS_TOPIC),
        "last_capsule": last,
        "has_days": any(shown.days is not None for shown in (*answers, *others)),
        "avoid": topics[AVOID].document,
        "max_letters": MAX_SHOWN_LETTERS,
    }


def _check(typed: str, topics: Mapping[str, LiveTopic]) -> tuple[Reply, list[WarningSignRow]]:
    """What to say, and the warning signs that were named: they go before it."""
    treatments, warnings = topics.get(TREATMENTS), topics.get(WARNINGS_TOPIC)
    checker, names = _make_checker(topics[AVOID].record_sha256, treatments.record_sha256 if treatments else None)
    signs = make_sign_guide(warnings.record_sha256).find_signs(typed, names) if warnings else []
    return checker.check(typed), signs


def _select_used(topics: Mapping[str, LiveTopic], signs: list[WarningSignRow]) -> dict[str, LiveTopic]:
    """The topics of which words are shown."""
    return {slug: topic for slug, topic in topics.items() if signs or slug != WARNINGS_TOPIC}


def _make_resolvers(topics: Mapping[str, LiveTopic], surroundings: Surroundings) -> dict[str, Resolver]:
    return {slug: Resolver(topic.document, surroundings, on_own_page=False) for slug, topic in topics.items()}


@lru_cache(maxsize=4)
def _make_checker(avoid_sha256: str, treatments_sha256: str | None) -> tuple[Checker, frozenset[str]]:
    """What answers from these editions, and the words of its names."""
    treatments = live.read_stored_document(treatments_sha256) if treatments_sha256 else None
    checker = Checker(live.read_stored_document(avoid_sha256), treatments)
    return checker, checker.words
