"""The table of what “Is this normal?” can answer: every week of every side effect, gaps marked."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from education.models import SideEffect, SideEffectAdvice, WarningSign
from tests.education.admin.browsing import parse
from tests.education.factories import make_onlooker, make_source, make_user

URL = "/admin/education/sideeffect/weeks/"


def make_effect(key, *spans):
    effect = SideEffect.objects.create(key=key, name=key.title(), body_area="lips", frequency_note="Nobody knows.")
    effect.sources.add(make_source(f"source-of-{key}"))
    for counted_from, week_from, week_to, level in spans:
        SideEffectAdvice.objects.create(
            side_effect=effect,
            counted_from=counted_from,
            week_from=week_from,
            week_to=week_to,
            level=level,
            text="Care.",
        )
    return effect


def read_table(page, number):
    table = page.select("table.advice-table")[number]
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in table.select("tr")]


@pytest.fixture
def effects(db):
    make_effect("lips", ("first_capsule", 1, None, "expected"), ("last_capsule", 1, 4, "expected"))
    make_effect(
        "flare",
        ("first_capsule", 1, 8, "expected"),
        ("first_capsule", 9, None, "call"),
        ("last_capsule", 1, None, "tell"),
    )
    WarningSign.objects.create(key="pain", sign="Chest pain", level="emergency", action="Call", what_to_do="Call now.")


def test_table_has_a_column_for_each_change_and_marks_gaps(sign_in, effects):
    page = parse(sign_in(make_onlooker()).get(URL))
    expected, call, tell = "expected", "stop the capsules and call us today", "tell us at your next visit"
    columns = ["Weeks 1 to 8", "From week 9 on", "Weeks 1 to 4 after your last capsule"]
    assert read_table(page, 0) == [
        ["Side effect", *columns, "From week 5 after your last capsule on"],
        ["Flare", expected, call, tell, tell],
        ["Lips", expected, expected, expected, "No advice"],
    ]
    assert "1 field has no advice: the page cannot be published like this." in page.get_text()


def test_table_has_the_warning_signs_with_their_level(sign_in, effects):
    page = parse(sign_in(make_onlooker()).get(URL))
    assert read_table(page, 1) == [["Sign", "Level"], ["Chest pain", "emergency"]]


def test_every_name_leads_to_its_form(sign_in, effects):
    page = parse(sign_in(make_onlooker()).get(URL))
    targets = [urlsplit(link["href"]).path for link in page.select("table.advice-table a")]
    rows = [*SideEffect.objects.all(), *WarningSign.objects.all()]
    assert targets == [reverse(f"admin:education_{row._meta.model_name}_change", args=[row.pk]) for row in rows]


def test_list_of_side_effects_leads_to_the_table(sign_in, effects):
    page = parse(sign_in(make_onlooker()).get("/admin/education/sideeffect/"))
    assert [link["href"] for link in page.select(".object-tools a")] == [URL]


def test_table_is_for_those_who_may_see_side_effects(sign_in, effects):
    assert sign_in(make_user("stranger")).get(URL).status_code == 403


def test_table_needs_no_query_for_a_row(sign_in, effects, django_assert_max_num_queries):
    client = sign_in(make_onlooker())
    for number in range(20):
        make_effect(f"effect-{number}", ("first_capsule", 1, None, "tell"))
    with django_assert_max_num_queries(12):
        assert len(read_table(parse(client.get(URL)), 0)) == 23


def test_shipped_guide_has_no_gap(guide, sign_in):
    page = parse(sign_in(make_onlooker()).get(URL))
    assert "Every week of every side effect has its advice." in page.get_text()
    assert page.select(".advice-gap") == []
