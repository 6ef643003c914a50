"""The visit sheet: what is red comes from the live guide, and only what the sheet asks for is taken."""

import pytest

from education.documents.validate import list_anchors
from education.tools.visit_sheet import (
    Ask,
    Filled,
    build_blank,
    find_ask,
    list_worst_areas,
    read_answers,
)


@pytest.fixture
def blank(golden):
    return build_blank(golden)


@pytest.fixture
def shipped(guide_documents):
    return build_blank(guide_documents["side-effects"])


def fill(blank, answers=(), signs=(), asks=(), documents=()):
    return read_answers(blank, dict(answers), list(signs), list(asks), list(documents))


def list_rows(document, kind, part):
    return [row for section in document["sections"] if section["kind"] == kind for row in section[part]]


def test_sheet_asks_for_every_body_area_and_every_warning_sign_of_the_live_guide(guide_documents, shipped):
    document = guide_documents["side-effects"]
    areas = {row["body_area"] for row in list_rows(document, "side_effects", "side_effects")}
    signs = {row["key"] for row in list_rows(document, "warning_signs", "signs")}
    assert {area.code for area in shipped.areas} == areas >= {"mood", "lips", "eyes"}
    assert {row["key"] for row in shipped.signs} == signs
    assert len(shipped.signs) == len(signs) > 20


def test_emergencies_come_before_signs_to_call_about(shipped):
    levels = [row["level"] for row in shipped.signs]
    assert levels == sorted(levels, key=["emergency", "call"].index)
    assert set(levels) == {"emergency", "call"}


def test_area_names_every_side_effect_that_does_not_wait(guide_documents, shipped):
    rows = list_rows(guide_documents["side-effects"], "side_effects", "side_effects")
    for area in shipped.areas:
        urgent = {
            row["name"]
            for row in rows
            if row["body_area"] == area.code and {a["level"] for a in row["advice"]} & {"call", "emergency"}
        }
        assert {effect.name for effect in area.urgent} == urgent
    mood = next(area for area in shipped.areas if area.code == "mood")
    assert [effect.level for effect in mood.urgent][:1] == ["emergency"]


def test_what_is_red_changes_with_the_live_guide(golden):
    (effect, *_others) = list_rows(golden, "side_effects", "side_effects")
    for advice in effect["advice"]:
        advice["level"] = "expected"
    before = [len(area.urgent) for area in build_blank(golden).areas if area.code == effect["body_area"]]
    effect["advice"][0]["level"] = "emergency"
    (area,) = [area for area in build_blank(golden).areas if area.code == effect["body_area"]]
    assert [len(area.urgent)] == [before[0] + 1]
    assert (area.urgent[0].name, area.urgent[0].level) == (effect["name"], "emergency")


def test_area_that_bothers_a_lot_is_red_and_one_that_bothers_a_little_is_not(shipped):
    told = {"area-mood": "lot", "area-eyes": "little", "area-lips": "fine"}
    filled = fill(shipped, told)
    assert filled.areas == {"mood": "lot", "eyes": "little", "lips": "fine"}
    assert [area.code for area in list_worst_areas(shipped, filled)] == ["mood"]


@pytest.mark.parametrize("strange", ["", "LOT", "0", "x" * 10_000, "\0", "' OR 1=1 --", "<b>", "😀"])
def test_strange_answers_are_left_out(blank, strange):
    filled = fill(blank, {f"area-{blank.areas[0].code}": strange, strange: "lot"}, [strange], [strange])
    assert filled == Filled(texts=dict.fromkeys(("missed", "medicines", "notes", "questions"), ""), lost_asks=1)
    assert filled.is_empty


def test_signs_stay_in_the_order_of_the_sheet_each_once(shipped):
    keys = [row["key"] for row in shipped.signs]
    filled = fill(shipped, signs=[keys[5], keys[0], keys[5]])
    assert [row["key"] for row in filled.signs] == [keys[0], keys[5]]
    assert not filled.is_empty


def test_ask_names_a_part_of_a_live_topic(golden):
    live = {"golden": golden}
    assert find_ask("golden.before-you-decide", live) == Ask(
        "golden.before-you-decide", "Before you decide", "A golden topic", "/guide/golden/#before-you-decide"
    )
    assert find_ask("golden.dry-lips", live).title == "Dry, cracked lips"
    for gone in ("golden.gone", "other.dry-lips", "golden", "golden.", ".", "", "golden.dry-lips.more"):
        assert find_ask(gone, live) is None


def test_every_anchor_of_the_guide_can_be_asked_about(guide_documents):
    untitled = [
        f"{slug}.{anchor}"
        for slug, document in guide_documents.items()
        for anchor in list_anchors(document)
        if not find_ask(f"{slug}.{anchor}", guide_documents).title
    ]
    assert untitled == []


def test_asks_that_are_gone_are_counted_and_others_kept_once(golden, blank):
    filled = fill(blank, asks=["golden.dry-lips", "golden.gone", "golden.dry-lips"], documents=[golden])
    assert [ask.code for ask in filled.asks] == ["golden.dry-lips"]
    assert filled.lost_asks == 1
