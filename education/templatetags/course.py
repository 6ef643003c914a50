"""Tags of “My course”. A misspelled argument is an error."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

register = template.Library()


@register.simple_tag
def day_mark(moment: date | None, which: str, *, has_weekday: bool = True) -> SafeString:
    """A day as <time>, by the name under which the browser fills it in; empty when it is None."""
    return format_html(
        '<time datetime="{}" data-day="{}" data-weekday="{}">{}</time>',
        moment.isoformat() if moment else "",
        which,
        "long" if has_weekday else "",
        _write_day(moment, has_weekday=has_weekday) if moment else "",
    )


@register.filter
def for_group(rows: Any, group: str | None) -> list[Any]:
    """Steps of care that concern the group; all of them when it is not known."""
    return [row for row in rows if row.group == "everyone" or group in ("unsaid", row.group, None)]


def _write_day(moment: date, *, has_weekday: bool) -> str:
    if has_weekday:
        return date_format(moment, pgettext("a day of the week, in Django's letters for dates", "l, F j, Y"))
    return date_format(moment, pgettext("a day, in Django's letters for dates", "F j, Y"))
