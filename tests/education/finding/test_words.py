"""Words are compared without what people write in different ways."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

from education.finding.spelling import read_english_words
from education.finding.words import read_stop_words, split_words, stem


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("St. John’s Wort", ["st", "johns", "wort"]),
        ("Retin-A", ["retin", "a"]),
        ("CRÈME brûlée", ["creme", "brulee"]),
        ("can't  breathe!!", ["cant", "breathe"]),
        ("vitamin B12, 5 mg", ["vitamin", "b12", "5", "mg"]),
        ("☕️ \0 -- ;", []),
        ("Боль в груди", ["боль", "в", "груди"]),
        ("ﬁne", ["fine"]),
    ],
)
def test_text_is_split_into_folded_words(typed, words):
    assert split_words(typed) == words


@pytest.mark.parametrize("words", [["bleed", "bleeds", "bleeding"], ["breath", "breathe", "breathing"]])
def test_forms_of_a_word_have_one_stem(words):
    assert len({stem(word, "en") for word in words}) == 1


def test_language_without_rules_keeps_its_words_and_has_no_stop_words():
    assert (stem("bleeding", "xx"), read_stop_words("xx")) == ("bleeding", frozenset())


def test_spanish_has_its_own_stems():
    assert stem("labios", "es") == stem("labio", "es")


@pytest.fixture
def quick_switching():
    """Threads take turns so often that what they share without care is spoiled."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("quick_switching")
def test_readers_at_the_same_time_do_not_spoil_each_others_words():
    words = sorted(read_english_words())[1::20]
    expected = [snowballstemmer.stemmer("english").stemWord(word) for word in words]
    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(lambda word: stem(word, "en"), words, chunksize=1))
    assert found == expected


def test_word_longer_than_any_is_taken_as_it_stands():
    assert stem("bleeding" * 10, "en") == "bleeding" * 10
