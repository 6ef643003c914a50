"""What a reader says of a course. static/js/course-form.js reads the same form in the browser, by the same limits."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from education.fields import DateField
from education.tools.course_days import CourseDates, add_length

# How far from today a course may start, and how long it may be: what lies beyond is a slip of the hand.
_PAST, _AHEAD = timedelta(days=5 * 366), timedelta(days=2 * 366)
LONGEST = {"weeks": 104, "months": 24}
LONGEST_DAYS = 2 * 366

MESSAGES = {
    "first": _("Write the day of your first capsule. A day that you plan is fine."),
    "no_such_day": _("Write a day that exists: the month, the day and the year in numbers."),
    "far": _("Look at the year again. We can plan a course that starts between %(earliest)s and %(latest)s."),
    "length": _("Write how long your course is, or the day of your last capsule."),
    "length_range": _("Write how long in digits: 1 to 104 weeks, or 1 to 24 months."),
    "unit": _("Choose weeks or months."),
    "both": _("Write how long it is or the last day, not both. Leave one of them empty."),
    "last_before_first": _("This day comes before your first capsule. Look at both days again."),
    "last_far": _("This is more than two years after your first capsule. Look at the year again."),
    "stopped_before_first": _("This day comes before your first capsule. Look at both days again."),
    "stopped_after_last": _(
        "This day comes after the end that you planned. Leave it empty, and write the new end above."
    ),
    "group": _("Choose one of these answers."),
}


class CourseForm(forms.Form):
    """`today` decides which years are a slip of the hand."""

    first = DateField(
        label=_("When is your first capsule?"),
        help_text=_("The day you took it, or the day that you plan."),
        error_messages={"required": MESSAGES["first"]},
    )
    how_long = forms.CharField(
        label=_("How long is your course?"),
        help_text=_("The number alone, such as 5. You can write the last day below instead."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "field__short"}),
        error_messages={"null_characters_not_allowed": MESSAGES["length_range"]},
    )
    unit = forms.ChoiceField(
        label=_("Is this number in weeks or in months?"),
        choices=[("months", _("Months")), ("weeks", _("Weeks"))],
        initial="months",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": MESSAGES["unit"]},
    )
    last = DateField(
        label=_("Or: when is your last capsule?"),
        help_text=_("If you know the day, leave the length empty."),
        required=False,
    )
    stopped = DateField(
        label=_("Did you stop early? When was your last capsule?"),
        help_text=_("Leave it empty if your course goes on as planned."),
        required=False,
    )
    group = forms.ChoiceField(
        label=_("Which iPLEDGE group are you in?"),
        help_text=_("Your prescriber decides it with you. It changes which tests and days you see."),
        choices=[
            ("can_become_pregnant", _("I can become pregnant")),
            ("cannot", _("I cannot become pregnant")),
            ("unsaid", _("I would rather not say: show both")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": MESSAGES["group"], "invalid_choice": MESSAGES["group"]},
    )
    in_address = forms.BooleanField(
        label=_("Put my dates into the address of the page, so that I can bookmark it"),
        help_text=_("Then others who see your browser’s history can see them, too."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.earliest, self.latest = today - _PAST, today + _AHEAD
        for name in ("how_long", "unit", "last"):
            self.fields[name].is_needed_by_some = True  # one or the other, so that “(optional)” would be wrong

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_class = "form"
        helper.form_id = "course-form"
        helper.disable_csrf = True  # docs/adr/0008: nobody is signed in, so nothing can be done in their name
        helper.layout = Layout(
            "first",
            "how_long",
            "unit",
            "last",
            "group",
            "stopped",
            HTML('{% include "tools/my-course/keeping.html" %}'),
        )
        helper.add_input(Submit("show", _("Show my dates")))
        return helper

    def clean_first(self) -> date | None:
        first: date | None = self.cleaned_data["first"]
        if first and not self.earliest <= first <= self.latest:
            days = {name: date_format(getattr(self, name), "F j, Y") for name in ("earliest", "latest")}
            raise forms.ValidationError(MESSAGES["far"] % days)
        return first

    def clean_how_long(self) -> str:
        return str(self.cleaned_data["how_long"]).strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        last = self._find_last(cleaned)
        first, stopped = cleaned.get("first"), cleaned.get("stopped")
        if first and stopped and stopped < first:
            self.add_error("stopped", MESSAGES["stopped_before_first"])
        elif last and stopped and stopped > last:
            self.add_error("stopped", MESSAGES["stopped_after_last"])
        cleaned["planned_last"] = last
        return cleaned

    def _find_last(self, cleaned: dict[str, Any]) -> date | None:
        """The planned end, when what was said of it fits."""
        length, last = cleaned.get("how_long"), cleaned.get("last")
        if "how_long" in self.errors or "last" in self.errors:
            return None
        if length and last:
            self.add_error("how_long", MESSAGES["both"])
        elif last:
            return self._check_last(cleaned.get("first"), last)
        elif length:
            return self._add_length(cleaned.get("first"), length, cleaned.get("unit") or "")
        else:
            self.add_error("how_long", MESSAGES["length"])
        return None

    def _check_last(self, first: date | None, last: date) -> date | None:
        if first and last < first:
            self.add_error("last", MESSAGES["last_before_first"])
        elif first and last > first + timedelta(days=LONGEST_DAYS):
            self.add_error("last", MESSAGES["last_far"])
        else:
            return last
        return None

    def _add_length(self, first: date | None, length: str, unit: str) -> date | None:
        if unit not in LONGEST:
            if "unit" not in self.errors:
                self.add_error("unit", MESSAGES["unit"])
        elif not (length.isascii() and length.isdecimal() and len(length) < 4 and 1 <= int(length) <= LONGEST[unit]):
            self.add_error("how_long", MESSAGES["length_range"])
        elif first:
            return add_length(first, int(length), "weeks" if unit == "weeks" else "months")
        return None

    def get_dates(self) -> CourseDates:
        """What was said, once the form is valid."""
        cleaned = self.cleaned_data
        return CourseDates(cleaned["first"], cleaned["planned_last"], cleaned["stopped"], cleaned["group"])

    def list_answers(self) -> list[tuple[str, str]]:
        """(name, value) of each box that says something of the course, as a form or an address sends it."""
        names = ("first_0", "first_1", "first_2", "how_long", "unit", "last_0", "last_1", "last_2", "group")
        names = (*names, "stopped_0", "stopped_1", "stopped_2")
        return [(name, self.data[name]) for name in names if self.data.get(name)]
