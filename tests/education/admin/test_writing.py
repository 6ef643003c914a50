"""Writing: the preview of a text, and choosing rows of another table."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from education.admin.picking import describe_row
from education.models import Fact, GlossaryTerm, Section
from tests.education.admin.browsing import list_errors, list_messages, parse, read_form, send
from tests.education.factories import make_fact, make_section, make_source, make_topic, make_user

RENDER = "/admin/education/topic/render-text/"


def parse_fragment(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def render(browser, text: str, kind: str = "blocks") -> str:
    return browser.post(RENDER, {"text": text, "kind": kind}).content.decode()


def test_text_is_rendered_as_the_page_does_it(editor):
    make_fact("clear")
    GlossaryTerm.objects.create(key="pore", term="Pore", meaning="A tiny opening.")

    assert render(editor, "- **One** [[term:pore|pores]]\n- [[fact:clear]]") == (
        '<ul>\n<li><strong>One</strong> <a class="link-term" href="/glossary/#pore">pores</a></li>\n'
        '<li><span class="number">about 80 of 100 people</span></li>\n</ul>\n'
    )
    assert render(editor, "One *line*.", kind="inline") == "One <em>line</em>."


def test_text_with_script_stays_text(editor):
    html = render(editor, "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))")

    assert parse_fragment(html).find_all(["script", "img", "a"]) == []
    assert "<script>alert(1)</script>" in parse_fragment(html).get_text()


def test_unknown_reference_is_named(editor):
    assert parse_fragment(render(editor, "See [[fact:gone]].")).get_text() == (
        "The document holds no fact “gone”. Look at the spelling of its key."
    )


def test_text_is_rendered_for_staff_who_post_it(client, editor):
    assert client.post(RENDER, {"text": "x"}).url == f"/admin/login/?next={RENDER}"
    assert editor.get(RENDER).status_code == 405


def test_staff_without_rights_resolve_no_drafts(sign_in):
    make_fact("clear")
    answer = sign_in(make_user("somebody-without-rights")).post(RENDER, {"text": "[[fact:clear]]"})
    assert answer.status_code == 403
    assert "80" not in answer.content.decode()


def test_text_from_another_site_is_refused(sign_in):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user("edna"))

    assert browser.post(RENDER, {"text": "x"}).status_code == 403


def test_markdown_fields_know_their_kind_and_their_server(editor):
    topic = make_topic()

    page = parse(editor.get(reverse("admin:education_topic_change", args=[topic.pk])))

    kinds = {area["name"]: area["data-markdown"] for area in page.select("textarea[data-markdown]")}
    assert kinds["message_en"] == "inline"
    assert kinds["sections-0-body_en"] == "blocks"
    assert "description_en" not in kinds
    assert {area["data-preview-url"] for area in page.select("textarea[data-markdown]")} == {RENDER}


def test_labels_name_no_language_while_there_is_one(editor):
    page = parse(editor.get("/admin/education/cause/add/"))

    assert [label.text for label in page.select("#cause_form label")] == ["Name:", "Key:", "In short:"]


def test_chosen_rows_are_checkboxes_and_one_field_adds_more(editor):
    topic = make_topic()
    section = topic.sections.get()
    make_section(topic, "second")
    page = parse(editor.get(reverse("admin:education_topic_change", args=[topic.pk])))

    chosen = page.select("#sections-0 [data-pick-many][data-name='sections-0-sources'] li")
    assert [item.get_text(strip=True) for item in chosen] == ["A label (A publisher)"]
    field = page.select_one("#id_sections-0-sources")
    assert (field["name"], field["list"], field["value"] if field.has_attr("value") else "") == (
        "sections-0-sources-add",
        "catalog-source",
        "",
    )
    assert len(page.select("datalist#catalog-source")) == 1
    assert section.sources.count() == 1


def test_rows_are_added_by_typing_and_dropped_by_unticking(editor):
    topic = make_topic()
    for key in ("second", "third"):
        make_source(key)
    url = reverse("admin:education_topic_change", args=[topic.pk])

    added = send(editor, editor.get(url), "#topic_form", **{"sections-0-sources-add": "second, third"})
    keys = list(Section.objects.get().sources.order_by("key").values_list("key", flat=True))
    fields = read_form(editor.get(url), "#topic_form") | {"sections-0-sources": ["third"]}
    editor.post(url, fields)

    assert added.status_code == 302
    assert keys == ["a-source", "second", "third"]
    assert list(Section.objects.get().sources.values_list("key", flat=True)) == ["third"]


def test_row_that_is_not_there_is_named_and_nothing_is_saved(editor):
    topic = make_topic()
    url = reverse("admin:education_topic_change", args=[topic.pk])

    response = send(editor, editor.get(url), "#topic_form", title_en="New", **{"sections-0-sources-add": "nowhere"})

    assert list_errors(response) == ["There is no “nowhere” to choose. Pick one from the list that opens as you type."]
    topic.refresh_from_db()
    assert topic.title == "The topic small-topic"
    assert list_messages(response) == []


def test_facts_to_choose_are_told_in_words(editor):
    make_fact("clear")
    topic = make_topic()

    page = parse(editor.get(reverse("admin:education_topic_change", args=[topic.pk])))

    options = {option["value"]: option.text for option in page.select("datalist#catalog-fact option")}
    assert options == {"clear": "After some months about 80 of 100 people are clear."}


def test_fact_of_a_side_effect_is_told_in_words(editor):
    make_fact("clear")

    page = parse(editor.get(reverse("admin:education_sideeffect_add")))

    assert [option.text for option in page.select("#id_frequency option")] == [
        "No fact: it stands in words",
        "After some months about 80 of 100 people are clear.",
    ]


def test_fact_without_numbers_keeps_its_words():
    fact = Fact(kind="quantity", phrase="{numerator} pills", statement="Take {phrase}.")

    assert describe_row(fact) == "Take {numerator} pills."


def test_topic_page_costs_the_same_queries_for_one_section_and_three(editor, django_assert_num_queries):
    topic = make_topic()
    make_section(topic, "facts", kind="facts").facts.add(make_fact())
    url = reverse("admin:education_topic_change", args=[topic.pk])
    editor.get(url)
    with CaptureQueriesContext(connection) as one:
        editor.get(url)
    for number in range(3):
        make_section(topic, f"more-{number}", kind="facts").facts.add(Fact.objects.get())

    with django_assert_num_queries(len(one)):
        editor.get(url)
