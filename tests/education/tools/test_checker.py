"""“Can I?” answers what was named, the most cautious first, and never something else in silence."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.finding.medicines import read_medicines
from education.finding.words import split_words
from education.tools.checker import CODES, Checker, list_avoid_items, list_treatments
from tests.education.tools.can_i_words import ANSWERS, LOOK_ALIKES, MISSPELLINGS, UNKNOWN

made = {}
same_checker = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def checker(guide_documents):
    """The checker of the shipped guide, made once."""
    if not made:
        made["checker"] = Checker(guide_documents["what-to-avoid"], guide_documents["treatments"])
    return made["checker"]


def list_keys(answers):
    return [(answer.thing.item or answer.thing.treatment or {"key": answer.thing.name})["key"] for answer in answers]


def test_tables_are_as_long_as_people_are_curious():
    assert len(ANSWERS) >= 150
    assert len(MISSPELLINGS) >= 40
    assert len(UNKNOWN) >= 20
    assert len(LOOK_ALIKES) >= 25


@pytest.mark.parametrize(("typed", "code"), ANSWERS.items())
def test_what_people_ask_has_its_answer(checker, typed, code):
    assert checker.check(typed).code == code
    assert checker.check(f"Can I take {typed.upper()} on Accutane?").code == code


@pytest.mark.parametrize(("typed", "key"), MISSPELLINGS.items())
def test_misspelled_name_is_understood(checker, typed, key):
    reply = checker.check(typed)
    assert list_keys(reply.answers)[:1] == ([key] if key else [])
    assert reply.is_itself is (key == "")


@pytest.mark.parametrize("typed", UNKNOWN)
def test_unknown_is_never_called_fine(checker, typed):
    assert checker.check(typed).code == "unknown"


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_names_that_look_alike_never_answer_for_each_other(checker, one, other):
    for typed, alike in ((one, other), (other, one)):
        reply = checker.check(typed)
        assert reply.corrections == ()
        assert {answer.phrase.lower() for answer in reply.answers} & {alike.lower()} == set()


def test_correction_is_told(checker):
    reply = checker.check("doxycyclyne")
    assert (reply.corrections, list_keys(reply.answers)) == ((("doxycyclyne", "doxycycline"),), ["doxycycline"])


def test_doubtful_word_is_a_question_and_no_answer(checker):
    reply = checker.check("brest feeding")
    assert (reply.code, reply.answers, list_keys(reply.questions)) == ("unknown", (), ["breastfeeding-pumping"])


def test_several_things_are_all_answered_the_most_cautious_first(checker):
    reply = checker.check("vaseline, tylenol, doxycycline and zinc")
    assert [answer.thing.code for answer in reply.answers] == ["no", "ask", "careful", "fine"]


def test_part_of_names_is_a_choice(checker):
    reply = checker.check("vitamin")
    assert reply.is_choice
    assert {"vitamin-a-pills", "multivitamin", "biotin"} <= set(list_keys(reply.answers))


def test_kind_of_things_beside_a_named_one_is_a_choice_too(checker):
    reply = checker.check("Tylenol and antibiotics")
    assert not reply.is_choice
    assert [answer.thing.name for answer in reply.answers if not answer.is_part] == ["Acetaminophen"]
    assert (reply.code, reply.unread) == ("no", ())
    assert {"doxycycline", "minocycline"} <= set(list_keys(reply.answers))


def test_wider_names_are_offered_and_do_not_answer(checker):
    reply = checker.check("alcohol")
    assert list_keys(reply.answers) == ["alcohol"]
    assert list_keys(reply.others) == ["alcohol-before-blood-test", "toners-clay-masks"]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("tattoo removal", ["other-lasers-lights"]),
        ("removal of a tattoo", ["tattoo", "other-lasers-lights"]),
        ("spray tan", ["self-tanner"]),
        ("vitamin A and beta-carotene in food", ["vitamin-a-in-food"]),
    ],
)
def test_longer_name_sets_a_part_of_it_aside_only_as_it_is_written(checker, typed, keys):
    assert list_keys(checker.check(typed).answers) == keys


def test_names_of_everyday_words_hold_only_as_they_are_written(checker):
    assert list_keys(checker.check("one beer on the way").answers) == ["alcohol"]
    assert list_keys(checker.check("My Way").answers) == ["emergency-contraception"]
    assert list_keys(checker.check("the pill").answers) == ["combined-birth-control"]
    assert checker.check("sleepy pill").answers == ()


def test_what_was_not_understood_is_told(checker):
    assert checker.check("vaseline for my kitchen").unread == ("kitchen",)
    assert checker.check("vaseline 50 mg tablets twice a day").unread == ()


@pytest.mark.parametrize("word", ["no", "without", "stop", "skip"])
def test_doing_without_a_thing_is_not_answered_as_using_it(checker, guide_documents, word):
    names = [row["name"] for row in list_avoid_items(guide_documents["what-to-avoid"])]
    codes = {name: checker.check(f"{word} {name}").code for name in names}
    assert [name for name, code in codes.items() if code in ("careful", "fine")] == []


def test_two_names_of_one_thing_are_both_understood(checker):
    reply = checker.check("beer and wine")
    assert (list_keys(reply.answers), reply.unread) == (["alcohol"], ())


def test_part_of_a_name_that_is_no_more_than_filler_is_offered_and_does_not_answer(checker):
    reply = checker.check("take it without food")
    assert (reply.answers, list_keys(reply.near)) == ((), ["vitamin-a-in-food"])


def test_treatment_answers_where_the_avoid_list_does_not_hold_it(checker):
    (answer,) = checker.check("whitehead removal").answers
    assert (answer.thing.code, answer.thing.treatment["key"]) == ("ask", "comedone-removal")


def test_further_names_of_a_treatment_lead_to_the_avoid_list_where_that_holds_it(checker):
    assert list_keys(checker.check("Benzac").answers) == ["benzoyl-peroxide"]


def test_avoid_list_alone_answers_too(guide_documents):
    checker = Checker(guide_documents["what-to-avoid"], None)
    assert (checker.check("doxycycline").code, checker.check("whitehead removal").code) == ("no", "unknown")


def test_every_name_of_the_list_leads_to_its_row(checker, guide_documents):
    lost = [
        (row["key"], name)
        for row in list_avoid_items(guide_documents["what-to-avoid"])
        for name in (row["name"], *row["names"], *row["also"])
        if row["key"] not in list_keys(checker.check(name).answers)
    ]
    assert lost == []


def test_no_name_is_answered_with_less_caution_than_its_row(checker, guide_documents):
    weak = [
        (row["key"], name, checker.check(name).code)
        for row in list_avoid_items(guide_documents["what-to-avoid"])
        for name in (row["name"], *row["names"], *row["also"])
        if CODES.index(checker.check(name).code) > CODES.index(row["answer"])
    ]
    assert weak == []


def test_both_lists_agree_on_what_both_hold(guide_documents):
    codes = {"stop": "no", "ask": "ask", "fine": "fine"}
    avoid = list_avoid_items(guide_documents["what-to-avoid"])
    held = {name.lower(): row["answer"] for row in avoid for name in (row["name"], *row["names"])}
    differing = [
        (name, held[name.lower()], codes[row["with_isotretinoin"]])
        for row in list_treatments(guide_documents["treatments"])
        for name in (row["name"], *row["names"])
        if row["with_isotretinoin"] != "itself"
        and held.get(name.lower(), "") not in ("", codes[row["with_isotretinoin"]])
    ]
    assert differing == [
        # It holds a retinoid beside benzoyl peroxide.
        ("Epiduo", "no", "ask"),
        # An antibiotic of the dangerous family as a foam.
        ("Amzeeq", "no", "ask"),
        # Both say: as one of two methods, and tell your prescriber.
        ("Yaz", "careful", "ask"),
        ("Beyaz", "careful", "ask"),
        ("Ortho Tri-Cyclen", "careful", "ask"),
    ]


def test_every_other_medicine_is_known_and_unknown(checker):
    known = {word for row in ANSWERS for word in split_words(row)}
    for name in (name for names in read_medicines() for name in names if name.lower() not in known):
        reply = checker.check(name)
        assert reply.corrections == (), name
        assert reply.code in ("unknown", "no", "ask", "careful"), name


words = st.sampled_from([word for word in ANSWERS if ANSWERS[word] != "unknown"])
everyday = st.sampled_from(
    ["wedding", "tomorrow", "100 mg", "blue", "xqzwv", "Lamictal", "with", "gummies", "", "é", "💊"]
)


@given(
    st.lists(words, min_size=1, max_size=4), st.lists(everyday, max_size=3), st.sampled_from([", ", " and ", " with "])
)
@same_checker
def test_added_words_never_make_the_answer_less_cautious(checker, named, added, between):
    least = min(CODES.index(checker.check(word).code) for word in named)
    assert CODES.index(checker.check(between.join([*added, *named])).code) <= least
    assert CODES.index(checker.check(between.join([*named, *added])).code) <= least


@given(st.text(max_size=80))
@same_checker
def test_any_text_is_answered(checker, typed):
    assert checker.check(typed).code in CODES


@given(st.text(alphabet=string.ascii_lowercase, min_size=9, max_size=12))
@same_checker
def test_random_letters_are_never_fine(checker, typed):
    reply = checker.check(typed)
    assert reply.code == "unknown" or reply.corrections or reply.answers[0].phrase


@pytest.mark.parametrize(
    "typed", ["", " ", "?", "\0", "💊" * 10_000, "a" * 10_000, "tylenol " * 10_000, "'; --", "<b>", "مرحبا"]
)
def test_bad_input_is_answered(checker, typed):
    assert checker.check(typed).code in ("unknown", "careful")


def test_long_text_says_that_it_was_too_long(checker):
    assert checker.check("word " * 60 + "doxycycline").is_too_long
    assert checker.check("word " * 60 + "doxycycline").code == "no"
    assert not checker.check("doxycycline").is_too_long
