"""The pages beside the topics: home, about, changes, and those that stand for themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from education.documents.schema import SourceEntry, TopicDocument
from education.reading.grade import MAX_GRADE, ReadingScore

from .addresses import REQUEST_PATH, TOOL_PATHS, get_topic_path
from .page import build_frame_context
from .signs import WARNINGS_TOPIC, list_signs, select_level
from .surroundings import Stamp, Surroundings

_DOORS = ("before", "during", "after", "reference")

_SIGNS_AT_HOME = 6


@dataclass(frozen=True)
class Change:
    """An edition as the list of changes tells it."""

    slug: str
    title: str
    number: int
    published_at: datetime
    change_note: str
    is_reviewed: bool
    restores_number: int | None
    withdrawn_at: datetime | None
    withdrawn_reason: str


def render_home(topics: list[tuple[TopicDocument, Stamp]], surroundings: Surroundings) -> str:
    """The home page of the live *topics*, in the order of the guide."""
    documents = [document for document, _ in topics]
    warnings = next((document for document in documents if document["slug"] == WARNINGS_TOPIC), None)
    emergencies = select_level(list_signs(warnings), "emergency") if warnings else []
    context = {
        "doors": [(stage, [d for d in documents if d["stage"] == stage]) for stage in _DOORS],
        "has_topics": bool(topics),
        "signs": emergencies[:_SIGNS_AT_HOME],
        "warnings_path": get_topic_path(WARNINGS_TOPIC),
        "is_reviewed": bool(topics) and all(stamp.is_reviewed for _, stamp in topics),
    }
    return render_to_string("education/home.html", context | build_frame_context(surroundings, "/"))


def render_about(topics: list[tuple[TopicDocument, Stamp, ReadingScore]], surroundings: Surroundings) -> str:
    """How the guide is made: all sources of the live *topics* with their state, and the reading grades."""
    sources = {source["key"]: source for document, _, _ in topics for source in document["sources"]}
    context = {
        "sources": sorted(sources.values(), key=lambda source: (source["publisher"].lower(), source["title"].lower())),
        "confirmed": _count_confirmed(list(sources.values())),
        "scores": [(document, score) for document, _, score in topics],
        "mean_grade": compute_mean_grade([score for _, _, score in topics]),
        "max_grade": MAX_GRADE,
        "is_reviewed": bool(topics) and all(stamp.is_reviewed for _, stamp, _ in topics),
    }
    return render_to_string("education/about.html", context | build_frame_context(surroundings, "/about/"))


def render_changes(changes: list[Change], surroundings: Surroundings) -> str:
    """Every edition with its note, the newest first."""
    return render_to_string(
        "education/changes.html", {"changes": changes} | build_frame_context(surroundings, "/about/changes/")
    )


def render_plain_page(name: str, surroundings: Surroundings) -> str:
    """A page whose words live in its template, such as "privacy"."""
    return render_to_string(f"education/{name}.html", build_frame_context(surroundings, f"/{name}/"))


def render_withdrawn(title: str, path: str, reason: str, withdrawn_at: datetime, surroundings: Surroundings) -> str:
    """What stands in the place of a topic that was taken down."""
    context = {"title": title, "reason": reason, "withdrawn_at": withdrawn_at}
    return render_to_string("education/withdrawn.html", context | build_frame_context(surroundings, path))


def render_unreadable(path: str, surroundings: Surroundings) -> str:
    """What stands in the place of a live topic that cannot be read."""
    return render_to_string("education/unreadable.html", build_frame_context(surroundings, path))


def render_not_found(topics: list[tuple[str, str]], surroundings: Surroundings) -> str:
    """A page for an unknown address, with the way to every live topic as (slug, title)."""
    return render_to_string("404.html", {"topics": topics} | build_frame_context(surroundings, "/"))


def render_sitemap(topics: list[tuple[str, datetime]], surroundings: Surroundings) -> str:
    """The site map of the live topics, given as (slug, published at), and of the pages beside them."""
    pages = ["/", *TOOL_PATHS.values(), REQUEST_PATH, "/about/", "/about/changes/", "/accessibility/", "/privacy/"]
    entries: list[tuple[str, datetime | None]] = [
        (surroundings.site_url + get_topic_path(slug), published_at) for slug, published_at in topics
    ]
    entries += [(surroundings.site_url + path, None) for path in pages]
    return render_to_string("education/sitemap.xml", {"entries": entries})


def compute_mean_grade(scores: list[ReadingScore]) -> float:
    """The mean of the grades, 0 when there are none."""
    return round(sum(score.grade for score in scores) / len(scores), 2) if scores else 0.0


def _count_confirmed(sources: list[SourceEntry]) -> dict[str, Any]:
    confirmed = sum(source["state"] == "confirmed" for source in sources)
    return {"yes": confirmed, "all": len(sources)}
