"""One live edition that this code cannot read: every other page goes on, and staff can mend it."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from education.models import LiveEdition, Section, Topic
from education.standing import find_standings
from tests.education.admin.browsing import list_messages, parse, send
from tests.education.factories import make_manager, make_reviewer, make_topic, publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FAULTS = {
    "no document": (
        "UPDATE education_edition SET document = '{}' WHERE id = %s",
        "schema_version of its document is not as this version of the guide knows it.",
    ),
    "of later code": (
        "UPDATE education_edition SET schema_version = 9 WHERE id = %s",
        "This document is of version 9; this code knows up to 2. Update the code.",
    ),
}
ADVICE = "This edition cannot be read: withdraw it or publish again."


@pytest.fixture(params=FAULTS.values(), ids=FAULTS)
def fault(request: pytest.FixtureRequest) -> str:
    """The live edition of the topic “broken” cannot be read, for this reason; that of “sound” can, and links to it."""
    statement, reason = request.param
    edition = publish(make_topic("broken"), "Words that will break.")
    publish(make_topic("sound", body="See [[topic:broken]]."))
    with connection.cursor() as cursor:
        cursor.execute(statement, [edition.pk])
    return reason


@pytest.fixture
def manager(db: None) -> Client:
    client = Client()
    client.force_login(make_manager())
    return client


def get_admin_url(key: str, page: str) -> str:
    return reverse(f"admin:education_topic_{page}", args=[Topic.objects.get(key=key).pk])


def test_public_pages_leave_the_broken_topic_out_and_the_log_names_it(client, fault, caplog):
    home, about = (parse(client.get(path)) for path in ("/", "/about/"))
    topics = client.get("/api/v1/topics/").json()["topics"]

    assert [link["href"] for link in home.select(".door a")] == ["/guide/sound/"]
    assert [row.a["href"] for row in about.select("tbody tr")] == ["/guide/sound/"]
    assert [topic["slug"] for topic in topics] == ["sound"]
    sentence = f"“The topic broken, edition 1 (en)” is live and cannot be read: {fault} Withdraw it or publish again."
    assert [record.getMessage() for record in caplog.records] == [sentence] * 3


def test_page_of_the_broken_topic_says_that_it_cannot_be_shown(client, fault):
    page, answer = client.get("/guide/broken/"), client.get("/api/v1/topics/broken/")

    assert (page.status_code, parse(page).select_one("h1").text) == (503, "We cannot show this page now")
    assert (answer.status_code, answer.json()) == (
        503,
        {"error": "This topic cannot be shown now. Ask the clinic."},
    )


def test_standings_tell_the_fault_and_that_links_lead_to_a_notice(fault):
    broken, sound = find_standings(Topic.objects.all(), "en")

    assert (broken.fault, broken.live, broken.has_changes, broken.reasons) == (fault, None, True, [])
    assert sound.fault == ""
    assert [(reason.severity, reason.code) for reason in sound.reasons] == [("warning", "link-to-notice")]


@pytest.mark.parametrize("page", ["change", "publish", "withdraw", "history"])
def test_every_topic_has_its_pages_in_the_admin(manager, fault, page):
    for key in ("broken", "sound"):
        assert f"The topic {key}" in parse(manager.get(get_admin_url(key, page))).select_one("#content").text


@pytest.mark.parametrize("page", ["change", "publish"])
def test_admin_says_what_to_do_about_the_broken_topic(manager, fault, page):
    words = " ".join(parse(manager.get(get_admin_url("broken", page))).get_text(" ").split())
    assert f"{ADVICE} {fault}" in words


def test_admin_lists_the_broken_topic(manager, fault):
    cells = parse(manager.get(reverse("admin:education_topic_changelist"))).select(".field-live")
    work = [" ".join(item.get_text().split()) for item in parse(manager.get("/admin/")).select(".work-to-do > ul > li")]
    edition = parse(
        manager.get(reverse("admin:education_edition_change", args=[LiveEdition.objects.first().edition_id]))
    )

    assert [cell.text for cell in cells] == ["cannot be read: withdraw it or publish again", "1, 2026-11-24"]
    assert work[0] == (
        "Cannot be read: The topic broken. Readers see a notice in its place: withdraw it or publish again."
    )
    assert edition.select_one(".field-words .readonly").text == f"They cannot be read: {fault}"


def test_broken_topic_can_be_taken_down_and_then_published(manager, fault, client):
    url = get_admin_url("broken", "withdraw")
    send(manager, manager.get(url), "#content form", "decide", reason="We mend this page.")
    assert parse(client.get("/guide/broken/")).select_one("main strong").text == "We mend this page."

    Section.objects.filter(topic__key="broken").update(body="Whole words.", body_en="Whole words.")
    url = get_admin_url("broken", "publish")
    fields = {"change_note": "Whole again.", "reviewer": make_reviewer().pk}
    published = send(manager, manager.get(url), "#content form", "decide", **fields)
    assert list_messages(manager.get(published.url))[-1] == "Edition 2 of “The topic broken” is live."
    assert parse(client.get("/guide/broken/")).select_one(".prose").text.strip() == "Whole words."


@pytest.mark.parametrize("page", ["roll_back", "restore"])
def test_broken_edition_brings_nothing_back(manager, fault, page):
    url = reverse(f"admin:education_topic_{page}", args=[Topic.objects.get(key="broken").pk, 1])
    assert list_messages(manager.get(url, follow=True)) == [f"Edition 1 cannot be read: {fault}"]


def test_publishing_alone_mends_the_broken_topic(fault, client):
    publish(Topic.objects.get(key="broken"), "Whole again.")

    assert parse(client.get("/guide/broken/")).select_one("h1").text == "The topic broken"
    assert [standing.fault for standing in find_standings(Topic.objects.all(), "en")] == ["", ""]
