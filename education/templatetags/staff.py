"""Tags of the admin's own pages. A misspelled argument is an error."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone

from education.admin.places import describe_place
from education.documents.compare import compare_documents
from education.documents.schema import TopicDocument
from education.models import LiveEdition, Rule, Source

register = template.Library()


@register.inclusion_tag("admin/education/differences.html")
def differences(*, older: TopicDocument | None, newer: TopicDocument) -> dict[str, Any]:
    """What *newer* says otherwise than *older*, word by word."""
    shown = (newer, older) if older else (newer,)
    found = compare_documents(older, newer)
    return {"differences": [(describe_place(entry.path, *shown), entry.pieces) for entry in found]}


@register.inclusion_tag("admin/education/work_to_do.html")
def work_to_do() -> dict[str, int]:
    """What waits for somebody of the clinic."""
    today = timezone.localdate()
    return {
        "unreviewed": LiveEdition.objects.not_reviewed().count(),
        "sources": Source.objects.to_be_confirmed().count(),
        "lapsed": Rule.objects.lapsed(today).count(),
        "soon": Rule.objects.due(today, today + timedelta(days=30)).count(),
    }
