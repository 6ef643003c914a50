"""What the addresses of the guide answer."""

import json
import re
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from education.models import ClinicProfile, Edition, LiveEdition, Section
from education.publishing import publish_again, publish_topic, withdraw_topic
from tests.education.factories import make_review, make_topic, make_user

pytestmark = pytest.mark.django_db

READING_PAGES = ["/", "/guide/small-topic/", "/about/", "/about/changes/", "/privacy/", "/accessibility/"]


@pytest.fixture
def edition() -> Edition:
    topic, publisher, reviewer = make_topic(), make_user("publisher"), make_user("reviewer")
    return publish_topic(topic, "en", by=publisher, review=make_review(reviewer), change_note="First words.")


def read(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def get_main_text(page: BeautifulSoup) -> str:
    return " ".join(page.find("main").get_text(" ").split())


def test_topic_page_says_edition_and_who_reviewed_it(client, edition):
    text = get_main_text(read(client, "/guide/small-topic/"))

    assert "Edition 1, November 24, 2026. Read and approved by Reviewer on November 24, 2026." in text
    assert "Not yet reviewed" not in text


def test_edit_publish_and_roll_back_show_on_page_json_site_map_and_changes(client, edition, clock):
    def get_words() -> tuple[str, str, str]:
        body = read(client, "/guide/small-topic/").select_one(".prose").get_text(strip=True)
        topic = client.get("/api/v1/topics/small-topic/").json()
        site_map = client.get("/sitemap.xml").content.decode()
        changed = re.search(r"small-topic/</loc><lastmod>([^<]+)", site_map)[1]
        assert topic["sections"][0]["text"] == [body]
        return body, str(topic["edition"]["number"]), changed

    people = {"by": edition.published_by, "review": make_review(edition.reviewed_by)}
    first = get_words()
    Section.objects.update(body="New words.", body_en="New words.")
    draft_alone = get_words()
    clock.shift(3600)
    publish_topic(edition.topic, "en", change_note="Reworded.", **people)
    second = get_words()
    clock.shift(3600)
    publish_again(edition, change_note="The old words were right.", **people)
    third = get_words()

    assert first == draft_alone == ("Take care of your lips.", "1", "2026-11-24T12:00:00-08:00")
    assert second == ("New words.", "2", "2026-11-24T13:00:00-08:00")
    assert third == ("Take care of your lips.", "3", "2026-11-24T14:00:00-08:00")
    changes = read(client, "/about/changes/").select(".changes__item")
    assert [item.find_all("p")[-1].get_text() for item in changes] == [
        "The old words were right.",
        "Reworded.",
        "First words.",
    ]
    assert "Brings back edition 1." in changes[0].get_text()


def test_withdrawn_topic_tells_the_reason_in_place_of_its_words(client, edition):
    withdraw_topic(edition.topic, "en", by=edition.published_by, reason="A number was wrong.")

    response = client.get("/guide/small-topic/")

    assert response.status_code == 410
    text = get_main_text(BeautifulSoup(response.content, "html5lib"))
    assert "It was withdrawn on November 24, 2026, for this reason: A number was wrong." in text
    assert "Take care of your lips." not in response.content.decode()
    assert "small-topic" not in client.get("/sitemap.xml").content.decode()


def test_json_of_a_withdrawn_topic_tells_that_it_was_taken_down_and_why(client, edition, clock):
    clock.shift(60)
    withdraw_topic(edition.topic, "en", by=edition.published_by, reason="A number was wrong.")

    response = client.get("/api/v1/topics/small-topic/")

    assert (response.status_code, response.json()) == (
        410,
        {
            "error": "This topic was withdrawn.",
            "withdrawn_at": "2026-11-24T12:01:00-08:00",
            "reason": "A number was wrong.",
        },
    )
    assert client.get("/api/v1/topics/").json()["topics"] == []


def test_json_of_a_topic_that_was_never_published_is_not_found(client):
    make_topic("draft-alone")

    response = client.get("/api/v1/topics/draft-alone/")

    assert (response.status_code, response.json()) == (404, {"error": "There is no live topic with this name."})


def test_topic_that_was_never_published_is_not_found(client):
    make_topic("draft-alone")

    response = client.get("/guide/draft-alone/")

    assert response.status_code == 404
    assert b"Take care of your lips." not in response.content


@pytest.mark.parametrize("path", READING_PAGES)
def test_reading_page_has_the_same_bytes_for_every_reader(client, edition, path):
    plain = client.get(path)
    client.force_login(make_user("somebody", is_superuser=True))
    client.cookies["theme"] = "dark"
    other = client.get(
        path + "?utm_source=a&q=<b>",
        headers={
            "accept-language": "es",
            "user-agent": "Other",
            "host": "localhost",
            "referer": "https://example.org/",
        },
    )

    assert other.content == plain.content
    assert not other.cookies
    assert "Cookie" not in other.headers.get("Vary", "")
    assert other.headers["ETag"] == plain.headers["ETag"]


def test_reading_page_changes_with_the_clinic_and_the_day_alone(client, edition, clock):
    before = client.get("/guide/small-topic/").content
    clock.shift(60)
    later_that_day = client.get("/guide/small-topic/").content
    ClinicProfile.objects.create(key="clinic", phone="(000) 000-0000")
    with_phone = client.get("/guide/small-topic/").content

    assert later_that_day == before
    assert b'<a href="tel:0000000000">(000) 000-0000</a>' in with_phone


@pytest.mark.parametrize("path", [*READING_PAGES, "/api/v1/topics/", "/api/v1/topics/small-topic/", "/sitemap.xml"])
def test_unchanged_answer_is_not_sent_again(client, edition, path):
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("count", [1, 3])
def test_topic_page_takes_the_same_queries_however_many_topics(client, django_assert_num_queries, count):
    people = make_user("publisher"), make_user("reviewer")
    for letter in "abc"[:count]:
        topic = make_topic(f"topic-{letter}")
        publish_topic(topic, "en", by=people[0], review=make_review(people[1]), change_note="Words.")
    client.get("/")  # reads each document, once for all

    for path in ("/guide/topic-a/", "/", "/about/", "/api/v1/topics/"):
        with django_assert_num_queries(3):  # the editions, the clinic, its places
            client.get(path)


def test_topic_json_fits_its_published_schema(client, edition):
    topic = client.get("/api/v1/topics/small-topic/").json()
    topics = client.get("/api/v1/topics/").json()

    jsonschema.validate(topic, client.get("/api/v1/topic.schema.json").json())
    jsonschema.validate(topics, client.get("/api/v1/topics.schema.json").json())
    assert topic["edition"] == {
        "number": 1,
        "published_at": "2026-11-24T12:00:00-08:00",
        "change_note": "First words.",
        "review_state": "reviewed",
        "reviewed_by": "Reviewer",
        "reviewed_on": "2026-11-24",
    }
    assert [source["title"] for source in topic["sources"]] == ["A label"]
    assert [(entry["slug"], entry["edition"]) for entry in topics["topics"]] == [("small-topic", topic["edition"])]


@pytest.mark.parametrize("shape", ["topic", "topics"])
def test_served_schema_is_the_one_that_was_promised(client, shape):
    response = client.get(f"/api/v1/{shape}.schema.json")

    assert response.headers["Content-Type"] == "application/json"
    assert response.content == (settings.BASE_DIR / "docs" / f"api-v1-{shape}.schema.json").read_bytes()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/guide/no-such-topic/", 404),
        ("/api/v1/topics/no-such-topic/", 404),
        ("/es/", 404),
        ("/guide/" + "a" * 10_000 + "/", 404),
        ("/guide/%00/", 404),
        ("/static/%00.css", 404),
        ("/%ff%fe", 404),
        ("/guide/small-topic/?" + "q=%00&" * 2000, 200),
        ("/guide/small-topic", 301),
        ("/guide/glossary/", 301),
    ],
    ids=lambda value: str(value)[:32],
)
def test_strange_address_is_answered(client, edition, path, status):
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("method", "status"),
    [("head", 200), ("options", 405), ("trace", 405), ("post", 405), ("put", 405), ("delete", 405)],
)
@pytest.mark.parametrize("path", ["/", "/guide/small-topic/", "/api/v1/topics/", "/sitemap.xml", "/robots.txt"])
def test_other_methods_are_answered(edition, path, method, status):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)

    assert response.status_code == status
    assert response.content == b""


def test_unknown_address_tells_the_way_to_every_topic(client, edition):
    response = client.get("/no-such-page/")

    page = BeautifulSoup(response.content, "html5lib")
    assert response.status_code == 404
    assert [link["href"] for link in page.select("#all-pages ~ ul a")] == ["/guide/small-topic/"]
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_robots_txt_names_the_site_map(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n"
    )


def test_every_page_of_the_shipped_guide_answers_and_every_link_leads_somewhere(client, guide):
    """Walks the whole site from its site map: one h1 a page, and no dead link or anchor."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    paths = [urlsplit(place.text).path for place in tree.findall(".//{*}loc")]
    pages = {path: read(client, path) for path in paths}
    anchors = {path: {element["id"] for element in page.find_all(id=True)} for path, page in pages.items()}

    dead = [
        (path, link["href"])
        for path, page in pages.items()
        for link in page.find_all("a", href=True)
        if not link["href"].startswith(("http", "tel:"))
        for target in [urlsplit(urljoin(path, link["href"]))]
        if target.path not in anchors or (target.fragment and target.fragment not in anchors[target.path])
    ]

    assert len(paths) == 23
    assert {path: len(page.find_all("h1")) for path, page in pages.items()} == dict.fromkeys(paths, 1)
    assert dead == []
    assert [path for path in paths if not pages[path].select('a[href^="/appointments/request/"]')] == []
    assert LiveEdition.objects.in_language("en").count() == 11


def test_shipped_pages_load_nothing_from_elsewhere_and_hold_no_inline_script_or_style(client, guide):
    for path in ("/", "/guide/side-effects/", "/about/"):
        page = read(client, path)
        loaded = [tag.get("src") or tag.get("href") for tag in page.find_all(["script", "link", "img", "iframe"])]
        assert [
            address for address in loaded if address and not address.startswith(("/static/", "http://127.0.0.1:8000/"))
        ] == []
        assert page.find_all(["style"]) == []
        assert [
            tag for tag in page.find_all("script") if not tag.get("src") and tag["type"] != "application/ld+json"
        ] == []
        assert [
            tag.name
            for tag in page.find_all(True)
            if any(name == "style" or name.startswith("on") for name in tag.attrs)
        ] == []


def test_shipped_pages_say_that_no_clinician_has_reviewed_them(client, guide):
    for path in ("/", "/guide/side-effects/", "/guide/questions/", "/glossary/"):
        assert "Not yet reviewed by a clinician." in get_main_text(read(client, path))
        linked = [json.loads(tag.string) for tag in read(client, path).find_all("script", type="application/ld+json")]
        assert "lastReviewed" not in json.dumps(linked)
