"""Small Markdown to HTML: what is meant as text stays text, whatever somebody writes."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from education.documents.passages import list_passages, say_inline
from education.outputs.markdown import render_blocks, render_inline
from education.outputs.resolving import Resolver, UnknownReferenceError
from education.outputs.surroundings import Clinic, Surroundings
from tests.education.conftest import GOLDEN

RESOLVER = Resolver(
    json.loads(GOLDEN.read_text(encoding="utf-8")), Surroundings(date(2026, 11, 24), "https://guide.example", Clinic())
)
ALLOWED = {"p": set(), "ul": set(), "ol": set(), "li": set(), "strong": set(), "em": set(), "br": set()}
ALLOWED |= {"a": {"href", "class"}, "ol": {"start"}, "span": {"class"}}


def parse(html):
    return BeautifulSoup(f"<!doctype html>{html}", "html5lib").body


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("1. one\n1. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n'),
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>\n"),
        ("a snake_case_word", "<p>a snake_case_word</p>\n"),
        (r"\*stars\*", "<p>*stars*</p>\n"),
    ],
)
def test_blocks_have_paragraphs_lists_and_stress(text, html):
    assert render_blocks(text, RESOLVER) == html


def test_inline_is_one_paragraph_without_its_element():
    assert render_inline("- **A** *b*", RESOLVER) == "- <strong>A</strong> <em>b</em>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[fact:dry-lips]]", '<span class="number">about 93 of 100 people</span>'),
        ("[[rule:vitamin-a]]", '<span class="number">1 month after your last capsule</span>'),
        ("[[fact:crisis-line]]", '<a class="link-fact" href="tel:988">988</a>'),
        ("[[term:sebum|skin oil]]", '<a class="link-term" href="/glossary/#sebum">skin oil</a>'),
        ("[[topic:treatments]]", '<a class="link-topic" href="/guide/treatments/">Acne treatments</a>'),
        ("**[[topic:golden#dry-lips|lips]]**", '<strong><a class="link-topic" href="#dry-lips">lips</a></strong>'),
        ("[[clinic:name]]", "your clinic"),
        ("[[term:sebum|<b>&]]", '<a class="link-term" href="/glossary/#sebum">&lt;b&gt;&amp;</a>'),
        ("[[facts:sebum]]", "[[facts:sebum]]"),
    ],
)
def test_reference_becomes_words_or_a_link(text, html):
    assert render_inline(text, RESOLVER) == html
    assert render_blocks(f"- {text}", RESOLVER) == f"<ul>\n<li>{html}</li>\n</ul>\n"


@pytest.mark.parametrize("render", [render_inline, render_blocks])
def test_reference_to_what_is_not_there_raises(render):
    with pytest.raises(UnknownReferenceError, match="The document holds no fact “gone”"):
        render("See [[fact:gone]].", RESOLVER)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>bold</b> <img src=x onerror=alert(1)>",
        "<!-- comment -->",
        "[click](javascript:alert(1))",
        "[click](https://example.org)",
        "<https://example.org>",
        "https://example.org",
        "![picture](x.png)",
        "# Heading",
        "> quote",
        "`code`",
        "&copy; &lt;",
        "| a | b |",
        "---",
        "[x]: https://example.org",
    ],
)
def test_everything_else_is_shown_as_text(text):
    for html in (render_blocks(text, RESOLVER), render_inline(text, RESOLVER)):
        body = parse(html)
        assert body.get_text().strip() == text
        assert {element.name for element in body.find_all(True)} <= {"p"}


def test_table_and_underlined_heading_are_one_paragraph_of_text():
    assert render_blocks("| a |\n|---|\n| b |", RESOLVER) == "<p>| a |\n|---|\n| b |</p>\n"
    assert render_blocks("Heading\n=======", RESOLVER) == "<p>Heading\n=======</p>\n"


FRAGMENTS = st.sampled_from(
    [
        *("<", ">", "&", '"', "'", "`", "*", "**", "_", "[", "]", "[[", "]]", "(", ")", "\\", "\n", "\n\n", " ", "\t"),
        *("- ", "1. ", "# ", "> ", "|", "!", "<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href='"),
        *("javascript:alert(1)", "data:text/html,", "[x](javascript:alert(1))", "onclick=", "&#106;avascript:", "\0"),
        *(
            "[[term:sebum|",
            "[[topic:treatments#",
            "[[fact:crisis-line]]",
            "[[clinic:phone]]",
            "<!--",
            "]]>",
            "<svg/onload=",
        ),
    ]
)


ODD_TEXT = st.lists(FRAGMENTS | st.text(max_size=6), max_size=14).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(ODD_TEXT)
def test_whatever_is_written_comes_out_as_harmless_html(text):
    for render in (render_blocks, render_inline):
        for element in parse(render(text, RESOLVER)).find_all(True):
            assert element.attrs.keys() <= ALLOWED[element.name]
            assert element.get("href", "#").startswith(("#", "/guide/", "/glossary/#", "tel:"))


def list_shown(body):
    """The words that somebody sees of each paragraph and each item, apart from what stands in blocks within it."""
    for block in body.find_all(["p", "ul", "ol", "li"]):
        block.insert_before("\ue000")
        block.insert_after("\ue000")
    return [words for part in body.get_text().split("\ue000") if (words := " ".join(part.split()))]


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(ODD_TEXT.filter(lambda text: "\ue000" not in text))
@example("1) one\n2) two")
@example(r"\*stars\* \[[term:sebum]] \\ &amp; &#42;")
@example("- one\n\n  more\n  - **two\n- three**")
@example("Breaks  \nin\\\na line")
def test_plain_text_is_what_the_page_shows(text):
    assert list_passages(text, RESOLVER.say) == list_shown(parse(render_blocks(text, RESOLVER)))
    assert [say_inline(text, RESOLVER.say)] == (list_shown(parse(render_inline(text, RESOLVER))) or [""])
