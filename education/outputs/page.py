"""A topic's page."""

from typing import Any

from django.template.loader import render_to_string

from education.documents.schema import TopicDocument

from .addresses import GLOSSARY, get_topic_path
from .jsonld import render_jsonld
from .resolving import Resolver
from .surroundings import Stamp, Surroundings


def render_topic_page(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> str:
    """The page as HTML. Nothing of a request goes in, so every reader of an edition gets the same bytes.

    Raises KeyError for a section of an unknown kind and UnknownReferenceError for what the document does not hold.
    """
    return render_to_string("education/topic.html", build_topic_context(document, stamp, surroundings))


def build_topic_context(document: TopicDocument, stamp: Stamp, surroundings: Surroundings) -> dict[str, Any]:
    """What the template of a topic's page needs."""
    resolver = Resolver(document, surroundings)
    return {
        "document": document,
        "stamp": stamp,
        "resolver": resolver,
        "jsonld": render_jsonld(document, stamp, resolver),
        "is_glossary": document["slug"] == GLOSSARY,
        **build_frame_context(surroundings, get_topic_path(document["slug"])),
    }


def build_frame_context(surroundings: Surroundings, path: str) -> dict[str, Any]:
    """What every page's frame needs: the clinic, the day, and the page's own address."""
    return {
        "clinic": surroundings.clinic,
        "today": surroundings.today,
        "canonical_url": surroundings.site_url + path,
        "path": path,
    }
