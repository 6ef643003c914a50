"""What somebody saw is what is done, or nothing is."""

import pytest

from education.documents.build import build_topic_document
from education.documents.schema import fingerprint
from education.models import Edition, LiveEdition, Section, Withdrawal
from education.signing_off import (
    MovedOnError,
    Seen,
    find_last_number,
    publish_seen,
    publish_seen_again,
    restore_seen,
    withdraw_seen,
)
from tests.education.factories import make_review, make_topic, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user("manager")


@pytest.fixture
def review():
    return make_review(make_user("reviewer"))


def look_at(topic) -> Seen:
    return Seen(fingerprint(build_topic_document(topic, "en")), find_last_number(topic, "en"))


def edit(topic, body: str) -> None:
    Section.objects.filter(topic=topic).update(body=body, body_en=body)


def test_publish_seen_publishes_what_was_seen(by, review):
    topic = make_topic()

    edition = publish_seen(topic, "en", seen=look_at(topic), by=by, review=review, change_note="New.")

    assert (edition.number, LiveEdition.objects.get().edition) == (1, edition)


def test_publish_seen_refuses_a_draft_that_changed_since(by, review):
    topic = make_topic()
    seen = look_at(topic)
    edit(topic, "Words that nobody saw.")

    with pytest.raises(
        MovedOnError, match=r"^Somebody changed the draft since you opened this page\. Look at the changes again\.$"
    ):
        publish_seen(topic, "en", seen=seen, by=by, review=review, change_note="New.")

    assert (Edition.objects.count(), LiveEdition.objects.count()) == (0, 0)


def test_publish_seen_refuses_a_second_press(by, review):
    topic = make_topic()
    seen = look_at(topic)
    publish_seen(topic, "en", seen=seen, by=by, review=review, change_note="New.")

    with pytest.raises(
        MovedOnError, match=r"^Edition 1 was published since you opened this page\. Look at it first\.$"
    ):
        publish_seen(topic, "en", seen=seen, by=by, review=review, change_note="New.")

    assert Edition.objects.count() == 1


def test_publish_seen_again_refuses_when_another_edition_came(by, review):
    topic = make_topic()
    first = publish(topic)
    publish(topic)

    with pytest.raises(
        MovedOnError, match=r"^Edition 2 was published since you opened this page\. Look at it first\.$"
    ):
        publish_seen_again(first, last_number=1, by=by, review=review, change_note="Back.")

    assert Edition.objects.count() == 2
    assert publish_seen_again(first, last_number=2, by=by, review=review, change_note="Back.").restores == first


def test_withdraw_seen_takes_down_no_edition_that_was_not_seen(by):
    topic = make_topic()
    publish(topic)
    second = publish(topic)

    with pytest.raises(
        MovedOnError, match=r"^Another edition went live since you opened this page\. Look at it first\.$"
    ):
        withdraw_seen(topic, "en", number=1, by=by, reason="Wrong.")

    assert LiveEdition.objects.get().edition == second
    assert not Withdrawal.objects.exists()
    assert withdraw_seen(topic, "en", number=2, by=by, reason="Wrong.").edition == second


def test_restore_seen_loses_no_words_that_were_not_seen(by):
    topic = make_topic(body="Old words.")
    edition = publish(topic)
    seen = look_at(topic).draft_sha256
    edit(topic, "Words that nobody saw.")

    with pytest.raises(
        MovedOnError, match=r"^Somebody changed the draft since you opened this page\. Look at what would be lost\.$"
    ):
        restore_seen(edition, draft_sha256=seen, by=by)
    assert topic.sections.get().body == "Words that nobody saw."

    restore_seen(edition, draft_sha256=look_at(topic).draft_sha256, by=by)
    assert topic.sections.get().body == "Old words."
