"""What must not be in the database cannot be in it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from education.models import (
    AvoidItem,
    Cause,
    ClinicProfile,
    Edition,
    Fact,
    LiveEdition,
    LoadedRow,
    MissedWord,
    Phase,
    Rule,
    Section,
    SideEffect,
    SideEffectAdvice,
    Source,
    Topic,
    Treatment,
    TreatmentEffect,
    Withdrawal,
)
from tests.education.factories import make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

DAY, MONTH = date(2026, 11, 24), date(2026, 11, 1)


def make_edition(**changes: object) -> Edition:
    topic = Topic.objects.first() or make_topic()
    fields = {
        "topic": topic,
        "language": "en",
        "number": 1,
        "origin": "guide",
        "title": "A topic",
        "document": {},
        "schema_version": 1,
        "document_sha256": "a" * 64,
        "record_sha256": f"{Edition.objects.count():064}",
        "change_note": "Words.",
        "published_at": timezone.now(),
    }
    return Edition.objects.create(**fields | changes)


def make_staff_edition(**changes: object) -> Edition:
    publisher, reviewer = make_user("publisher"), make_user("reviewer")
    fields = {
        "origin": "staff",
        "published_by": publisher,
        "reviewed_by": reviewer,
        "reviewed_by_name": "Reviewer",
        "reviewed_on": DAY,
    }
    return make_edition(**fields | changes)


def make_edition_reviewed_by_its_publisher() -> Edition:
    person = make_user("person")
    return make_edition(published_by=person, reviewed_by=person, reviewed_by_name="Person", reviewed_on=DAY)


def make_live_edition_twice() -> None:
    first, second = make_edition(), make_edition(number=2)
    for edition in (first, second):
        LiveEdition.objects.create(topic=edition.topic, language="en", edition=edition)


def make_fact(**changes: object) -> Fact:
    fields = {"key": "a", "kind": "frequency", "phrase": "a", "statement": "A.", "numerator": 1, "denominator": 100}
    return Fact.objects.create(**fields | {"certainty": "fair", "checked_on": DAY} | changes)


def make_rule(**changes: object) -> Rule:
    fields = {
        "key": "a",
        "title": "A",
        "phrase": "a",
        "statement": "A.",
        "checked_on": DAY,
        "check_by": date(2027, 1, 1),
    }
    return Rule.objects.create(**fields | changes)


def make_phase(**changes: object) -> Phase:
    fields = {"key": "a", "title": "A", "counted_from": "first_capsule", "week_from": 3, "skin": "A.", "body": "A."}
    return Phase.objects.create(**fields | {"what_to_do": "A."} | changes)


def make_side_effect(**changes: object) -> SideEffect:
    fields = {"key": "a", "name": "A", "body_area": "skin", "feels_like": "A.", "self_care": "A."}
    return SideEffect.objects.create(**fields | {"frequency_note": "No one knows."} | changes)


def make_advice(**changes: object) -> SideEffectAdvice:
    effect = SideEffect.objects.first() or make_side_effect()
    fields = {"side_effect": effect, "counted_from": "first_capsule", "week_from": 2, "level": "tell", "text": "A."}
    return SideEffectAdvice.objects.create(**fields | changes)


def make_avoid_item(**changes: object) -> AvoidItem:
    fields = {"key": "a", "name": "A", "group": "medicines", "answer": "no", "why": "A.", "instead": "A."}
    return AvoidItem.objects.create(**fields | {"until": "always"} | changes)


def make_section(**changes: object) -> Section:
    topic = Topic.objects.first() or make_topic()
    return Section.objects.create(**{"topic": topic, "key": "a", "kind": "prose", "heading": "A"} | changes)


def make_effect(**changes: object) -> TreatmentEffect:
    treatment = Treatment.objects.first() or Treatment.objects.create(key="a", name="A")
    cause = Cause.objects.first() or Cause.objects.create(key="a", name="A", summary="A.")
    return TreatmentEffect.objects.create(**{"treatment": treatment, "cause": cause, "strength": 1} | changes)


def make_source(**changes: object) -> Source:
    return Source.objects.create(**{"key": "a", "title": "A", "publisher": "A", "kind": "label"} | changes)


def make_twice(make: Callable) -> None:
    make()
    make()


IMPOSSIBLE: dict[str, list[Callable]] = {
    "education_avoiditem_rule_exactly_when_until_rule": [
        lambda: make_avoid_item(until="rule"),
        lambda: make_avoid_item(until_rule=make_rule()),
    ],
    "education_clinicprofile_keep_days_make_sense": [
        lambda: ClinicProfile.objects.create(key="clinic", keep_days=0),
        lambda: ClinicProfile.objects.create(key="clinic", keep_days=3651),
    ],
    "education_clinicprofile_reply_days_make_sense": [
        lambda: ClinicProfile.objects.create(key="clinic", reply_days=0),
        lambda: ClinicProfile.objects.create(key="clinic", reply_days=31),
    ],
    "education_clinicprofile_only_one": [lambda: ClinicProfile.objects.create(key="another")],
    "education_edition_has_change_note": [lambda: make_edition(change_note="")],
    "education_edition_has_hashes": [
        lambda: make_edition(document_sha256=""),
        lambda: make_edition(record_sha256="abc"),
    ],
    "education_edition_number_from_one": [lambda: make_edition(number=0)],
    "education_edition_number_once": [lambda: make_twice(make_edition)],
    "education_edition_review_all_or_nothing": [
        lambda: make_edition(reviewed_on=DAY),
        lambda: make_edition(reviewed_by_name="Reviewer"),
        lambda: make_edition(reviewed_by=make_user("reviewer"), reviewed_on=DAY),
    ],
    "education_edition_reviewer_is_not_publisher": [make_edition_reviewed_by_its_publisher],
    "education_edition_staff_has_publisher_and_reviewer": [
        lambda: make_edition(origin="staff"),
        lambda: make_staff_edition(published_by=None),
    ],
    "education_fact_frequency_has_numbers": [
        lambda: make_fact(numerator=None, denominator=None),
        lambda: make_fact(kind="quantity"),
        lambda: make_fact(numerator=0, denominator=0),
    ],
    "education_fact_numerator_within_denominator": [lambda: make_fact(numerator=101)],
    "education_liveedition_one_a_topic_and_language": [make_live_edition_twice],
    "education_loadedrow_once": [lambda: make_twice(lambda: LoadedRow.objects.create(model="facts", key="a"))],
    "education_phase_ends_after_it_starts": [lambda: make_phase(week_to=2)],
    "education_rule_check_by_after_checked_on": [lambda: make_rule(check_by=DAY)],
    "education_section_anchor_once_a_topic": [lambda: make_twice(make_section)],
    "education_section_level_on_callouts_alone": [
        lambda: make_section(kind="callout"),
        lambda: make_section(level="call"),
    ],
    "education_sideeffect_says_how_often": [lambda: make_side_effect(frequency_note="")],
    "education_sideeffectadvice_ends_after_it_starts": [lambda: make_advice(week_to=1)],
    "education_sideeffectadvice_once_a_week": [lambda: make_twice(make_advice)],
    "education_source_confirmed_has_address": [lambda: make_source(state="confirmed")],
    "education_treatmenteffect_once_a_cause": [lambda: make_twice(make_effect)],
    "education_treatmenteffect_strength_0_to_3": [lambda: make_effect(strength=4)],
    "education_withdrawal_has_reason": [
        lambda: Withdrawal.objects.create(
            edition=make_edition(), reason="", withdrawn_by=make_user("person"), withdrawn_at=timezone.now()
        )
    ],
    "education_missedword_once_a_month": [
        lambda: [MissedWord.objects.create(word="vitiligo", language="en", month_on=MONTH) for _time in range(2)]
    ],
    "education_missedword_is_one_word": [
        lambda: MissedWord.objects.create(word="two words", language="en", month_on=MONTH),
        lambda: MissedWord.objects.create(word="a@b", language="en", month_on=MONTH),
        lambda: MissedWord.objects.create(word="818555", language="en", month_on=MONTH),
        lambda: MissedWord.objects.create(word="ab", language="en", month_on=MONTH),
    ],
    "education_missedword_by_the_month": [
        lambda: MissedWord.objects.create(word="vitiligo", language="en", month_on=DAY)
    ],
}
CASES = [
    pytest.param(name, make, id=f"{name}-{number}")
    for name, makers in IMPOSSIBLE.items()
    for number, make in enumerate(makers, start=1)
]


def describe_unique(name: str) -> str:
    """SQLite names the columns of a unique constraint, PostgreSQL the constraint."""
    constraint, model = next(
        (constraint, model)
        for model in list_models()
        for constraint in model._meta.constraints
        if constraint.name == name
    )
    if not isinstance(constraint, models.UniqueConstraint):
        return name
    columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
    return f"{name}|{', '.join(columns)}"


def list_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("education").get_models())


@pytest.mark.parametrize(("name", "make"), CASES)
def test_impossible_row_is_refused_by_the_database(name: str, make: Callable):
    with pytest.raises(IntegrityError, match=describe_unique(name)), transaction.atomic():
        make()


def test_every_constraint_of_the_guide_has_its_case():
    named = {constraint.name for model in list_models() for constraint in model._meta.constraints}

    assert named == IMPOSSIBLE.keys()
