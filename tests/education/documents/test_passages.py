"""The words of a document as plain text."""

import pytest

from education.documents.passages import build_words, list_passages, list_prose, say_inline
from education.documents.references import Reference
from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from tests.education.marking import mark_texts


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", []),
        ("  \n ", []),
        ("-\n- one", ["one"]),
        ("One line.", ["One line."]),
        ("A line\nthat goes on.", ["A line that goes on."]),
        ("First.\n\nSecond.\n \nThird.", ["First.", "Second.", "Third."]),
        ("Take:\n- one\n- two\n  and more", ["Take:", "one", "two and more"]),
        ("1. one\n1. two\n\n10. ten", ["one", "two", "ten"]),
        ("1) one\n2) two", ["one", "two"]),
        (r"\*stars\*, \_lines\_ and 1\. May", ["*stars*, _lines_ and 1. May"]),
        ("Salt &amp; water", ["Salt &amp; water"]),
        ("5 * 3 and **open", ["5 * 3 and **open"]),
        ("One  \nline.", ["One line."]),
        ("* one\n+ two", ["one", "two"]),
        ("**Strong** and *soft*, __too__ and _so_.", ["Strong and soft, too and so."]),
        ("snake_case stays", ["snake_case stays"]),
        ("From 1. May to -5 it is cold.", ["From 1. May to -5 it is cold."]),
        ("- About **[[fact:x]]**\n- [[term:y|words]]", ["About x", "words"]),
        (r"\[[fact:x]] and [[facts:x]]", ["[[fact:x]] and [[facts:x]]"]),
    ],
)
def test_list_passages_gives_paragraphs_and_items_without_marks_and_says_references(text, passages):
    assert list_passages(text, lambda reference: reference.words or reference.key) == passages


def test_say_inline_gives_one_paragraph_and_knows_no_lists():
    assert say_inline("- **A**\n\n1. [[fact:b]]", lambda reference: reference.key) == "- A 1. b"


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference("fact", "dry-lips", None, None), "about 93 of 100 people"),
        (Reference("rule", "alcohol-before-test", None, None), "36 hours"),
        (Reference("term", "sebum", None, None), "sebum"),
        (Reference("term", "sebum", None, "skin oil"), "skin oil"),
        (Reference("topic", "treatments", "all-treatments", None), "Acne treatments"),
        (Reference("topic", "golden", None, None), "A golden topic"),
        (Reference("clinic", "phone", None, None), "your clinic's number"),
        (Reference("clinic", "name", None, None), "your clinic"),
        (Reference("fact", "gone", None, None), "gone"),
    ],
)
def test_build_words_says_each_reference(golden, reference, words):
    assert build_words(golden)(reference) == words


def test_list_prose_is_all_running_text_and_no_label_or_search_word(golden):
    running = (TextKind.INLINE, TextKind.BLOCKS)
    marked, marks = mark_texts(golden, lambda leaf: leaf.kind in running)
    assert list_prose(marked) == list(marks)
    assert len(marks) < len(list(iterate_texts(golden)))
