"""A day in three boxes: any way to write it, and sentences that say what to do."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from education.fields import DateField

NO_SUCH_DAY = "Write a day that exists: the month, the day and the year in numbers."


def refuse(field, value) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    "boxes", [["2", "28", "2027"], ["02", "28", "27"], [" 2 ", "28 ", " 2027"], ["٢", "٢٨", "٢٠٢٧"]]
)
def test_date_is_read_from_three_boxes(boxes):
    assert DateField().clean(boxes) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "boxes",
    [
        ["2", "30", "2027"],
        ["2", "", "2027"],
        ["Feb", "28", "2027"],
        ["1_0", "2", "2027"],
        ["-2", "28", "2027"],
        ["2", "28", "20270"],
        ["0", "28", "2027"],
        ["9" * 5000, "28", "2027"],
        ["2\x00", "28", "2027"],
    ],
)
def test_date_that_does_not_exist_is_refused(boxes):
    assert refuse(DateField(), boxes) == [NO_SUCH_DAY]


@pytest.mark.parametrize("boxes", [["", "", ""], [None, None, None], [" ", "", ""], [], None])
def test_date_may_be_left_out_only_when_it_is_optional(boxes):
    assert DateField(required=False).clean(boxes) is None
    assert refuse(DateField(error_messages={"required": "Write the day."}), boxes) == ["Write the day."]
