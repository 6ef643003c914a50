"""“Is this normal?” never lowers a warning sign, never calls normal what it does not know, and keeps to the week."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education.finding.spelling import read_english_words
from education.tools.normal import MAX_LETTERS, SignGuide, When, find_level, read_when

_LONG_WORD = re.compile("[A-Za-z]{5,}")
LEVELS = ["ask", "expected", "tell", "call", "emergency"]
WHENS = ["", "before", "week-1", "week-3", "week-20", "after", "after-week-2", "after-week-40", "week-0", "soon"]


@pytest.fixture(scope="session")
def signs(stored_guide):
    """The side effects and warning signs of the shipped guide."""
    return SignGuide(stored_guide.documents["side-effects"], read_english_words())


@pytest.fixture(autouse=True)
def _database(db):
    """The shipped guide is made in the database of the tests."""


def ask(signs, typed, when="week-3"):
    return signs.answer(typed, read_when(when))


def list_phrases(signs):
    return [(row, phrase) for row in signs.signs.values() for phrase in (row["sign"], *row["also"])]


def list_lowered(signs, change, when="week-3"):
    """What is answered with less than a warning sign asks for, when its phrases are typed as *change* makes them."""
    return [
        (row["key"], typed)
        for row, phrase in list_phrases(signs)
        for typed in change(phrase)
        if LEVELS.index(ask(signs, typed, when).level) < LEVELS.index(row["level"])
    ]


PAIRS = [
    # what comes with the capsules, and when it no longer does
    ("dry lips", "week-1", "expected"),
    ("my lips are so dry", "week-12", "expected"),
    ("dry lips", "after-week-2", "expected"),
    ("dry lips", "after-week-5", "tell"),
    ("dry lips", "before", "tell"),
    ("dry lips", "", "tell"),
    ("dry lips", "after", "tell"),
    ("flaky skin", "week-8", "expected"),
    ("peeling skin", "week-3", "expected"),
    ("peeling skin", "after-week-9", "tell"),
    ("flare", "week-3", "expected"),
    ("flare", "week-8", "expected"),
    ("flare", "week-9", "tell"),
    ("more pimples", "week-2", "expected"),
    ("acne is worse", "week-12", "tell"),
    ("flare", "after", "tell"),
    ("headache", "week-4", "expected"),
    ("headache", "week-5", "tell"),
    ("headache", "after-week-1", "tell"),
    ("headache", "before", "tell"),
    ("nausea", "week-2", "expected"),
    ("nausea", "week-6", "tell"),
    ("dry eyes", "week-20", "expected"),
    ("my eyes are dry", "after-week-6", "tell"),
    ("pink eye", "week-9", "tell"),
    ("dry nose", "week-3", "expected"),
    ("dry mouth", "week-3", "expected"),
    ("sore throat", "week-3", "expected"),
    ("sunburn", "week-3", "expected"),
    ("sunburn", "after-week-8", "expected"),
    ("sunburn", "after-week-9", "tell"),
    ("fragile skin", "after-week-27", "expected"),
    ("fragile skin", "after-week-28", "tell"),
    ("my face is red", "week-3", "expected"),
    ("contacts hurt", "week-3", "expected"),
    # what the clinic wants to hear of
    ("stomach hurts", "week-3", "expected"),
    ("belly pain", "week-6", "tell"),
    ("my mouth is sore", "week-3", "expected"),
    ("itchy all over", "week-3", "tell"),
    ("nosebleed", "week-3", "tell"),
    ("hair loss", "week-10", "tell"),
    ("my hair is falling out", "after-week-8", "tell"),
    ("joint pain", "week-6", "tell"),
    ("back pain", "week-6", "tell"),
    ("muscle pain", "week-6", "tell"),
    ("tired", "week-3", "tell"),
    ("insomnia", "week-3", "tell"),
    ("itchy rash", "week-3", "tell"),
    ("brittle nails", "week-30", "tell"),
    ("no sex drive", "after", "tell"),
    ("high triglycerides", "week-6", "tell"),
    # what cannot wait until tomorrow
    ("low mood", "week-3", "call"),
    ("depression", "before", "call"),
    ("i cant stop crying", "week-9", "call"),
    ("late period", "week-3", "call"),
    ("i missed my period", "after-week-3", "call"),
    ("condom broke", "", "call"),
    ("everything is blurry", "week-3", "call"),
    ("night blindness", "after-week-60", "call"),
    ("cant see at night", "week-3", "call"),
    ("ringing ears", "week-3", "call"),
    ("yellow eyes", "after", "call"),
    ("bloody diarrhea", "week-3", "call"),
    ("purple spots on my legs", "week-3", "call"),
    ("dizzy", "before", "call"),
    ("broken bone", "week-3", "call"),
    ("severe flare", "week-3", "call"),
    ("irregular periods", "after-week-9", "call"),
    ("irregular periods", "after-week-10", "tell"),
    ("heartburn", "week-3", "call"),
    ("boils", "week-3", "call"),
    ("my finger is infected", "week-3", "call"),
    ("estoy embarazada", "week-3", "call"),
    ("cant see well at night", "week-3", "call"),
    # what cannot wait at all
    ("i want to die", "before", "emergency"),
    ("chest hurts", "after-week-300", "emergency"),
    ("cant breath", "week-1", "emergency"),
    ("face swollen", "week-1", "emergency"),
    ("hives", "after", "emergency"),
    ("worst headache of my life", "week-2", "emergency"),
    ("seeing double", "week-3", "emergency"),
    ("throwing up blood", "week-3", "emergency"),
    ("black poop", "week-3", "emergency"),
    ("skin peeling off", "week-3", "emergency"),
    ("heart beating fast", "week-3", "emergency"),
    ("passed out", "week-3", "emergency"),
    ("took my sister's pills", "before", "emergency"),
    ("my pee is brown and my muscles hurt", "week-3", "emergency"),
    ("i can't feel my leg", "week-3", "emergency"),
    ("nosebleed won't stop", "week-3", "emergency"),
    ("hearing voices", "after-week-2", "emergency"),
    ("one leg is swollen", "week-3", "emergency"),
    ("seizure", "week-3", "emergency"),
    ("im tired of living", "week-3", "emergency"),
    ("everyone would be better without me", "week-3", "emergency"),
    ("quiero morir", "week-3", "emergency"),
    ("no puedo respirar", "week-3", "emergency"),
    ("she no breathe good", "week-3", "emergency"),
    ("coughing blood", "week-3", "emergency"),
    ("took all my pills", "week-3", "emergency"),
    ("i took 10 pills", "week-3", "emergency"),
    ("my brother ate one", "week-3", "emergency"),
    ("stomach very pain", "week-3", "emergency"),
    ("stomach hurts so bad", "week-3", "emergency"),
    ("sharp stomach pain", "week-3", "emergency"),
    ("unbearable belly pain", "week-3", "emergency"),
    ("my headache wont go away", "week-3", "emergency"),
    ("stomach pain goes to my back", "week-3", "emergency"),
    ("headache and stiff neck", "week-3", "emergency"),
    ("big pain head and she throw up", "week-3", "emergency"),
]
UNKNOWN = [
    "banana",
    "xyzzy",
    "cheese",
    "my car is broken",
    "asdfgh",
    "when is my appointment",
    "purple elephant",
    "qwertyuiop",
    "how much does it cost",
    "blue tongue",
    "cold hands",
    "tingly legs and toes",
    "the pharmacy is closed",
    "left foot",
    "🙂",
    "Боль в груди",
    "嘴唇",
    "'; DROP TABLE sign; --",
    "<script>alert(1)</script>",
    "\0",
    "12345",
    "…",
    "is it normal?",
    "fingers smell funny",
    "my acne will disappear",
    "when does it get better",
    "i take 3 pills a day",
    "bad breath",
]
MISSPELLED = [
    ("chaped lips", "week-3", "expected"),
    ("dry lipps", "week-3", "expected"),
    ("flakky skin", "week-3", "expected"),
    ("nosebleeed", "week-3", "tell"),
    ("headakes", "week-2", "expected"),
    ("diarhea", "week-3", "call"),
    ("depresion", "week-3", "call"),
    ("anxeity", "week-3", "call"),
    ("sucidal", "week-3", "emergency"),
    ("suicde", "week-3", "emergency"),
    ("chset pain", "week-3", "emergency"),
    ("chest pian", "week-3", "emergency"),
    ("siezure", "week-3", "emergency"),
    ("swolen face", "week-3", "emergency"),
    ("troble breathing", "week-3", "emergency"),
    ("anaphalaxis", "week-3", "emergency"),
    ("halucinating", "week-3", "emergency"),
    ("strokee", "week-3", "emergency"),
    ("blury vision", "week-3", "call"),
    ("doubel vision", "week-3", "emergency"),
    ("jaundise", "week-3", "call"),
    ("pregnent", "week-3", "call"),
    ("ringing in my eers", "week-3", "call"),
    ("dizzyness", "week-3", "call"),
    ("ecsema", "week-3", "tell"),
    ("insomina", "week-3", "tell"),
    ("eczma", "week-3", "tell"),
    ("tierd", "week-3", "tell"),
    ("nausia", "week-3", "expected"),
    ("joint paine", "week-3", "tell"),
    ("brittel nails", "week-3", "tell"),
    ("cholestrol", "week-3", "tell"),
    ("tryglycerides", "week-3", "tell"),
    ("vommiting blood", "week-3", "emergency"),
    ("overdoze", "week-3", "emergency"),
    ("feinted", "week-3", "emergency"),
    ("palpatations", "week-3", "emergency"),
    ("pancreatitus", "week-3", "emergency"),
    ("condum broke", "week-3", "call"),
    ("misssed period", "week-3", "call"),
    ("purpel spots", "week-3", "call"),
    ("infectd skin", "week-3", "call"),
]


@pytest.mark.parametrize(("typed", "when", "level"), PAIRS)
def test_sign_and_week_have_their_answer(signs, typed, when, level):
    assert ask(signs, typed, when).level == level


@pytest.mark.parametrize("typed", UNKNOWN)
@pytest.mark.parametrize("when", ["", "week-3"])
def test_what_is_not_known_ends_at_the_clinic(signs, typed, when):
    answer = ask(signs, typed, when)
    assert (answer.level, answer.entries) == ("ask", ())


@pytest.mark.parametrize(("typed", "when", "level"), MISSPELLED)
def test_misspelled_sign_has_its_answer(signs, typed, when, level):
    assert ask(signs, typed, when).level == level


@pytest.mark.parametrize("when", WHENS)
def test_every_row_is_found_by_its_key_and_has_the_level_of_its_week(signs, when):
    rows = {key: row["level"] for key, row in signs.signs.items()}
    rows |= {key: find_level(row, read_when(when)) for key, row in signs.effects.items()}
    found = {key: ask(signs, key, when) for key in rows}
    assert {key: answer.level for key, answer in found.items()} == rows
    assert [key for key, answer in found.items() if key not in [entry.row["key"] for entry in answer.entries]] == []


@pytest.mark.parametrize("when", WHENS)
def test_no_side_effect_is_found_with_less_than_it_asks_for(signs, when):
    lowered = [
        (key, phrase)
        for key, row in signs.effects.items()
        for phrase in (row["name"], *row["also"])
        if LEVELS.index(ask(signs, phrase, when).level) < LEVELS.index(find_level(row, read_when(when)))
    ]
    assert lowered == []


@pytest.mark.parametrize("when", ["", "before", "week-20", "after-week-40", "week-0"])
def test_no_week_lowers_a_warning_sign(signs, when):
    assert list_lowered(signs, lambda phrase: [phrase], when) == []


@pytest.mark.parametrize(
    "around",
    [
        "no {}",
        "  My {}!!! please",
        "dry lips, more pimples and {}",
        "my daughter says {} qwxyz since last monday, is it normal or should i wait",
    ],
)
def test_no_words_around_it_lower_a_warning_sign(signs, around):
    assert list_lowered(signs, lambda phrase: [around.format(phrase.upper())]) == []


def test_words_in_another_order_do_not_lower_a_warning_sign(signs):
    def turn(phrase):
        words = phrase.split()
        return [" ".join(reversed(words))] if len(words[-1]) > 1 else []  # the “b” of “plan b” belongs where it stands

    assert list_lowered(signs, turn) == []


@settings(max_examples=400, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["missing", "wrong", "too many", "swapped"]))
def test_no_slip_in_a_longer_word_lowers_a_warning_sign(signs, data, kind):
    row, phrase = data.draw(st.sampled_from([pair for pair in list_phrases(signs) if _LONG_WORD.search(pair[1])]))
    found = data.draw(st.sampled_from(list(_LONG_WORD.finditer(phrase))))
    place = data.draw(st.integers(0, len(found[0]) - 1))
    typed = phrase[: found.start()] + make_slip(found[0], kind, place, data) + phrase[found.end() :]
    assert LEVELS.index(ask(signs, typed).level) >= LEVELS.index(row["level"])


def make_slip(word, kind, place, data):
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    before, after = word[:place], word[place + 1 :]
    return {
        "missing": before + after,
        "wrong": before + letter + after,
        "too many": before + letter + word[place] + after,
        "swapped": before + after[:1] + word[place] + after[1:],
    }[kind]


@settings(max_examples=200, deadline=None)
@given(typed=st.text(max_size=400), when=st.text(max_size=20), week=st.text(max_size=12))
def test_any_words_have_an_answer(signs, typed, when, week):
    answer = signs.answer(typed, read_when(when, week))
    assert answer.level == (answer.entries[0].level if answer.entries else "ask")


@settings(max_examples=40, deadline=None)
@given(noise=st.text(max_size=120), place=st.integers(0, 120), data=st.data())
def test_no_text_around_it_lowers_a_warning_sign(signs, noise, place, data):
    row, phrase = data.draw(st.sampled_from(list_phrases(signs)))
    typed = f"{noise[:place]} {phrase} {noise[place:]}"
    assert LEVELS.index(ask(signs, typed).level) >= LEVELS.index(row["level"])


def test_red_flag_in_a_text_that_is_too_long_comes_first(signs):
    typed = "dry lips " + "and so on " * 1000 + "chest pain"
    answer = ask(signs, typed)
    assert (answer.level, answer.is_too_long) == ("emergency", True)
    assert {entry.level for entry in answer.entries} == {"emergency"}


def test_book_is_not_read_to_its_end_and_that_is_told(signs):
    book = "and so on " * 2000
    for typed, level in (("chest pain " + book, "emergency"), (book + "chest pain", "ask")):
        answer = ask(signs, typed)
        assert (answer.level, answer.is_too_long) == (level, True)
        assert [entry.level for entry in signs.find_entries(typed, ())] == ([] if level == "ask" else [level])


def test_text_that_is_too_long_is_not_called_normal(signs):
    answer = ask(signs, "dry lips " * (MAX_LETTERS // 9 + 1))
    assert (answer.level, answer.is_too_long, answer.entries) == ("ask", True, ())


def test_most_urgent_comes_first_and_each_keeps_its_level(signs):
    answer = ask(signs, "dry lips, yellow eyes, hair loss and chest pain")
    levels = [entry.level for entry in answer.entries]
    assert levels == sorted(levels, key=LEVELS.index, reverse=True)
    assert set(levels) == {"emergency", "call", "tell", "expected"}


def test_words_that_are_left_over_are_told(signs):
    assert ask(signs, "dry lips and purple toes").unread == ("purple", "toes")


def test_sign_that_shares_a_word_is_to_be_checked_first_and_does_not_decide(signs):
    answer = ask(signs, "headache")
    assert (answer.level, [row["key"] for row in answer.first_signs]) == ("expected", ["worst-headache"])


def test_word_of_a_side_effect_is_not_taken_for_another_form_in_a_sign(signs):
    assert (ask(signs, "sore mouth").level, ask(signs, "mouth sores").level) == ("expected", "emergency")


def test_word_that_may_be_a_slip_is_a_question_where_nothing_urgent_is_meant(signs):
    answer = ask(signs, "cash")
    assert (answer.level, "itchy-rash" in [row["key"] for row in answer.choices]) == ("ask", True)


def test_word_that_may_be_a_slip_is_read_so_where_the_word_beside_it_says_so_and_told(signs):
    answer = ask(signs, "dry lisp")
    assert (answer.level, answer.corrections) == ("expected", (("lisp", "Dry, cracked lips"),))


@pytest.mark.parametrize(
    ("when", "week", "read"),
    [
        ("", "", When()),
        ("before", "", When("before")),
        ("week-3", "", When("course", 3)),
        ("Week 3", "", When("course", 3)),
        ("week3", "", When("course", 3)),
        ("w-03", "", When("course", 3)),
        ("week", "3", When("course", 3)),
        ("after", "", When("after")),
        ("after-week-2", "", When("after", 2)),
        ("after week 2", "", When("after", 2)),
        ("after", "2", When("after", 2)),
        ("after-week-0", "", When("after", is_unclear=True)),
        ("after-week-521", "", When("after", is_unclear=True)),
        ("week-0", "", When(is_unclear=True)),
        ("week-105", "", When(is_unclear=True)),
        ("week-999999", "", When(is_unclear=True)),
        ("week-99999999999999999999", "", When(is_unclear=True)),
        ("week", "", When(is_unclear=True)),
        ("week--1", "", When("course", 1)),
        ("week-1.5", "", When(is_unclear=True)),
        ("", "3", When(is_unclear=True)),
        ("before", "3", When(is_unclear=True)),
        ("tomorrow", "", When(is_unclear=True)),
        ("0001-01-01", "", When(is_unclear=True)),
        ("week-٣", "", When(is_unclear=True)),
        ("\0", "", When(is_unclear=True)),
    ],
)
def test_where_somebody_is_is_read_where_it_is_clear(when, week, read):
    assert read_when(when, week) == read


@pytest.mark.parametrize("code", ["", "before", "week-3", "after", "after-week-2"])
def test_where_somebody_is_has_the_code_it_was_read_from(code):
    assert read_when(code).code == code
