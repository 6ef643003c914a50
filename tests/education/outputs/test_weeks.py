"""Weeks in words."""

import pytest

from education.outputs.weeks import describe_weeks


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (("first_capsule", -4, -1), "Before your first capsule"),
        (("first_capsule", 0, 0), "Before your first capsule"),
        (("first_capsule", 1, 1), "Week 1"),
        (("first_capsule", 3, 6), "Weeks 3 to 6"),
        (("first_capsule", 7, None), "From week 7 on"),
        (("last_capsule", 1, 1), "Week 1 after your last capsule"),
        (("last_capsule", 1, 4), "Weeks 1 to 4 after your last capsule"),
        (("last_capsule", 5, None), "From week 5 after your last capsule on"),
    ],
)
def test_weeks_are_told_in_words(span, words):
    assert describe_weeks(*span) == words
