"""Which topics show a row."""

import pytest

from education import models
from education.restoring import MODELS
from education.showing import list_topics_that_show
from tests.education.factories import make_fact, make_section, make_source, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_fact_is_shown_by_the_topics_whose_rows_refer_to_it():
    fact, other = make_fact("clear"), make_fact("other")
    first, second = make_topic("first"), make_topic("second", body="So [[fact:clear]] are.")
    make_topic("third")
    make_section(first, "questions", kind="questions", body="")
    models.Question.objects.create(key="why", group="body", question="Why?", short_answer="For [[fact:clear]].")

    assert list_topics_that_show(fact) == [first, second]
    assert list_topics_that_show(other) == []


def test_row_is_shown_by_the_topics_whose_sections_show_its_group():
    topic = make_topic("first")
    make_section(topic, "body", kind="questions", group="body", body="")
    make_section(make_topic("second"), "after", kind="questions", group="after", body="")
    shown = models.Question.objects.create(key="why", group="body", question="Why?", short_answer="So.")
    unshown = models.Question.objects.create(key="how", group="rules", question="How?", short_answer="So.")

    assert list_topics_that_show(shown) == [topic]
    assert list_topics_that_show(unshown) == []


def test_key_of_another_table_does_not_count():
    source = make_source("clear")
    make_topic("first", body="So [[fact:clear]] are.")
    fact = make_fact("clear")
    fact.sources.clear()
    models.Section.objects.get().sources.clear()

    assert list_topics_that_show(source) == []
    assert list_topics_that_show(fact) == [models.Topic.objects.get()]


def test_topic_is_shown_by_itself():
    topic, _other = make_topic("first"), make_topic("second")
    assert list_topics_that_show(topic) == [topic]


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.__name__)
def test_rows_of_every_table_are_shown_somewhere(guide, model):
    assert list_topics_that_show(model._default_manager.first()) != []
