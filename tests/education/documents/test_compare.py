"""Differences between documents, word by word."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.documents.compare import Difference, Piece, compare_documents, compare_words


def show(older: str, newer: str) -> str:
    """The pieces in one line: [-removed-]{+added+}."""
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return "".join(marks[piece.change].format(piece.words) for piece in compare_words(older, newer))


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        ("Use balm.", "Use balm.", "Use balm."),
        ("Use balm.", "Use thick balm.", "Use {+thick +}balm."),
        ("Use thick balm.", "Use balm.", "Use [-thick -]balm."),
        ("Call us today.", "Call us now.", "Call us [-today.-]{+now.+}"),
        ("a b c", "x y c", "[-a b-]{+x y+} c"),
        ("", "New words.", "{+New words.+}"),
        ("Old words.", "", "[-Old words.-]"),
        ("One.\n\nTwo.", "One.\n\nThree.", "One.\n\n[-Two.-]{+Three.+}"),
        ("", "", ""),
    ],
)
def test_compare_words_marks_whole_words(older, newer, shown):
    assert show(older, newer) == shown


words = st.lists(st.sampled_from(["a", "b", "c", "c.", "\n\n", " ", "  "]), max_size=12).map(" ".join)


@given(older=words, newer=words)
def test_compare_words_makes_up_both_texts_again(older, newer):
    pieces = list(compare_words(older, newer))

    assert "".join(piece.words for piece in pieces if piece.change != "added") == older
    assert "".join(piece.words for piece in pieces if piece.change != "removed") == newer


def test_compare_documents_finds_nothing_in_equal_ones(golden):
    assert compare_documents(golden, copy.deepcopy(golden)) == []


def test_compare_documents_names_a_changed_text_and_its_words(golden):
    changed = copy.deepcopy(golden)
    section = next(section for section in changed["sections"] if section["kind"] == "prose")
    before = section["body"]
    section["body"] = before + " More."

    (difference,) = compare_documents(golden, changed)

    assert difference == Difference(
        f"sections[{section['anchor']}].body", (Piece("same", before), Piece("added", " More."))
    )


def test_compare_documents_takes_a_list_of_texts_as_one_place(golden):
    changed = copy.deepcopy(golden)
    changed["key_points"].insert(0, "First of all.")

    (difference,) = compare_documents(golden, changed)

    assert difference.path == "key_points"
    assert [piece for piece in difference.pieces if piece.change != "same"] == [Piece("added", "First of all.\n")]


def test_compare_documents_sees_what_is_no_text(golden):
    changed = copy.deepcopy(golden)
    item = next(item for section in changed["sections"] for item in section.get("items", []))
    item["answer"] = "fine" if item["answer"] != "fine" else "no"
    effect = next(effect for section in changed["sections"] for effect in section.get("side_effects", []))
    effect["advice"][0]["level"] = "emergency" if effect["advice"][0]["level"] != "emergency" else "tell"

    paths = [difference.path for difference in compare_documents(golden, changed)]

    assert len(paths) == 2
    assert {path.rsplit(".", 1)[1] for path in paths} == {"answer", "level"}


def test_compare_documents_sees_another_order(golden):
    changed = copy.deepcopy(golden)
    changed["sections"].reverse()

    assert [difference.path for difference in compare_documents(golden, changed)] == ["sections.order"]


def test_compare_documents_shows_what_was_dropped(golden):
    changed = copy.deepcopy(golden)
    dropped = changed["sections"].pop(0)

    differences = compare_documents(golden, changed)

    heading = f"sections[{dropped['anchor']}].heading"
    assert Difference(heading, (Piece("removed", dropped["heading"]),)) in differences


def test_compare_documents_adds_everything_to_nothing(golden):
    differences = compare_documents(None, golden)

    assert {piece.change for difference in differences for piece in difference.pieces} == {"added"}
    assert differences[0] == Difference("title", (Piece("added", golden["title"]),))


def list_values(value, path=()):
    """(path, value) of every value in a document that is no list and no dictionary."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from list_values(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from list_values(part, (*path, index))
    else:
        yield path, value


def test_compare_documents_sees_a_change_of_any_value(golden):
    """Whatever makes another fingerprint shows, or somebody would publish what they have not seen."""
    unseen = []
    for path, value in list_values(golden):
        changed = copy.deepcopy(golden)
        place = changed
        for step in path[:-1]:
            place = place[step]
        if path[-1] == "kind" and path[-3] == "sections":
            continue  # another kind has other fields
        place[path[-1]] = value + 1 if isinstance(value, int) else f"{value or ''}x"
        if not compare_documents(golden, changed):
            unseen.append(path)

    assert unseen == []
