"""The plan of a course for the browser, which does the same sums and writes the same calendar file."""

from dataclasses import asdict
from typing import Any

from .calendar_file import describe_events, get_calendar_words, list_timezone_lines
from .course import Entry, Plan


def render_plan_json(plan: Plan, site_url: str) -> dict[str, Any]:
    """JSON-ready; no date in it, and nothing of a reader."""
    return {
        "phases": [_describe(phase) for phase in plan.phases],
        "entries": [_describe(entry) for entry in plan.entries],
        "events": {key: asdict(words) for key, words in describe_events(plan, site_url).items()},
        "calendar": {
            "timezone": list_timezone_lines(),
            "open": asdict(get_calendar_words(is_discreet=False)),
            "discreet": asdict(get_calendar_words(is_discreet=True)),
        },
    }


def _describe(entry: Entry) -> dict[str, Any]:
    names = ("key", "kind", "group", "counted_from", "first_day", "last_day", "every")
    return {name: getattr(entry, name) for name in names}
