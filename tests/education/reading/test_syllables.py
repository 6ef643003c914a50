"""Syllables as they are spoken."""

import pytest

from education.reading.syllables import count_syllables, find_syllables, is_drug_name, split_words

WORDS = {
    "skin": 1,
    "acne": 2,
    "Capsule": 2,
    "medicine": 3,
    "emergency": 4,
    "isotretinoin": 5,
    "Accutane": 3,
    "doxycycline": 4,
    "acetaminophen": 6,
    "benzoyl": 2,
    "iPLEDGE": 2,
    "capsules": 2,
    "retinoids": 3,
    "clinic's": 2,
    "clinic’s": 2,
    "isotretinoin’s": 5,
    "don't": 1,
    "ER": 2,
    "FDA": 3,
    "WWW": 9,
    "0": 2,
    "7": 2,
    "10": 1,
    "17": 3,
    "93": 3,
    "100": 3,
    "115": 5,
    "988": 6,
    "1,000": 3,
    "19,907": 9,
    "2009": 4,
    "1982": 5,
    "2021": 6,
    "1.5": 3,
}


@pytest.mark.parametrize(("word", "syllables"), WORDS.items(), ids=WORDS)
def test_known_word_has_its_spoken_syllables(word, syllables):
    assert find_syllables(word) == count_syllables(word) == syllables


@pytest.mark.parametrize(("word", "guess"), [("blorpy", 2), ("xqz", 1), ("zzyzxion", 2)])
def test_unknown_word_is_guessed_by_its_groups_of_vowels(word, guess):
    assert find_syllables(word) is None
    assert count_syllables(word) == guess


@pytest.mark.parametrize(
    ("word", "is_drug"),
    [("isotretinoin", True), ("Isotretinoin's", True), ("doxycycline", True), ("sebum", False), ("skin", False)],
)
def test_drug_name_is_told_from_other_words(word, is_drug):
    assert is_drug_name(word) is is_drug


def test_words_are_parted_at_spaces_and_hyphens_and_keep_their_apostrophes():
    assert split_words("“Don't” stop—it’s 1,000.5 well-known: 24/7, COVID19!") == [
        "Don't",
        "stop",
        "it’s",
        "1,000.5",
        "well",
        "known",
        "24",
        "7",
        "COVID",
        "19",
    ]
