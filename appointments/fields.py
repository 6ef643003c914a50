"""Fields of the form that Django does not bring."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Marks between letters that the spelling of some languages needs, and that hold one emoji together.
_JOINERS = "\u200c\u200d"

# Control signs, direction marks, halves of signs, and signs of somebody's own. A sign newer than Python may pass.
_UNSEEN = ("Cc", "Cf", "Cs", "Co")


class LineField(forms.CharField):
    """One line of text of at most *longest* characters, without signs that nobody sees."""

    def __init__(self, *, longest: int = 200, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest  # no max_length: browsers would cut what is pasted

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        _check_signs(text)
        _check_length(text, self.longest)
        return " ".join(text.split()) if text.strip(_JOINERS) else ""


class TextField(forms.CharField):
    """Several lines of at most *longest* characters."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = 2000, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        _check_signs(text, allowed="\n\t")
        _check_length(text, self.longest)
        return text


class DateInput(forms.MultiWidget):
    """Three boxes: month, day, year."""

    template_name = "appointments/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [forms.TextInput(attrs={"inputmode": "numeric"}) for _box in range(3)]
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.month), str(value.day), str(value.year)] if value else ["", "", ""]


class DateField(forms.MultiValueField):
    """A day in three boxes."""

    widget = DateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(fields=[forms.CharField(required=False) for _box in range(3)], **options)
        self.require_all_fields = False

    def clean(self, value: Any) -> date | None:
        boxes = [str(box or "").strip() for box in (value or [""] * 3)]
        if not any(boxes):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.compress(boxes)

    def compress(self, values: Sequence[str]) -> date:
        sentence = _("Write a day that exists: the month, the day and the year in numbers.")
        if not all(box.isdecimal() and len(box) <= 4 for box in values):
            raise ValidationError(sentence)
        month, day, year = (int(box) for box in values)
        try:
            return date(year if year > 99 else 2000 + year, month, day)
        except ValueError as error:
            raise ValidationError(sentence) from error


class YesNoField(forms.TypedChoiceField):
    """Two choices, neither of them chosen for anybody."""

    def __init__(self, *, yes: Any, no: Any, **options: Any) -> None:
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )


def _check_signs(text: str, *, allowed: str = "") -> None:
    if any(unicodedata.category(sign) in _UNSEEN and sign not in f"{_JOINERS}{allowed}" for sign in text):
        raise ValidationError(
            _("There are letters or marks in this that nobody can see. Type it instead of pasting it.")
        )


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        message = _("This is %(count)d characters long. We can keep %(longest)d. Make it shorter.")
        raise ValidationError(message % {"count": len(text), "longest": longest})
