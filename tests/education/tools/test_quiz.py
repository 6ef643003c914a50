"""The questions of the quiz: in one order for all, each answer explained, and no word of them lost."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.documents.passages import list_words
from education.documents.texts import iterate_texts
from education.outputs.resolving import Resolver
from education.tools.quiz import list_questions, sum_up, take_answers
from education.tools.quiz_json import render_quiz_json
from tests.education.marking import is_in_quiz, list_missing, mark_texts


@pytest.fixture
def questions(golden, stamp, surroundings):
    return list_questions([(golden, stamp)], surroundings)


def list_shipped(guide_documents, stamp, surroundings):
    return list_questions([(document, stamp) for document in guide_documents.values()], surroundings)


def test_questions_stand_in_the_order_of_the_guide_with_where_to_read_again(questions):
    assert [
        (question.words, question.right.words, question.read_again_path, question.read_again_heading)
        for question in questions
    ] == [
        (
            "You get a very bad headache, and your sight is blurred. What do you do?",
            "I stop the capsules and call 911 now",
            "/guide/golden/#emergency-signs",
            "Signs that need emergency help now",
        ),
        (
            "It is the night before your blood test. Someone offers you wine. What do you do?",
            "I say no and drink something else",
            "/guide/golden/",
            "",
        ),
    ]


def test_every_question_has_one_right_choice_among_all_its_answers(questions):
    for question in questions:
        told = [question.right.words, *[choice.words for choice in question.choices if not choice.is_right]]
        assert len(told) == len(question.choices) == 1 + len(question.row["wrong_answers"])


def test_order_of_the_choices_is_the_same_whatever_the_words_are(golden, questions, stamp, surroundings):
    before = [[choice.is_right for choice in question.choices] for question in questions]
    for row in golden["quiz"]:
        row["right_answer"] = "Other words"
    changed = list_questions([(golden, stamp)], surroundings)
    assert [[choice.is_right for choice in question.choices] for question in changed] == before
    assert changed[0].choices != questions[0].choices


def test_place_of_a_choice_does_not_tell_that_it_is_right(guide_documents, stamp, surroundings):
    shipped = list_shipped(guide_documents, stamp, surroundings)
    places = [[choice.is_right for choice in question.choices].index(True) for question in shipped]
    assert min(Counter(places).values()) >= 3
    assert sorted(set(places)) == [0, 1, 2]
    assert any(first != second for first, second in pairwise(places))


def test_answers_are_taken_by_their_words_and_anything_else_is_no_answer(questions):
    first, second = questions
    wrong = next(choice for choice in second.choices if not choice.is_right)
    answered = take_answers(questions, {first.row["key"]: first.right.code, second.row["key"]: wrong.code})
    assert [question.chosen for question in answered] == [first.right, wrong]
    result = sum_up(answered)
    assert (result.understood, result.unclear, result.left_out) == ((answered[0],), (answered[1],), ())


def test_answer_to_words_that_changed_meanwhile_is_none(golden, questions, stamp, surroundings):
    code = questions[0].right.code
    golden["quiz"][0]["right_answer"] = "I do nothing"
    changed = list_questions([(golden, stamp)], surroundings)
    assert take_answers(changed, {changed[0].row["key"]: code})[0].chosen is None


@given(answers=st.dictionaries(st.text(), st.text()))
def test_nothing_that_anybody_sends_is_taken_for_an_answer(answers):
    assert take_answers([], answers) == []


@pytest.mark.parametrize("strange", ["", "0", "x" * 10_000, "\0", "' OR 1=1 --", "<b>", "😀", "１"])
def test_strange_answer_is_no_answer(questions, strange):
    answered = take_answers(questions, {question.row["key"]: strange for question in questions})
    assert [question.chosen for question in answered] == [None, None]
    assert len(sum_up(answered).left_out) == 2


def test_question_in_two_editions_is_that_of_the_newer(golden, stamp, surroundings):
    newer = replace(stamp, number=4, published_at=stamp.published_at + timedelta(days=1))
    moved = golden | {"slug": "moved", "quiz": [golden["quiz"][0] | {"why": "Newer."}]}
    for editions in ([(golden, stamp), (moved, newer)], [(moved, newer), (golden, stamp)]):
        found = {question.row["key"]: question for question in list_questions(editions, surroundings)}
        assert {key: question.document["slug"] for key, question in found.items()} == {
            "quiz-bad-headache": "moved",
            "quiz-wine": "golden",
        }


def test_guide_ships_fifteen_questions_or_more_and_each_names_a_part_to_read_again(
    guide_documents, stamp, surroundings
):
    shipped = list_shipped(guide_documents, stamp, surroundings)
    assert len(shipped) >= 15
    assert [question.row["key"] for question in shipped if not question.read_again_heading] == []


def test_quiz_asks_for_nothing_that_its_page_does_not_tell(guide_documents):
    """A fact or rule of a question stands in the text of its page, too."""
    for document in guide_documents.values():
        leaves = list(iterate_texts(document))
        page = " ".join(leaf.text for leaf in leaves if not is_in_quiz(leaf) and "[[" in leaf.text)
        asked = [reference for leaf in leaves if is_in_quiz(leaf) for reference in find_keys(leaf.text)]
        assert [key for key in asked if key not in page] == []


def find_keys(text):
    return [part.split("]]")[0].split("|")[0] for part in text.split("[[")[1:]]


def test_json_holds_every_word_of_the_quiz_with_its_references_resolved(document, stamp, surroundings):
    say = Resolver(document, surroundings).say
    words = json.dumps(render_quiz_json(list_questions([(document, stamp)], surroundings), surroundings))
    leaves = [leaf for leaf in iterate_texts(document) if is_in_quiz(leaf)]
    missing = [leaf.path for leaf in leaves for text in list_words(leaf, say) if json.dumps(text)[1:-1] not in words]
    assert missing == []


def test_json_gives_every_word_of_the_quiz_a_place_of_its_own(golden, stamp, surroundings):
    marked, marks = mark_texts(golden, is_in_quiz)
    words = json.dumps(render_quiz_json(list_questions([(marked, stamp)], surroundings), surroundings))
    assert len(marks) == 11
    assert list_missing(marks, words) == []


def test_json_of_a_question_says_where_it_comes_from(questions, surroundings):
    (_first, second) = render_quiz_json(questions, surroundings)["questions"]
    assert second["answers"] == [choice.words for choice in questions[1].choices]
    assert {name: value for name, value in second.items() if name != "answers"} == {
        "key": "quiz-wine",
        "topic": {"slug": "golden", "title": "A golden topic", "edition": 3},
        "question": "It is the night before your blood test. Someone offers you wine. What do you do?",
        "right_answer": "I say no and drink something else",
        "why": "Alcohol raises the blood fats that the test looks at. Drink none for 36 hours before it.",
        "read_again": "https://guide.example/guide/golden/",
        "sources": ["label-absorica", "medication-guide"],
    }
