"""Where topics stand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from education.documents.validate import Reason
from education.models import Section, Source, Topic, Withdrawal
from education.publishing import withdraw_topic
from education.standing import find_standing, find_standings
from tests.education.factories import make_topic, publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def withdraw(topic: Topic, reason: str) -> Withdrawal:
    edition = publish(topic)
    return withdraw_topic(topic, "en", by=edition.published_by, reason=reason)


def edit(topic: Topic, body: str) -> None:
    Section.objects.filter(topic=topic).update(body=body, body_en=body)


def test_standing_of_a_topic_that_was_never_published():
    standing = find_standing(make_topic(), "en")

    assert (standing.edition, standing.live, standing.has_changes, standing.differences) == (None, None, True, [])
    assert standing.reasons == []


def test_standing_of_a_topic_as_published():
    topic = make_topic()
    edition = publish(topic)

    standing = find_standing(topic, "en")

    assert (standing.edition, standing.has_changes, standing.differences) == (edition, False, [])
    assert standing.draft_sha256 == edition.document_sha256


def test_standing_of_an_edited_topic_shows_the_words_that_changed():
    topic = make_topic(body="Take care of your lips.")
    publish(topic)
    edit(topic, "Take good care of your lips.")

    standing = find_standing(topic, "en")

    assert standing.has_changes
    (difference,) = standing.differences
    assert [(piece.change, piece.words) for piece in difference.pieces if piece.change != "same"] == [
        ("added", " good")
    ]


def test_standing_of_a_topic_that_is_down_says_why_and_what_changed_since():
    topic, other = make_topic(), make_topic("other")
    withdrawal = withdraw(topic, "The first fault.")
    withdrawal_of_the_newest = withdraw(topic, "A dose was wrong.")
    publish(other)

    standing, other_standing = find_standings([topic, other], "en")

    assert (standing.edition, standing.has_changes, standing.differences) == (None, True, [])
    assert standing.withdrawal == withdrawal_of_the_newest != withdrawal
    assert (standing.last, other_standing.withdrawal) == (standing.draft, None)
    edit(topic, "Take good care of your lips.")
    assert [entry.path for entry in find_standing(topic, "en").differences] == ["sections[lips].body"]


def test_topic_that_is_live_again_is_not_down():
    topic = make_topic()
    withdraw(topic, "A dose was wrong.")
    publish(topic)

    assert find_standing(topic, "en").withdrawal is None


def test_standing_parts_errors_from_warnings_and_names_what_is_missing():
    long_sentence = " ".join(["word"] * 26) + "."
    topic = make_topic(body=f"It takes 3 days.\n\n{long_sentence}")
    Section.objects.get().sources.clear()

    standing = find_standing(topic, "en")

    assert [reason.code for reason in standing.errors] == ["no-source", "bare-number"]
    assert [reason.code for reason in standing.warnings] == ["long-sentence"]
    assert standing.missing_sources == [Reason("error", "no-source", "“Lips” names no source.", "sections[lips]")]
    assert standing.score.list_longest_sentences(1) == [(26, long_sentence)]


def test_standing_lists_sources_to_be_confirmed():
    topic = make_topic()
    Source.objects.update(state="to_be_confirmed")

    assert [source["title"] for source in find_standing(topic, "en").sources_to_be_confirmed] == ["A label"]


def test_standings_keep_their_order_and_cost_the_same_for_one_and_three(django_assert_num_queries):
    topics = [make_topic("one", body="See [[topic:two]]."), make_topic("two"), make_topic("three")]
    publish(topics[1])
    with CaptureQueriesContext(connection) as one:
        find_standings(topics[:1], "en")

    with django_assert_num_queries(len(one)):
        standings = find_standings([topics[2], topics[0], topics[1]], "en")

    assert [standing.topic.key for standing in standings] == ["three", "one", "two"]
    assert [standing.reasons for standing in standings] == [[], [], []]
