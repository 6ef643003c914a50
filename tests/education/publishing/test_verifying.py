"""A changed byte or a missing edition is found and named."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from education.models import Edition
from education.publishing import publish_topic
from tests.education.factories import make_review, make_topic, make_user

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


def verify() -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("verify_editions")
    return str(refusal.value)


def test_verify_editions_says_that_all_is_well(editions, capsys):
    call_command("verify_editions")

    assert capsys.readouterr().out == "3 editions are as they were published.\n"


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
