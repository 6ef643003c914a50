"""Several publications at once: none is lost, and the numbers have no gap."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from education.models import Edition, LiveEdition
from education.publishing import publish_topic
from education.verifying import find_damage
from tests.education.factories import make_review, make_topic, make_user

AT_ONCE = 6


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_six_publishes_at_once_make_six_editions():
    topic, publisher, reviewer = make_topic(), make_user("publisher"), make_user("reviewer")
    start = Barrier(AT_ONCE)

    def publish(note: int) -> int:
        try:
            start.wait()
            review = make_review(reviewer)
            return publish_topic(topic, "en", by=publisher, review=review, change_note=f"Note {note}.").number
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(publish, range(AT_ONCE)))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert set(Edition.objects.values_list("change_note", flat=True)) == {f"Note {note}." for note in range(AT_ONCE)}
    assert LiveEdition.objects.get().edition.number == AT_ONCE
    assert find_damage() == []
