"""Texts that say more about what was asked come first."""

from education.finding.ranking import RankedIndex

TEXTS = [
    {"lip": 1.0, "dri": 1.0, "cream": 4.0},
    {"lip": 5.0, "dri": 5.0},
    {"dri": 9.0},
    {"sun": 1.0},
]
INDEX = RankedIndex(TEXTS)


def list_places(asked, limit=10):
    return [one.place for one in INDEX.rank(asked, limit).best]


def test_text_that_holds_all_that_was_asked_goes_before_one_that_says_less_more_often():
    assert list_places({"lip": {"lip": 1.0}, "dri": {"dri": 1.0}}) == [1, 0, 2]


def test_no_more_than_asked_for_come_and_the_others_are_counted():
    best, total = INDEX.rank({"dri": {"dri": 1.0}}, 1)
    assert ([one.place for one in best], total) == ([2], 3)


def test_text_that_holds_less_than_half_of_what_another_holds_does_not_count():
    asked = {word: {word: 1.0} for word in ("lip", "dri", "cream")}
    best, total = INDEX.rank(asked, 10)
    assert ([one.place for one in best], total) == ([0, 1], 2)


def test_word_that_stands_for_another_finds_less_strongly():
    strong, weak = (INDEX.rank({"sun": {"sun": weight}}, 1).best[0].score for weight in (1.0, 0.5))
    assert 0.0 < weak == strong / 2


def test_nothing_answers_a_word_that_no_text_holds():
    assert (list_places({"moon": {"moon": 1.0}}), list_places({}), RankedIndex([]).rank({"sun": {"sun": 1.0}}, 5)) == (
        [],
        [],
        ([], 0),
    )


def test_rank_tells_which_asked_words_a_text_holds():
    assert INDEX.rank({"balm": {"lip": 0.6}, "sun": {"sun": 1.0}}, 3).best[0].stems == {"sun"}
