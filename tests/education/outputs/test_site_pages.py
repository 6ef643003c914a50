"""The pages beside the topics."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from education.documents.validate import list_anchors
from education.outputs import site_pages
from education.outputs.addresses import get_topic_path
from education.outputs.site_pages import Change
from education.reading.grade import ReadingScore, score_passages
from tests.conftest import NOW
from tests.education.pages import normalize, parse_page, read_words

SCORE = score_passages(["Take isotretinoin now."])

CHANGE = Change(
    slug="golden",
    title="A golden topic",
    number=2,
    published_at=NOW,
    change_note="Clearer.",
    is_reviewed=False,
    restores_number=None,
    withdrawn_at=None,
    withdrawn_reason="",
)


PAGES = {
    "home": lambda surroundings: site_pages.render_home([], surroundings),
    "about": lambda surroundings: site_pages.render_about([], surroundings),
    "changes": lambda surroundings: site_pages.render_changes([CHANGE], surroundings),
    "privacy": lambda surroundings: site_pages.render_plain_page("privacy", surroundings),
    "withdrawn": lambda surroundings: site_pages.render_withdrawn("A topic", "/guide/x/", "Wrong.", NOW, surroundings),
    "unreadable": lambda surroundings: site_pages.render_unreadable("/guide/x/", surroundings),
    "not found": lambda surroundings: site_pages.render_not_found([], surroundings),
    "error of ours": lambda surroundings: render_to_string("500.html"),
}


@pytest.mark.parametrize("render", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_page_names_the_language_that_is_spoken(surroundings, render, language):
    with translation.override(language):
        assert parse_page(render(surroundings)).html["lang"] == language


def list_links(part):
    return [(link["href"], normalize(link.get_text())) for link in part.select("a")]


@pytest.fixture
def side_effects(golden):
    """The golden document in the place of the topic that holds the warning signs."""
    golden["slug"] = "side-effects"
    return golden


def test_home_tells_the_emergencies_and_where_to_read_more(side_effects, stamp, surroundings):
    urgent = parse_page(site_pages.render_home([(side_effects, stamp)], surroundings)).select_one(".home__urgent")
    assert list_links(urgent) == [
        ("/guide/side-effects/#self-harm-thoughts", "Thoughts of ending your life, or of hurting yourself or others"),
        ("/guide/side-effects/#seeing-hearing-things", "Hearing or seeing things that are not there"),
        ("tel:911", "Call 911 in an emergency"),
        ("tel:988", "Call or text 988 if you think about hurting yourself"),
        ("/guide/staying-safe/#late-period", "what to do"),
        ("/guide/side-effects/#emergency-signs", "All warning signs"),
    ]


def test_home_tells_six_emergencies_each_once_and_no_lesser_sign(side_effects, stamp, surroundings):
    section = next(section for section in side_effects["sections"] if section["kind"] == "warning_signs")
    sign = section["signs"][0]
    section["signs"] = [sign | {"key": "to-call", "level": "call"}]
    section["signs"] += [sign | {"key": f"sign-{number}"} for number in (1, 1, 2, 3, 4, 5, 6, 7)]
    urgent = parse_page(site_pages.render_home([(side_effects, stamp)], surroundings)).select_one(".home__urgent ul")
    assert [link for link, _ in list_links(urgent)] == [f"/guide/side-effects/#sign-{n}" for n in range(1, 7)]


def test_home_has_a_door_for_each_stage_with_its_topics(golden, stamp, surroundings):
    glossary = golden | {"slug": "glossary", "stage": "reference", "title": "Words", "description": "All words."}
    second = golden | {"slug": "second", "title": "Second", "description": "Next."}
    topics = [(document, stamp) for document in (golden, glossary, second)]
    doors = parse_page(site_pages.render_home(topics, surroundings)).select(".door")
    assert {normalize(door.select_one("h2").get_text()): list_links(door) for door in doors} == {
        "Before your course": [],
        "During your course": [
            ("/guide/golden/", f"A golden topic {golden['description']}"),
            ("/guide/second/", "Second Next."),
        ],
        "After your course": [],
        "To look things up": [("/glossary/", "Words All words.")],
    }


def test_home_leads_parents_and_everybody_else_to_parts_that_are_there(guide_documents, stamp, surroundings):
    documents = guide_documents.values()
    page = parse_page(site_pages.render_home([(document, stamp) for document in documents], surroundings))
    places = {f"#{element['id']}" for element in page.select("[id]")}
    for document in documents:
        path = get_topic_path(document["slug"])
        places |= {path, *(f"{path}#{anchor}" for anchor in list_anchors(document))}
    ways = [link["href"] for link in page.select(".home__ways a")]
    assert "#family" in ways
    assert len(page.select(".home__family a")) > 1
    assert sorted(set(ways) - places) == []


def test_home_stands_without_any_topic(surroundings):
    page = parse_page(site_pages.render_home([], surroundings))
    assert [link for link, _ in list_links(page.select_one(".home__urgent"))] == [
        "tel:911",
        "tel:988",
        "/guide/staying-safe/#late-period",
        "/guide/side-effects/#emergency-signs",
    ]
    assert "Not yet reviewed by a clinician." in read_words(page)


@pytest.mark.parametrize(("render", "more"), [(site_pages.render_home, ()), (site_pages.render_about, (SCORE,))])
def test_guide_counts_as_reviewed_when_every_topic_is(golden, stamp, reviewed_stamp, surroundings, render, more):
    def says_reviewed(*stamps):
        words = read_words(parse_page(render([(golden, given, *more) for given in stamps], surroundings)))
        return "reviewed by a clinician" not in words

    assert says_reviewed(reviewed_stamp, reviewed_stamp)
    assert not says_reviewed(reviewed_stamp, stamp)


def test_about_counts_and_lists_every_source_once_by_publisher(golden, stamp, surroundings):
    page = parse_page(site_pages.render_about([(golden, stamp, SCORE), (golden, stamp, SCORE)], surroundings))
    total = len(golden["sources"])
    confirmed = sum(source["state"] == "confirmed" for source in golden["sources"])
    assert 0 < confirmed < total
    assert f"{confirmed} of {total} sources are confirmed" in read_words(page)
    entries = page.select(".source-list li")
    ordered = sorted(golden["sources"], key=lambda s: (s["publisher"].lower(), s["title"].lower()))
    assert [normalize(entry.get_text()).startswith(s["title"]) for entry, s in zip(entries, ordered, strict=True)] == [
        True
    ] * total
    assert [bool(entry.select(".to-be-confirmed")) for entry in entries] == [
        source["state"] == "to_be_confirmed" for source in ordered
    ]


def test_about_shows_the_grade_of_each_topic(golden, stamp, surroundings):
    rows = parse_page(site_pages.render_about([(golden, stamp, SCORE)], surroundings)).select("tbody tr")
    assert [[normalize(cell.get_text()) for cell in row.select("th, td")] for row in rows] == [
        # 0.39 × 3 / 1 + 11.8 × 7 / 3 − 15.59, and without the drug 0.39 × 2 / 1 + 11.8 × 2 / 2 − 15.59
        ["A golden topic", "13.1", "-3.0"]
    ]


def test_mean_grade_is_the_mean_of_the_grades():
    scores = [ReadingScore(("x",), words, words, 0, 0, ()) for words in (10, 20)]
    assert [score.grade for score in scores] == [0.11, 4.01]
    assert site_pages.compute_mean_grade(scores) == 2.06
    assert site_pages.compute_mean_grade([]) == 0.0


def test_changes_tell_each_edition_with_its_note(surroundings):
    restored = Change(**{**vars(CHANGE), "number": 3, "is_reviewed": True, "restores_number": 1})
    taken_down = Change(
        **{**vars(CHANGE), "number": 1, "withdrawn_at": NOW + timedelta(days=1), "withdrawn_reason": "It was <wrong>."}
    )
    page = parse_page(site_pages.render_changes([restored, CHANGE, taken_down], surroundings))
    withdrawn = "Withdrawn on November 25, 2026: It was <wrong>."
    assert [normalize(item.get_text()) for item in page.select(".changes__item")] == [
        "A golden topic Edition 3, November 24, 2026. Reviewed by a clinician. Brings back edition 1. Clearer.",
        "A golden topic Edition 2, November 24, 2026. Not yet reviewed by a clinician. Clearer.",
        f"A golden topic Edition 1, November 24, 2026. Not yet reviewed by a clinician. Clearer. {withdrawn}",
    ]


def test_changes_say_that_there_are_none(surroundings):
    page = parse_page(site_pages.render_changes([], surroundings))
    assert normalize(page.select_one(".changes").get_text()) == "Nothing has been published yet."


def test_withdrawn_page_gives_the_reason_and_is_not_for_search_engines(surroundings):
    html = site_pages.render_withdrawn("A topic", "/guide/topic/", "It was <wrong>.", NOW, surroundings)
    page = parse_page(html)
    assert page.select_one("h1").get_text() == "A topic"
    assert "It was withdrawn on November 24, 2026, for this reason: It was <wrong>." in read_words(page)
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"


def test_not_found_page_leads_to_every_topic(surroundings):
    html = site_pages.render_not_found([("side-effects", "Side effects"), ("glossary", "Words")], surroundings)
    links = list_links(parse_page(html).select_one("main"))
    assert links == [
        ("/guide/side-effects/#emergency-signs", "Warning signs"),
        ("/guide/side-effects/", "Side effects"),
        ("/glossary/", "Words"),
        ("/", "To the start of the guide"),
    ]


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_plain_page_has_one_main_heading_and_its_own_address(surroundings, name):
    page = parse_page(site_pages.render_plain_page(name, surroundings))
    assert [normalize(heading.get_text()) for heading in page.select("h1")] == [name.title()]
    assert page.select_one('link[rel="canonical"]')["href"] == f"https://guide.example/{name}/"


def test_sitemap_lists_topics_with_their_day_and_the_pages_beside_them(surroundings):
    xml = site_pages.render_sitemap([("golden", NOW), ("glossary", NOW)], surroundings)
    names = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    entries = ElementTree.fromstring(xml).findall("map:url", names)
    assert [tuple(entry.findtext(f"map:{part}", None, names) for part in ("loc", "lastmod")) for entry in entries] == [
        ("https://guide.example/guide/golden/", "2026-11-24T12:00:00-08:00"),
        ("https://guide.example/glossary/", "2026-11-24T12:00:00-08:00"),
        ("https://guide.example/", None),
        ("https://guide.example/tools/is-this-normal/", None),
        ("https://guide.example/tools/can-i/", None),
        ("https://guide.example/tools/my-course/", None),
        ("https://guide.example/tools/visit-sheet/", None),
        ("https://guide.example/tools/quiz/", None),
        ("https://guide.example/search/", None),
        ("https://guide.example/appointments/request/", None),
        ("https://guide.example/about/", None),
        ("https://guide.example/about/changes/", None),
        ("https://guide.example/accessibility/", None),
        ("https://guide.example/privacy/", None),
    ]
