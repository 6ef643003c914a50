"""Every page of the site map: accessible, in one column at 320 px, silent, whole on paper and without JavaScript."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from education.documents.passages import list_words
from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from education.live import list_live_topics, read_surroundings
from education.outputs.addresses import get_topic_path
from education.outputs.resolving import Resolver

# Links inside a sentence stay in their line; all others, and what calls a number, are 44 px high.
LIST_SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, label")]
    .filter((target) => target.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
    .filter((target) => target.getBoundingClientRect().height < 44)
    .filter((target) => target.matches("[href^='tel:'], button, summary, label, nav a, footer a, h2 a, th a, .cited a"))
    .map((target) => `${location.pathname} ${target.outerHTML.slice(0, 100)}`)"""

LIST_COLORED_TEXTS = """() => [document.body, ...document.querySelectorAll("main *")]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        const isPaper = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(backgroundColor);
        return color !== "rgb(0, 0, 0)" || !isPaper;
    })
    .map((element) => `${location.pathname} ${element.outerHTML.slice(0, 100)}`)"""

ERRORS = ["/no-such-page/", "/guide/no-such-topic/"]


@pytest.fixture
def paths(site, request_text) -> list[str]:
    """The path of every page in the site map, and of a page that is not there."""
    tree = ElementTree.fromstring(request_text("/sitemap.xml"))
    return [urlsplit(place.text).path for place in tree.findall(".//{*}loc")] + ERRORS


@pytest.fixture
def request_text(context):
    return lambda path: context.request.get(path).text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_has_no_accessibility_violation_and_fits(
    page, paths, check_accessibility, complaints, width, scheme
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    wide = []

    for path in paths:
        page.goto(path)
        check_accessibility(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []
    # A page that is not there answers 404, which the browser tells the console; nothing else may be there.
    assert [text for text in complaints if "404" not in text] == []
    complaints.clear()


def test_every_page_fits_a_phone_with_words_twice_as_big(page, paths, complaints):
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []

    for path in paths:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(path)

    assert wide == []
    complaints.clear()  # the 404 itself


def test_finger_finds_every_number_to_call_and_every_control(page, paths, complaints):
    page.set_viewport_size({"width": 390, "height": 844})
    small = []

    for path in paths:
        page.goto(path)
        small += page.evaluate(LIST_SMALL_TARGETS)

    assert small == []
    complaints.clear()  # the 404 itself


def test_every_topic_is_black_on_white_on_paper_even_by_night(page, paths, complaints):
    page.emulate_media(media="print", color_scheme="dark")
    colored = []

    for path in paths:
        page.goto(path)
        colored += page.evaluate(LIST_COLORED_TEXTS)

    assert colored == []
    complaints.clear()  # the 404 itself


def test_every_topic_shows_all_its_words_on_paper(page):
    page.emulate_media(media="print", color_scheme="light")
    surroundings = read_surroundings()
    missing = []

    for topic in list_live_topics("en"):
        page.goto(get_topic_path(topic.document["slug"]))
        words = " ".join(page.locator("main").inner_text().split()).lower()
        say = Resolver(topic.document, surroundings).say
        for leaf in iterate_texts(topic.document):
            if leaf.kind is TextKind.SEARCH or leaf.path in ("description", "nav_title", "read_next.title"):
                continue  # not on paper: what search engines, menus and links use
            passages = [" ".join(passage.split()).lower() for passage in list_words(leaf, say)]
            missing += [f"{leaf.path}: {passage}" for passage in passages if passage not in words]

    assert missing == []


def test_every_page_reads_the_same_without_javascript(new_context, site, paths):
    with_script = new_context(base_url=site).new_page()
    without = new_context(base_url=site, java_script_enabled=False).new_page()
    different = []

    for path in paths:
        with_script.goto(path)
        without.goto(path)
        if with_script.locator("main").text_content() != without.locator("main").text_content():
            different.append(path)

    assert different == []
