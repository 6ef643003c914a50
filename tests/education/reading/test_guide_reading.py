"""How easy the shipped guide is to read."""

import pytest

from education.documents.passages import list_prose
from education.outputs.site_pages import compute_mean_grade
from education.reading.grade import MAX_GRADE, MAX_MEAN_GRADE, MAX_SENTENCE_WORDS, score_passages
from education.reading.syllables import WORD_LIST


@pytest.fixture
def scores(guide_documents):
    return {slug: score_passages(list_prose(document)) for slug, document in guide_documents.items()}


def test_limits_are_those_that_were_promised():
    assert (MAX_GRADE, MAX_MEAN_GRADE, MAX_SENTENCE_WORDS) == (6.0, 5.0, 25)


def test_every_topic_of_the_guide_is_easy_to_read(scores):
    assert {slug: score.grade for slug, score in scores.items() if score.grade > MAX_GRADE} == {}
    assert compute_mean_grade(list(scores.values())) <= MAX_MEAN_GRADE


def test_no_sentence_of_the_guide_is_too_long(scores):
    longest = {slug: score.list_longest_sentences(1)[0] for slug, score in scores.items()}
    assert {slug: sentence for slug, sentence in longest.items() if sentence[0] > MAX_SENTENCE_WORDS} == {}


def test_every_word_of_the_guide_is_known(scores):
    assert {slug: score.unknown_words for slug, score in scores.items() if score.unknown_words} == {}


def test_word_list_holds_each_word_once_with_its_syllables():
    lines = [line.split("#")[0].split() for line in WORD_LIST.read_text(encoding="utf-8").splitlines()]
    entries = [line for line in lines if line]
    words = [entry[0] for entry in entries]
    assert len(words) == len(set(words)) > 50
    assert [entry for entry in entries if entry[2:] not in ([], ["drug"])] == []
    assert [entry for entry in entries if not all(entry[1].split("-"))] == []
    assert [word for word in words if word != word.lower()] == []
