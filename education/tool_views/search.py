"""Search: a few words in, the passages that answer them out. Nothing is kept of who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from education import live
from education.missed_words import count_missed_words
from education.outputs.addresses import TOOL_PATHS
from education.outputs.labels import TOOL_WORDS, TOOLS
from education.outputs.resolving import Resolver
from education.outputs.signs import WARNINGS_TOPIC
from education.outputs.surroundings import Surroundings
from education.outputs.tool_pages import build_tool_context
from education.searching import LiveSearch, read_live_search
from education.serving import public_page
from education.tools.normal import Entry
from education.tools.search import MAX_LETTERS, MAX_RESULTS, Results, is_too_long
from education.tools.search_answer import Edition, Found, describe_results, list_editions
from education.tools.search_json import render_search_json
from education.tools.urgent import list_urgent

PATH = TOOL_PATHS["search"]


@dataclass(frozen=True)
class _Answer:
    """`urgent` stands before `found`; `editions` are those that both are from."""

    urgent: Sequence[Entry]
    found: Sequence[Found]
    results: Results
    editions: Sequence[Edition]


@public_page
def show_search(request: HttpRequest) -> HttpResponse:
    """The form; and what is found, once words are given."""
    typed = request.GET.get("q", "").strip()
    surroundings = live.read_surroundings()
    search = read_live_search(settings.LANGUAGE_CODE)
    answer = _answer(typed, search, surroundings)
    if typed and not is_too_long(typed) and not answer.found and not answer.urgent and request.method == "GET":
        count_missed_words(typed, settings.LANGUAGE_CODE)
    context = build_tool_context(PATH, answer.editions, surroundings)
    warnings = search.topics.get(WARNINGS_TOPIC)
    context |= {
        "answer": answer,
        "typed": typed[:MAX_LETTERS],
        "is_too_long": is_too_long(typed),
        "max_results": MAX_RESULTS,
        "tools": [(TOOL_PATHS[key], TOOLS[key]) for key in TOOL_WORDS],
        "topics": [topic.document for topic in search.topics.values()],
        "sources": [],  # each answer leads to those of its page
        "resolver": Resolver(warnings.document, surroundings, on_own_page=False) if warnings else None,
    }
    return HttpResponse(render_to_string("tools/search.html", context))


@public_page
def show_search_json(request: HttpRequest) -> HttpResponse:
    surroundings = live.read_surroundings()
    answer = _answer(request.GET.get("q", ""), read_live_search(settings.LANGUAGE_CODE), surroundings)
    words = render_search_json(answer.results, answer.urgent, answer.found, answer.editions, surroundings.site_url)
    return JsonResponse(words)


def _answer(typed: str, search: LiveSearch, surroundings: Surroundings) -> _Answer:
    editions = {slug: (topic.document, topic.stamp) for slug, topic in search.topics.items()}
    urgent = list_urgent(search.signs, typed, search.index) if search.signs else []
    results = Results() if is_too_long(typed) else search.index.search(typed)
    found = describe_results(results, search.index, editions, surroundings)
    slugs = [WARNINGS_TOPIC] * bool(urgent) + [one.slug for one in found]
    return _Answer(urgent, found, results, list_editions(slugs, editions))
