"""What ships with the guide goes live, and never over what staff did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from education.loading.load import list_staff_changes, load_guide
from education.models import Edition, LiveEdition, Section, Topic
from education.publishing import StaffChangesError, publish_topic, ship_guide, withdraw_topic
from tests.education.factories import make_review, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

A_MOMENT = 1  # seconds that somebody is seen to wait for somebody else
NOTE = "As shipped with the guide."
SOURCES = """
- {key: a-label, title: A label, publisher: A publisher, kind: label, state: to_be_confirmed}
"""
TOPICS = """
- key: lips
  title: Lips
  nav_title: Lips
  stage: during
  message: Care for your lips.
  description: How to care for lips.
  key_points: [Use ointment., Drink water., Wear a hat.]
  sections:
    - {key: dry, kind: prose, heading: Dry lips, body: Use ointment., sources: [a-label]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    load_guide(tmp_path)
    return tmp_path


def ship() -> list[Edition]:
    return ship_guide("en", change_note=NOTE, list_staff_changes=list_staff_changes)


def correct(folder: Path) -> None:
    """A correction ships and is loaded."""
    (folder / "topics.yaml").write_text(TOPICS.replace("Dry lips", "Cracked lips"), encoding="utf-8")
    load_guide(folder)


def list_live() -> list[tuple[int, str]]:
    return list(LiveEdition.objects.values_list("edition__number", "edition__origin"))


def and_close(work: Callable) -> Callable:
    """*work* for a thread, which closes its connection in the end."""

    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


def test_publish_guide_publishes_what_was_loaded_and_then_nothing(folder, capsys):
    call_command("publish_guide")
    call_command("publish_guide")

    assert capsys.readouterr().out.splitlines() == [
        "1 topics published, not yet reviewed by a clinician.",
        "Nothing to publish: what ships is live, or the clinic has editions of its own.",
    ]
    assert list_live() == [(1, "guide")]


def test_publish_guide_publishes_a_correction(folder):
    call_command("publish_guide", verbosity=0)
    correct(folder)

    call_command("publish_guide", verbosity=0)

    assert list_live() == [(2, "guide")]


def test_publish_guide_publishes_a_correction_after_staff_moved_rows(folder):
    call_command("publish_guide", verbosity=0)
    Topic.objects.update(position=7)
    correct(folder)

    call_command("publish_guide", verbosity=0)

    assert list_live() == [(2, "guide")]


def test_publish_guide_refuses_what_staff_changed(folder, capsys):
    Section.objects.update(heading="Words of staff", heading_en="Words of staff")

    call_command("publish_guide")

    assert capsys.readouterr().out == (
        "Not published: 1 rows are not as they shipped. Look at the topics in the admin and publish them there.\n"
    )
    assert not Edition.objects.exists()


def test_publish_guide_tells_the_faults_in_sentences(folder):
    (folder / "topics.yaml").write_text(TOPICS.replace(", sources: [a-label]", ""), encoding="utf-8")
    load_guide(folder)

    with pytest.raises(CommandError, match=r"^Nothing was published\. Mend these first:\nlips: "):
        call_command("publish_guide")


def test_ship_guide_leaves_a_withdrawn_topic_down(folder):
    ship()
    withdraw_topic(Topic.objects.get(), "en", by=make_user("publisher"), reason="It is wrong.")
    correct(folder)

    assert ship() == []
    assert not LiveEdition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ship_guide_waits_for_a_publication_of_staff_and_leaves_it(folder):
    ship()
    correct(folder)
    review = make_review(make_user("reviewer"))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            publish_topic(Topic.objects.get(), "en", by=make_user("publisher"), review=review, change_note="Ours.")
            shipping = pool.submit(and_close(ship))
            wait([shipping], timeout=A_MOMENT)
        editions = shipping.result()

    assert editions == []
    assert list_live() == [(2, "staff")]


def test_ship_guide_takes_back_what_it_wrote_when_staff_saved_meanwhile(folder):
    """Staff save after the first look, and before the documents are built."""
    looks = []

    def look() -> list[tuple[str, str]]:
        changes = list_staff_changes()
        if not looks:
            Section.objects.update(heading="Words of staff", heading_en="Words of staff")
        looks.append(changes)
        return changes

    with pytest.raises(StaffChangesError) as refusal:
        ship_guide("en", change_note=NOTE, list_staff_changes=look)

    assert looks == [[], refusal.value.changes]
    assert refusal.value.changes == [("topics", "lips")]
    assert not Edition.objects.exists()
