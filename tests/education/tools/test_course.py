"""The plan of a course says what the shipped guide says, and nothing that is past its check date."""

import copy
from dataclasses import replace
from datetime import date

import pytest

from education.tools.course import TOPICS, IncompleteGuideError, build_plan


@pytest.fixture
def editions(guide_documents, stamp):
    return {slug: (document, stamp) for slug, document in guide_documents.items()}


@pytest.fixture
def plan(editions, surroundings):
    return build_plan(editions, surroundings)


def list_rules(editions, key):
    return [rule for document, _ in editions.values() for rule in document["rules"] if rule["key"] == key]


def describe(entry):
    return (entry.kind, entry.group, entry.counted_from, entry.first_day, entry.last_day, entry.every)


def test_plan_counts_the_days_that_the_guide_names(plan):
    can = "can_become_pregnant"
    assert {entry.key: describe(entry) for entry in plan.entries if entry.first_day is not None} == {
        "before-abstinence": ("from", can, "first_capsule", -31, -31, None),
        "before-contraception-before": ("from", can, "first_capsule", -31, -31, None),
        "before-mini-pill": ("from", can, "first_capsule", -31, -31, None),
        "before-st-johns-wort": ("from", "everyone", "first_capsule", -31, -31, None),
        "first-pregnancy-test": ("by", can, "first_capsule", -25, -25, None),  # 19 days before the second
        "second-pregnancy-test": ("test", can, "first_capsule", -6, 0, None),
        "first-pick-up": ("pick_up", can, "first_capsule", -6, 0, None),
        "blood-tests-before": ("by", "everyone", "first_capsule", -1, -1, None),
        "first-capsule": ("capsule", "everyone", "first_capsule", 0, 0, None),
        "monthly-check-in": ("visit", "everyone", "first_capsule", 0, 0, 30),
        "pregnancy-tests-monthly": ("test", can, "first_capsule", 0, 0, 30),
        "pickup-window": ("pick_up", can, "first_capsule", 0, 6, 30),  # the day of the test is day 1 of 7
        "last-capsule": ("capsule", "everyone", "last_capsule", 0, 0, None),
        "pregnancy-tests-end": ("test", can, "last_capsule", 0, 0, None),
        "pregnancy-tests-after": ("test", can, "last_capsule", 31, 31, None),
        "until-breastfeeding": ("until", "everyone", "last_capsule", 8, 8, None),
        "until-blood-donation": ("until", "everyone", "last_capsule", 31, 31, None),
        "until-vitamin-a": ("until", "everyone", "last_capsule", 31, 31, None),
        "until-st-johns-wort": ("until", "everyone", "last_capsule", 31, 31, None),
        "until-contraception-after": ("until", can, "last_capsule", 31, 31, None),
        "until-abstinence": ("until", can, "last_capsule", 31, 31, None),
        "until-fertility-wait": ("until", can, "last_capsule", 31, 31, None),
        "until-mini-pill": ("until", can, "last_capsule", 31, 31, None),
        "until-second-course-wait": ("until", "everyone", "last_capsule", 56, 56, None),
        "until-waxing": ("until", "everyone", "last_capsule", 184, 184, None),
        "until-skin-procedures": ("until", "everyone", "last_capsule", 184, 184, None),
        "until-tattoo-piercing": ("until", "everyone", "last_capsule", 184, 184, None),
    }


def test_plan_names_no_day_where_the_clinic_sets_it(plan):
    undated = {entry.key: entry.group for entry in plan.entries if entry.first_day is None}
    assert undated == {
        "pickup-window-others": "cannot",
        "missed-window": "can_become_pregnant",
        "home-tests": "can_become_pregnant",
        "blood-tests-again": "everyone",
        "alcohol-before-test": "everyone",
    }


def test_plan_holds_everything_of_the_avoid_list_that_has_an_end(plan, guide_documents):
    rows = [
        row
        for section in guide_documents["what-to-avoid"]["sections"]
        if section["kind"] == "avoid_items"
        for row in section["items"]
        if row["answer"] != "fine" or row["until"] != "during_course"
    ]
    told = [item.name for entry in plan.entries for item in entry.items]
    told += [item.name for _code, items in plan.without_end for item in items]
    assert len(rows) > 80
    assert sorted(told) == sorted(row["name"] for row in rows)


def test_plan_shows_each_phase_of_the_guide_from_its_first_week_to_its_last(plan):
    weeks = {phase.key: (phase.counted_from, phase.first_day, phase.last_day) for phase in plan.phases}
    assert weeks["phase-month-before"] == ("first_capsule", -35, -8)
    assert weeks["phase-week-before"] == ("first_capsule", -7, -1)
    assert weeks["phase-first-week"] == ("first_capsule", 0, 6)
    assert weeks["phase-flare-may-start"] == ("first_capsule", 14, 27)
    assert weeks["phase-longer-course"] == ("first_capsule", 140, None)
    assert weeks["phase-after-first-weeks"] == ("last_capsule", 1, 14)
    assert weeks["phase-after-years"] == ("last_capsule", 365, None)


def test_plan_leads_to_places_that_the_guide_has(plan, guide_documents):
    anchors = {f"/guide/{slug}/" for slug in guide_documents}
    for slug, document in guide_documents.items():
        anchors |= {f"/guide/{slug}/#rule-{rule['key']}" for rule in document["rules"]}
        for section in document["sections"]:
            rows = [row for kind in ("phases", "items", "steps") for row in section.get(kind, [])]
            anchors |= {f"/guide/{slug}/#{key}" for key in [section["anchor"], *(row["key"] for row in rows)]}
    items = [item for entry in plan.entries for item in entry.items]
    items += [item for _code, group in plan.without_end for item in group]
    steps = [step for group in plan.steps.values() for step in group]
    assert [row.path for row in (*plan.phases, *plan.entries, *items, *steps) if row.path not in anchors] == []


def test_rule_past_its_check_date_has_no_words_and_no_day(editions, surroundings):
    last_day = date.fromisoformat(list_rules(editions, "pickup-window")[0]["check_by"])
    held = build_plan(editions, replace(surroundings, today=last_day))
    past = build_plan(editions, replace(surroundings, today=date(2027, 2, 25)))
    keys = ("first-pregnancy-test", "monthly-check-in", "pickup-window", "until-blood-donation", "until-waxing")

    def read(plan):
        entries = {entry.key: entry for entry in plan.entries}
        return [(entries[key].first_day is None, len(entries[key].passages), entries[key].is_stated) for key in keys]

    assert read(held) == [(False, 2, True), (False, 2, True), (False, 1, True), (False, 1, True), (False, 1, True)]
    assert read(past) == [(True, 0, False), (True, 0, False), (True, 0, False), (True, 0, False), (False, 1, True)]


@pytest.mark.parametrize("phrase", ["a month", "0 days", "7 to 10 days", "about a week", "1000 days"])
def test_number_that_cannot_be_read_gives_no_day_and_keeps_the_words(editions, surroundings, phrase):
    for rule in list_rules(editions, "supply-limit"):
        rule["phrase"] = phrase
    visit = next(entry for entry in build_plan(editions, surroundings).entries if entry.key == "monthly-check-in")
    assert (visit.first_day, visit.every, visit.is_stated, len(visit.passages)) == (None, None, True, 2)


def test_newest_words_of_a_rule_win_wherever_they_stand(editions, surroundings):
    newer = copy.deepcopy(editions)
    rule = next(rule for rule in newer["what-to-avoid"][0]["rules"] if rule["key"] == "waxing")
    rule |= {"checked_on": "2026-12-01", "days_after_last_capsule": 200, "statement": "New words."}
    entry = next(entry for entry in build_plan(newer, surroundings).entries if entry.key == "until-waxing")
    assert (entry.first_day, [passage.text for passage in entry.passages]) == (200, ["New words."])


@pytest.mark.parametrize("slug", TOPICS)
def test_no_plan_when_a_topic_is_down(editions, surroundings, slug):
    del editions[slug]
    with pytest.raises(IncompleteGuideError, match=f"^These topics are not live: {slug}.$"):
        build_plan(editions, surroundings)


@pytest.mark.parametrize("key", ["supply-limit", "pickup-window", "pregnancy-tests-after", "pregnancy-tests-end"])
def test_no_plan_when_a_rule_is_nowhere(editions, surroundings, key):
    for document, _ in editions.values():
        document["rules"] = [rule for rule in document["rules"] if rule["key"] != key]
    with pytest.raises(IncompleteGuideError, match=f"^The live editions hold no rule “{key}”.$"):
        build_plan(editions, surroundings)
