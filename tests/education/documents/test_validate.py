"""What speaks against publishing: the golden document is fit, and each fault has its reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from education.documents.schema import TopicDocument
from education.documents.texts import iterate_texts
from education.documents.validate import (
    PAGE_ANCHORS,
    SITE_ANCHORS,
    Page,
    Reason,
    describe_page,
    list_anchors,
    validate_document,
)

TODAY = date(2026, 11, 24)


def make_page(*anchors: str, title: str = "A page", links: Iterable[tuple[str, str]] = ()) -> Page:
    return Page(title=title, anchors=frozenset(anchors), links=frozenset(links), urgent=frozenset())


# What is live beside the golden document, with the anchors that it points to.
LIVE = {
    "treatments": make_page("all-treatments"),
    "what-to-avoid": make_page(),
    "getting-the-most": make_page("ipledge-can"),
    "staying-safe": make_page(),
}

# A hard sentence of seven words: each pulls the grade up, none is too long.
HARD = "Multidisciplinary dermatological consideration necessitates individualized pharmaceutical documentation."


def find_reasons(document: TopicDocument, live=LIVE, today: date = TODAY) -> list[tuple[str, str]]:
    return [(reason.severity, reason.code) for reason in validate_document(document, live, today)]


def get_section(document: TopicDocument, kind: str) -> Any:
    return next(section for section in document["sections"] if section["kind"] == kind)


def get_effect(document: TopicDocument) -> Any:
    return get_section(document, "side_effects")["side_effects"][0]


def get_treatment(document: TopicDocument) -> Any:
    return get_section(document, "treatments")["treatments"][0]


def add_callouts(document: TopicDocument) -> None:
    """Two more warning boxes beside the one that is there."""
    box = get_section(document, "callout")
    document["sections"] += [box | {"anchor": "second-box"}, box | {"anchor": "third-box", "level": "emergency"}]


def test_golden_document_has_no_fault(golden):
    assert validate_document(golden, LIVE, TODAY) == []


def set_body(text: str) -> Callable[[TopicDocument], None]:
    return lambda document: get_section(document, "prose").update(body=text)


ERRORS: dict[str, tuple[str, Callable[[TopicDocument], Any]]] = {
    "prose names no source": ("no-source", lambda d: get_section(d, "prose")["sources"].clear()),
    "callout names no source": ("no-source", lambda d: get_section(d, "callout")["sources"].clear()),
    "row names no source": ("no-source", lambda d: get_effect(d)["sources"].clear()),
    "question of the quiz names no source": ("no-source", lambda d: d["quiz"][0]["sources"].clear()),
    "number in an answer": ("bare-number", lambda d: d["quiz"][0].update(right_answer="I take 2")),
    "number in a wrong answer": ("bare-number", lambda d: d["quiz"][0]["wrong_answers"].append("I take 2")),
    "one wrong answer": ("quiz-answers", lambda d: d["quiz"][0]["wrong_answers"].pop()),
    "four wrong answers": ("quiz-answers", lambda d: d["quiz"][1]["wrong_answers"].append("I sleep")),
    "right answer among the wrong ones": (
        "quiz-answers",
        lambda d: d["quiz"][0].update(
            wrong_answers=["I wait", "I STOP the capsules, and call [[fact:emergency-number]] now."]
        ),
    ),
    "wrong answer twice": ("quiz-answers", lambda d: d["quiz"][0].update(wrong_answers=["I wait", "I wait."])),
    "part to read again is not there": ("dead-link", lambda d: d["quiz"][0].update(read_again="gone")),
    "fact names no source": ("no-source", lambda d: d["facts"][0]["sources"].clear()),
    "rule names no source": ("no-source", lambda d: d["rules"][0]["sources"].clear()),
    "digit": ("bare-number", set_body("Wait 3 of them.")),
    "digit of a rule in words shown": ("bare-number", set_body("Wait [[topic:treatments|30 of them]].")),
    "number in a row": ("bare-number", lambda d: get_effect(d).update(self_care="Rest for two days.")),
    "rule title tells its number": ("number-in-title", lambda d: d["rules"][0].update(title="Wait 3 weeks")),
    "placeholder that nothing fills": ("placeholder", lambda d: d["facts"][0].update(phrase="about {numerater}")),
    "brace in the text": ("placeholder", set_body("Take {phrase}.")),
    "brace that is left over": ("placeholder", lambda d: d["rules"][0].update(statement="One month}.")),
    "misspelled reference": ("bad-reference", set_body("See [[facts:dry-lips]].")),
    "reference that does not end": ("bad-reference", set_body("See [[fact:dry-lips].")),
    "reference in a label": ("reference-in-label", lambda d: d.update(title="About [[term:sebum]]")),
    "unknown fact": ("unknown-reference", set_body("See [[fact:gone]].")),
    "unknown rule": ("unknown-reference", set_body("See [[rule:gone]].")),
    "unknown term": ("unknown-reference", set_body("See [[term:gone|this]].")),
    "unknown topic": ("unknown-reference", set_body("See [[topic:gone]].")),
    "unknown detail of the clinic": ("unknown-reference", set_body("Ask [[clinic:fax]].")),
    "dead part of a topic": ("dead-link", set_body("See [[topic:treatments#gone]].")),
    "dead part of its own": ("dead-link", set_body("See [[topic:golden#gone]].")),
    "read next is not live": ("dead-link", lambda d: d.update(read_next={"slug": "gone", "title": "Gone"})),
    "picture without words": ("no-picture-description", lambda d: get_section(d, "figure").update(description="")),
    "picture without caption": ("no-picture-description", lambda d: get_section(d, "figure").update(caption="")),
    "prose is empty": ("empty-section", set_body("")),
    "no fact": ("empty-section", lambda d: get_section(d, "facts")["facts"].clear()),
    "no rule": ("empty-section", lambda d: get_section(d, "rules")["rules"].clear()),
    "no row": ("empty-section", lambda d: get_section(d, "steps")["steps"].clear()),
    "two key points": ("key-points", lambda d: d.update(key_points=d["key_points"][:2])),
    "six key points": ("key-points", lambda d: d.update(key_points=d["key_points"][:3] * 2)),
    "two rows of one name": ("repeated-anchor", lambda d: get_effect(d).update(key="lip-crust")),
    "section of a row's name": ("repeated-anchor", lambda d: get_section(d, "prose").update(anchor="dry-lips")),
    "section of a word's name": ("repeated-anchor", lambda d: get_section(d, "prose").update(anchor="sebum")),
    "treatment tells nothing of a cause": ("no-effect", lambda d: get_treatment(d)["effects"].pop(0)),
    "name of the page's own": ("repeated-anchor", lambda d: get_section(d, "prose").update(anchor=PAGE_ANCHORS[0])),
}

# A key that is what the page makes of another.
MADE_OF_KEYS: dict[str, Callable[[TopicDocument], str]] = {
    "grid of treatments": lambda d: f"{get_section(d, 'treatments')['anchor']}-grid",
    "name of a treatment": lambda d: f"{get_treatment(d)['key']}-name",
    "name of a side effect": lambda d: f"{get_effect(d)['key']}-name",
    "level of side effects": lambda d: f"{get_section(d, 'side_effects')['anchor']}-expected",
    "body area": lambda d: f"area-{get_effect(d)['body_area']}",
    "level of signs": lambda d: f"{get_section(d, 'warning_signs')['anchor']}-emergency",
    "name of a thing": lambda d: f"{get_section(d, 'avoid_items')['items'][0]['key']}-name",
    "text of a question": lambda d: f"{get_section(d, 'questions')['questions'][0]['key']}-text",
    "fact": lambda d: f"fact-{d['facts'][0]['key']}",
    "rule": lambda d: f"rule-{d['rules'][0]['key']}",
    "word": lambda d: f"word-{d['terms'][0]['key']}",
    "source": lambda d: f"source-{d['sources'][0]['key']}",
}


@pytest.mark.parametrize("make_key", MADE_OF_KEYS.values(), ids=MADE_OF_KEYS)
def test_key_that_the_page_makes_of_another_is_repeated(golden, make_key):
    anchor = make_key(golden)
    get_section(golden, "prose")["anchor"] = anchor
    assert [(reason.code, reason.message) for reason in validate_document(golden, LIVE, TODAY)] == [
        ("repeated-anchor", f"“{anchor}” stands 2 times on this page: links need one place.")
    ]


WARNINGS: dict[str, tuple[str, Callable[[TopicDocument], Any]]] = {
    "hard words": ("reading-grade", set_body(" ".join([HARD] * 400))),
    "long sentence": ("long-sentence", set_body("We " + "say so and " * 8 + "wait now.")),
    "rule to be checked": ("lapsed-rule", lambda d: d["rules"][0].update(check_by="2026-11-23")),
    "three warning boxes": ("many-warnings", add_callouts),
}


@pytest.mark.parametrize(("code", "break_it"), ERRORS.values(), ids=ERRORS)
def test_fault_gives_one_error_of_its_code(golden, code, break_it):
    break_it(golden)
    assert find_reasons(golden) == [("error", code)]


@pytest.mark.parametrize(("code", "break_it"), WARNINGS.values(), ids=WARNINGS)
def test_weakness_gives_one_warning_of_its_code(golden, code, break_it):
    break_it(golden)
    assert find_reasons(golden) == [("warning", code)]


def test_link_to_a_topic_that_is_not_live_is_dead(golden):
    live = {slug: page for slug, page in LIVE.items() if slug != "what-to-avoid"}
    assert find_reasons(golden, live) == [("error", "dead-link")]


def test_link_to_a_topic_that_was_taken_down_is_a_warning(golden):
    (reason,) = validate_document(golden, {**LIVE, "what-to-avoid": None}, TODAY)
    assert (reason.severity, reason.code, reason.message) == (
        "warning",
        "link-to-notice",
        "“what-to-avoid” is down: the link leads to the notice in its place.",
    )


def test_lost_part_that_another_page_links_to_is_a_warning_that_names_the_page(golden):
    links = [("golden", "dry-lips"), ("golden", "gone"), ("staying-safe", "gone-too")]
    live = {**LIVE, "treatments": make_page("all-treatments", title="Treatments", links=links)}
    assert validate_document(golden, live, TODAY) == [
        Reason(
            "warning",
            "lost-anchor",
            "The live page “Treatments” links to the part “gone”, which is not here: mend its link, too.",
        )
    ]


def test_links_of_the_live_edition_to_itself_do_not_bind_its_draft(golden):
    assert find_reasons(golden, {**LIVE, "golden": make_page(links=[("golden", "gone")])}) == []


def test_lost_part_that_a_template_links_to_is_an_error(golden):
    golden["slug"] = "questions"
    assert validate_document(golden, LIVE, TODAY) == [
        Reason(
            "error",
            "lost-site-anchor",
            "The part “parents” is not on this page, but pages of the site link to it: bring it back.",
        )
    ]
    get_section(golden, "prose")["anchor"] = "parents"
    assert find_reasons(golden) == []


def test_list_of_parts_that_templates_link_to_is_that_of_the_templates():
    templates = settings.BASE_DIR / "templates"
    found = defaultdict(set)
    for path in [path for path in templates.rglob("*.html") if "admin" not in path.relative_to(templates).parts]:
        for link in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("a[href*='#']"):
            page, _hash, anchor = link["href"].replace("{{ warnings_path }}", "/guide/side-effects/").partition("#")
            if page not in ("", "/", "/privacy/") and "{{" not in page + anchor:
                found[page.removeprefix("/guide/").rstrip("/")].add(anchor)
    assert found == {slug: set(anchors) for slug, anchors in SITE_ANCHORS.items()}


@pytest.mark.parametrize(("kind", "rows"), [("warning_signs", "signs"), ("side_effects", "side_effects")])
def test_call_for_help_does_not_vanish_unseen(golden, kind, rows):
    for advice in get_section(golden, kind)[rows][-1].get("advice", []):
        advice["level"] = "call"
    live = {**LIVE, golden["slug"]: describe_page(golden)}
    removed = get_section(golden, kind)[rows].pop()
    name = removed.get("sign") or removed["name"]

    (reason,) = [reason for reason in validate_document(golden, live, TODAY) if reason.code == "lost-sign"]
    assert (reason.severity, reason.message) == (
        "warning",
        f"“{name}” tells readers to get help, and is not on this page any more. Readers may miss it.",
    )


def test_several_faults_give_every_reason_at_once(golden):
    set_body("Wait 3 of [[fact:gone]].")(golden)
    get_effect(golden)["sources"].clear()
    golden["key_points"].clear()
    golden["rules"][0]["check_by"] = "2026-11-23"
    assert find_reasons(golden) == [
        ("error", "no-source"),
        ("error", "bare-number"),
        ("error", "unknown-reference"),
        ("error", "key-points"),
        ("warning", "lapsed-rule"),
    ]


def test_reason_says_what_to_do_and_where(golden):
    set_body("It stays until May 3 at the clinic.")(golden)
    (reason,) = validate_document(golden, LIVE, TODAY)
    assert str(reason) == (
        "“…It stays until May 3 at the clinic.…” holds a number: make it a fact or a rule and refer to that. "
        "(sections[where-acne-starts].body)"
    )


def test_every_place_that_a_reason_names_is_there(golden):
    for row in (golden, *golden["quiz"], *golden["facts"], *golden["rules"]):
        row["sources"] = []
    for section in golden["sections"]:
        section["sources"] = []
        for rows in section.values():
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict) and "sources" in row:
                    row["sources"] = []
    places = {leaf.path.rpartition(".")[0] for leaf in iterate_texts(golden)}
    reasons = validate_document(golden, LIVE, TODAY)
    assert len(reasons) > 10
    assert {reason.path for reason in reasons} - places == set()


# What must be a fact or a rule, and what need not.


@pytest.mark.parametrize(
    "text",
    [
        "Wait two weeks.",
        "Wait two\nweeks.",
        "A two-week rest.",
        "Twelve hours later.",
        "It takes twenty-one days.",
        "It takes fifteen months.",
        "Some ten percent.",
        "Five of 100 people.",
        "Ninety of a hundred.",
        "- First\n- 2 capsules",
        "See 1) and 2).",
        "One in five people.",
        "One in every ten.",
        "Nine out of ten got clear.",
        "Two of three people.",
        "Half of people.",
        "Half get better.",
        "Twice as many people.",
        "The harm comes twice.",
        "A third have it.",
        "Two-thirds have it.",
        "Three times the usual dose.",
        "Wait ten minutes.",
        "Twenty people had it.",
        "Millions take it.",
        "It doubled the risk.",
        "About ½ of them.",
    ],
)
def test_number_in_running_text_is_bare(golden, text):
    set_body(text)(golden)
    assert find_reasons(golden) == [("error", "bare-number")]


@pytest.mark.parametrize(
    "text",
    [
        "Two methods, one of them now.",
        "All four causes.",
        "Each thing has one of four answers.",
        "Wash twice a day.",
        "You see double.",
        "Some said so in one survey.",
        "A second capsule.",
        "Someone weeks ago.",
        "1. Wash.\n1. Rest.\n\n  2. Eat.",
        "See [[fact:dry-lips]] and [[topic:treatments#all-treatments|this]].",
    ],
)
def test_small_counts_list_marks_and_references_are_no_bare_numbers(golden, text):
    set_body(text)(golden)
    assert find_reasons(golden) == []


def test_reference_may_have_a_digit_in_its_name(golden):
    golden["facts"][0]["key"] = "b12"
    set_body("Call [[fact:b12]].")(golden)
    assert ("error", "bare-number") not in find_reasons(golden)


def test_facts_rules_sources_names_and_search_words_may_hold_numbers(golden):
    golden["facts"][0].update(phrase="9 days", statement="It is 9 days.", population="9 people")
    golden["rules"][0].update(phrase="9 days", statement="It is 9 days.")
    golden["sources"][0].update(title="A study of 9 people")
    golden["terms"][0].update(term="Vitamin B12", say="B 12")
    get_effect(golden).update(also=["B 12"])
    get_treatment(golden).update(name="Peel 2", names=["Cortizone-10"])
    get_section(golden, "avoid_items")["items"][0].update(name="CO2 laser", names=["omega-3"])
    assert find_reasons(golden) == []


LABELS: dict[str, Callable[[TopicDocument], Any]] = {
    "title": lambda d: d.update(title="Clear in 85 of 100"),
    "short title": lambda d: d.update(nav_title="Week 3"),
    "description": lambda d: d.update(description="What one in five people get."),
    "heading": lambda d: get_section(d, "prose").update(heading="In the first 6 weeks"),
    "drawing in words": lambda d: get_section(d, "acne_stages")["stages"][0].update(picture_description="3 spots."),
    "name of a side effect": lambda d: get_effect(d).update(name="Dry lips for two weeks"),
    "title of a phase": lambda d: get_section(d, "phases")["phases"][0].update(title="Weeks 1 to 4"),
    "sign": lambda d: get_section(d, "warning_signs")["signs"][0].update(sign="A headache of three days"),
    "action": lambda d: get_section(d, "warning_signs")["signs"][0].update(action="Call in ten minutes"),
    "question": lambda d: get_section(d, "questions")["questions"][0].update(question="Is 20 too much?"),
}


@pytest.mark.parametrize("break_it", LABELS.values(), ids=LABELS)
def test_number_in_a_label_is_bare(golden, break_it):
    break_it(golden)
    (reason,) = validate_document(golden, LIVE, TODAY)
    assert reason.code == "bare-number"
    assert reason.message.endswith("holds a number: leave it out here, and tell it in the text.")


# Advice for every week


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(2, None)],
        [(1, 4)],
        [(1, 4), (6, None)],
        [(1, 4), (4, None)],
        [(1, None), (1, 4)],
        [(1, None), (5, None)],
        [(0, None)],
    ],
    ids=["none", "late", "no open end", "gap", "overlap", "one week twice", "two open ends", "early"],
)
@pytest.mark.parametrize(("counted_from", "words"), [("first_capsule", "of the"), ("last_capsule", "after the")])
def test_weeks_without_exactly_one_advice_are_a_fault(golden, spans, counted_from, words):
    effect = get_effect(golden)
    advice = {"counted_from": counted_from, "level": "tell", "text": "Tell us."}
    effect["advice"] = [row for row in effect["advice"] if row["counted_from"] != counted_from]
    effect["advice"] += [advice | {"week_from": start, "week_to": end} for start, end in spans]
    assert [(reason.code, reason.message) for reason in validate_document(golden, LIVE, TODAY)] == [
        (
            "advice-gap",
            f"“Dry, cracked lips” must have exactly one advice for every week {words} course, the last one open.",
        )
    ]


def list_words_of_worse_signs(golden, level, sign_level, word):
    effect, sign = get_effect(golden), get_section(golden, "warning_signs")["signs"][0]
    effect.update(name="Tender place", also=[word])
    for advice in effect["advice"]:
        advice["level"] = level
    sign.update(sign="Pain in the chest", also=["chest pain"], level=sign_level)
    golden["sections"] = [
        section for section in golden["sections"] if section["kind"] in ("side_effects", "warning_signs")
    ]
    return [reason.message for reason in validate_document(golden, LIVE, TODAY) if reason.code == "word-of-worse-sign"]


@pytest.mark.parametrize("word", ["chest pain", "Pain in my chest!", "bad chest pain at night"])
@pytest.mark.parametrize(("level", "sign_level"), [("expected", "emergency"), ("tell", "call"), ("call", "emergency")])
def test_word_that_names_a_more_urgent_sign_is_a_fault_of_the_side_effect(golden, word, level, sign_level):
    assert list_words_of_worse_signs(golden, level, sign_level, word) == [
        f"“{word}” says “Pain in the chest”, which is more urgent than “Tender place”: take it out of its words."
    ]


@pytest.mark.parametrize(
    ("word", "level"), [("chest pain", "call"), ("chest pain", "emergency"), ("chest", "tell"), ("pain", "tell")]
)
def test_word_that_names_no_more_urgent_sign_is_no_fault(golden, word, level):
    assert list_words_of_worse_signs(golden, level, "call", word) == []


def test_advice_may_stand_in_any_order(golden):
    get_effect(golden)["advice"].reverse()
    assert find_reasons(golden) == []


# Effects on every cause


def test_missing_effect_is_named_with_its_cause(golden):
    effects = get_treatment(golden)["effects"]
    missing = effects.pop(1)["cause"]
    (cause,) = [cause for cause in get_section(golden, "treatments")["causes"] if cause["key"] == missing]
    assert [reason.message for reason in validate_document(golden, LIVE, TODAY)] == [
        f"“{get_treatment(golden)['name']}” names no effect on “{cause['name']}”."
    ]


# Limits


def test_rule_is_stated_on_its_last_day(golden):
    golden["rules"][0]["check_by"] = TODAY.isoformat()
    assert find_reasons(golden) == []


def test_sentence_of_the_longest_length_is_fine(golden):
    set_body("We " + "say so and " * 7 + "wait here now.")(golden)
    assert find_reasons(golden) == []


def test_two_warning_boxes_are_fine(golden):
    add_callouts(golden)
    del golden["sections"][-1]
    assert find_reasons(golden) == []


def test_list_anchors_names_sections_rows_and_words_in_order(golden):
    anchors = list_anchors(golden)
    assert anchors[:4] == ["where-acne-starts", "call-about-sores", "checklist-before", "sign-up-ipledge"]
    assert anchors[-len(golden["terms"]) - 1 :] == ["all-words", *(term["key"] for term in golden["terms"])]
    assert len(anchors) == len(set(anchors))
