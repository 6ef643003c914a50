"""A changed byte or a missing edition is found and named."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from education.documents.schema import fingerprint
from education.models import Edition, Withdrawal
from education.publishing import compute_record_sha256, publish_topic, withdraw_topic
from tests.education.factories import make_review, make_topic, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def editions() -> list[Edition]:
    topic, publisher, reviewer = make_topic(), make_user("publisher"), make_user("reviewer")
    return [
        publish_topic(topic, "en", by=publisher, review=make_review(reviewer), change_note=f"Note {number}.")
        for number in (1, 2, 3)
    ]


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verify(**options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("verify_editions", **options)
    return str(refusal.value)


def read_head(capsys: pytest.CaptureFixture) -> str:
    call_command("verify_editions")
    return capsys.readouterr().out.split("Head: ")[1].strip()


@pytest.fixture
def withdrawal(editions) -> Withdrawal:
    return withdraw_topic(editions[2].topic, "en", by=editions[2].published_by, reason="A number was wrong.")


def publish_next(edition: Edition) -> Edition:
    review = make_review(edition.reviewed_by)
    return publish_topic(
        edition.topic,
        "en",
        by=edition.published_by,
        review=review,
        change_note="Another note.",
        acknowledged=["withdrawn-words"],
    )


def test_verify_editions_says_that_all_is_well(editions, capsys):
    call_command("verify_editions")

    said, head = capsys.readouterr().out.splitlines()
    assert said == "3 editions are as they were published."
    assert re.fullmatch(r"Head: 3-0-[0-9a-f]{64}", head)


def test_verify_editions_names_the_edition_whose_words_changed(editions):
    document = json.dumps({**editions[1].document, "title": "The topic small-topia"})
    tamper("UPDATE education_edition SET document = %s WHERE number = 2", document)

    assert verify() == "small-topic (en), edition 2: its words are not those that were published."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("change_note", "Another note."),
        ("reviewed_by_name", "Somebody"),
        ("reviewed_on", "2026-11-23"),
        ("published_at", "2026-11-23 20:00:00+00:00"),
        ("title", "Another title"),
    ],
)
def test_verify_editions_names_the_edition_whose_record_changed(editions, column, value):
    tamper(f"UPDATE education_edition SET {column} = %s WHERE number = 2", value)

    assert verify() == "small-topic (en), edition 2: its record, or the one before it, is not as it was written."


def test_verify_editions_names_an_edition_that_is_missing(editions):
    tamper("DELETE FROM education_edition WHERE number = 2")

    assert verify().splitlines() == [
        "small-topic (en): edition 2 is missing.",
        "small-topic (en), edition 3: its record, or the one before it, is not as it was written.",
    ]


def remove_newest() -> None:
    tamper("DELETE FROM education_liveedition")
    tamper("DELETE FROM education_edition WHERE number = 3")


def test_verify_editions_names_the_edition_left_when_the_newest_is_gone(editions):
    remove_newest()

    assert verify() == "small-topic (en), edition 2: it is the newest, but neither live nor withdrawn."


def test_verify_editions_names_the_newest_edition_that_is_not_live(editions):
    tamper("DELETE FROM education_liveedition")

    assert verify() == "small-topic (en), edition 3: it is the newest, but neither live nor withdrawn."


def test_verify_editions_names_an_older_edition_that_is_live(editions):
    tamper("UPDATE education_liveedition SET edition_id = %s", editions[0].pk)

    assert verify() == "small-topic (en), edition 1: it is live, but edition 3 is newer."


def test_verify_editions_names_a_withdrawn_edition_that_is_live(editions, withdrawal):
    tamper(
        "INSERT INTO education_liveedition (topic_id, language, edition_id) VALUES (%s, 'en', %s)",
        editions[2].topic_id,
        editions[2].pk,
    )

    assert verify() == "small-topic (en), edition 3: it is live, but was withdrawn."


def test_verify_editions_names_an_older_edition_that_is_live_after_a_withdrawal(editions, withdrawal):
    tamper(
        "INSERT INTO education_liveedition (topic_id, language, edition_id) VALUES (%s, 'en', %s)",
        editions[1].topic_id,
        editions[1].pk,
    )

    assert verify() == "small-topic (en), edition 2: it is live, but edition 3 is newer."


def test_verify_editions_names_the_topic_that_shows_the_words_of_another(editions):
    other = publish(make_topic("other-topic"))
    tamper("DELETE FROM education_liveedition WHERE edition_id = %s", other.pk)
    tamper("UPDATE education_liveedition SET edition_id = %s", other.pk)

    assert verify().splitlines() == [
        "small-topic (en): what is live belongs to another topic or language.",
        "other-topic (en), edition 1: it is the newest, but neither live nor withdrawn.",
    ]


def test_verify_editions_names_a_topic_that_is_live_without_an_edition_of_its_own(editions):
    other = make_topic("other-topic")
    tamper("UPDATE education_liveedition SET topic_id = %s", other.pk)

    assert verify().splitlines() == [
        "small-topic (en), edition 3: it is the newest, but neither live nor withdrawn.",
        "other-topic (en): what is live was never published.",
    ]


@pytest.mark.parametrize(("column", "value"), [("reason", "All is well."), ("withdrawn_at", "2026-11-23 20:00:00+00")])
def test_verify_editions_names_the_withdrawal_that_changed(editions, withdrawal, column, value):
    tamper(f"UPDATE education_withdrawal SET {column} = %s", value)

    assert verify() == "small-topic (en), edition 3: its withdrawal is not as it was written."


def test_verify_editions_names_the_edition_whose_withdrawal_is_gone(editions, withdrawal):
    tamper("DELETE FROM education_withdrawal")

    assert verify() == "small-topic (en), edition 3: it is the newest, but neither live nor withdrawn."


def test_verify_editions_names_the_edition_after_a_withdrawal_that_is_gone(editions, withdrawal, capsys):
    publish_next(editions[2])
    assert read_head(capsys).startswith("4-1-")
    tamper("DELETE FROM education_withdrawal")

    assert verify() == "small-topic (en), edition 4: its record, or the one before it, is not as it was written."


def test_head_holds_while_more_is_published_and_withdrawn(editions, capsys):
    head = read_head(capsys)
    withdraw_topic(editions[2].topic, "en", by=editions[2].published_by, reason="A number was wrong.")
    publish_next(editions[2])

    call_command("verify_editions", expect=head)

    assert "Head: 4-1-" in capsys.readouterr().out


def test_head_shows_that_the_newest_edition_was_removed_whole(editions, capsys):
    head = read_head(capsys)
    tamper("UPDATE education_liveedition SET edition_id = %s", editions[1].pk)
    tamper("DELETE FROM education_edition WHERE number = 3")

    assert read_head(capsys) != head  # nothing else shows it
    assert verify(expect=head) == (
        f"The head {head} no longer holds: an edition or a withdrawal of that time is gone or was replaced."
    )


def test_head_shows_that_a_withdrawal_was_undone(editions, withdrawal, capsys):
    head = read_head(capsys)
    tamper("DELETE FROM education_withdrawal")
    tamper(
        "INSERT INTO education_liveedition (topic_id, language, edition_id) VALUES (%s, 'en', %s)",
        editions[2].topic_id,
        editions[2].pk,
    )

    assert verify(expect=head) == (
        f"The head {head} no longer holds: an edition or a withdrawal of that time is gone or was replaced."
    )


def test_verify_editions_refuses_what_is_no_head(editions):
    assert verify(expect="Head: 3") == ("“--expect” takes a head as this command prints it, without the word “Head”.")


@pytest.fixture
def broken_time() -> str:
    """What the database takes as a time, and Python does not."""
    return {"sqlite": "broken", "postgresql": "infinity"}[connection.vendor]


def test_verify_editions_names_the_edition_with_a_broken_column_and_goes_on(editions, broken_time):
    tamper("UPDATE education_edition SET published_at = %s WHERE number = 1", broken_time)
    tamper("UPDATE education_edition SET title = 'Another title' WHERE number = 2")

    assert verify().splitlines() == [
        "small-topic (en), edition 1: its record cannot be read (published_at).",
        "small-topic (en), edition 2: its record, or the one before it, is not as it was written.",
    ]


def test_verify_editions_names_the_edition_whose_withdrawal_has_a_broken_column(editions, withdrawal, broken_time):
    tamper("UPDATE education_withdrawal SET withdrawn_at = %s", broken_time)

    assert verify() == "small-topic (en), edition 3: its withdrawal cannot be read (withdrawn_at)."


@pytest.mark.parametrize("document", ['"words"', "{}", "null", "[1]"])
def test_verify_editions_says_in_one_sentence_that_a_document_is_none(editions, document):
    tamper("UPDATE education_edition SET document = %s WHERE number = 2", document)

    assert verify() == "small-topic (en), edition 2: its words are not those that were published."


def test_verify_editions_names_the_place_that_this_version_cannot_read(editions):
    """As after a change of the shape that forgot the step for stored documents."""
    document = {**editions[2].document, "stage": "meanwhile"}
    edition = Edition.objects.get(number=3)
    edition.document, edition.document_sha256 = document, fingerprint(document)
    tamper(
        "UPDATE education_edition SET document = %s, document_sha256 = %s, record_sha256 = %s WHERE number = 3",
        json.dumps(document),
        edition.document_sha256,
        compute_record_sha256(edition, editions[1].record_sha256),
    )

    assert verify() == (
        "small-topic (en), edition 3: it cannot be read: stage of its document is not as this version of the guide "
        "knows it."
    )


def test_verify_editions_names_an_edition_of_a_later_version(editions):
    tamper("UPDATE education_edition SET schema_version = 9 WHERE number = 3")

    assert verify() == (
        "small-topic (en), edition 3: it cannot be read: This document is of version 9; this code knows up to 2. "
        "Update the code.\n"
        "small-topic (en), edition 3: its record, or the one before it, is not as it was written."
    )
