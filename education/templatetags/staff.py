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

from education.admin.places import describe_place
from education.documents.compare import Piece, compare_documents
from education.documents.schema import TopicDocument
from education.models import Edition, LiveEdition, Rule, Source, Topic
from education.standing import find_standings

register = template.Library()


@register.inclusion_tag("admin/education/differences.html")
def differences(*, older: TopicDocument | None, newer: TopicDocument) -> dict[str, Any]:
    """What *newer* says otherwise than *older*, word by word."""
    shown = (newer, older) if older else (newer,)
    found = compare_documents(older, newer)
    return {"differences": [(describe_place(entry.path, *shown), render_pieces(entry.pieces)) for entry in found]}


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
        "unpublished": [standing for standing in standings if standing.live and standing.has_changes],
        "unreviewed": LiveEdition.objects.not_reviewed().count(),
        "sources": Source.objects.to_be_confirmed().count(),
        "in_my_name": Edition.objects.in_the_name_of(context["user"], since=timezone.now() - timedelta(days=90)),
        "lapsed": Rule.objects.lapsed(today).count(),
        "soon": Rule.objects.due(today, today + timedelta(days=30)).count(),
    }
