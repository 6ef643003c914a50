"""Publishing and withdrawing in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.urls import reverse

from education.models import Edition, GlossaryTerm, LiveEdition, Section, Source, Topic, Withdrawal
from education.publishing import withdraw_topic
from tests.education.admin.browsing import list_messages, list_summary, parse, read_form, send
from tests.education.factories import CHECKED_ON, make_manager, make_reviewer, make_topic, make_user, publish

FORM = "#content form"


@pytest.fixture
def topic(db) -> Topic:
    return make_topic(body="Take care of your lips.")


@pytest.fixture
def reviewer(db) -> User:
    return make_reviewer()


def get_url(topic: Topic, page: str = "publish") -> str:
    return reverse(f"admin:education_topic_{page}", args=[topic.pk])


def edit(topic: Topic, body: str) -> None:
    Section.objects.filter(topic=topic).update(body=body, body_en=body)


def list_differences(response) -> list[tuple[str, str]]:
    """(place, words with what was added and removed) of every change that the page shows."""
    page = parse(response)
    places = [place.get_text(strip=True) for place in page.select(".differences dt")]
    words = [" ".join(words.get_text().split()) for words in page.select(".differences dd")]
    return list(zip(places, words, strict=True))


def list_reasons(response) -> list[str]:
    return [item.get_text(" ", strip=True) for item in parse(response).select(".reasons li")]


def test_publish_makes_the_draft_the_live_edition(manager, topic, reviewer):
    response = send(
        manager, manager.get(get_url(topic)), FORM, "decide", change_note="First words.", reviewer=reviewer.pk
    )

    assert response.url == get_url(topic, "change")
    edition = LiveEdition.objects.get().edition
    assert (edition.number, edition.change_note, edition.title) == (1, "First words.", topic.title)
    assert (edition.published_by.username, edition.reviewed_by, edition.reviewed_on) == ("mona", reviewer, CHECKED_ON)
    assert list_messages(manager.get(response.url)) == ["Edition 1 of “The topic small-topic” is live."]
    assert LogEntry.objects.get().get_change_message() == "Published edition 1."


def test_publish_page_shows_the_changes_word_by_word_and_for_screen_readers(manager, topic):
    publish(topic)
    edit(topic, "Take good care of your skin.")

    response = manager.get(get_url(topic))

    assert list_differences(response) == [
        (
            "Section “Lips”, text",
            "Take [added] good [end] care of your [removed] lips. [end] [added] skin. [end]",
        )
    ]
    assert [mark.name for mark in parse(response).select(".differences :is(ins, del)")] == ["ins", "del", "ins"]
    (link,) = parse(response).select(".differences dt a")
    assert link["href"] == f"{get_url(topic, 'change')}#sections-0"


def test_publish_page_of_unchanged_words_offers_a_new_review(manager, topic, reviewer):
    publish(topic)
    opened = manager.get(get_url(topic))

    send(manager, opened, FORM, "decide", change_note="Read by a clinician.", reviewer=reviewer.pk)

    assert list_differences(opened) == []
    assert LiveEdition.objects.get().edition.reviewed_by == reviewer
    assert Edition.objects.count() == 2


def test_errors_are_all_listed_and_there_is_no_form(manager, topic):
    edit(topic, "It takes 3 days. See [[topic:gone]].")
    Section.objects.get().sources.clear()

    response = manager.get(get_url(topic))

    assert list_reasons(response) == [
        "Must be mended: “Lips” names no source. Section “Lips”",
        (
            "Must be mended: “…It takes 3 days. See .…” holds a number: make it a fact or a rule and refer to that. "
            "Section “Lips”, text"
        ),
        "Must be mended: There is nothing behind “[[topic:gone]]”: look at its spelling. Section “Lips”, text",
    ]
    links = [link["href"] for link in parse(response).select(".reasons a")]
    assert links == [f"{get_url(topic, 'change')}#sections-0"] * 3
    assert parse(response).select(FORM) == []


def test_refusal_lists_every_reason_and_publishes_nothing(manager, topic, reviewer):
    opened = manager.get(get_url(topic))
    edit(topic, "It takes 3 days. See [[topic:gone]].")
    Section.objects.get().sources.clear()

    response = send(manager, opened, FORM, "decide", change_note="New.", reviewer=reviewer.pk)

    assert list_summary(response) == [
        "“Lips” names no source. (Section “Lips”)",
        (
            "“…It takes 3 days. See .…” holds a number: make it a fact or a rule and refer to that. "
            "(Section “Lips”, text)"
        ),
        "There is nothing behind “[[topic:gone]]”: look at its spelling. (Section “Lips”, text)",
    ]
    assert not Edition.objects.exists()


def test_form_names_each_field_that_is_missing(manager, topic):
    response = send(manager, manager.get(get_url(topic)), FORM, "decide", reviewed_on="2026-11-25", change_note=" ")

    assert list_summary(response) == [
        "Write what changes and why.",
        "Choose who read the words.",
        "The day cannot be later than today.",
    ]
    assert parse(response).title.text.startswith("Error: Publish “The topic small-topic”")
    assert not Edition.objects.exists()


def test_each_warning_is_acknowledged_on_its_own(manager, topic, reviewer):
    long = [" ".join([word] * 26) + "." for word in ("first", "second")]
    edit(topic, "\n\n".join(long))
    opened = manager.get(get_url(topic))
    fields = {"change_note": "New.", "reviewer": reviewer.pk}

    none = send(manager, opened, FORM, "decide", **fields)
    one = send(manager, opened, FORM, "decide", **fields, acknowledged=["0"])

    told = ["Mend what is named here, or tick each line to publish all the same."]
    assert [label.text for label in parse(opened).select(".field__choice label")] == [
        f"A sentence has 26 words; the limit is 25: “{sentence}” (Section “Lips”, text)" for sentence in long
    ]
    assert (list_summary(none), list_summary(one)) == (told, told)
    assert not Edition.objects.exists()
    send(manager, one, FORM, "decide", acknowledged=["0", "1"])
    assert Edition.objects.get().change_note == "New."


def test_draft_that_changed_meanwhile_is_shown_before_it_is_published(manager, topic, reviewer):
    publish(topic)
    edit(topic, "Take good care of your lips.")
    opened = manager.get(get_url(topic))
    edit(topic, "Take no care of your lips.")

    refused = send(manager, opened, FORM, "decide", change_note="New.", reviewer=reviewer.pk)

    assert list_summary(refused) == [
        "Somebody changed the draft since you opened this page. Look at the changes again."
    ]
    assert [words for _place, words in list_differences(refused)] == ["Take [added] no [end] care of your lips."]
    assert Edition.objects.count() == 1
    send(manager, refused, FORM, "decide")
    assert LiveEdition.objects.get().edition.document["sections"][0]["body"] == "Take no care of your lips."


def test_second_press_publishes_no_second_edition(manager, topic, reviewer):
    opened = manager.get(get_url(topic))
    fields = {"change_note": "New.", "reviewer": reviewer.pk}
    send(manager, opened, FORM, "decide", **fields)

    response = send(manager, opened, FORM, "decide", **fields)

    assert list_summary(response) == ["Edition 1 was published since you opened this page. Look at it first."]
    assert Edition.objects.count() == 1


def test_reviewers_are_active_clinicians_but_never_oneself(sign_in, topic):
    make_reviewer("rhea")
    make_reviewer("gone-from-the-clinic").__class__.objects.filter(username="gone-from-the-clinic").update(
        is_active=False
    )
    User.objects.filter(pk=make_reviewer("no-staff").pk).update(is_staff=False)
    make_user("sue", is_superuser=True)
    make_user("edna")
    oneself = make_user("mona", "Clinical reviewers", is_superuser=True)

    form = parse(sign_in(oneself).get(get_url(topic))).select_one(FORM)

    assert [option.text for option in form.select("#id_reviewer option")] == ["Choose a reviewer", "Rhea"]


def test_own_review_is_refused_even_when_it_is_sent(sign_in, topic):
    oneself = make_user("mona", "Clinical reviewers", is_superuser=True)
    browser = sign_in(oneself)

    response = send(browser, browser.get(get_url(topic)), FORM, "decide", change_note="New.", reviewer=oneself.pk)

    assert len(list_summary(response)) == 1
    assert not Edition.objects.exists()


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_editor_sees_no_page_that_publishes_and_cannot_send_it(editor, manager, topic, reviewer, action):
    publish(topic)
    fields = read_form(manager.get(get_url(topic, action)), FORM)
    fields |= {"change_note": "New.", "reviewer": reviewer.pk, "reason": "Because."}

    assert editor.get(get_url(topic, action)).status_code == 403
    assert editor.post(get_url(topic, action), fields).status_code == 403
    assert (Edition.objects.count(), Withdrawal.objects.count()) == (1, 0)
    links = {link.text for link in parse(editor.get(get_url(topic, "change"))).select(".object-tools a")}
    assert links == {"Preview", "History"}


def test_withdraw_takes_the_page_down_with_a_reason(manager, topic):
    publish(topic)

    response = send(manager, manager.get(get_url(topic, "withdraw")), FORM, "decide", reason="A dose was wrong.")

    assert response.url == get_url(topic, "change")
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.reason, withdrawal.withdrawn_by.username) == ("A dose was wrong.", "mona")
    assert not LiveEdition.objects.exists()
    assert list_messages(manager.get(response.url)) == [
        "“The topic small-topic” is down. Readers see your reason instead."
    ]


def list_points(response) -> list[str]:
    """The lists of the withdraw page, each with what it holds."""
    items = parse(response).select("section[aria-labelledby=pointers] > ul > li")
    return [" ".join(item.get_text(" ").split()) for item in items]


def test_withdraw_page_says_which_links_lead_to_the_topic(manager, topic):
    other = make_topic("other", body="See [[topic:small-topic#lips|your lips]].")
    Topic.objects.filter(pk=make_topic("third").pk).update(read_next=topic)
    publish(topic)
    publish(other)
    publish(Topic.objects.get(key="third"))

    response = manager.get(get_url(topic, "withdraw"))

    assert list_points(response) == [
        "On the page “The topic other”: Section “Lips”, text",
        "On the page “The topic third”: Read next",
        "Under “During your course”: The topic small-topic: How to care for your lips.",
    ]
    link = parse(response).select_one("section[aria-labelledby=pointers] a")
    assert link["href"] == f"{get_url(other, 'change')}#sections-0"


def test_withdraw_page_says_what_the_home_page_and_every_page_lose(manager, guide):
    topic = Topic.objects.get(key="side-effects")

    points = list_points(manager.get(get_url(topic, "withdraw")))

    urgent = "Under “Stop the capsules and get help now”:"
    assert points[:4] == [
        "At the top or foot of every page: Warning signs",
        f"{urgent} All warning signs",
        (
            "Under “For parents, partners and friends”: How do I see that their mood is changing? "
            "Which signs need help now? How often does it help, and how often does it harm?"
        ),
        "Under “We cannot find this page”: Warning signs",
    ]
    lost = {point.partition(":")[0]: point for point in points[4:]}
    assert lost[urgent.removesuffix(":")].startswith(f"{urgent} Thoughts of ending your life")
    assert lost["Under “During your course”"].startswith("Under “During your course”: Side effects and when to call:")


def test_every_page_that_uses_words_leads_to_the_glossary(manager, topic):
    GlossaryTerm.objects.create(key="balm", term="balm", meaning="A paste for lips.")
    edit(topic, "Use [[term:balm]].")
    glossary = make_topic("glossary")
    publish(topic)
    publish(glossary)

    assert list_points(manager.get(get_url(glossary, "withdraw")))[:2] == [
        "At the top or foot of every page: Words Words explained",
        "On the page “The topic small-topic”: Section “Lips”, text",
    ]


def test_withdraw_asks_for_the_reason(manager, topic):
    publish(topic)

    response = send(manager, manager.get(get_url(topic, "withdraw")), FORM, "decide", reason="  ")

    assert list_summary(response) == ["Write the reason: readers see it instead of the page."]
    assert LiveEdition.objects.exists()


def test_withdraw_takes_down_no_edition_that_was_not_seen(manager, topic):
    publish(topic)
    opened = manager.get(get_url(topic, "withdraw"))
    publish(topic)

    response = send(manager, opened, FORM, "decide", reason="Wrong.")

    assert list_summary(response) == ["Another edition went live since you opened this page. Look at it first."]
    assert LiveEdition.objects.get().edition.number == 2


def test_withdraw_page_of_a_topic_that_is_not_live_is_not_there(manager, topic):
    assert manager.get(get_url(topic, "withdraw")).status_code == 404


def test_panel_tells_where_the_topic_stands(manager, topic):
    publish(topic)
    edit(topic, "Take good care of your lips.")
    Source.objects.update(state="to_be_confirmed")

    panel = parse(manager.get(get_url(topic, "change"))).select_one(".panel")

    facts = [" ".join(item.get_text().split()) for item in panel.select("dl.panel__facts > dd")]
    assert facts[0] == "edition 1 of Nov. 24, 2026, reviewed by Some-Reader on Nov. 24, 2026"
    assert facts[1] == "2 unpublished changes"
    assert "without drug names" in facts[2]
    assert "6 words: Take good care of your lips." in panel.get_text()
    assert "1 source to be confirmed" in panel.get_text()


def take_down(topic: Topic) -> None:
    withdraw_topic(topic, "en", by=publish(topic).published_by, reason="A dose was wrong.")


def test_topic_that_is_down_says_who_took_it_down_why_and_what_next(manager, editor, topic):
    take_down(topic)
    edit(topic, "Take good care of your lips.")

    panel = parse(manager.get(get_url(topic, "change"))).select_one(".panel")

    facts = [" ".join(item.get_text().split()) for item in panel.select("dl.panel__facts > dd")]
    down = (
        "Edition 1 was taken down on Nov. 24, 2026 by Some-Publisher. "
        "In its place readers see this reason: A dose was wrong. What next: mend the drafts"
    )
    assert facts[:2] == [f"{down} and publish them, or roll back to an older edition.", "1 unpublished change"]
    assert [link["href"] for link in panel.select("dl.panel__facts a")] == [
        get_url(topic, "publish"),
        get_url(topic, "history"),
    ]
    panel = parse(editor.get(get_url(topic, "change"))).select_one(".panel")
    assert " ".join(panel.select_one("dd").get_text().split()) == (
        f"{down}, then ask somebody who may publish to publish them or to roll back to an older edition."
    )
    assert panel.select("dl.panel__facts a") == []


def test_publish_page_of_a_topic_that_is_down_shows_what_changed_since(manager, topic):
    take_down(topic)
    edit(topic, "Take good care of your lips.")

    response = manager.get(get_url(topic))

    assert parse(response).select_one(".taken-down q").text == "A dose was wrong."
    assert list_differences(response) == [("Section “Lips”, text", "Take [added] good [end] care of your lips.")]


def test_two_managers_cannot_publish_over_each_other(manager, sign_in, topic, reviewer):
    mine = manager.get(get_url(topic))
    other = sign_in(make_manager("max"))
    send(other, other.get(get_url(topic)), FORM, "decide", change_note="Theirs.", reviewer=reviewer.pk)

    response = send(manager, mine, FORM, "decide", change_note="Mine.", reviewer=reviewer.pk)

    assert list_summary(response) == ["Edition 1 was published since you opened this page. Look at it first."]
    assert Edition.objects.get().change_note == "Theirs."
