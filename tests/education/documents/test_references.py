"""What is a reference, and what only looks like one."""

import pytest

from education.documents.references import Reference, find_malformed, find_references


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("[[fact:dry-lips]]", Reference("fact", "dry-lips", None, None)),
        ("[[rule:b12]]", Reference("rule", "b12", None, None)),
        ("[[term:pore|pores]]", Reference("term", "pore", None, "pores")),
        ("[[topic:side-effects]]", Reference("topic", "side-effects", None, None)),
        ("[[topic:side-effects#dry-lips]]", Reference("topic", "side-effects", "dry-lips", None)),
        (
            "[[topic:side-effects#dry-lips|your lips, day & night]]",
            Reference("topic", "side-effects", "dry-lips", "your lips, day & night"),
        ),
        ("[[clinic:phone]]", Reference("clinic", "phone", None, None)),
    ],
)
def test_reference_is_read_within_a_sentence(text, reference):
    assert list(find_references(f"Before {text} and after.")) == [reference]


def test_references_come_in_order():
    text = "[[fact:b]][[fact:a]] and [[fact:b]]"
    assert [reference.key for reference in find_references(text)] == ["b", "a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "[[facts:x]]",
        "[[fact]]",
        "[[fact:]]",
        "[[fact: x]]",
        "[[fact:Dry-Lips]]",
        "[[fact:dry_lips]]",
        "[[topic:x#]]",
        "[[term:x|]]",
        "[[term:x|a|b]]",
        "[[term:x|*a*]]",
        "[[fact:x]",
        "[[fact:x",
        "[[]]",
    ],
)
def test_misspelled_reference_is_malformed_and_no_reference(text):
    assert find_malformed(f"Before [[fact:right]]. {text}") == [text]
    assert [reference.key for reference in find_references(f"Before [[fact:right]]. {text}")] == ["right"]


def test_malformed_is_what_double_brackets_are_left_over():
    assert find_malformed("fact:x]] after") == ["fact:x]]"]
    assert find_malformed("[[fact:a]] [one] pair [of] brackets [[term:b|[sic]]") == []
