"""Fields of the form: any name, and sentences that say what to do."""

import pytest
from django.core.exceptions import ValidationError

from appointments.fields import LineField, TextField, YesNoField

UNSEEN = "There are letters or marks in this that nobody can see. Type it instead of pasting it."


def refuse(field, value) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "Mary Ann Smith",
        "O’Neil-D'Arcy",
        "محمد عبد الله",
        "می‌خواهم",
        "Nguyễn Thị Ánh",
        "👩🏽‍🎤 Zoë",
        "=cmd|' /C calc'!A0",
    ],
    ids=["letter", "words", "apostrophe", "arabic", "persian", "vietnamese", "emoji", "formula"],
)
def test_line_takes_any_name_as_it_is_written(name):
    assert LineField().clean(name) == name


def test_line_draws_blanks_together():
    assert LineField().clean("  Ann \u00a0  Lee ") == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    ["Ann\x00", "Ann\r\nBcc: x@example.com", "Ann\u202eeel", "\u200fAnn", "\ufeffAnn", "A\u200bnn", "\ue000"],
    ids=["nul", "crlf", "override", "rtl mark", "bom", "zero width", "private"],
)
def test_line_refuses_signs_that_nobody_sees(text):
    assert refuse(LineField(), text) == [UNSEEN]


def test_line_of_joiners_alone_is_empty():
    assert LineField(required=False).clean("\u200d\u200c") == ""
    assert refuse(LineField(error_messages={"required": "Write your name."}), "\u200d") == ["Write your name."]


def test_line_says_how_long_it_may_be():
    assert LineField().clean("x" * 200) == "x" * 200
    assert refuse(LineField(), "x" * 201) == ["This is 201 characters long. We can keep 200. Make it shorter."]


def test_text_keeps_its_lines_in_one_way():
    assert TextField().clean("One\r\ntwo\rthree\n\tfour") == "One\ntwo\nthree\n\tfour"


def test_text_refuses_a_hundred_thousand_characters_and_signs_that_nobody_sees():
    sentence = "This is 100000 characters long. We can keep 2000. Make it shorter."
    assert refuse(TextField(), "x" * 100_000) == [sentence]
    assert refuse(TextField(), "Lift\u2066 please") == [UNSEEN]


def test_yes_or_no_is_neither_until_somebody_chooses():
    field = YesNoField(yes="Yes", no="No", required=False)
    assert [field.clean(value) for value in ("yes", "no", "", None)] == [True, False, None, None]
    assert refuse(YesNoField(yes="Yes", no="No", error_messages={"invalid_choice": "Choose."}), "maybe") == ["Choose."]
