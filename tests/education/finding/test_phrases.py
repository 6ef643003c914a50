"""What somebody typed leads to the things it may mean, and never in silence to something else."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.finding.phrases import MAX_WORDS, PhraseBook, Strength

PHRASES = [
    ("vitamin-a", "Vitamin A"),
    ("vitamin-a", "retinyl palmitate"),
    ("vitamin-e", "vitamin E"),
    ("birth-pill", "birth control pill"),
    ("mini-pill", "progestin-only birth control pill"),
    ("sunscreen", "sun screen"),
    ("ibuprofen", "Advil"),
    ("dry-lips", "chapped lips"),
    ("chest-pain", "pain in my chest"),
    ("hives", "hives"),
]
BOOK = PhraseBook(PHRASES, "en", {"lives"})


def list_found(typed):
    return [(match.key, match.strength) for match in BOOK.find(typed).matches if match.strength > Strength.SHARED]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Advil", [("ibuprofen", Strength.WHOLE)]),
        ("Can I take advil?", [("ibuprofen", Strength.WHOLE)]),
        ("advil with food", [("ibuprofen", Strength.WITHIN)]),
        ("vitamin a", [("vitamin-a", Strength.WHOLE)]),
        ("VITAMIN-E", [("vitamin-e", Strength.WHOLE)]),
        ("birth control pills", [("birth-pill", Strength.WHOLE), ("mini-pill", Strength.PART)]),
        ("sunscreen", [("sunscreen", Strength.WHOLE)]),
        ("sun screen", [("sunscreen", Strength.WHOLE)]),
        ("ad vil", [("ibuprofen", Strength.WHOLE)]),
        ("chest pains", [("chest-pain", Strength.WHOLE)]),
        ("my lips are chapped and my chest hurts", [("chest-pain", Strength.WITHIN), ("dry-lips", Strength.WITHIN)]),
        ("vitamin", []),
        ("lives", []),
        ("", []),
    ],
)
def test_typed_words_find_things_as_strongly_as_they_fit(typed, found):
    assert list_found(typed) == found


def test_slip_is_corrected_and_told():
    finding = BOOK.find("chaped lips")
    assert ([match.key for match in finding.matches], finding.corrections) == (["dry-lips"], {"chaped": "chapped"})


def test_word_that_is_right_as_it_stands_leads_to_a_question():
    finding = BOOK.find("lives")
    assert ([match.key for match in finding.doubtful], finding.corrections) == (["hives"], {})


def test_word_in_common_is_the_weakest_match():
    assert [(match.key, match.strength) for match in BOOK.find("burning chest").matches] == [
        ("chest-pain", Strength.SHARED)
    ]


def test_what_no_phrase_accounts_for_is_told():
    assert BOOK.find("advil and xyzmab").unread == ("xyzmab",)


def test_long_text_is_read_as_it_stands():
    text = " ".join(f"word{number}" for number in range(MAX_WORDS)) + " chaped lips advil"
    finding = BOOK.find(text)
    assert ([match.key for match in finding.matches if match.strength > Strength.SHARED], finding.corrections) == (
        ["ibuprofen"],
        {},
    )


SIGNS = PhraseBook(
    [
        ("faint", "passed out"),
        ("eyes", "cannot see"),
        ("pee", "dark urine"),
        ("sores", "mouth sores"),
        ("heart", "heart racing"),
        ("dry", "sore mouth"),
        ("lives", "hives"),
    ],
    "en",
    {"lives", "gives"},
    {"out", "cannot", "cant"},
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("i passed out", ["faint"]),
        ("i passed my exam", []),
        ("i can't see", ["eyes"]),
        ("can not see", ["eyes"]),
        ("i see", []),
        ("my pee is dark", ["pee"]),
    ],
)
def test_stop_words_that_tell_something_are_asked_for_and_words_that_mean_the_same_are_one(typed, found):
    assert [match.key for match in SIGNS.find(typed).matches if match.strength >= Strength.WITHIN] == found


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [
        ("hear racing", {"heart"}),
        ("lives", {"lives"}),
        ("hart racing", {"heart"}),
        ("see", set()),
        ("our racing", set()),
    ],
)
def test_word_that_is_right_as_it_stands_may_be_guessed_for_a_longer_one(typed, guessed):
    assert {match.key for match in SIGNS.find(typed, is_guessing=True).guesses} == guessed


def test_phrase_is_literal_in_its_own_forms_alone():
    found = [key for key, _words in SIGNS.find_literal("my mouth is sore and my urine dark")]
    assert sorted(found) == ["dry", "pee"]


@given(st.text())
def test_any_text_is_answered(typed):
    finding = BOOK.find(typed)
    assert set(finding.unread) <= set(finding.words)


@given(st.lists(st.text(string.ascii_lowercase + " ", max_size=12), max_size=30), st.integers(0, 30))
def test_words_around_a_phrase_do_not_hide_it(noise, place):
    typed = " ".join([*noise[:place], "chest pain", *noise[place:]])
    assert "chest-pain" in [key for key, strength in list_found(typed) if strength >= Strength.WITHIN]
