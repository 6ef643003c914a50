"""The day after a rule was to be checked, no output states it any more."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from education.outputs.api import render_topic_json
from education.outputs.page import render_topic_page
from tests.education.marking import list_missing, mark_texts
from tests.education.pages import normalize, parse_page

NOTICE = "This rule is being re-checked. Ask your clinic what holds today."
INSTEAD = "a rule that is being re-checked (ask your clinic)"
LAST_DAY = date(2027, 11, 24)  # of every rule in the golden document


def is_rule(leaf):
    return leaf.path.startswith("rules[") and leaf.path.endswith(("].phrase", "].statement"))


@pytest.fixture(params=[render_topic_page, lambda *given: json.dumps(render_topic_json(*given))], ids=["page", "json"])
def render(request):
    return request.param


def test_rule_is_stated_until_its_day_and_not_after(document, stamp, surroundings, render):
    for rule in document["rules"]:
        rule["check_by"] = LAST_DAY.isoformat()
    marked, marks = mark_texts(document, is_rule)
    on_the_day = replace(surroundings, today=LAST_DAY)
    day_after = replace(surroundings, today=LAST_DAY + timedelta(days=1))
    assert list_missing(marks, render(marked, stamp, on_the_day)) == []
    assert list_missing(marks, render(marked, stamp, day_after)) == list(marks.values())


def test_golden_rules_are_not_stated_in_any_words_when_they_lapsed(golden, stamp, surroundings, render):
    words = render(golden, stamp, replace(surroundings, today=LAST_DAY + timedelta(days=1)))
    told = [rule[part] for rule in golden["rules"] for part in ("phrase", "statement")]
    assert len(told) == 12
    assert [text for text in told if text in words] == []


def test_only_the_rule_whose_day_is_past_has_lapsed(golden, stamp, surroundings, render):
    words = render(golden, stamp, replace(surroundings, today=date(2027, 2, 25)))
    stated = {rule["key"] for rule in golden["rules"] if rule["statement"] in words}
    assert stated == {"indication", "alcohol-before-test", "vitamin-a"}


@pytest.fixture
def lapsed_page(golden, stamp, surroundings):
    return parse_page(render_topic_page(golden, stamp, replace(surroundings, today=LAST_DAY + timedelta(days=1))))


def test_page_says_that_each_lapsed_rule_is_being_rechecked(golden, lapsed_page):
    for rule in golden["rules"]:
        entry = normalize(lapsed_page.find(id=f"rule-{rule['key']}").get_text())
        assert entry.startswith(f"{rule['title']} {NOTICE}")
    shown_in_section = lapsed_page.find(id="who-isotretinoin-is-for").parent.select(".rules__item")
    assert [normalize(item.get_text()).split(" Checked on")[0] for item in shown_in_section] == [
        f"Who it is approved for {NOTICE}"
    ]


def test_page_says_ask_your_clinic_where_a_sentence_told_the_rule(lapsed_page):
    phase = normalize(lapsed_page.find(id="month-before").get_text())
    assert f"Use both for at least {INSTEAD} before the first capsule." in phase
    item = lapsed_page.find(id="vitamin-a-pills")
    assert normalize(item.select_one(".until").get_text()) == f"A{INSTEAD[1:]}."


def test_json_says_that_each_lapsed_rule_is_being_rechecked(golden, stamp, surroundings):
    today = replace(surroundings, today=LAST_DAY + timedelta(days=1))
    rules = render_topic_json(golden, stamp, today)["rules"]
    told = ("phrase", "statement", "days_before_first_capsule", "days_after_last_capsule", "is_being_rechecked")
    assert [{name: rule[name] for name in told} for rule in rules] == [
        dict(zip(told, (INSTEAD, NOTICE, None, None, True), strict=True))
    ] * len(golden["rules"])


def test_json_says_that_a_rule_holds(golden, stamp, surroundings):
    rule = next(rule for rule in render_topic_json(golden, stamp, surroundings)["rules"] if rule["key"] == "vitamin-a")
    assert (rule["phrase"], rule["days_after_last_capsule"], rule["is_being_rechecked"]) == (
        "1 month after your last capsule",
        31,
        False,
    )
