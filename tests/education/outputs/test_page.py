"""A topic's page holds every word of its document, and is sound HTML."""

import json

import pytest
from django.utils import translation

from education.documents.passages import list_words
from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from education.documents.validate import PAGE_ANCHORS, list_anchors, list_made_ids
from education.outputs.page import render_topic_page
from education.outputs.resolving import Resolver
from education.outputs.surroundings import Stamp
from tests.education.marking import is_shown, list_missing, mark_texts
from tests.education.pages import normalize, parse_page, read_words


@pytest.fixture
def shown(document, stamp, surroundings):
    return parse_page(render_topic_page(document, stamp, surroundings))


def test_page_holds_every_passage_with_its_references_resolved(document, shown, surroundings):
    say = Resolver(document, surroundings).say
    leaves = [leaf for leaf in iterate_texts(document) if is_shown(leaf)]
    words = read_words(shown)
    missing = [
        f"{leaf.path}: {passage}"
        for leaf in leaves
        for passage in list_words(leaf, say)
        if normalize(passage) not in words
    ]
    assert missing == []


def test_page_gives_every_text_a_place_of_its_own_and_keeps_search_words_back(document, stamp, surroundings):
    marked, marks = mark_texts(document, is_shown)
    assert list_missing(marks, read_words(parse_page(render_topic_page(marked, stamp, surroundings)))) == []
    marked, marks = mark_texts(document, lambda leaf: leaf.kind is TextKind.SEARCH)
    html = render_topic_page(marked, stamp, surroundings)
    assert list_missing(marks, html) == list(marks.values()) != []


def test_page_names_the_language_of_its_document(golden, stamp, surroundings):
    with translation.override("es"):
        assert parse_page(render_topic_page(golden, stamp, surroundings)).html["lang"] == "en"


def test_page_has_one_main_heading_its_title(document, shown):
    assert [heading.get_text() for heading in shown.select("h1")] == [document["title"]]


def test_page_has_every_anchor_once(document, shown):
    ids = [element["id"] for element in shown.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)
    assert [anchor for anchor in list_anchors(document) if anchor not in ids] == []


def test_page_keeps_no_place_for_itself_but_those_that_topics_may_not_use(golden, stamp, surroundings):
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    own = {element["id"] for element in page.select("[id]")} - set(list_anchors(golden))
    assert (own - set(list_made_ids(golden))) | {"area-all"} == set(PAGE_ANCHORS)


def test_page_makes_no_id_of_a_key_that_other_keys_may_be(document, shown):
    known = {*list_anchors(document), *list_made_ids(document), *PAGE_ANCHORS}
    assert {element["id"] for element in shown.select("[id]")} - known == set()


def test_page_points_to_places_that_are_there(shown):
    ids = {element["id"] for element in shown.select("[id]")}
    targets = {link["href"][1:] for link in shown.select('a[href^="#"]')}
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        targets |= {target for element in shown.select(f"[{name}]") for target in element[name].split()}
    assert sorted(targets - ids) == []
    assert len(targets) > 10


def test_page_holds_no_inline_style_and_no_script_but_data(shown):
    assert shown.select("style, [style]") == []
    assert [name for element in shown.select("*") for name in element.attrs if name.startswith("on")] == []
    inline = [script for script in shown.select("script") if not script.get("src")]
    assert [script["type"] for script in inline] == ["application/ld+json"]
    json.loads(inline[0].string)


def test_page_loads_nothing_from_elsewhere(shown):
    loaded = [
        element.get("src") or element["href"]
        for element in shown.select('[src], link[rel="stylesheet"], link[rel="icon"]')
    ]
    assert loaded != []
    assert [address for address in loaded if not address.startswith("/static/")] == []


def test_page_says_which_edition_it_is_and_that_nobody_reviewed_it(golden, stamp, surroundings):
    words = read_words(parse_page(render_topic_page(golden, stamp, surroundings)))
    assert "Edition 3, November 24, 2026. Not yet reviewed by a clinician." in words
    assert "Draft" not in words


def test_page_says_who_reviewed_it(golden, reviewed_stamp, surroundings):
    words = read_words(parse_page(render_topic_page(golden, reviewed_stamp, surroundings)))
    assert "Edition 3, November 24, 2026. Read and approved by Reviewer of the Tests on November 23, 2026." in words
    assert "Not yet reviewed" not in words


def test_page_of_a_draft_says_so(golden, surroundings):
    words = read_words(parse_page(render_topic_page(golden, Stamp(number=None), surroundings)))
    assert words.count("Draft. Patients do not see this page.") == 1
    assert "Draft: not published." in words
    assert "Edition" not in words


def test_page_tells_the_clinic_that_is_known(golden, stamp, surroundings):
    footer = parse_page(render_topic_page(golden, stamp, surroundings)).select_one("footer")
    words = normalize(footer.get_text())
    assert (
        "Clinic of the Tests (000) 000-0000 https://clinic.example Monday to Friday Call the line for nights." in words
    )
    assert "First office, 1 Street of the Tests, (000) 000-0001" in words


def test_page_invents_no_clinic(golden, stamp, bare_surroundings):
    footer = parse_page(render_topic_page(golden, stamp, bare_surroundings)).select_one("footer")
    assert normalize(footer.select_one("h2").get_text()) == "Your clinic"
    assert [link["href"] for link in footer.select('a[href^="tel:"]')] == ["tel:911", "tel:988"]
    assert "Call the number on your appointment card or your prescription." in normalize(footer.get_text())


# What needs care is told in words, not by color alone.


@pytest.mark.parametrize(
    ("level", "words"),
    [("info", "Good to know:"), ("tell", "Tell us:"), ("call", "Call us today:"), ("emergency", "Emergency:")],
)
def test_callout_says_its_level_in_words(golden, stamp, surroundings, level, words):
    callout = next(section for section in golden["sections"] if section["kind"] == "callout")
    callout["level"] = level
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    assert normalize(page.find(id=callout["anchor"]).get_text()) == f"{words} {callout['heading']}"


def test_side_effects_stand_under_what_to_do_when_they_start(golden, stamp, surroundings):
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    groups = {
        normalize(group.select_one("h3").get_text()): [effect["id"] for effect in group.select(".effect")]
        for group in page.select(".effect-group")
    }
    assert groups == {
        "Care for it yourself": ["dry-lips"],
        "Stop the capsules and call us today": ["lip-crust"],
    }


def test_side_effect_of_a_draft_without_advice_can_be_shown(golden, surroundings):
    section = next(section for section in golden["sections"] if section["kind"] == "side_effects")
    section["side_effects"][0]["advice"] = []
    page = parse_page(render_topic_page(golden, Stamp(number=None), surroundings))
    group = page.find(id="dry-lips").find_parent(class_="effect-group")
    assert normalize(group.select_one("h3").get_text()) == "Tell us at your next visit"


def test_side_effects_that_mean_stop_stand_open_and_milder_ones_are_folded(golden, stamp, surroundings):
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    assert {effect["id"]: effect.has_attr("open") for effect in page.select("details.effect")} == {
        "dry-lips": False,
        "lip-crust": True,
    }


@pytest.mark.parametrize(
    ("short_answer", "is_open"),
    [
        ("Call [[clinic:phone]] today.", True),
        ("Call [[fact:emergency-number]].", True),
        ("[[clinic:name]] tells you, in [[fact:first-brand-end]].", False),
    ],
)
def test_answer_that_says_whom_to_call_is_never_folded(golden, stamp, surroundings, short_answer, is_open):
    section = next(section for section in golden["sections"] if section["kind"] == "questions")
    section["questions"][0]["short_answer"] = short_answer
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    first, second = page.select("details.question")
    assert (first.has_attr("open"), second.has_attr("open")) == (is_open, False)


def test_glossary_has_the_letters_that_there_are_each_leading_to_its_first_word(golden, stamp, surroundings):
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    letters = page.select('nav[aria-label="A to Z"] a')
    assert [(link.get_text(), link["href"]) for link in letters] == [
        ("A", "#acne-fulminans"),
        ("F", "#follicle"),
        ("N", "#nodule"),
        ("O", "#oil-gland"),
        ("P", "#pore"),  # pharmacist and prescriber stand under it, too
        ("S", "#sebum"),
        ("T", "#triglycerides"),
        ("L", "#label"),
        ("I", "#isotretinoin"),
    ]


def test_claim_names_its_sources_by_their_numbers_in_the_list(golden, stamp, surroundings):
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    listed = {f"#{entry['id']}": str(number) for number, entry in enumerate(page.select(".source-list li"), start=1)}
    cited = [(link["href"], link.get_text()) for link in page.select(".cited a")]
    assert cited != []
    assert [link for link in cited if listed[link[0]] != link[1]] == []


def test_avoid_items_stand_with_the_most_cautious_answer_first(golden, stamp, surroundings):
    section = next(section for section in golden["sections"] if section["kind"] == "avoid_items")
    for item, answer in zip(section["items"], ("fine", "no", "careful"), strict=True):
        item["answer"] = answer
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    assert [normalize(heading.get_text()) for heading in page.select(".avoid h3")] == [
        "No: Minocycline",
        "Be careful: Vitamin A pills",
        "Fine: Doxycycline",
    ]


def test_treatments_by_causes_are_a_table_with_words(golden, stamp, surroundings):
    rows = parse_page(render_topic_page(golden, stamp, surroundings)).select("table.grid tr")
    assert [[normalize(cell.get_text()) for cell in row.select("th, td")] for row in rows] == [
        ["Treatment", "Blocked pore", "Too much oil", "Bacteria", "Swelling (inflammation)"],
        ["Gentle cleanser", "none", "none", "none", "none"],
        ["Salicylic acid", "good", "none", "none", "some"],
    ]


def test_treatment_without_an_effect_leaves_the_other_cells_under_their_causes(golden, stamp, surroundings):
    section = next(section for section in golden["sections"] if section["kind"] == "treatments")
    section["treatments"][1]["effects"] = section["treatments"][1]["effects"][:0:-1]  # the first is gone
    row = parse_page(render_topic_page(golden, stamp, surroundings)).select("table.grid tr")[2]
    assert [normalize(cell.get_text()) for cell in row.select("th, td")] == [
        "Salicylic acid",
        "not known",
        "none",
        "none",
        "some",
    ]


def test_advice_after_the_course_tells_nobody_to_stop_capsules(golden, stamp, surroundings):
    effect = parse_page(render_topic_page(golden, stamp, surroundings)).find(id="lip-crust")
    levels = [level.get_text(strip=True) for level in effect.select(".advice__row > strong")]
    assert levels == ["Stop the capsules and call us today.", "Call us today."]
