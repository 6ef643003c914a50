"""Every page of the site map: accessible, in one column at 320 px, silent, whole on paper and without JavaScript."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client, override_settings

from education.documents.passages import list_words
from education.documents.texts import iterate_texts
from education.live import list_live_topics, read_surroundings
from education.models import Topic
from education.outputs.addresses import get_topic_path
from education.outputs.resolving import Resolver
from education.publishing import withdraw_topic
from tests.education.factories import make_user, publish
from tests.education.marking import is_shown

# Links inside a sentence stay in their line; all others, and what calls a number, are 44 px high. The label of a box
# to write in is no target beside it.
LIST_SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, label")]
    .filter((target) => target.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
    .filter((target) => target.getBoundingClientRect().height < 44)
    .filter((target) => !target.control?.matches("textarea, input:not([type=radio], [type=checkbox])"))
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

OPEN_FOLDS = "for (const fold of document.querySelectorAll('details')) fold.open = true"
# What stands only where a script answers it, or only where there is none.
REMOVE_WHAT_DIFFERS = """() => {
    const differing = "[data-open-all], .ask-about, [data-course-keeping], [data-sheet-keeping], noscript";
    for (const element of document.querySelectorAll(differing)) element.remove();
}"""

TOPICS = [
    "/guide/how-acne-forms/",
    "/guide/treatments/",
    "/guide/how-isotretinoin-works/",
    "/guide/what-to-expect/",
    "/guide/side-effects/",
    "/guide/staying-safe/",
    "/guide/getting-the-most/",
    "/guide/what-to-avoid/",
    "/guide/after-your-course/",
    "/guide/questions/",
    "/glossary/",
]
TOOLS = [
    "/tools/is-this-normal/",
    "/tools/can-i/",
    "/tools/my-course/",
    "/tools/visit-sheet/",
    "/tools/quiz/",
    "/search/",
]
SITE_MAP = ["/", *TOPICS, *TOOLS, "/about/", "/about/changes/", "/accessibility/", "/privacy/"]
FORM = "/appointments/request/"  # test_ask_for_an_appointment.py walks through each of its states
MISSING = ["/no-such-page/", "/guide/no-such-topic/"]
PAGES = SITE_MAP + MISSING

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.strip("/") or "home")
each_share = pytest.mark.parametrize("paths", [PAGES[start::4] for start in range(4)], ids=["1", "2", "3", "4"])


@pytest.fixture
def visit(page, complaints):
    """`visit(path)` opens a page and all its folds. The browser may say that a page is refused, and nothing else."""
    refusals = set()

    def open_page(path):
        status = page.goto(path).status
        if status >= 400:
            refusals.add(f"the server responded with a status of {status} ")
        page.evaluate(OPEN_FOLDS)

    yield open_page
    complaints[:] = [text for text in complaints if not any(refusal in text for refusal in refusals)]


@pytest.fixture
def check_page(page, check_accessibility):
    """Fails when axe finds something on the open page, or when it is wider than its window, at a desk or a phone."""

    def check():
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_accessibility(page)
            assert (width, page.evaluate("document.documentElement.scrollWidth")) == (width, width)

    return check


def test_pages_are_those_of_the_site_map(client, stored_guide, site):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert sorted(urlsplit(place.text).path for place in tree.findall(".//{*}loc")) == sorted([*SITE_MAP, FORM])


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_accessibility_violation_and_fits(page, visit, check_page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(path)
    check_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_a_withdrawn_topic_has_no_accessibility_violation_and_fits(page, visit, check_page, scheme):
    withdraw_topic(Topic.objects.get(key="treatments"), "en", by=make_user("manager"), reason="A dose is wrong.")
    page.emulate_media(color_scheme=scheme)
    visit("/guide/treatments/")
    assert page.get_by_text("A dose is wrong.").is_visible()
    check_page()


def ask_with_a_strange_host(client):
    return client.get("/", headers={"host": "evil.example"})


def ask_without_the_right(client):
    client.force_login(make_user("clerk"))
    return client.get("/admin/education/topic/")


def send_without_a_token(client):
    return client.post("/admin/login/")


def ask_a_broken_server(client):
    with override_settings(ROOT_URLCONF="tests.project.broken_urls"):
        return client.get("/")


def ask_for_what_cannot_be_read(client):
    edition = publish(Topic.objects.get(key="treatments"), "Words that break.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE education_edition SET document = '{}' WHERE id = %s", [edition.pk])
    return client.get("/guide/treatments/")


@pytest.mark.parametrize(
    ("ask", "heading"),
    [
        (ask_with_a_strange_host, "We could not read this request"),
        (ask_without_the_right, "You cannot open this page"),
        (send_without_a_token, "We could not be sure that this came from you"),
        (ask_a_broken_server, "Something went wrong on our side"),
        (ask_for_what_cannot_be_read, "We cannot show this page now"),
    ],
)
def test_page_of_an_error_has_no_accessibility_violation_and_fits(page, visit, check_page, context, ask, heading):
    answer = ask(Client(raise_request_exception=False, enforce_csrf_checks=True))
    context.route(
        "**/error/",
        lambda route: route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content),
    )
    visit("/error/")
    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        check_page()


@each_share
def test_page_fits_a_phone_with_words_twice_as_big(page, visit, paths):
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []

    for path in paths:
        visit(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(path)

    assert wide == []


@each_share
def test_finger_finds_every_number_to_call_and_every_control(page, visit, paths):
    page.set_viewport_size({"width": 390, "height": 844})
    small = []

    for path in paths:
        visit(path)
        small += page.evaluate(LIST_SMALL_TARGETS)

    assert small == []


@each_share
def test_page_is_black_on_white_on_paper_even_by_night(page, visit, paths):
    page.emulate_media(media="print", color_scheme="dark")
    colored = []

    for path in paths:
        visit(path)
        colored += page.evaluate(LIST_COLORED_TEXTS)

    assert colored == []


def test_every_topic_shows_all_its_words_on_paper(page):
    page.emulate_media(media="print", color_scheme="light")
    surroundings = read_surroundings()
    missing = []

    for topic in list_live_topics("en"):
        page.goto(get_topic_path(topic.document["slug"]))
        words = " ".join(page.locator("main").inner_text().split()).lower()
        say = Resolver(topic.document, surroundings).say
        for leaf in iterate_texts(topic.document):
            if not is_shown(leaf) or leaf.path in ("description", "nav_title", "read_next.title"):
                continue  # not on paper: what search engines, menus and links use
            passages = [" ".join(passage.split()).lower() for passage in list_words(leaf, say)]
            missing += [f"{leaf.path}: {passage}" for passage in passages if passage not in words]

    assert missing == []


@each_share
def test_page_reads_the_same_without_javascript(new_context, site, paths):
    with_script = new_context(base_url=site).new_page()
    without = new_context(base_url=site, java_script_enabled=False).new_page()

    for path in paths:
        words = []
        for page in (with_script, without):
            page.goto(path)
            page.evaluate(OPEN_FOLDS)
            page.evaluate(REMOVE_WHAT_DIFFERS)
            words.append(page.locator("main").inner_text())
        assert words[0].split("\n") == words[1].split("\n")
