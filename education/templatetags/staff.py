"""Tags of the admin's own pages. A misspelled argument is an error."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from education.admin.places import PlaceLinks
from education.documents.compare import Piece, compare_documents
from education.documents.schema import TopicDocument
from education.models import Edition, LiveEdition, Rule, Source, Topic
from education.standing import Standing, find_standings

register = template.Library()


@register.inclusion_tag("admin/education/differences.html")
def differences(*, topic: Topic, older: TopicDocument | None, newer: TopicDocument) -> dict[str, Any]:
    """What *newer* says otherwise than *older*, word by word, with the form of each place of *topic*."""
    shown = (newer, older) if older else (newer,)
    links = PlaceLinks(topic)
    found = compare_documents(older, newer)
    return {"differences": [(links.render(entry.path, *shown), render_pieces(entry.pieces)) for entry in found]}


@register.inclusion_tag("admin/education/topic/reasons.html")
def reasons(*, standing: Standing) -> dict[str, Any]:
    """What speaks against publishing, the errors first, with the form where each is mended."""
    links = PlaceLinks(standing.topic)
    ordered = (*standing.errors, *standing.warnings)
    return {"reasons": [(reason, links.render(reason.path, standing.draft)) for reason in ordered]}


def render_pieces(pieces: Iterable[Piece]) -> SafeString:
    """Words with <ins> and <del>, and the same in hidden words, since not every screen reader tells the elements."""
    return format_html_join("", "{}", ((_render_piece(piece),) for piece in pieces))


def _render_piece(piece: Piece) -> SafeString:
    if piece.change == "same":
        return conditional_escape(piece.words)
    element, word = ("ins", _("[added]")) if piece.change == "added" else ("del", _("[removed]"))
    return format_html(
        '<{0}><span class="visually-hidden"> {1} </span>{2}<span class="visually-hidden"> {3} </span></{0}>',
        element,
        word,
        piece.words,
        _("[end]"),
    )


@register.inclusion_tag("admin/education/work_to_do.html", takes_context=True)
def work_to_do(context: Context) -> dict[str, Any]:
    """What waits for somebody of the clinic."""
    today = timezone.localdate()
    standings = find_standings(Topic.objects.all(), settings.LANGUAGE_CODE)
    return {
        "perms": context["perms"],
        "taken_down": [standing for standing in standings if standing.withdrawal],
        "unreadable": [standing for standing in standings if standing.fault],
        "unpublished": [standing for standing in standings if standing.live and standing.has_changes],
        "unreviewed": LiveEdition.objects.not_reviewed().count(),
        "sources": Source.objects.to_be_confirmed().count(),
        "in_my_name": Edition.objects.in_the_name_of(context["user"], since=timezone.now() - timedelta(days=90)),
        "lapsed": Rule.objects.lapsed(today).count(),
        "soon": Rule.objects.due_soon(today).count(),
    }
