"""A slip is read as what it can only mean; what can mean two things, or be right as it stands, is a question."""

import pytest

from education.finding.spelling import Correction, Speller, count_slips, read_english_words

VOCABULARY = {
    "doxycycline": {"doxycycline"},
    "doxycyclin": {"doxycycline"},
    "tylenol": {"tylenol"},
    "cycloserine": {"cycloserine"},
    "cyclosporine": {"cyclosporine"},
    "hives": {"hives"},
    "wax": {"wax"},
}


@pytest.mark.parametrize(
    ("typed", "correction"),
    [
        ("tylonol", Correction(("tylenol",), is_sure=True)),
        ("tylneol", Correction(("tylenol",), is_sure=True)),
        ("doxycyclyne", Correction(("doxycycline", "doxycyclin"), is_sure=True)),
        ("cyclosporinee", Correction(("cyclosporine",), is_sure=True)),
        ("cycloserinne", Correction(("cycloserine",), is_sure=True)),
        ("cyclosrine", Correction(("cycloserine", "cyclosporine"), is_sure=False)),
        ("lives", Correction(("hives",), is_sure=False)),
        ("rylenol", Correction(("tylenol",), is_sure=False)),
        ("hive", Correction(("hives",), is_sure=False)),
        ("waxx", None),
        ("wx", None),
        ("tyl3nol", None),
        ("table", None),
    ],
)
def test_slip_is_read_as_far_as_it_can_be_trusted(typed, correction):
    assert Speller(VOCABULARY, {"lives"}).correct(typed) == correction


@pytest.mark.parametrize(
    ("word", "slips"), [("wax", 0), ("hive", 1), ("tylenol", 1), ("tylenols", 2), ("tyl3nolsss", 0)]
)
def test_longer_words_may_have_more_slips(word, slips):
    assert count_slips(word) == slips


def test_english_words_are_those_of_everyday():
    words = read_english_words()
    assert ({"party", "lives"} <= words, words & {"doxycycline", "asprin", ""}) == (True, set())
