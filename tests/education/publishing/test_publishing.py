"""Publishing, rolling back and taking down."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User

from education.documents.build import build_topic_document
from education.models import Edition, LiveEdition, Section, Topic, Withdrawal
from education.publishing import (
    PublishRefusedError,
    Review,
    publish_again,
    publish_shipped_topics,
    publish_topic,
    withdraw_topic,
)
from education.standing import find_standing
from tests.conftest import NOW
from tests.education.factories import CHECKED_ON, make_review, make_reviewer, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def publisher() -> User:
    return make_user("publisher")


@pytest.fixture
def reviewer() -> User:
    return make_reviewer("reviewer")


def publish(topic: Topic, publisher: User, reviewer: User, note: str = "First words.", **options: Any) -> Edition:
    return publish_topic(topic, "en", by=publisher, review=make_review(reviewer), change_note=note, **options)


def edit(topic: Topic, body: str) -> None:
    Section.objects.filter(topic=topic).update(body=body, body_en=body)


def get_codes(refusal: pytest.ExceptionInfo[PublishRefusedError]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def test_publish_topic_keeps_the_draft_as_the_live_edition(publisher, reviewer):
    topic = make_topic()

    edition = publish(topic, publisher, reviewer)

    edition.refresh_from_db()
    assert edition.document == build_topic_document(topic, "en")
    assert (edition.number, edition.origin, edition.change_note) == (1, "staff", "First words.")
    assert (edition.published_by, edition.published_at) == (publisher, NOW)
    assert (edition.reviewed_by, edition.reviewed_by_name, edition.reviewed_on) == (reviewer, "Reviewer", CHECKED_ON)
    assert LiveEdition.objects.get().edition == edition


def test_publish_topic_numbers_editions_and_leaves_older_ones_as_they_were(publisher, reviewer):
    topic = make_topic(body="Old words.")
    first = publish(topic, publisher, reviewer)
    edit(topic, "New words.")

    second = publish(topic, publisher, reviewer, note="Reworded.")

    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]
    first.refresh_from_db()
    assert first.document["sections"][0]["body"] == "Old words."
    assert LiveEdition.objects.get().edition == second


def test_publish_topic_gives_every_reason_at_once_and_writes_nothing(publisher):
    topic = make_topic(body="Wait 3 days. See [[topic:gone]].")
    Section.objects.get().sources.clear()

    with pytest.raises(PublishRefusedError) as refusal:
        publish_topic(topic, "en", by=publisher, review=make_review(publisher), change_note=" ")

    assert get_codes(refusal) == ["no-change-note", "own-review", "no-source", "bare-number", "unknown-reference"]
    assert not Edition.objects.exists()


def test_publish_topic_refuses_a_review_in_the_future(publisher, reviewer, clock):
    clock.shift(-86_400)

    with pytest.raises(PublishRefusedError) as refusal:
        publish_topic(make_topic(), "en", by=publisher, review=Review(reviewer, CHECKED_ON), change_note="Words.")

    assert get_codes(refusal) == ["review-in-future"]


@pytest.mark.parametrize(
    "demote",
    [
        lambda people: people.update(is_active=False),
        lambda people: people.update(is_staff=False),
        lambda people: people.get().groups.clear(),
    ],
    ids=["gone", "no staff", "in no group"],
)
@pytest.mark.parametrize(
    "decide",
    [
        lambda edition, **by: publish_topic(edition.topic, "en", **by),
        publish_again,
    ],
    ids=["publish", "publish again"],
)
def test_who_is_no_reviewer_cannot_stand_behind_the_words(publisher, reviewer, demote, decide):
    edition = publish(make_topic(), publisher, reviewer)
    demote(User.objects.filter(pk=reviewer.pk))

    with pytest.raises(PublishRefusedError) as refusal:
        decide(edition, by=publisher, review=Review(reviewer, CHECKED_ON), change_note="Words.")

    assert [(reason.code, reason.message) for reason in refusal.value.reasons] == [
        ("no-reviewer", "Reviewer is no clinical reviewer: choose another.")
    ]
    assert Edition.objects.get() == edition


def test_superuser_who_is_no_reviewer_cannot_stand_behind_the_words(publisher):
    reader = make_user("sue", is_superuser=True)

    with pytest.raises(PublishRefusedError) as refusal:
        publish_topic(make_topic(), "en", by=publisher, review=Review(reader, CHECKED_ON), change_note="Words.")

    assert get_codes(refusal) == ["no-reviewer"]


def test_review_is_not_older_than_the_words(publisher, reviewer, clock):
    topic = make_topic(body="Old words.")
    first = publish(topic, publisher, reviewer)
    clock.shift(timedelta(days=2))
    edit(topic, "New words.")
    day_after = CHECKED_ON + timedelta(days=1)
    new_words = partial(publish_topic, topic, "en", by=publisher, change_note="Words.")

    with pytest.raises(PublishRefusedError) as refusal:
        new_words(review=Review(reviewer, CHECKED_ON - timedelta(days=1)))
    second = new_words(review=Review(reviewer, day_after))
    with pytest.raises(PublishRefusedError) as second_refusal:
        new_words(review=Review(reviewer, CHECKED_ON))
    third = publish_again(first, by=publisher, review=Review(reviewer, CHECKED_ON), change_note="Back.")

    message = "These words are not older than %s: somebody must have read them on that day or later."
    assert [reason.message for reason in refusal.value.reasons] == [message % CHECKED_ON]
    assert [reason.message for reason in second_refusal.value.reasons] == [message % day_after]
    assert [(edition.number, edition.reviewed_on) for edition in (second, third)] == [(2, day_after), (3, CHECKED_ON)]


def test_review_of_words_that_shipped_is_not_older_than_their_installation(publisher, reviewer):
    topic = make_topic()
    publish_shipped_topics([topic], "en", change_note="As shipped.")

    with pytest.raises(PublishRefusedError) as refusal:
        publish_topic(topic, "en", by=publisher, change_note="Read.", review=Review(reviewer, date(1999, 1, 1)))

    assert get_codes(refusal) == ["review-too-old"]


def test_publish_topic_wants_a_warning_acknowledged(publisher, reviewer):
    long_sentence = "Put it on your lips " + "and on your lips " * 6 + "again."
    topic = make_topic(body=long_sentence)

    with pytest.raises(PublishRefusedError) as refusal:
        publish(topic, publisher, reviewer)
    edition = publish_topic(
        topic,
        "en",
        by=publisher,
        review=make_review(reviewer),
        change_note="Long.",
        acknowledged=["long-sentence", "reading-grade"],
    )

    assert set(get_codes(refusal)) <= {"long-sentence", "reading-grade"}
    assert edition.number == 1


def test_publish_topic_refuses_a_link_to_a_topic_that_is_not_live(publisher, reviewer):
    make_topic("other")
    topic = make_topic(body="See [[topic:other]].")

    with pytest.raises(PublishRefusedError) as refusal:
        publish(topic, publisher, reviewer)

    assert get_codes(refusal) == ["dead-link"]


def test_publish_shipped_topics_may_link_to_each_other_and_are_not_reviewed():
    topics = [make_topic("one", body="See [[topic:two#lips]]."), make_topic("two", body="See [[topic:one]].")]

    editions = publish_shipped_topics(topics, "en", change_note="As shipped.")

    assert [(edition.origin, edition.reviewed_by, edition.number) for edition in editions] == [("guide", None, 1)] * 2


def test_publish_shipped_topics_is_all_or_nothing():
    topics = [make_topic("good"), make_topic("bad", body="Wait 3 days.")]

    with pytest.raises(PublishRefusedError):
        publish_shipped_topics(topics, "en", change_note="As shipped.")

    assert not Edition.objects.exists()


def test_publish_again_brings_old_words_back_as_the_next_edition(publisher, reviewer):
    topic = make_topic(body="Old words.")
    first = publish(topic, publisher, reviewer)
    edit(topic, "New words.")
    publish(topic, publisher, reviewer)

    third = publish_again(first, by=publisher, review=make_review(reviewer), change_note="The old words were right.")

    assert (third.number, third.document, third.restores) == (3, first.document, first)
    assert LiveEdition.objects.get().edition == third
    assert Section.objects.get().body == "New words."  # drafts are left alone


def test_link_to_a_topic_that_was_taken_down_does_not_hold_up_old_words_or_what_ships(publisher, reviewer):
    target = make_topic("target")
    publish(target, publisher, reviewer)
    topic = make_topic("linking", body="See [[topic:target#lips]].")
    edition = publish(topic, publisher, reviewer)
    withdraw_topic(target, "en", by=publisher, reason="Wrong dose.")

    again = publish_again(edition, by=publisher, review=make_review(reviewer), change_note="Back.")
    (shipped,) = publish_shipped_topics([topic], "en", change_note="As shipped.")

    assert (again.number, shipped.number) == (2, 3)


def test_publish_again_refuses_words_that_link_to_what_is_gone(publisher, reviewer):
    target = make_topic("target")
    publish(target, publisher, reviewer)
    topic = make_topic("linking", body="See [[topic:target#lips]].")
    edition = publish(topic, publisher, reviewer)
    Section.objects.filter(topic=target).update(key="mouth")
    publish(target, publisher, reviewer, acknowledged=["lost-anchor"])

    with pytest.raises(PublishRefusedError) as refusal:
        publish_again(edition, by=publisher, review=make_review(reviewer), change_note="Back.")

    assert get_codes(refusal) == ["dead-link"]


def test_withdraw_topic_takes_it_down_and_keeps_the_edition_and_the_reason(publisher, reviewer):
    topic = make_topic()
    edition = publish(topic, publisher, reviewer)

    withdraw_topic(topic, "en", by=publisher, reason=" Wrong dose. ")

    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.edition, withdrawal.reason, withdrawal.withdrawn_by) == (edition, "Wrong dose.", publisher)
    assert withdrawal.withdrawn_at == NOW
    assert not LiveEdition.objects.exists()
    assert Edition.objects.get() == edition


def test_words_that_were_taken_down_go_live_again_only_knowingly(publisher, reviewer):
    topic = make_topic()
    publish(topic, publisher, reviewer)
    withdraw_topic(topic, "en", by=publisher, reason="Wrong dose.")

    with pytest.raises(PublishRefusedError) as refusal:
        publish(topic, publisher, reviewer)
    again = publish_topic(
        topic,
        "en",
        by=publisher,
        review=make_review(reviewer),
        change_note="It was right.",
        acknowledged=["withdrawn-words"],
    )

    assert (get_codes(refusal), again.number) == (["withdrawn-words"], 2)
    assert [reason.code for reason in find_standing(topic, "en").reasons] == []


def test_withdraw_topic_needs_a_reason_and_something_live(publisher):
    with pytest.raises(PublishRefusedError) as refusal:
        withdraw_topic(make_topic(), "en", by=publisher, reason="")

    assert get_codes(refusal) == ["no-reason", "not-live"]


def test_publishing_without_a_part_that_a_live_page_links_to_must_be_acknowledged(publisher, reviewer):
    topic = make_topic()
    publish(topic, publisher, reviewer)
    publish(make_topic("other", body="See [[topic:small-topic#lips]]."), publisher, reviewer)
    Section.objects.filter(topic=topic).update(key="mouth")

    with pytest.raises(PublishRefusedError) as refusal:
        publish(topic, publisher, reviewer)

    assert [str(reason) for reason in refusal.value.reasons] == [
        "The live page “The topic other” links to the part “lips”, which is not here: mend its link, too."
    ]
    assert publish(topic, publisher, reviewer, acknowledged=["lost-anchor"]).number == 2


def test_guide_ships_without_a_part_that_a_page_of_the_clinic_links_to(publisher, reviewer):
    topic = make_topic()
    publish_shipped_topics([topic], "en", change_note="As shipped with the guide.")
    publish(make_topic("other", body="See [[topic:small-topic#lips]]."), publisher, reviewer)
    Section.objects.filter(topic=topic).update(key="mouth")

    (edition,) = publish_shipped_topics([topic], "en", change_note="As shipped with the guide.")

    assert edition.document["sections"][0]["anchor"] == "mouth"
