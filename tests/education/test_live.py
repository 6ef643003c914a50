"""What readers read now: an edition is read once, whatever is made of it."""

import pytest

from education import live
from education.models import Edition, Topic
from tests.education.factories import make_topic, publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_document_and_score_of_an_edition_are_made_once_and_anew_for_the_next():
    topic = make_topic()
    publish(topic)
    first, again = (live.find_live_topic("small-topic", "en") for _ in range(2))
    topic.sections.update(body_en="Drink a glass of water every morning.")
    publish(topic, "Other words.")
    following = live.find_live_topic("small-topic", "en")

    assert (first.document is again.document, first.score is again.score) == (True, True)
    assert [found.document["sections"][0]["body"] for found in (first, following)] == [
        "Take care of your lips.",
        "Drink a glass of water every morning.",
    ]
    assert following.score.words == first.score.words + 2


def test_changes_stand_newest_first_even_of_one_moment():
    topics = [make_topic(key) for key in ("b-topic", "a-topic")]
    Topic.objects.update(position=0)
    for topic in topics:
        publish(topic)
        topic.sections.update(body_en="Other words.")
        publish(topic, "Other words.")

    changes = [(edition.topic.key, edition.number) for edition in live.list_changes("en")]
    assert changes == [("a-topic", 2), ("a-topic", 1), ("b-topic", 2), ("b-topic", 1)]


def test_no_answer_changes_the_document_that_all_readers_share(client, guide):
    topics = live.list_live_topics("en")
    for slug in [topic.document["slug"] for topic in topics]:
        for path in (f"/guide/{slug}/", f"/api/v1/topics/{slug}/"):
            assert client.get(path, follow=True).status_code == 200
    for path in ("/", "/about/", "/api/v1/topics/", "/sitemap.xml"):
        assert client.get(path).status_code == 200

    stored = Edition.objects.filter(live__isnull=False).order_by("topic__position")
    assert [topic.document for topic in live.list_live_topics("en")] == [edition.document for edition in stored]
    assert len(topics) == 11
