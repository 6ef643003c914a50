"""What points to a live topic, and what becomes of it when the topic is taken down."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.conf import settings
from django.utils.safestring import SafeString

from education.documents.references import Reference, find_references
from education.documents.schema import TopicDocument
from education.documents.texts import iterate_texts
from education.live import list_live_topics, read_surroundings
from education.models import LiveEdition, Topic
from education.outputs.addresses import GLOSSARY, get_topic_path
from education.outputs.site_pages import render_home, render_not_found
from education.publishing import read_edition

from .places import PlaceLinks

LANGUAGE = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class SiteLink:
    """A link on the pages beside the topics. `heading` is what it stands under, "" at the top or foot of every page."""

    heading: str
    words: str
    url: str


@dataclass(frozen=True)
class Pointers:
    """What points to a topic now.

    `places` holds (another live topic, the places on its page with links to their forms). Of the links on the pages
    beside the topics, those in `kept` would lead to the notice, and those in `lost` would go with the topic.
    """

    places: list[tuple[Topic, list[SafeString]]]
    kept: list[SiteLink]
    lost: list[SiteLink]


def find_pointers(topic: Topic) -> Pointers:
    """What points to the live *topic*."""
    now = _list_site_links()
    then = _list_site_links(without=topic)
    path = get_topic_path(topic.key)
    return Pointers(
        places=_list_places(topic),
        kept=[link for link in then if link.url.partition("#")[0] == path],
        lost=[link for link in now if link not in then],
    )


def _list_places(target: Topic) -> list[tuple[Topic, list[SafeString]]]:
    found = []
    for row in LiveEdition.objects.in_language(LANGUAGE).exclude(topic=target):
        document, _fault = read_edition(row.edition)
        links = PlaceLinks(row.topic)
        places = [links.render(path, document) for path in _list_paths(document, target.key)] if document else []
        if places:
            found.append((row.topic, places))
    return found


def _list_paths(document: TopicDocument, slug: str) -> list[str]:
    """Where *document* leads to the topic *slug*."""

    def leads(reference: Reference) -> bool:
        return reference.kind == "term" if slug == GLOSSARY else (reference.kind, reference.key) == ("topic", slug)

    paths = [leaf.path for leaf in iterate_texts(document) if any(map(leads, find_references(leaf.text)))]
    read_next = document["read_next"]
    return [*paths, "read_next"] if read_next and read_next["slug"] == slug else paths


def _list_site_links(without: Topic | None = None) -> list[SiteLink]:
    """The links of the home page and of the page for an unknown address, each once."""
    live = [topic for topic in list_live_topics(LANGUAGE) if not without or topic.document["slug"] != without.key]
    surroundings = read_surroundings()
    reader = _LinkReader()
    reader.feed(render_home([(topic.document, topic.stamp) for topic in live], surroundings))
    reader.feed(render_not_found([], surroundings))
    return list(dict.fromkeys(reader.links))


class _LinkReader(HTMLParser):
    """Collects the links of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[SiteLink] = []
        self._is_in_main = False
        self._heading = self._words = self._url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._is_in_main = True
        if tag in ("h1", "h2", "a"):
            self._words, self._url = "", dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        words = " ".join(self._words.split())
        if tag == "main":
            self._is_in_main = False
        elif tag == "strong":
            self._words += ":"  # the title of a topic, before its description
        elif tag in ("h1", "h2"):
            self._heading = words
        elif tag == "a":
            self.links.append(SiteLink(self._heading if self._is_in_main else "", words, self._url))
