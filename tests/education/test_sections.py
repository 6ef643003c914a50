"""A section shows a group of rows that there is."""

import pytest
from django.core.exceptions import ValidationError

from tests.education.factories import make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("steps", "daily"),
        ("warning_signs", "call"),
        ("avoid_items", "skin_care"),
        ("questions", "taking"),
        ("questions", ""),
    ],
)
def test_section_may_show_one_group_or_all(kind, group):
    make_section(make_topic(), "part", kind=kind, group=group).full_clean()


@pytest.mark.parametrize("kind", ["steps", "warning_signs", "avoid_items", "questions"])
def test_section_of_an_unknown_group_is_refused_with_the_names_there_are(kind):
    section = make_section(make_topic(), "part", kind=kind, group="pills")
    with pytest.raises(ValidationError) as refusal:
        section.full_clean()
    (message,) = refusal.value.messages
    assert message.startswith("There is no group “pills”. Leave “which rows” empty, or write one of: ")
