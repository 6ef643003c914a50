"""Where a draft row is used."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from education.models import AvoidItem, Fact, GlossaryTerm, Rule, SideEffect, Source, Topic
from education.usage import find_uses
from tests.education.factories import CHECKED_ON, make_fact, make_section, make_source, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def make_side_effect(**fields) -> SideEffect:
    texts = {"feels_like": "Dry.", "self_care": "Use balm.", "frequency_note": "No one knows."}
    return SideEffect.objects.create(key="dry-lips", name="Dry lips", body_area="lips", **(texts | fields))


def test_uses_of_a_fact_are_texts_sections_and_rows_that_name_it():
    fact = make_fact("clear")
    make_fact("other")
    topic = make_topic(body="It helps [[fact:clear|most people]].")
    facts = make_section(topic, "numbers", kind="facts", heading="Numbers", body="")
    facts.facts.add(fact)
    by_key = make_side_effect(frequency=fact)
    make_section(topic, "near", body="[[fact:clear-skin]] and fact:clear are others.")

    uses = find_uses(Fact)

    assert uses["clear"] == [*topic.sections.filter(key__in=["lips", "numbers"]), by_key]
    assert "other" not in uses


def test_use_in_an_advice_is_one_of_its_side_effect():
    make_fact("clear")
    effect = make_side_effect()
    for week in (1, 5):
        effect.advice.create(counted_from="first_capsule", week_from=week, level="tell", text="See [[fact:clear]].")

    assert find_uses(Fact) == {"clear": [effect]}


def test_uses_of_a_rule_are_those_by_key_and_by_text():
    rule = Rule.objects.create(
        key="supply",
        title="Supply",
        phrase="30 days",
        statement="30 days.",
        checked_on=CHECKED_ON,
        check_by="2027-01-01",
    )
    item = AvoidItem.objects.create(
        key="blood",
        name="Blood",
        group="daily_life",
        answer="no",
        why="Why.",
        until="rule",
        until_rule=rule,
        instead="-",
    )
    topic = make_topic(body="You get [[rule:supply]].")

    assert find_uses(Rule) == {"supply": [item, topic.sections.get()]}


def test_uses_of_a_source_and_of_a_word():
    source = make_source("label")
    topic = make_topic(body="A [[term:pore]].")
    fact = make_fact()

    assert find_uses(Source) == {source.key: [topic.sections.get(), fact]}
    assert find_uses(GlossaryTerm) == {"pore": [topic.sections.get()]}


def list_topics() -> list[Topic]:
    """The topics of the sections that use a fact."""
    return [section.topic for section in find_uses(Fact)["clear"]]


def test_uses_cost_the_same_queries_for_many_rows(django_assert_num_queries):
    topic = make_topic(body="[[fact:clear]]")
    fact = make_fact("clear")
    with CaptureQueriesContext(connection) as one:
        list_topics()
    for number in range(3):
        make_section(topic, f"more-{number}", body="[[fact:clear]]").facts.add(fact)

    with django_assert_num_queries(len(one)):
        assert list_topics() == [topic] * 4
