"""The page of “Can I?” and its JSON: live editions alone, nothing kept, and an answer to whatever is typed."""

import re
from datetime import date

import jsonschema
import pytest
import time_machine
from django.conf import settings as django_settings

from education.models import LiveEdition, Topic
from education.publishing import withdraw_topic
from tests.education.factories import make_user

PATH = "/tools/can-i/"
API = "/api/v1/tools/can-i/"

pytestmark = pytest.mark.usefixtures("guide")


def ask(client, typed, **options):
    return client.get(PATH, {"q": typed}, **options)


def list_codes(response):
    return re.findall(r'data-(?:answer|level)="([a-z]+)"', response.content.decode())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("doxycycline", "no"),
        ("leg waxing", "no"),
        ("zinc", "ask"),
        ("tylenol", "careful"),
        ("vaseline", "fine"),
        ("coffee", "unknown"),
        ("Lamictal", "unknown"),
        ("accutane", "unknown"),
        ("", "unknown"),
    ],
)
def test_first_answer_of_the_page_and_of_the_json_agree(client, typed, code):
    response = ask(client, typed)
    assert (response.status_code, list_codes(response)[0]) == (200, code)
    words = client.get(API, {"q": typed}).json()
    assert words["answer"] == code
    assert [thing["answer"] for thing in words["things"]][:1] in ([code], [])


def test_answer_says_why_how_long_and_what_instead_with_sources_and_edition(client):
    page = ask(client, "leg waxing").content.decode()
    assert "Your skin is thin and can come off with the wax." in page
    assert 'href="/guide/what-to-avoid/#waxing-sugaring"' in page
    assert 'id="source-medication-guide-absorica"' in page
    assert "Edition 1" in page
    assert "Until 6 months after your last capsule" in page


def test_correction_is_told_on_the_page(client):
    assert "We read “doxycyclyne” as <strong>doxycycline</strong>." in ask(client, "doxycyclyne").content.decode()


def test_unread_words_are_told_on_the_page(client):
    page = ask(client, "vaseline and kitchen").content.decode()
    assert "We did not understand" in page
    assert "“kitchen”" in page


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("overdose", ["emergency", "unknown"]), ("chest pain after doxycycline", ["emergency", "no"])],
)
def test_emergency_goes_before_every_answer(client, typed, codes):
    assert list_codes(ask(client, typed))[:2] == codes
    assert client.get(API, {"q": typed}).json()["warning_signs"][0]["level"] == "emergency"


def test_name_of_the_list_is_no_slip_in_a_warning_sign(client):
    assert "emergency" not in list_codes(ask(client, "Blistex"))


def test_last_capsule_makes_the_day_and_is_kept_by_nobody(client):
    boxes = {"q": "giving blood", "last_0": "1", "last_1": "31", "last_2": "2027"}
    response = client.post(PATH, boxes)
    assert '<time datetime="2027-03-03">March 3, 2027</time>' in response.content.decode()
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response.cookies == {}


def test_page_of_words_alone_may_be_kept(client):
    response = ask(client, "giving blood")
    assert set(response["Cache-Control"].split(", ")) == {"public", "no-cache"}
    assert '<p class="checked__day" data-days="31" hidden>' in response.content.decode()


def test_rule_past_its_check_date_is_not_stated_and_gives_no_day(client):
    with time_machine.travel(date(2030, 1, 1)):
        page = client.post(
            PATH, {"q": "giving blood", "last_0": "1", "last_1": "31", "last_2": "2030"}
        ).content.decode()
    assert "A rule that is being re-checked" in page
    assert "data-days" not in page.replace("data-days-kept", "")


@pytest.mark.parametrize(
    "boxes",
    [
        ("", "", ""),
        ("2", "30", "2027"),
        ("1", "1", "1"),
        ("1", "1", "9999"),
        ("12", "31", "1900"),
        ("soon", "\0", "💊"),
        ("70 kg", "1", "2027"),
    ],
)
def test_day_that_cannot_be_is_told_and_the_answer_stays(client, boxes):
    names = ("last_0", "last_1", "last_2")
    response = client.post(PATH, {"q": "giving blood", **dict(zip(names, boxes, strict=True))})
    assert response.status_code == 422
    assert list_codes(response)[0] == "no"
    assert 'class="field__error"' in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "tylenol " * 1_250,
        "💊" * 100,
        "مرحبا",
        "шоколад",
        "'; DROP TABLE education_topic; --",
        "<script>alert(1)</script>",
        "\0",
        "{{ 7 }}{% now %}",
        "%s%n",
    ],
)
def test_bad_input_is_answered_and_harmless(client, typed):
    response = ask(client, typed)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert client.get(API, {"q": typed}).json()["answer"] in ("unknown", "careful")
    assert client.post(PATH, {"q": typed}).status_code == 422


def test_other_methods_are_refused(client):
    assert (client.put(PATH).status_code, client.post(API).status_code) == (405, 405)


def withdraw(slug):
    withdraw_topic(Topic.objects.get(key=slug), "en", reason="Wrong.", by=make_user(f"remover-of-{slug}"))


def test_without_the_avoid_list_nothing_is_answered(client):
    withdraw("what-to-avoid")
    response = ask(client, "vaseline")
    assert (response.status_code, list_codes(response)) == (503, ["unknown"])
    assert client.get(API, {"q": "vaseline"}).status_code == 503


def test_without_treatments_and_warning_signs_the_avoid_list_answers(client):
    withdraw("treatments")
    withdraw("side-effects")
    words = client.get(API, {"q": "doxycycline"}).json()
    assert (words["answer"], words["editions"]) == ("no", [{"topic": "what-to-avoid", "number": 1}])


def test_new_edition_answers_at_once(client):
    assert LiveEdition.objects.in_language("en").filter(topic__key="what-to-avoid").exists()
    editions = client.get(API, {"q": "doxycycline"}).json()["editions"]
    assert editions == [{"topic": "what-to-avoid", "number": 1}, {"topic": "treatments", "number": 1}]


def test_json_is_plain_words(client, settings):
    settings.SITE_URL = "https://guide.example"
    (thing,) = client.get(API, {"q": "giving blood"}).json()["things"]
    assert thing == {
        "answer": "no",
        "name": "Giving blood, plasma or platelets",
        "matched": "give blood",
        "key": "giving-blood",
        "why": thing["why"],
        "until": thing["until"],
        "until_note": "",
        "days_after_last_capsule": 31,
        "instead": thing["instead"],
        "sources": [
            "to-be-confirmed",
            "medication-guide-absorica",
            "fda-blood-1984",
            "carter-bloodcare",
            "gulf-coast-blood",
        ],
        "url": "https://guide.example/guide/what-to-avoid/#giving-blood",
    }
    assert "[[" not in thing["why"] + thing["until"] + thing["instead"]


def test_json_fits_the_schema_that_was_promised_and_is_served(client):
    promised = (django_settings.BASE_DIR / "docs" / "api-v1-can-i.schema.json").read_bytes()
    served = client.get("/api/v1/can-i.schema.json")
    assert served.content == promised, "Write render_reply_schema() to the file, if those who read it can bear that."
    for typed in ("", "doxycyclyne", "vitamin", "alcohol", "overdose", "tylenol with lamictal", "Yaz and Benzac"):
        jsonschema.validate(client.get(API, {"q": typed}).json(), served.json())


def test_nothing_that_is_typed_is_logged(client, caplog):
    with caplog.at_level("DEBUG"):
        ask(client, "secretword")
        client.post(PATH, {"q": "secretword", "last_0": "13", "last_1": "77", "last_2": "2027"})
    assert "secretword" not in caplog.text
