"""What other parts of the site may use of the guide: clinic's details, warning signs, a page's frame, a form's date.

And what they may do for it: forget what is old.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from education.fields import DateField
from education.live import find_live_topic, read_surroundings
from education.missed_words import find_old_words
from education.outputs.page import build_frame_context
from education.outputs.signs import WARNINGS_TOPIC, Sign, list_signs
from education.outputs.surroundings import Clinic, Surroundings

__all__ = [
    "Clinic",
    "DateField",
    "Sign",
    "build_page_frame",
    "build_page_frame_without_database",
    "find_old_words",
    "list_warning_signs",
    "read_clinic",
]

_last_read: list[Surroundings] = []  # at most one: what a page shows while the database does not answer


def read_clinic() -> Clinic:
    """The clinic's details."""
    return _read().clinic


def list_warning_signs() -> list[Sign]:
    """The warning signs that readers read now, emergencies first; none while their topic is not live."""
    topic = find_live_topic(WARNINGS_TOPIC, settings.LANGUAGE_CODE)
    return list_signs(topic.document) if topic else []


def build_page_frame(path: str) -> dict[str, Any]:
    """The context that base.html needs, for the page at *path*."""
    return build_frame_context(_read(), path)


def build_page_frame_without_database(path: str) -> dict[str, Any]:
    """The same from what this process read last, for the page that says that the database does not answer."""
    if _last_read:
        return build_frame_context(replace(_last_read[0], today=timezone.localdate()), path)
    return build_frame_context(Surroundings(timezone.localdate(), settings.SITE_URL, Clinic()), path)


def _read() -> Surroundings:
    found = read_surroundings()
    _last_read[:] = [found]
    return found
