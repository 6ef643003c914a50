"""Counts words of searches that found nothing, with nothing about who asked; forgets them after a year."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import Error, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from education.finding.words import read_stop_words, split_words
from education.models import MissedWord
from education.models.searches import LONGEST, SHORTEST

# A flood fills no more than this of a month. What is in it by then goes on counting.
MOST_IN_A_MONTH = 500
MOST_IN_A_SEARCH = 10
_KEPT = timedelta(days=366)

_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AROUND = ".,;:!?()\"“”„«»'‘’"


def count_missed_words(typed: str, language: str) -> None:
    """Count the words of a search that found nothing. Best effort: a database that is busy or away loses the count."""
    words = sorted(list_words_to_keep(typed, language))[:MOST_IN_A_SEARCH]
    if not words:
        return
    try:
        with _without_waiting(), transaction.atomic():
            for word in words:
                _count(word, language, timezone.localdate().replace(day=1))
    except Error:
        return  # the page must come, and the log holds no words of readers


def list_words_to_keep(typed: str, language: str) -> set[str]:
    """The words of *typed* that may be kept: plain ones that carry a meaning; no numbers and no addresses."""
    pieces = [piece.strip(_AROUND) for piece in typed.split()]
    words = {word for piece in pieces if _PLAIN.fullmatch(piece) for word in split_words(piece)}
    stop_words = read_stop_words(language)
    return {word for word in words if word.isalpha() and SHORTEST <= len(word) <= LONGEST and word not in stop_words}


def find_old_words() -> QuerySet[MissedWord]:
    """The words of months that ended a year ago or earlier."""
    return MissedWord.objects.filter(month_on__lt=timezone.localdate() - _KEPT)


def _count(word: str, language: str, month: date) -> None:
    month_rows = MissedWord.objects.filter(language=language, month_on=month)
    if not month_rows.filter(word=word).update(count=F("count") + 1) and month_rows.count() < MOST_IN_A_MONTH:
        MissedWord.objects.create(word=word, language=language, month_on=month)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Gives up at once where another one writes: a reader waits for the answer."""
    if connection.vendor != "sqlite":
        yield  # rows are locked there, not the database, and for a moment
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
