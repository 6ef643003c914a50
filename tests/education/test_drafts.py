"""Saving, deleting and ordering draft rows when somebody else does so as well."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from education.drafts import StaleDraftError, StaleOrderError, check_unchanged, delete_draft, save_draft, swap_places
from education.models import Cause, Section, Topic
from tests.conftest import NOW
from tests.education.factories import make_section, make_topic

pytestmark = pytest.mark.django_db


def make_cause(key: str, position: int) -> Cause:
    return Cause.objects.create(key=key, name=key, summary="A few words.", position=position)


def list_keys() -> list[str]:
    return list(Cause.objects.values_list("key", flat=True))


def test_row_refuses_a_key_that_no_reference_can_name_beside_its_other_faults():
    with pytest.raises(ValidationError) as error:
        Cause(key="Dry_Lips", summary="A few words.").full_clean()

    assert error.value.message_dict == {
        "key": ["Write small letters a to z, digits and hyphens alone, such as dry-lips."],
        "name": ["This field cannot be blank."],
        "name_en": ["This field cannot be blank."],
    }


def test_save_draft_makes_a_new_row_revision_1_and_last():
    make_cause("first", position=4)
    row = Cause(key="second", name="Second", summary="A few words.")

    save_draft(row, opened_revision=0)

    row.refresh_from_db()
    assert (row.revision, row.position, row.changed_at) == (1, 5, NOW)


def test_save_draft_puts_a_new_section_last_in_its_own_topic():
    topic = make_topic()
    for number in range(3):
        make_section(make_topic(f"other-{number}"), "part", position=9)
    row = Section(topic=topic, key="new", kind="prose", heading="New")

    save_draft(row, opened_revision=0)

    assert row.position == 1


def test_save_draft_counts_on_and_leaves_the_place_alone():
    row = make_cause("oil", position=0)
    opened = Cause.objects.get()
    Cause.objects.update(position=7)
    opened.name = "Too much oil"

    save_draft(opened, opened_revision=0)

    row.refresh_from_db()
    assert (row.name, row.revision, row.position) == ("Too much oil", 1, 7)


def test_save_draft_refuses_the_second_of_two_and_keeps_the_words_of_the_first():
    make_cause("oil", position=0)
    first, second = Cause.objects.get(), Cause.objects.get()
    first.summary, second.summary = "The first.", "The second."
    save_draft(first, opened_revision=0)

    with pytest.raises(StaleDraftError) as refusal:
        save_draft(second, opened_revision=0)

    assert refusal.value.changed_at == NOW
    assert Cause.objects.values_list("summary", "revision").get() == ("The first.", 1)


def test_save_draft_says_that_the_row_is_gone():
    make_cause("oil", position=0)
    opened = Cause.objects.get()
    Cause.objects.all().delete()

    with pytest.raises(StaleDraftError) as refusal:
        save_draft(opened, opened_revision=0)

    assert refusal.value.changed_at is None
    assert not Cause.objects.exists()


def test_delete_draft_refuses_what_somebody_changed():
    make_cause("oil", position=0)
    opened = Cause.objects.get()
    save_draft(Cause.objects.get(), opened_revision=0)

    with pytest.raises(StaleDraftError):
        delete_draft(opened, opened_revision=0)
    assert Cause.objects.count() == 1

    delete_draft(opened, opened_revision=1)
    assert Cause.objects.count() == 0


def test_check_unchanged_names_when_it_was_changed():
    row = make_cause("oil", position=0)
    with transaction.atomic():
        check_unchanged(row, opened_revision=0)

    with pytest.raises(StaleDraftError) as refusal, transaction.atomic():
        check_unchanged(row, opened_revision=3)

    assert refusal.value.changed_at == NOW


def test_swap_places_changes_two_rows_alone():
    rows = [make_cause(key, position) for position, key in enumerate(("a", "b", "c", "d"))]

    swap_places(rows[2], rows[1], seen=(2, 1))

    assert list_keys() == ["a", "c", "b", "d"]


def test_swap_places_tells_rows_apart_that_share_a_position():
    rows = [make_cause(key, position=0) for key in ("a", "b", "c")]

    swap_places(rows[1], rows[0], seen=(0, 0))

    assert list(Cause.objects.values_list("key", "position")) == [("b", 0), ("a", 1), ("c", 2)]


def test_swap_places_refuses_an_order_that_nobody_saw():
    a, b = make_cause("a", 0), make_cause("b", 1)
    make_cause("c", 2)
    swap_places(b, a, seen=(1, 0))

    with pytest.raises(StaleOrderError):
        swap_places(b, a, seen=(1, 0))

    assert list_keys() == ["b", "a", "c"]


def test_swap_places_refuses_a_row_that_is_gone():
    a, b = make_cause("a", 0), make_cause("b", 1)
    Cause.objects.filter(key="b").delete()

    with pytest.raises(StaleOrderError):
        swap_places(a, b, seen=(0, 1))


def test_swap_places_moves_a_section_within_its_topic_alone():
    topics = [make_topic("one"), make_topic("two")]
    for topic in topics:
        make_section(topic, "second")

    first, second = topics[0].sections.all()
    swap_places(second, first, seen=(1, 0))

    assert [[section.key for section in topic.sections.all()] for topic in topics] == [
        ["second", "lips"],
        ["lips", "second"],
    ]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_six_saves_at_once_one_is_obeyed_and_five_are_told():
    topic = make_topic()
    start = Barrier(6)

    def save(number: int) -> str:
        try:
            row = Topic.objects.get()
            row.message = f"Message {number}."
            start.wait()
            save_draft(row, opened_revision=0)
        except StaleDraftError:
            return "told"
        finally:
            connection.close()
        return f"Message {number}."

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(6)))

    topic.refresh_from_db()
    assert sorted(answers) == sorted([topic.message, *["told"] * 5])
    assert topic.revision == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_moves_the_row():
    a, b = make_cause("a", 0), make_cause("b", 1)
    start = Barrier(2)

    def press(_number: int) -> bool:
        try:
            start.wait()
            swap_places(b, a, seen=(1, 0))
        except StaleOrderError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    assert list_keys() == ["b", "a"]
