"""The page and the JSON of “Is this normal?”: the same answer, what to do, and nothing of what was typed kept."""

import logging

import jsonschema
import pytest
from django.conf import settings

from education.models import ClinicProfile, SideEffect, SideEffectAdvice, Topic
from education.publishing import withdraw_topic
from tests.education.factories import make_user, publish
from tests.education.pages import parse_page, read_words

pytestmark = pytest.mark.usefixtures("guide")

PATH = "/tools/is-this-normal/"
API = "/api/v1/tools/is-this-normal/"


def ask(client, typed, **where):
    answer = client.get(PATH, {"q": typed, **where})
    assert answer.status_code == 200
    return parse_page(answer.content.decode())


def list_levels(page):
    return [element["data-level"] for element in page.select("[data-level]")]


def test_page_without_a_question_has_the_form_every_side_effect_and_no_answer(client):
    page = parse_page(client.get(PATH).content.decode())
    assert list_levels(page) == []
    assert [field["name"] for field in page.select(".sign-form input")] == ["q", "when", "when", "when", "week"]
    assert sorted(link["href"] for link in page.select(".sign-area a")) == sorted(
        f"?q={key}" for key in SideEffect.objects.values_list("key", flat=True)
    )


@pytest.mark.parametrize(
    ("typed", "when", "heading"),
    [
        ("dry lips", "week-3", "This is expected. Care for it yourself Dry, cracked lips"),
        ("hair loss", "week-3", "Tell us at your next visit Hair shedding"),
        ("hair loss", "before", "Tell us before you take the first capsule Hair shedding"),
        ("milk discharge", "week-3", "Stop the capsules and call us today Milk or fluid from the nipple"),
        ("milk discharge", "after", "Call us today Milk or fluid from the nipple"),
        ("milk discharge", "before", "Call us today, before you take any capsule Milk or fluid from the nipple"),
        ("seizure", "week-3", "Emergency: call 911 or go to the emergency room now A seizure"),
    ],
)
def test_card_says_the_level_in_words_and_what_it_is_about(client, typed, when, heading):
    page = ask(client, typed, when=when)
    assert " ".join(page.select_one("[data-level] h3").get_text().split()) == heading


def test_card_tells_all_that_the_guide_says_of_a_side_effect(client):
    page = ask(client, "dry lips", when="after-week-2")
    words = read_words(page)
    for told in (
        "Keep up the ointment until then.",
        "This is expected up to week 4 after your last capsule.",
        "Put on a thick, plain ointment from the first day",
        "Your lips feel tight",
        "about 93 of 100 people",
        "you see yellow crust, pus",
        "From week 5 after your last capsule on: Tell us at your next visit.",
        "Edition 1, November 24, 2026.",
        "Saudi",
    ):
        assert told in words
    assert page.select_one(".finding__more a")["href"] == "/guide/side-effects/#dry-lips"


def test_sources_are_those_of_the_answer(client):
    cited = {link["href"] for link in ask(client, "dry lips", when="week-3").select(".cited a")}
    listed = {f"#{item['id']}" for item in ask(client, "dry lips", when="week-3").select(".source-list > li")}
    assert cited == listed


def test_without_a_week_the_answer_is_the_most_careful_and_asks_for_it(client):
    page = ask(client, "flare")
    words = read_words(page)
    assert list_levels(page) == ["tell"]
    assert "We do not know where you are in your course, so this is the most careful answer." in words
    assert "Weeks 1 to 8: Care for it yourself." in words


def test_where_that_cannot_be_read_is_told_and_not_guessed(client):
    page = ask(client, "flare", when="week-0")
    assert list_levels(page) == ["tell"]
    assert "We could not read where you are in your course." in read_words(page)


def test_call_names_the_phone_of_the_clinic(client):
    ClinicProfile.objects.update(phone="(000) 000-0000")
    page = ask(client, "milk discharge", when="week-3")
    assert page.select_one("[data-level] .finding__phone")["href"] == "tel:0000000000"


def test_call_says_where_the_number_is_when_it_is_not_known(client):
    page = ask(client, "milk discharge", when="week-3")
    assert "The number is on your appointment card or your prescription." in page.select_one("[data-level]").get_text()


def test_words_left_over_come_before_an_answer_that_is_expected(client):
    page = ask(client, "dry lips and purple toes", when="week-3")
    words = read_words(page)
    told = "We did not understand “purple”, “toes”. Ask the clinic about it."
    assert words.index(told) < words.index("This is expected. Care for it yourself")


def test_signs_to_check_first_lead_to_their_answer(client):
    page = ask(client, "headache", when="week-2")
    (link,) = page.select(".first-signs a")
    assert list_levels(page) == ["expected"]
    assert list_levels(parse_page(client.get(PATH + link["href"]).content.decode())) == ["emergency"]


def test_key_is_shown_by_its_name(client):
    page = ask(client, "dry-lips", when="week-3")
    assert page.select_one("#answer").get_text(strip=True) == "You asked about “Dry, cracked lips”"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x" * 10_000, "word " * 2_000, "🙂", "болит голова", "' OR 1=1 --", "<b onclick=x>&amp;", "\0", "%s {0}"],
)
@pytest.mark.parametrize("when", ["", "week-999999", "0001-01-01", "9999-12-31", "<i>", "\0"])
def test_bad_words_end_at_the_clinic_on_the_page_and_in_the_json(client, typed, when):
    page = ask(client, typed, when=when)
    assert list_levels(page) == ["ask"]
    assert page.select("[onclick], #answer b, #answer i") == []
    assert client.get(API, {"q": typed, "when": when}).json()["level"] == "ask"


@pytest.mark.parametrize("typed", ["dry lips", "headache", "chest pain and dry lips", "qwxyz", "skin is peeling"])
@pytest.mark.parametrize("when", ["", "before", "week-3", "after", "after-week-9"])
def test_json_answers_as_the_page_does(client, typed, when):
    page = ask(client, typed, when=when)
    told = client.get(API, {"q": typed, "when": when}).json()
    assert [entry["level"] for entry in told["entries"]] == ([] if told["level"] == "ask" else list_levels(page))
    assert told["level"] == list_levels(page)[0]
    assert [row["name"] for row in told["check_first"]] == [link.get_text() for link in page.select(".first-signs a")]
    assert (told["when"], told["editions"]) == (when, [{"topic": "side-effects", "number": 1}])


def test_json_fits_the_schema_that_was_promised_and_is_served(client):
    promised = (settings.BASE_DIR / "docs" / "api-v1-is-this-normal.schema.json").read_bytes()
    served = client.get("/api/v1/is-this-normal.schema.json")
    assert served.content == promised, "Write render_answer_schema() to the file, if those who read it can bear that."
    for typed in ("", "dry lips and purple toes", "headache", "cash", "chest pain", "late-period"):
        jsonschema.validate(client.get(API, {"q": typed}).json(), served.json())


def test_week_can_come_in_a_box_of_its_own(client):
    assert list_levels(ask(client, "flare", when="week", week="3")) == ["expected"]
    assert list_levels(ask(client, "flare", when="week", week="9")) == ["tell"]


def test_new_edition_is_answered_from_at_once(client):
    assert list_levels(ask(client, "dry lips", when="week-3")) == ["expected"]
    SideEffectAdvice.objects.filter(side_effect__key="dry-lips").update(level="call")
    publish(Topic.objects.get(key="side-effects"))
    page = ask(client, "dry lips", when="week-3")
    assert list_levels(page) == ["call"]
    assert "Edition 2" in read_words(page)


def test_topic_that_is_down_gives_no_answer_and_says_whom_to_call(client):
    topic = Topic.objects.get(key="side-effects")
    withdraw_topic(topic, "en", by=make_user("boss"), reason="A dose is wrong.")
    answer = client.get(PATH, {"q": "dry lips", "when": "week-3"})
    page = parse_page(answer.content.decode())
    assert (answer.status_code, list_levels(page)) == (503, ["ask"])
    assert "Call your clinic. The number is on your appointment card or your prescription." in read_words(page)
    assert page.select("a[href='tel:911']")
    assert client.get(API, {"q": "dry lips"}).status_code == 503


def test_answer_needs_few_queries_and_logs_nothing(client, caplog, django_assert_max_num_queries):
    ask(client, "dry lips")
    with caplog.at_level(logging.DEBUG), django_assert_max_num_queries(4):
        ask(client, "seldomtyped secret words", when="week-3")
    assert [record for record in caplog.records if "seldomtyped" in record.getMessage()] == []


def test_answer_sets_no_cookie_and_is_asked_for_anew(client):
    answer = client.get(PATH, {"q": "dry lips"})
    assert (answer.cookies.output(), answer["Cache-Control"]) == ("", "public, no-cache")
