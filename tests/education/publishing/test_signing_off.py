"""What somebody saw is what is done, or nothing is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from education.documents.build import build_topic_document
from education.documents.schema import fingerprint
from education.drafts import save_draft
from education.models import Edition, LiveEdition, Section, SideEffect, Source, Withdrawal
from education.signing_off import (
    MovedOnError,
    Seen,
    find_last_number,
    publish_seen,
    publish_seen_again,
    restore_seen,
    withdraw_seen,
)
from tests.education.factories import make_review, make_section, make_topic, make_user, publish

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


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_restore_seen_waits_for_a_save_that_is_under_way_and_then_refuses(by):
    topic = make_topic()
    make_section(topic, "the-effects", kind="side_effects", body="")
    effect = make_side_effect(feels_like="Old words.")
    edition = publish(topic)
    SideEffect.objects.update(feels_like="Newer words.", feels_like_en="Newer words.")
    seen = look_at(topic).draft_sha256
    effect.refresh_from_db()

    def restore() -> str:
        try:
            restore_seen(edition, draft_sha256=seen, by=by)
        except MovedOnError as moved:
            return str(moved)
        finally:
            connection.close()
        return "restored"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            effect.feels_like = "Words that nobody saw."
            save_draft(effect, opened_revision=0)
            answer = pool.submit(restore)
            while not answer.done() and not is_somebody_waiting():
                pass
        told = answer.result()

    assert told == "Somebody changed the draft since you opened this page. Look at what would be lost."
    assert SideEffect.objects.get().feels_like == "Words that nobody saw."


def test_restore_seen_looks_at_the_topic_as_it_is_now(by):
    topic = make_topic()
    edition = Edition.objects.select_related("topic").get(pk=publish(topic).pk)
    seen = look_at(topic).draft_sha256
    topic.message = "Words that nobody saw."
    topic.save()

    with pytest.raises(MovedOnError):
        restore_seen(edition, draft_sha256=seen, by=by)

    topic.refresh_from_db()
    assert topic.message == "Words that nobody saw."


def make_side_effect(**fields: str) -> SideEffect:
    effect = SideEffect.objects.create(
        key="dry", name="Dry", body_area="lips", frequency_note="No one knows.", self_care="Drink.", **fields
    )
    effect.sources.add(Source.objects.get())
    for counted_from in ("first_capsule", "last_capsule"):
        effect.advice.create(counted_from=counted_from, week_from=1, level="expected", text="Go on.")
    return effect


def is_somebody_waiting() -> bool:
    """Whether another connection waits for what this transaction holds. On SQLite whoever writes waits for it all."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0] > 0
