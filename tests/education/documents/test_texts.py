"""Every text of a document is found, and nothing but texts."""

import pytest

from education.documents.texts import iterate_texts, map_texts

# Fields of a document whose strings are codes, addresses or dates.
NO_TEXT = {
    *("anchor", "key", "kind", "slug", "language", "stage", "level", "group", "url", "state"),
    *("cause", "figure", "for_whom", "form", "when", "answer", "body_area", "with_isotretinoin"),
    *("counted_from", "until", "until_rule", "frequency", "certainty", "jurisdiction", "checked_on", "check_by"),
    *("facts", "rules", "sources", "read_again"),
}


def list_fields_of_strings(value, field=""):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from list_fields_of_strings(part, name)
    elif isinstance(value, list):
        for item in value:
            yield from list_fields_of_strings(item, field)
    elif isinstance(value, str):
        yield field


def test_map_texts_with_the_text_itself_gives_an_equal_document(golden):
    assert map_texts(golden, lambda leaf: leaf.text) == golden


def test_every_string_but_codes_addresses_and_dates_is_a_text(golden):
    without_texts = map_texts(golden, lambda leaf: None)
    assert set(list_fields_of_strings(without_texts)) == NO_TEXT


def test_iterate_texts_gives_place_kind_and_words_in_order(golden):
    leaves = list(iterate_texts(golden))
    assert leaves[0] == ("title", "label", "A golden topic")
    assert leaves[2].path == "message"
    assert leaves[2].kind == "inline"
    found = {leaf.path: leaf.kind for leaf in leaves}
    assert found["key_points[0]"] == "inline"
    assert found["sections[where-acne-starts].body"] == "blocks"
    assert found["sections[all-side-effects].side_effects[dry-lips].advice[2].text"] == "inline"
    assert found["sections[all-side-effects].side_effects[dry-lips].also[0]"] == "search"
    assert found["quiz[quiz-wine].wrong_answers[2]"] == "inline"
    assert found["sources[bhate-acne].title"] == "label"


def test_iterate_texts_leaves_out_empty_texts_and_map_texts_gives_them(golden):
    golden["message"] = ""
    assert "message" not in [leaf.path for leaf in iterate_texts(golden)]
    assert map_texts(golden, lambda leaf: leaf.path)["message"] == "message"


def test_section_of_an_unknown_kind_raises(golden):
    golden["sections"][0]["kind"] = "poem"
    with pytest.raises(KeyError, match="poem"):
        list(iterate_texts(golden))
