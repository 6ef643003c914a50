"""Words of searches without an answer are counted, and nothing tells who asked."""

import sqlite3
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from education import missed_words
from education.missed_words import MOST_IN_A_MONTH, count_missed_words, find_old_words, list_words_to_keep
from education.models import MissedWord
from tests.education.factories import make_user

MONTH = date(2026, 11, 1)


def list_counts():
    return dict(MissedWord.objects.values_list("word", "count"))


@pytest.mark.django_db
@pytest.mark.postgresql
def test_each_word_is_counted_by_itself_in_its_month(clock):
    count_missed_words("Vitiligo on my elbow", "en")
    count_missed_words("vitiligo?", "en")
    clock.move_to(date(2026, 12, 24))
    count_missed_words("vitiligo", "en")
    rows = MissedWord.objects.order_by("month_on", "word").values_list("word", "language", "month_on", "count")
    assert list(rows) == [
        ("elbow", "en", MONTH, 1),
        ("vitiligo", "en", MONTH, 2),
        ("vitiligo", "en", date(2026, 12, 1), 1),
    ]


def test_row_holds_a_word_its_month_and_its_count_alone():
    assert {field.name for field in MissedWord._meta.get_fields()} == {"id", "word", "language", "month_on", "count"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("vitiligo", {"vitiligo"}),
        ("Crème brûlée!", {"creme", "brulee"}),
        ("st. john’s wort", {"johns", "wort"}),
        ("john.smith@mail.example", set()),
        ("call 8185550142 mike7 born 1/2/2001", {"call", "born"}),
        ("https://my.page/secret", set()),
        ("@handle me_too a1b", set()),
        ("ab " + "x" * 31, set()),
        ("what is the", set()),
        ("", set()),
        ("☕️ \0 ';DROP", {"drop"}),
        ("боль", {"боль"}),
    ],
)
def test_words_alone_are_kept(typed, kept):
    assert list_words_to_keep(typed, "en") == kept


@given(typed=st.text())
def test_nothing_else_is_ever_kept(typed):
    assert [word for word in list_words_to_keep(typed, "en") if not (word.isalpha() and 3 <= len(word) <= 30)] == []


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize("word", ["ab", "x" * 31, "two words", "mail@example", "a1b", "a_b"])
def test_database_refuses_what_is_no_word(word):
    with pytest.raises(Exception) as refused, transaction.atomic():
        MissedWord.objects.create(word=word, language="en", month_on=MONTH)
    assert refused.type is IntegrityError or len(word) == 31


@pytest.mark.django_db
@pytest.mark.postgresql
def test_flood_fills_no_more_than_a_part_and_known_words_go_on_counting():
    letters = [chr(ord("a") + number) for number in range(26)]
    flood = [a + b + c for a in letters[:10] for b in letters[:10] for c in letters[:6]]
    MissedWord.objects.bulk_create(
        MissedWord(word=word, language="en", month_on=MONTH) for word in flood[: MOST_IN_A_MONTH - 1]
    )
    for typed in ("vitiligo", "elbow", "vitiligo"):
        count_missed_words(typed, "en")
    assert (MissedWord.objects.count(), list_counts()["vitiligo"]) == (MOST_IN_A_MONTH, 2)
    assert "elbow" not in list_counts()


@pytest.mark.django_db
@pytest.mark.postgresql
def test_words_are_forgotten_after_a_year():
    for month in (date(2025, 11, 1), date(2025, 12, 1)):
        MissedWord.objects.create(word="vitiligo", language="en", month_on=month)
    assert [row.month_on for row in find_old_words()] == [date(2025, 11, 1)]


@pytest.mark.django_db(transaction=True)
def test_locked_database_neither_stops_nor_slows_the_count(caplog):
    assert connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    count_missed_words("vitiligo", "en")
    other.rollback()
    other.close()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == usual
    assert (list_counts(), caplog.records) == ({}, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("group", "status"), [("Content editors", 200), ("Clinical reviewers", 200), ("Front desk", 403)]
)
def test_staff_of_the_guide_read_the_words_and_nobody_changes_them(group, status):
    row = MissedWord.objects.create(word="vitiligo", language="en", month_on=MONTH, count=7)
    browser = Client()
    browser.force_login(make_user("somebody", group))
    assert Group.objects.filter(name=group).exists()

    page = browser.get("/admin/education/missedword/")

    assert (page.status_code, b"vitiligo" in page.content) == (status, status == 200)
    assert browser.get("/admin/education/missedword/add/").status_code == 403
    assert browser.post(f"/admin/education/missedword/{row.pk}/change/", {"word": "other"}).status_code == 403
    assert browser.post(f"/admin/education/missedword/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list_counts() == {"vitiligo": 7}


def test_no_more_words_of_one_search_are_counted_than_a_search_has(db):
    count_missed_words(" ".join(f"{letter * 4}" for letter in "bcdfghjklmnpqrst"), "en")
    assert MissedWord.objects.count() == missed_words.MOST_IN_A_SEARCH
