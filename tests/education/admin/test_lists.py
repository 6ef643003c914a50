"""Lists: what they show, and that their cost does not grow with their rows."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from education import models
from education.publishing import withdraw_topic
from tests.education.admin.browsing import parse
from tests.education.factories import (
    CHECKED_ON,
    make_fact,
    make_reviewer,
    make_section,
    make_source,
    make_topic,
    publish,
)

TEXTS = {
    models.Cause: {"name": "Oil", "summary": "Words."},
    models.AcneStage: {"name": "Plug", "description": "Words.", "picture_description": "Words."},
    models.Treatment: {"name": "Wash", "form": "wash", "with_isotretinoin": "fine"},
    models.Phase: {"title": "Start", "counted_from": "first_capsule", "week_from": 1},
    models.CareStep: {"when": "daily", "for_whom": "everyone", "what": "Use balm.", "why": "Words."},
    models.SideEffect: {"name": "Dry lips", "body_area": "lips", "frequency_note": "No one knows."},
    models.WarningSign: {"sign": "Bad headache", "level": "call", "action": "Stop."},
    models.AvoidItem: {"name": "Wax", "group": "procedures", "answer": "no", "until": "always", "why": "Words."},
    models.Question: {"group": "body", "question": "Why?", "short_answer": "So."},
    models.QuizQuestion: {"question": "Why?", "right_answer": "So.", "wrong_answers": "No.", "why": "Words."},
    models.GlossaryTerm: {"term": "Pore", "meaning": "Words."},
    models.Location: {"name": "Office", "kind": "office"},
    models.Rule: {"title": "Supply", "phrase": "30 days", "checked_on": CHECKED_ON, "check_by": date(2027, 1, 1)},
}


def make_rows(model: type, count: int) -> None:
    """*count* rows more, each with all that its list shows."""
    first = model._default_manager.count()
    for number in range(first, first + count):
        key = f"row-{'abcdef'[number]}"
        if model is models.Topic:
            publish(make_topic(key))
        elif model is models.Fact:
            fact = make_fact(key)
            make_section(models.Topic.objects.first() or make_topic(), key, body=f"[[fact:{key}]]").facts.add(fact)
        elif model is models.Source:
            make_source(key)
        elif model is models.MissedWord:
            model.objects.create(word=key.replace("-", ""), language="en", month_on=date(2026, 11, 1))
        elif model in (models.Edition, models.LiveEdition):
            publish(make_topic(key))
        else:
            fields = dict(TEXTS[model])
            if model is models.QuizQuestion:
                fields["topic"] = make_topic(key)
            model.objects.create(key=key, position=number, **fields)


LISTS = [
    model
    for model in admin.site._registry
    if model._meta.app_label == "education" and model not in (models.ClinicProfile, models.Withdrawal)
]


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_list_costs_the_same_queries_for_one_row_and_three(manager, model, django_assert_num_queries):
    url = reverse(f"admin:education_{model._meta.model_name}_changelist")
    make_rows(model, 1)
    manager.get(url)  # what Django remembers from now on is asked for once
    with CaptureQueriesContext(connection) as one:
        manager.get(url)
    make_rows(model, 2)

    with django_assert_num_queries(len(one)):
        page = parse(manager.get(url))

    assert len(page.select("#result_list tbody tr")) == 3


def take_down(topic: models.Topic) -> None:
    withdraw_topic(topic, "en", by=publish(topic).published_by, reason="A dose was wrong.")


def read_table(response) -> list[list[str]]:
    rows = parse(response).select("#result_list tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


def test_topics_list_tells_where_each_stands(editor):
    published, edited, new = make_topic("published"), make_topic("edited"), make_topic("new", body="It takes 3 days.")
    take_down(down := make_topic("down"))
    publish(published)
    publish(edited)
    models.Section.objects.filter(topic=edited).update(body_en="New words.")

    rows = read_table(editor.get("/admin/education/topic/?o="))

    assert [row[0] for row in rows] == [topic.title for topic in (published, edited, new, down)]
    assert [row[1:5] for row in rows] == [
        ["1, 2026-11-24", "as published", "Some-Reader", "nothing"],
        ["1, 2026-11-24", "unpublished changes", "Some-Reader", "nothing"],
        ["not live", "unpublished changes", "-", "1 reason"],
        ["taken down, 2026-11-24", "unpublished changes", "-", "1 reason"],
    ]


def test_sources_list_has_the_work_to_do(editor):
    make_source("read")
    models.Source.objects.create(key="open", title="Open", publisher="P", kind="study", state="to_be_confirmed")

    response = editor.get("/admin/education/source/?work=to_be_confirmed")

    assert [row[0] for row in read_table(response)] == ["Open"]
    assert parse(response).select_one("[data-filter-title='work to do'] a[href='?work=to_be_confirmed']").text == (
        "to be confirmed"
    )


@pytest.mark.parametrize(
    ("work", "found"), [("", ["a", "b", "c"]), ("lapsed", ["a"]), ("soon", ["b"])], ids=["all", "lapsed", "soon"]
)
def test_rules_list_has_the_work_to_do(editor, work, found):
    fields = TEXTS[models.Rule]
    for key, day in (("a", date(2026, 11, 23)), ("b", date(2026, 12, 24)), ("c", date(2026, 12, 25))):
        row = fields | {"title": key, "checked_on": date(2026, 1, 1), "check_by": day}
        models.Rule.objects.create(key=key, **row)

    response = editor.get(f"/admin/education/rule/?work={work}")

    assert [row[0] for row in read_table(response)] == found


@pytest.mark.django_db
def test_rule_is_lapsed_where_the_list_of_lapsed_ones_has_it():
    for key, day in (("a", date(2026, 11, 23)), ("b", date(2026, 11, 24))):
        row = TEXTS[models.Rule] | {"title": key, "checked_on": date(2026, 1, 1), "check_by": day}
        models.Rule.objects.create(key=key, **row)
    today = date(2026, 11, 24)

    assert [rule.key for rule in models.Rule.objects.all() if rule.is_lapsed(today)] == ["a"]
    assert list(models.Rule.objects.lapsed(today).values_list("key", flat=True)) == ["a"]


def test_fact_shows_where_it_is_used(editor):
    fact = make_fact("clear")
    topic = make_topic(body="It helps [[fact:clear]].")

    (row,) = read_table(editor.get("/admin/education/fact/"))
    page = parse(editor.get(reverse("admin:education_fact_change", args=[fact.pk])))

    assert row[:2] == ["clear", "After some months about 80 of 100 people are clear."]
    assert row[5] == "in 1 place"
    (link,) = page.select(".field-use_links a")
    assert link["href"] == reverse("admin:education_topic_change", args=[topic.pk])
    assert link.parent.get_text() == "Section The topic small-topic: Lips"


def test_fact_names_the_live_pages_that_still_tell_it_as_it_was(editor, manager):
    fact = make_fact("clear")
    old, renewed, unused = (make_topic(key, body="It helps [[fact:clear]].") for key in ("old", "renewed", "unused"))
    models.Section.objects.filter(topic=unused).update(body_en="Words.")
    for topic in (old, renewed, unused):
        publish(topic)
    models.Fact.objects.filter(pk=fact.pk).update(numerator=90)
    publish(renewed)
    url = reverse("admin:education_fact_change", args=[fact.pk])

    def list_outdated(browser) -> list[str]:
        panel = parse(browser.get(url)).select_one(".field-use_links")
        assert [told.get_text(strip=True) for told in panel.select("p")] == [
            "These pages still say what it said before:"
        ]
        return [" ".join(item.get_text().split()) for item in panel.select("p + ul li")]

    assert list_outdated(editor) == ["The topic old"]
    assert list_outdated(manager) == ["The topic old (publish “The topic old”)"]
    (_topic, link) = parse(manager.get(url)).select(".field-use_links p + ul a")
    assert link["href"] == reverse("admin:education_topic_publish", args=[old.pk])
    publish(old)
    assert parse(manager.get(url)).select(".field-use_links p") == []


@pytest.mark.parametrize("model", [models.Source, models.Rule, models.GlossaryTerm])
def test_source_rule_and_word_name_such_pages_too(editor, model):
    source = make_source()
    models.Rule.objects.create(key="row", **TEXTS[models.Rule]).sources.add(source)
    models.GlossaryTerm.objects.create(key="row", **TEXTS[models.GlossaryTerm])
    publish(make_topic(body="See [[rule:row]] and [[term:row]]."))
    row = model.objects.get()
    field = {models.Source: "title", models.Rule: "phrase_en", models.GlossaryTerm: "meaning_en"}[model]
    model.objects.update(**{field: "Other words"})

    panel = parse(editor.get(reverse(f"admin:education_{model._meta.model_name}_change", args=[row.pk])))

    assert [item.get_text(strip=True) for item in panel.select(".field-use_links p + ul li")] == [
        "The topic small-topic"
    ]


def test_fact_that_nobody_uses_says_so(editor):
    fact = make_fact("clear")

    page = parse(editor.get(reverse("admin:education_fact_change", args=[fact.pk])))

    assert page.select_one(".field-use_links .readonly").get_text(strip=True) == "Nowhere yet."
    assert read_table(editor.get("/admin/education/fact/"))[0][5] == "nowhere"


def test_index_counts_the_work_to_do(editor):
    models.Source.objects.filter(pk=make_source().pk).update(state="to_be_confirmed")
    publish(make_topic())
    for key, day in (("a", date(2026, 2, 1)), ("b", date(2026, 12, 1))):
        row = TEXTS[models.Rule] | {"checked_on": date(2026, 1, 1), "check_by": day}
        models.Rule.objects.create(key=key, **row)

    work = parse(editor.get("/admin/")).select(".work-to-do a")

    assert {link.text: link["href"] for link in work} == {
        "1 rule is past its check date": "/admin/education/rule/?work=lapsed",
        "1 rule to check within 30 days": "/admin/education/rule/?work=soon",
        "1 source to be confirmed": "/admin/education/source/?work=to_be_confirmed",
        "All topics, with what is live and what waits to be published": "/admin/education/topic/",
    }


def test_index_names_the_topics_that_are_down_and_those_that_wait_to_be_published(editor, manager):
    down, edited, published = make_topic("down"), make_topic("edited"), make_topic("published")
    make_topic("new")
    take_down(down)
    publish(edited)
    publish(published)
    models.Section.objects.filter(topic=edited).update(body_en="New words.")

    def list_work(browser) -> list[str]:
        work = parse(browser.get("/admin/")).select(".work-to-do > ul > li")
        return [" ".join(item.get_text().split()) for item in work[:2]]

    told = "Taken down: The topic down, since Nov. 24, 2026: publish it again, or roll back."
    waiting = "Changes that are not published yet, on these pages: The topic edited"
    assert list_work(editor) == [told, waiting]
    assert list_work(manager) == [told, f"{waiting} (publish “The topic edited”)"]
    links = {link.text: link["href"] for link in parse(manager.get("/admin/")).select(".work-to-do a")[:3]}
    assert links == {
        "The topic down": reverse("admin:education_topic_change", args=[down.pk]),
        "The topic edited": reverse("admin:education_topic_change", args=[edited.pk]),
        "publish “The topic edited”": reverse("admin:education_topic_publish", args=[edited.pk]),
    }


def test_index_tells_a_reviewer_what_was_published_in_their_name(sign_in, clock):
    topic = make_topic()
    publish(topic)
    clock.shift(timedelta(days=91))
    newer = publish(topic)
    colleague = make_reviewer()

    def list_in_my_name(user) -> dict[str, str]:
        items = parse(sign_in(user).get("/admin/")).select(".work-to-do > ul > li")
        lines = [line for item in items if "in your name" in item.text for line in item.select("li")]
        return {" ".join(line.text.split()): line.a["href"] for line in lines}

    assert list_in_my_name(newer.reviewed_by) == {
        "The topic small-topic, edition 2, Feb. 23, 2027 by some-publisher: read by you on Nov. 24, 2026": reverse(
            "admin:education_edition_change", args=[newer.pk]
        )
    }
    assert list_in_my_name(colleague) == {}


def test_index_names_the_guide_and_its_topics_first(manager):
    page = parse(manager.get("/admin/"))

    assert page.select_one("#site-name").get_text(strip=True) == "Guide: staff"
    assert [row.get_text(strip=True) for row in page.select("#content-main .module th[scope=row]")][:2] == [
        "Topics",
        "Side effects",
    ]
