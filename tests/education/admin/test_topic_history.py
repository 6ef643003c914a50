"""All editions of a topic: rolling back to one, and restoring one into the drafts."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from education.documents.build import build_topic_document
from education.documents.schema import fingerprint
from education.models import Edition, LiveEdition, Section, SideEffect, Topic
from tests.education.admin.browsing import list_messages, list_summary, parse, send
from tests.education.factories import (
    make_fact,
    make_manager,
    make_onlooker,
    make_reviewer,
    make_section,
    make_topic,
    make_user,
    publish,
)

FORM = "#content form"


@pytest.fixture
def topic(db) -> Topic:
    """A topic with two editions: old words, and new ones that are live."""
    topic = make_topic(body="Old words.")
    publish(topic, "The first note.")
    edit(topic, "New words.")
    publish(topic, "The second note.")
    return topic


def edit(topic: Topic, body: str) -> None:
    Section.objects.filter(topic=topic).update(body=body, body_en=body)


def make_side_effect(key: str) -> SideEffect:
    texts = {"feels_like": "Dry.", "self_care": "Use balm.", "frequency_note": "No one knows."}
    return SideEffect.objects.create(key=key, name=key.title(), body_area="skin", **texts)


def get_history_url(topic: Topic) -> str:
    return reverse("admin:education_topic_history", args=[topic.pk])


def get_url(topic: Topic, page: str, number: int) -> str:
    return reverse(f"admin:education_topic_{page}", args=[topic.pk, number])


def list_rows(response) -> list[list[str]]:
    rows = parse(response).select("[aria-labelledby=editions] tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


def test_history_lists_every_edition_with_what_can_be_done(manager, topic):
    published = "Nov. 24, 2026, noon"

    assert list_rows(manager.get(get_history_url(topic))) == [
        [
            "Edition 2",
            published,
            "Some-Publisher",
            "Some-Reader, Nov. 24, 2026",
            "The second note.",
            "live",
            "Withdraw Restore 2 into the drafts",
        ],
        [
            "Edition 1",
            published,
            "Some-Publisher",
            "Some-Reader, Nov. 24, 2026",
            "The first note.",
            "replaced",
            "Roll back to 1 Restore 1 into the drafts",
        ],
    ]


def test_history_names_what_was_taken_down_and_what_was_rolled_back(manager, topic):
    reviewer = make_reviewer()
    roll_back = get_url(topic, "roll_back", 1)
    send(manager, manager.get(roll_back), FORM, "decide", change_note="Back.", reviewer=reviewer.pk)
    withdraw = reverse("admin:education_topic_withdraw", args=[topic.pk])
    send(manager, manager.get(withdraw), FORM, "decide", reason="Both were wrong.")

    rows = list_rows(manager.get(get_history_url(topic)))

    assert [row[4:6] for row in rows] == [
        ["Back. (The words of edition 1.)", "taken down: Both were wrong."],
        ["The second note.", "replaced"],
        ["The first note.", "replaced"],
    ]


def list_edits(response) -> list[list[str]]:
    rows = parse(response).select("#change-history tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


def test_history_tells_edits_of_every_row_that_the_topic_shows(manager, topic, clock):
    effect, gone = make_side_effect("dry-lips"), make_side_effect("itch")
    make_section(topic, "effects", kind="side_effects", heading="Effects", body="")
    unrelated = make_fact("unrelated")
    fact = make_fact("clear")
    edit(topic, "It helps [[fact:clear]].")
    for row in (topic, effect, unrelated, fact):
        clock.shift(60)
        opened = manager.get(reverse(f"admin:education_{row._meta.model_name}_change", args=[row.pk]))
        send(manager, opened, "#content-main form", "_save")
    clock.shift(60)
    gone_url = reverse("admin:education_sideeffect_delete", args=[gone.pk])
    send(manager, manager.get(gone_url), "#content form", "delete")

    response = manager.get(get_history_url(topic))

    assert list_edits(response) == [
        ["Nov. 24, 2026, 12:05 p.m.", "Mona", "Side effect Itch", "Deleted."],
        ["Nov. 24, 2026, 12:04 p.m.", "Mona", "Fact clear", "No fields changed."],
        ["Nov. 24, 2026, 12:02 p.m.", "Mona", "Side effect Dry-Lips", "No fields changed."],
        ["Nov. 24, 2026, 12:01 p.m.", "Mona", "Topic The topic small-topic", "No fields changed."],
    ]
    links = [link["href"] for link in parse(response).select("#change-history a")]
    assert links == [
        reverse(f"admin:education_{row._meta.model_name}_change", args=[row.pk]) for row in (fact, effect, topic)
    ]


def test_history_pages_the_edits(manager, topic):
    person = User.objects.get(username="mona")
    for number in range(51):
        LogEntry.objects.log_actions(person.pk, [topic], CHANGE, f"Edit {number}.")

    first = manager.get(get_history_url(topic))
    (older,) = (link for link in parse(first).select("#content a") if link.text == "Older edits")
    second = manager.get(f"{get_history_url(topic)}{older['href']}")

    assert [row[3] for row in list_edits(first)][::49] == ["Edit 50.", "Edit 1."]
    assert [row[3] for row in list_edits(second)] == ["Edit 0."]


def test_history_shows_editors_all_editions_and_no_buttons(editor, topic):
    page = parse(editor.get(get_history_url(topic)))

    assert len(page.select("[aria-labelledby=editions] tbody tr")) == 2
    assert page.select(".row-actions") == []


def test_history_costs_the_same_queries_for_one_edition_and_three(manager, topic, django_assert_num_queries):
    other = make_topic("other")
    publish(other)
    publish(topic)
    manager.get(get_history_url(other))
    with CaptureQueriesContext(connection) as one:
        manager.get(get_history_url(other))

    with django_assert_num_queries(len(one)):
        assert len(list_rows(manager.get(get_history_url(topic)))) == 3


def test_history_of_no_topic_leads_back(manager, topic):
    assert manager.get("/admin/education/topic/nothing/history/").url == "/admin/"


def test_roll_back_puts_the_old_words_live_as_the_next_edition(manager, topic):
    reviewer = make_reviewer()
    opened = manager.get(get_url(topic, "roll_back", 1))

    response = send(manager, opened, FORM, "decide", change_note="The old words were right.", reviewer=reviewer.pk)

    assert [" ".join(words.get_text().split()) for words in parse(opened).select(".differences dd")] == [
        "[removed] New [end] [added] Old [end] words."
    ]
    live = LiveEdition.objects.get().edition
    assert (live.number, live.restores.number, live.reviewed_by) == (3, 1, reviewer)
    assert live.document["sections"][0]["body"] == "Old words."
    assert topic.sections.get().body == "New words."
    assert list_messages(manager.get(response.url)) == [
        "Edition 3 of “The topic small-topic” is live, with the words of edition 1."
    ]


def test_roll_back_of_a_topic_that_is_down_warns_of_words_that_were_taken_down(manager, topic):
    withdraw = reverse("admin:education_topic_withdraw", args=[topic.pk])
    send(manager, manager.get(withdraw), FORM, "decide", reason="A dose was wrong.")

    same, older = (parse(manager.get(get_url(topic, "roll_back", number))).select_one("#content") for number in (2, 1))

    warning = (
        "These very words were taken down, as edition 2, for this reason: “A dose was wrong.” "
        "Roll back to them only if that is no longer so."
    )
    assert [strong.get_text() for strong in same.select("#content-main > p strong")] == [warning]
    assert older.select("#content-main > p strong") == []
    assert older.select_one(".taken-down q").get_text() == "A dose was wrong."
    assert [" ".join(words.get_text().split()) for words in older.select(".differences dd")] == [
        "[removed] New [end] [added] Old [end] words."
    ]


def test_roll_back_lists_every_reason_of_a_refusal(manager, topic):
    target = make_topic("target")
    edit(topic, "See [[topic:target#lips]].")
    make_section(topic, "more", heading="More", body="See [[topic:target#lips]].")
    publish(target)
    publish(topic)
    Section.objects.filter(topic=target).update(key="mouth")
    publish(target)

    response = send(
        manager,
        manager.get(get_url(topic, "roll_back", 3)),
        FORM,
        "decide",
        change_note="Back.",
        reviewer=make_reviewer().pk,
    )

    assert list_summary(response) == [
        "“target” has no part “lips”. (Section “Lips”, text)",
        "“target” has no part “lips”. (Section “More”, text)",
    ]
    assert Edition.objects.filter(topic=topic).count() == 3


def test_roll_back_refuses_when_another_edition_came(manager, topic):
    opened = manager.get(get_url(topic, "roll_back", 1))
    publish(topic)

    response = send(manager, opened, FORM, "decide", change_note="Back.", reviewer=make_reviewer().pk)

    assert list_summary(response) == ["Edition 3 was published since you opened this page. Look at it first."]
    assert Edition.objects.count() == 3


def test_restore_writes_the_old_words_into_the_drafts_and_publishes_nothing(manager, topic):
    make_section(topic, "since", heading="Since")
    opened = manager.get(get_url(topic, "restore", 1))

    response = send(manager, opened, FORM, "decide", acknowledged="looked")

    assert topic.sections.get(key="lips").body == "Old words."
    assert LiveEdition.objects.get().edition.number == 2
    assert list_messages(manager.get(response.url)) == [
        "Edition 1 is in the drafts again: 1 row changed. Nothing is published yet.",
        "The edition did not have these; they stay in the drafts: since.",
    ]


def test_restore_of_drafts_that_an_edition_holds_says_how_to_undo_it(manager, topic):
    opened = manager.get(get_url(topic, "restore", 1))

    send(manager, opened, FORM, "decide")
    send(manager, manager.get(get_url(topic, "restore", 2)), FORM, "decide")

    assert parse(opened).select("#content p")[1].get_text(strip=True) == (
        "Nothing is lost: the drafts say what edition 2 says. To undo this, restore edition 2."
    )
    assert topic.sections.get().body == "New words."


def test_restore_over_words_that_no_edition_holds_asks_to_look_at_them(manager, topic):
    edit(topic, "Words of the drafts alone.")
    opened = manager.get(get_url(topic, "restore", 1))

    response = send(manager, opened, FORM, "decide")

    assert parse(opened).select("#content p")[1].get_text(strip=True) == (
        "There is no way back: no edition holds what the drafts say now. The words that are marked as removed below "
        "will be gone. Copy what you still need first."
    )
    assert list_summary(response) == ["Look at the words that are marked as removed, then tick that you did."]
    assert topic.sections.get().body == "Words of the drafts alone."


def test_restore_loses_no_words_that_were_not_seen(manager, topic):
    opened = manager.get(get_url(topic, "restore", 1))
    edit(topic, "Words that nobody saw.")

    response = send(manager, opened, FORM, "decide", acknowledged="looked")

    assert list_summary(response) == [
        "Somebody changed the draft since you opened this page. Look at what would be lost."
    ]
    assert parse(response).select("[name=acknowledged][checked]") == []
    assert topic.sections.get().body == "Words that nobody saw."


@pytest.mark.parametrize("action", ["roll_back", "restore"])
def test_editors_and_onlookers_can_neither_roll_back_nor_restore(editor, sign_in, topic, action):
    for browser in (editor, sign_in(make_onlooker())):
        assert browser.get(get_url(topic, action, 1)).status_code == 403
        assert browser.post(get_url(topic, action, 1), {"draft_sha256": "x", "last_number": "2"}).status_code == 403
    assert Edition.objects.count() == 2
    assert topic.sections.get().body == "New words."


def test_reviewers_who_change_no_drafts_roll_back_and_do_not_restore(sign_in, topic):
    reviewer = sign_in(make_reviewer())
    url = get_url(topic, "restore", 1)

    assert [row[-1] for row in list_rows(reviewer.get(get_history_url(topic)))] == ["Withdraw", "Roll back to 1"]
    assert reviewer.get(url).status_code == 403
    seen = fingerprint(build_topic_document(topic, "en"))
    assert reviewer.post(url, {"draft_sha256": seen}).status_code == 403
    assert topic.sections.get().body == "New words."


@pytest.mark.parametrize("codename", ["change_treatment", "add_question", "change_sideeffectadvice"])
def test_restore_needs_the_right_to_change_every_kind_of_draft(sign_in, topic, codename):
    person = make_manager()
    person.user_permissions.remove(Permission.objects.get(codename=codename))

    assert sign_in(person).get(get_url(topic, "restore", 1)).status_code == 403
    assert sign_in(make_user("ed", "Content editors")).get(get_url(topic, "restore", 1)).status_code == 200


@pytest.mark.parametrize("action", ["roll_back", "restore"])
def test_edition_that_is_not_there_is_not_found(manager, topic, action):
    assert manager.get(get_url(topic, action, 9)).status_code == 404
