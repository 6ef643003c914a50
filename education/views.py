"""Addresses to answers. Nothing of a request but its path goes into a page, so no view reads more of it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from education import live
from education.documents.upgrade import UnreadableDocumentError
from education.outputs import api, api_schema, page, site_pages
from education.outputs.addresses import get_topic_path
from education.serving import public_page

LANGUAGE = settings.LANGUAGE_CODE


@public_page
def show_home(request: HttpRequest) -> HttpResponse:
    topics = [(topic.document, topic.stamp) for topic in live.list_live_topics(LANGUAGE)]
    return HttpResponse(site_pages.render_home(topics, live.read_surroundings()))


@public_page
def show_topic(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        topic = live.find_live_topic(slug, LANGUAGE)
    except UnreadableDocumentError:
        return HttpResponse(site_pages.render_unreadable(get_topic_path(slug), live.read_surroundings()), status=503)
    if topic is None:
        return _show_withdrawn(slug)
    return HttpResponse(page.render_topic_page(topic.document, topic.stamp, live.read_surroundings()))


@public_page
def show_about(request: HttpRequest) -> HttpResponse:
    topics = [(topic.document, topic.stamp, topic.score) for topic in live.list_live_topics(LANGUAGE)]
    return HttpResponse(site_pages.render_about(topics, live.read_surroundings()))


@public_page
def show_changes(request: HttpRequest) -> HttpResponse:
    changes = [live.describe_change(edition) for edition in live.list_changes(LANGUAGE)]
    return HttpResponse(site_pages.render_changes(changes, live.read_surroundings()))


@public_page
def show_plain_page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(site_pages.render_plain_page(name, live.read_surroundings()))


@public_page
def list_topics_json(request: HttpRequest) -> HttpResponse:
    surroundings = live.read_surroundings()
    topics = live.list_live_topics(LANGUAGE)
    summaries = [api.render_topic_summary(topic.document, topic.stamp, surroundings) for topic in topics]
    return JsonResponse({"version": 1, "topics": summaries})


@public_page
def show_topic_json(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        topic = live.find_live_topic(slug, LANGUAGE)
    except UnreadableDocumentError:
        return JsonResponse({"error": _("This topic cannot be shown now. Ask the clinic.")}, status=503)
    if topic is None:
        return _answer_not_live(slug)
    return JsonResponse(dict(api.render_topic_json(topic.document, topic.stamp, live.read_surroundings())))


@public_page
def show_json_schema(request: HttpRequest, shape: str) -> HttpResponse:
    schema = api_schema.render_json_schema("topic" if shape == "topic" else "topics")
    return HttpResponse(schema, content_type="application/json")


@public_page
def show_sitemap(request: HttpRequest) -> HttpResponse:
    rows = live.list_live_editions(LANGUAGE)
    topics = [(row.topic.key, row.edition.published_at) for row in rows]
    words = site_pages.render_sitemap(topics, live.read_surroundings())
    return HttpResponse(words, content_type="application/xml; charset=utf-8")


@public_page
def show_robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an unknown address, with ways on."""
    rows = live.list_live_editions(LANGUAGE)
    topics = [(row.topic.key, row.edition.title) for row in rows]
    return HttpResponse(site_pages.render_not_found(topics, live.read_surroundings()), status=404)


def _show_withdrawn(slug: str) -> HttpResponse:
    withdrawal = live.find_withdrawal(slug, LANGUAGE)
    if withdrawal is None:
        raise Http404
    words = site_pages.render_withdrawn(
        withdrawal.edition.title,
        get_topic_path(slug),
        withdrawal.reason,
        withdrawal.withdrawn_at,
        live.read_surroundings(),
    )
    return HttpResponse(words, status=410)


def _answer_not_live(slug: str) -> JsonResponse:
    withdrawal = live.find_withdrawal(slug, LANGUAGE)
    if withdrawal is None:
        return JsonResponse({"error": _("There is no live topic with this name.")}, status=404)
    words = api.render_withdrawal(timezone.localtime(withdrawal.withdrawn_at), withdrawal.reason)
    return JsonResponse(dict(words), status=410)
