"""The page of the search and its JSON: urgent things first, then what fits best, and a way on where nothing does."""

import pytest
from django.test import Client

from education.models import MissedWord, Topic
from education.publishing import withdraw_topic
from tests.education.factories import make_user
from tests.education.pages import normalize, parse_page

ODD = [
    "x" * 10_000,
    "lip " * 2_500,
    "🙂" * 50,
    "боль в груди",
    "' OR 1=1; DROP TABLE education_topic; --",
    "<script>alert(1)</script>",
    "\0",
    "%00",
    "0001-01-01",
    "\u202e",
]


@pytest.fixture
def search(guide, client):
    """`search("dry lips")` is the page that answers."""

    def ask(typed=None):
        response = client.get("/search/", {} if typed is None else {"q": typed})
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, no-cache")
        assert not response.cookies
        return parse_page(response.content.decode())

    return ask


def say(page, selector):
    return [normalize(element.get_text()) for element in page.select(selector)]


def test_result_tells_its_title_its_place_and_the_words_that_answer(search):
    page = search("dry lips")
    first = page.select_one(".results__item")
    assert normalize(first.h3.get_text()) == "Dry, cracked lips"
    assert first.h3.a["href"] == "/guide/side-effects/#dry-lips"
    assert say(first, ".results__place") == ["Side effects and when to call › All side effects, one by one"]
    assert {word.lower() for word in say(first, "mark")} <= {"dry", "lips", "dryness"}
    assert say(first, "mark")
    assert len(page.select(".results__item")) == 20
    assert "These are the 20 that fit best. Write one more word to find less." in say(page, ".search-note")
    assert page.select_one(".tool__editions > li > a")["href"] == "/guide/side-effects/"
    assert page.select_one("#search-words")["value"] == "dry lips"
    assert len(page.select("h1")) == 1


@pytest.mark.parametrize(
    ("typed", "level", "name"),
    [
        ("suicidal thoughts", "emergency", "Thoughts of ending your life, or of hurting yourself or others"),
        ("i want to dye my hair but my chest hurts", "emergency", "Chest pain or fainting"),
        ("pregnant", "call", "A positive pregnancy test"),
    ],
)
def test_what_cannot_wait_stands_before_all_results(search, typed, level, name):
    page = search(typed)
    card = page.select_one(".search-urgent")
    assert card["data-level"] == level
    assert card.find_next(class_="results")
    assert say(card, "h3")
    assert any(name.split()[0].lower() in title.lower() for title in say(card, "h3"))


@pytest.mark.parametrize("typed", ["dry lips", "how much does it cost", "sunscreen", "alcohol"])
def test_what_can_wait_makes_no_alarm(search, typed):
    assert search(typed).select(".search-urgent") == []


def test_corrected_words_are_told(search):
    assert "We looked for isotretinoin instead of “isotretnoin”." in say(search("isotretnoin"), ".search-note")


def test_no_result_tells_what_to_try_and_whom_to_ask_and_its_words_are_counted(search):
    page = search("vitiligo zzyzxqq@qqxyzzy.qx 98765")
    assert say(page, "h2")[0] == "We found nothing for these words"
    assert "That does not mean that it is fine. If you are not sure, ask your clinic." in say(page, "p")
    assert page.select(".tool__urgent") != []
    assert page.select(".ask-line") != []
    doors = [link["href"] for link in page.select(".search-doors a")]
    assert {"/tools/my-course/", "/guide/side-effects/", "/glossary/"} <= set(doors)
    assert list(MissedWord.objects.values_list("word", "count")) == [("vitiligo", 1)]


def test_words_that_find_something_are_not_counted(search, client):
    search("dry lips")
    search("chest pain")
    search()
    search("vitiligo " * 50)
    client.head("/search/", {"q": "vitiligo"})
    client.get("/api/v1/search/", {"q": "vitiligo"})
    assert not MissedWord.objects.exists()


def test_nothing_typed_shows_the_box_with_examples(search):
    page = search()
    examples = [link["href"] for link in page.select(".search-try a")]
    assert examples[0] == "/search/?q=dry%20lips"
    assert page.select(".results") == []
    assert page.select_one("meta[name=robots]") is None


def test_every_example_finds_something(search):
    found = {
        link["href"]: search(link.get_text()).select(".results__item") for link in search().select(".search-try a")
    }
    assert found
    assert [path for path, items in found.items() if not items] == []


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_odd_text_is_answered_and_not_logged(search, caplog, typed):
    page = search(typed)
    assert page.select_one("h2") is not None
    assert page.select("script:not([src])") == []
    assert caplog.records == []


def test_letter_is_told_to_be_shorter_and_its_warning_signs_are_seen_all_the_same(search):
    page = search("my lips are dry and " * 60 + " i want to kill myself")
    assert say(page, ".search-note")[0].startswith("Write fewer words.")
    assert page.select(".results") == []
    assert page.select_one(".search-urgent")["data-level"] == "emergency"


def test_rule_past_its_check_date_is_not_stated(search, clock):
    clock.move_to("2036-01-01")
    page = search("give blood wait")
    assert page.select(".results__item")
    assert "a rule that is being re-checked (ask your clinic)" in normalize(page.get_text())


def test_withdrawn_page_is_not_found_any_more_and_the_search_goes_on(search):
    withdraw_topic(Topic.objects.get(key="side-effects"), "en", by=make_user("publisher"), reason="A dose is wrong.")
    page = search("chest pain")
    assert [link["href"] for link in page.select(".results a") if "side-effects/#" in link["href"]] == []
    assert page.select(".tool__urgent") != []


def test_search_without_any_live_page_still_shows_the_tools(db, client):
    page = parse_page(client.get("/search/", {"q": "quiz"}).content.decode())
    assert [link["href"] for link in page.select(".results__title a")] == ["/tools/quiz/"]


def test_json_gives_the_same_answer(guide, client):
    answer = client.get("/api/v1/search/", {"q": "suicidal thoughts"}).json()
    page = parse_page(client.get("/search/", {"q": "suicidal thoughts"}).content.decode())
    assert [one["path"] for one in answer["results"]] == [a["href"] for a in page.select(".results__title a")]
    assert [one["path"] for one in answer["urgent"]] == [a["href"] for a in page.select(".search-urgent h3 a")]
    assert answer["urgent"][0]["level"] == "emergency"
    first = answer["results"][0]
    assert set(first) == {"title", "page", "section", "passage", "path", "url", "edition"}
    assert (first["edition"], first["passage"] != "") == (1, True)
    assert {"topic": "side-effects", "number": 1} in answer["editions"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_search_is_read_alone(db, method):
    assert getattr(Client(enforce_csrf_checks=True), method)("/search/").status_code == 405


@pytest.mark.parametrize("path", ["/", "/guide/side-effects/", "/no-such-page/"])
def test_box_stands_on_pages_where_people_look_for_something(guide, client, path):
    page = parse_page(client.get(path).content.decode())
    form = page.select_one("form[role=search]")
    assert (form["action"], form["method"], form.select_one("input")["name"]) == ("/search/", "get", "q")
    assert form.select_one("label")["for"] == form.select_one("input")["id"]
