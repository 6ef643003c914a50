"""What can be searched for now: the finders of the live editions, each made once in a process."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from django.conf import settings
from django.db import Error
from django.utils import translation

from education.finding.spelling import read_english_words
from education.live import LiveTopic, list_live_topics, read_stored_document
from education.outputs.signs import WARNINGS_TOPIC
from education.tools.normal import SignGuide
from education.tools.search import SearchIndex

# An edition never changes, so neither does what is made of it. Old ones are let go when others go live.
_KEPT_FINDERS = 4

_logger = logging.getLogger(__name__)
_making = Lock()


@dataclass(frozen=True)
class LiveSearch:
    """The index of the live `topics`, which are given by slug; `signs` is None while the warning signs are not live."""

    topics: Mapping[str, LiveTopic]
    index: SearchIndex
    signs: SignGuide | None


def read_live_search(language: str) -> LiveSearch:
    """The finders of the live editions. The first who asks after a start or a change makes them, in about a second."""
    topics = {topic.document["slug"]: topic for topic in list_live_topics(language)}
    warnings = topics.get(WARNINGS_TOPIC)
    with _making:  # those who ask meanwhile wait for what is being made instead of making it again
        index = _make_index(language, tuple(topic.record_sha256 for topic in topics.values()))
        signs = make_sign_guide(warnings.record_sha256) if warnings else None
    return LiveSearch(topics, index, signs)


def prepare_search() -> None:
    """Make what a search needs before the first reader asks. Leaves a connection open."""
    try:
        read_live_search(settings.LANGUAGE_CODE)
    except Error as error:
        # No trace: it is made by the first search as well.
        _logger.warning("The search is not ready yet: the database is away (%s).", type(error).__name__)


@lru_cache(maxsize=_KEPT_FINDERS)
def make_sign_guide(record_sha256: str) -> SignGuide:
    """The finder of the side effects and warning signs of an edition."""
    return SignGuide(read_stored_document(record_sha256), read_english_words())


@lru_cache(maxsize=_KEPT_FINDERS)
def _make_index(language: str, records: tuple[str, ...]) -> SearchIndex:
    with translation.override(language):
        return SearchIndex((read_stored_document(record) for record in records), language)
