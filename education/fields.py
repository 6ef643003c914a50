"""Fields of forms that Django does not bring."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DateInput(forms.MultiWidget):
    """Three boxes: month, day, year."""

    template_name = "guide_forms/date.html"
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
