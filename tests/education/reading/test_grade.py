"""The Flesch-Kincaid grade, against arithmetic by hand."""

import pytest

from education.reading.grade import ReadingScore, score_passages, split_sentences


def test_grade_is_that_of_the_formula():
    # Two sentences; 3 + 7 words; 1+1+1 and 1+5+2+1+2+2+2 syllables.
    score = score_passages(["Wash your face.", "The isotretinoin capsule can bother many people."])
    assert (len(score.sentences), score.words, score.syllables) == (2, 10, 18)
    assert score.grade == round(0.39 * 10 / 2 + 11.8 * 18 / 10 - 15.59, 2) == 7.6


def test_grade_without_drug_names_counts_neither_word_nor_syllables_of_them():
    score = score_passages(["Take isotretinoin now."])
    assert (score.drug_words, score.drug_syllables) == (1, 5)
    assert score.grade_without_drug_names == round(0.39 * 2 / 1 + 11.8 * 2 / 2 - 15.59, 2)


def test_nothing_to_read_has_no_grade():
    assert score_passages([]) == ReadingScore((), 0, 0, 0, 0, ())
    assert score_passages(["", " … "]).grade == 0.0
    assert score_passages(["Isotretinoin."]).grade_without_drug_names == 0.0


@pytest.mark.parametrize(
    ("passage", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("A list item", ["A list item"]),
        ("He said “Stop.” Then he left.", ["He said “Stop.", "Then he left."]),
        ("(Wait here.) (Go.)", ["(Wait here.", "(Go.)"]),
        ("A germ called C. acnes lives there.", ["A germ called C. acnes lives there."]),
        ("It costs 1.5 times as much.", ["It costs 1.5 times as much."]),
        ("Take it. 3 of them.", ["Take it.", "3 of them."]),
        ("…", []),
    ],
)
def test_sentence_ends_at_its_mark_before_a_capital_or_a_number(passage, sentences):
    assert split_sentences(passage) == sentences


def test_passage_ends_a_sentence_even_without_a_mark():
    assert score_passages(["Ask us about", "Dry lips"]).sentences == ("Ask us about", "Dry lips")


def test_longest_sentences_come_first():
    score = score_passages(["One two. One. One two three. A b."])
    assert score.list_longest_sentences(3) == [(3, "One two three."), (2, "One two."), (2, "A b.")]


def test_unknown_words_are_named_once_in_order():
    assert score_passages(["Zorgle the blorpy zorgle."]).unknown_words == ("blorpy", "zorgle")
