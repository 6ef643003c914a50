"""Fields of the form that Django does not bring."""

import unicodedata
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
