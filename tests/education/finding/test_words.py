"""Words are compared without what people write in different ways."""

import pytest

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
