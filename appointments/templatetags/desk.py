"""What the start page of the admin tells whoever answers requests."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.counting import count_work

register = template.Library()


@register.inclusion_tag("admin/appointments/work.html")
def requests_to_answer() -> dict[str, Any]:
    """Counts with links into the queue. For those alone who may see requests."""
    return {"work": count_work(timezone.localdate())}


@register.filter
def as_hours(span: timedelta | None) -> str:
    """A span of time as a person says it: minutes, hours, or days."""
    if span is None:
        return _("nothing to count yet")
    hours = span.total_seconds() / 3600
    if hours < 1:
        return _("%(number)d minutes") % {"number": round(hours * 60)}
    return (
        _("%(number).1f hours") % {"number": hours} if hours < 48 else _("%(number).1f days") % {"number": hours / 24}
    )
