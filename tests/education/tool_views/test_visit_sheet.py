"""The page of the visit sheet: a red answer comes first, and nothing is kept."""

import pytest

from education.models import Topic
from education.publishing import withdraw_topic
from tests.education.factories import make_user
from tests.education.pages import normalize, parse_page, read_words

pytestmark = pytest.mark.django_db

PATH = "/tools/visit-sheet/"


def read(answer):
    return parse_page(answer.content.decode())


@pytest.fixture(autouse=True)
def live_guide(guide):
    """The guide as it ships."""


def test_page_asks_and_shows_no_answer(client):
    page = read(client.get(PATH))
    assert page.select("[checked], .sheet-result") == []
    assert [normalize(box.get_text()) for box in page.select("textarea")] == [""] * 4
    assert "Edition 1, November 24, 2026." in read_words(page)


def test_red_answer_comes_first_on_the_page(client):
    page = read(client.post(PATH, {"sign": ["maybe-pregnant", "worst-headache"], "area-mood": "lot"}))
    cards = page.select(".tool > .sheet__card")
    assert [card["data-level"] for card in cards] == ["emergency", "call", "call"]
    emergency, call = [normalize(card.select_one(".care__heading").get_text()) for card in cards[:2]]
    assert emergency.startswith("A very bad headache, or a headache with sight changes")
    assert emergency.endswith(": Stop the capsules and get emergency help now")
    assert call.startswith("If you can become pregnant: a late period")
    assert call.endswith(": Stop the capsules and call us today")
    assert "Mood: is it one of these? Do not wait for your visit" in normalize(cards[2].get_text())
    assert cards[0].find_previous_sibling().name == "h1"
    assert cards[0].select('a[href="tel:911"]') != []


def test_sheet_shows_what_was_filled_in_and_nothing_else(client):
    page = read(
        client.post(
            PATH,
            {
                "area-lips": "little",
                "area-eyes": "lot",
                "missed": "2",
                "medicines": "<b>Zinc</b>",
                "questions": "Can I swim?\nAnd ski?",
                "ask": ["side-effects.dry-lips", "treatments.gone"],
            },
        )
    )
    rows = [(normalize(row.dt.get_text()), normalize(row.dd.get_text(" "))) for row in page.select(".answers__row")]
    assert rows == [
        ("Bothers me a lot", "Eyes"),
        ("Bothers me a little", "Lips"),
        ("How many capsules did I miss?", "2"),
        ("Medicines, vitamins and herbs I took", "<b>Zinc</b>"),
        ("My questions", "Can I swim? And ski?"),
        ("I want to ask about", "Dry, cracked lips (Side effects and when to call)"),
    ]
    assert "The part that you want to ask about is not in the guide any more." in read_words(page)


def test_address_adds_what_to_ask_about(client):
    page = read(client.get(PATH, {"ask": ["side-effects.dry-lips", "glossary.sebum"]}))
    assert [(box["value"], box.has_attr("checked")) for box in page.select("[data-sheet-asks] input")] == [
        ("side-effects.dry-lips", True),
        ("glossary.sebum", True),
    ]
    links = [link["href"] for link in page.select("[data-sheet-asks] a")]
    assert links == ["/guide/side-effects/#dry-lips", "/glossary/#sebum"]


def test_what_a_reader_wants_to_ask_is_kept_by_nobody(client):
    answer = client.get(PATH, {"ask": "side-effects.dry-lips"})
    assert sorted(answer.headers["Cache-Control"].split(", ")) == ["no-store", "private"]
    assert sorted(client.get(PATH).headers["Cache-Control"].split(", ")) == ["no-cache", "public"]


@pytest.mark.parametrize(
    "strange", ["", "x" * 10_000, "😀.🙂", "\0", "' OR 1=1 --", "<script>.x", "side-effects.", "年"]
)
def test_strange_address_says_what_to_do(client, strange):
    answer = client.get(PATH, {"ask": strange, "sign": "worst-headache"})
    page = read(answer)
    assert answer.status_code == 200
    assert "The part that you want to ask about is not in the guide any more. Write your question above." in (
        read_words(page)
    )
    assert page.select("[checked]") == []  # an address ticks no sign


def test_empty_sheet_says_what_to_do(client):
    assert "Nothing is filled in yet. Choose or write something below." in read_words(read(client.post(PATH, {})))


def test_nothing_is_kept_or_set_or_logged(client, caplog, django_assert_num_queries):
    client.get(PATH)
    with django_assert_num_queries(3):  # the editions, the clinic, its places: nothing is written
        answer = client.post(PATH, {"notes": "A secret.", "sign": "worst-headache"})
    assert sorted(answer.headers["Cache-Control"].split(", ")) == ["no-store", "private"]
    assert answer.cookies == {}
    assert caplog.text == ""


def test_sheet_that_is_too_big_is_refused_in_words_that_repeat_nothing_of_it(client, caplog):
    answer = client.post(PATH, {"notes": "My secret." * 400_000})
    assert answer.status_code == 400
    assert "We could not read this request" in read_words(read(answer))
    assert "My secret." not in answer.content.decode() + caplog.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_sheet_without_the_live_signs_says_so_and_whom_to_call(client, method):
    withdraw_topic(Topic.objects.get(key="side-effects"), "en", by=make_user("manager"), reason="A dose is wrong.")
    answer = getattr(client, method)(PATH, {"sign": "worst-headache"})
    words = read_words(read(answer))
    assert answer.status_code == 503
    assert "We cannot show the sheet now. If something feels wrong, call your clinic today." in words
    assert "Emergency? Call 911." in words
    assert read(answer).select("form") == []


def test_topic_offers_its_parts_to_the_sheet(client):
    (template,) = read(client.get("/glossary/")).select("template[data-ask-about]")
    assert (template["data-ask-about"], template["data-path"]) == ("glossary", "/glossary/")
