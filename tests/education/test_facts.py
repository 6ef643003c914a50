"""A fact's placeholders are filled, or somebody is told."""

import pytest
from django.core.exceptions import ValidationError

from education.models import Fact
from education.standing import find_standing
from tests.education.factories import make_fact, make_source, make_topic

pytestmark = pytest.mark.django_db


def test_fact_whose_placeholders_all_have_their_numbers_is_fine():
    make_fact().full_clean()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("phrase", {"phrase": "about {numerater} of {denominator}"}),
        ("phrase", {"phrase": "about {numerator of 100"}),
        ("phrase", {"phrase": "{phrase}"}),
        ("phrase", {"kind": "quantity", "numerator": None, "denominator": None, "phrase": "about {numerator} pills"}),
        ("statement", {"statement": "So {phrases} are."}),
        ("statement", {"statement": "So {numerator} are."}),
        ("who was counted", {"population": "{denominator} people"}),
        ("why, and what would change it", {"certainty_note": "One study}."}),
    ],
)
def test_fact_with_a_placeholder_that_nothing_fills_is_refused(field, changes):
    fact = make_fact()
    for name, value in changes.items():
        setattr(fact, name, value)
    with pytest.raises(ValidationError) as refusal:
        fact.full_clean()
    assert refusal.value.messages == [
        f"“{field}” has a placeholder that nothing fills: look at its spelling and at the numbers."
    ]


def test_placeholder_without_its_number_cannot_be_published():
    make_source()
    fact = make_fact("pills")
    Fact.objects.filter(pk=fact.pk).update(
        kind="quantity", numerator=None, denominator=None, phrase_en="about {numerator} pills", statement_en="Some."
    )
    topic = make_topic(body="Take [[fact:pills]].")
    assert [str(reason) for reason in find_standing(topic, "en").reasons] == [
        "“{numerator}” is filled by nothing: readers would see it. (facts[pills].phrase)"
    ]
