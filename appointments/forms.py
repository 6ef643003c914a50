"""The form that a patient fills in. What it asks, and why, stands in its labels and hints."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from appointments.asking import Answers
from appointments.contact_rules import EMAIL_SENTENCE, ContactRules
from appointments.fields import LineField, TextField, YesNoField
from appointments.guarding import make_clock
from appointments.models import ContactWay, Day, Reason, Time
from education.public import Clinic, DateField

# A choice of the form that is never kept: it leads to what to do now.
URGENT = "urgent"

_CHOOSE = _("Choose one of these answers.")
_CHOOSE_SOME = _("Tick only answers of this list.")
_NOT_FOUND = _(
    "There is no request for this link and this reference. Look at each letter and number, or call the clinic."
)
_NO_FILES = _("This form takes no files or photos. Send it without them, and bring them to your visit.")
_PHONE = _("Write the whole phone number with its area code. Spaces and dashes are fine.")
_TEL = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "placeholder": " "}  # empty as CSS sees it
_LATEST_WINDOW = timedelta(days=366)

# Said before a question that not everybody is asked: a browser may show it to all.
_ASKED_IF = {
    "window_ends_on": _("If your window ends soon:"),
    "companion": _("If you are under 18:"),
    "may_leave_message": _("If we call or text you:"),
    "may_name_clinic": _("If we call or text you:"),
}

# Needed by some, so that “(optional)” would be wrong.
_NEEDED_BY_SOME = ("phone", "may_leave_message", "may_name_clinic", "email")

# Nobody can mend what they do not see, so nothing that is wrong in these stops a request.
_NOT_SEEN = ("submission_id", "clock", "has_seen_signs", "website")


def say_who_is_asked(fields: dict[str, Any]) -> None:
    """Mark the questions that not everybody is asked, for the template of a field."""
    for name, field in fields.items():
        field.asked_if = _ASKED_IF.get(name, "")
        field.is_needed_by_some = name in _NEEDED_BY_SOME


class RequestForm(ContactRules, forms.Form):
    """Bound and unchecked when *is_checked* is false: it then shows what was typed, and no errors."""

    submission_id = forms.CharField(widget=forms.HiddenInput, required=False)
    clock = forms.CharField(widget=forms.HiddenInput, required=False)
    has_seen_signs = forms.BooleanField(widget=forms.HiddenInput, required=False)

    reason = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("So that we plan enough time. You do not need to say more."),
        choices=[*Reason.choices, (URGENT, _("Something that cannot wait, or I may be pregnant"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _CHOOSE},
    )
    window_ends_on = DateField(
        label=_("What is the last day of your prescription window?"),
        help_text=_("So that we see you before it ends. Leave it empty if you do not know."),
        required=False,
    )
    name = LineField(
        label=_("What is your name?"),
        help_text=_("The name that we should ask for. If you ask for your child, write your child’s name."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Write your name.")},
    )
    is_minor = YesNoField(
        label=_("Are you under 18?"),
        help_text=_("Some visits need a parent or guardian. If you ask for your child, choose yes."),
        yes=_("Yes"),
        no=_("No"),
        error_messages={"required": _("Choose if you are under 18."), "invalid_choice": _CHOOSE},
    )
    companion = LineField(
        label=_("Who comes with you?"),
        help_text=_("So that we know who can sign. Such as: my mother, or nobody."),
        required=False,
    )
    language = LineField(
        label=_("Which language do you want to speak?"),
        help_text=_("So that somebody can talk with you. Leave it empty for English."),
        required=False,
        longest=80,
    )
    needs_interpreter = forms.BooleanField(label=_("I need an interpreter"), required=False)
    contact_way = forms.ChoiceField(
        label=_("How may we contact you?"),
        help_text=_("Choose what is safe for you. We use no other way."),
        choices=ContactWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we may contact you."), "invalid_choice": _CHOOSE},
    )
    phone = PhoneNumberField(
        label=_("Phone number"),
        help_text=_("We need it for a call or a text message."),
        region="US",
        required=False,
        widget=forms.TextInput(attrs=_TEL),
        error_messages={"invalid": _PHONE, "null_characters_not_allowed": _PHONE},
    )
    may_leave_message = YesNoField(
        label=_("May we leave a message?"),
        help_text=_("Somebody else may hear it or read it."),
        yes=_("Yes, leave a message"),
        no=_("No, do not leave a message"),
        required=False,
        error_messages={"invalid_choice": _CHOOSE},
    )
    may_name_clinic = YesNoField(
        label=_("May we say the name of the clinic?"),
        help_text=_("In a message, or when somebody else answers."),
        yes=_("Yes, say it"),
        no=_("No, do not say it"),
        required=False,
        error_messages={"invalid_choice": _CHOOSE},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send your reference there, and nothing medical. Leave it empty if others read your mail."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages=dict.fromkeys(("invalid", "max_length", "null_characters_not_allowed"), EMAIL_SENTENCE),
    )
    place = forms.ChoiceField(
        label=_("Where do you want to be seen?"),
        help_text=_("We try to offer you this place first."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a place."), "invalid_choice": _CHOOSE},
    )
    days = forms.MultipleChoiceField(
        label=_("Which days suit you?"),
        help_text=_("Tick all that can work."),
        choices=Day.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _CHOOSE_SOME, "invalid_list": _CHOOSE_SOME},
    )
    times = forms.MultipleChoiceField(
        label=_("Which times suit you?"),
        help_text=_("Tick all that can work."),
        choices=Time.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _CHOOSE_SOME, "invalid_list": _CHOOSE_SOME},
    )
    note = TextField(
        label=_("Is there anything else that we should know to plan the visit?"),
        help_text=_("No medical details needed. Tell us those at the visit."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, clinic: Clinic, is_checked: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_checked = is_checked
        self.fields["place"].choices = [(place.key, place.name) for place in clinic.places]
        self.fields["place"].required = bool(clinic.places)
        say_who_is_asked(self.fields)
        self.fields["email"].widget.attrs.pop("maxlength", None)  # browsers would cut what is pasted
        self.initial.setdefault("submission_id", uuid4())
        self.initial.setdefault("clock", make_clock())

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_action = "appointments:request"
        helper.form_class = "form"
        helper.disable_csrf = True  # docs/adr/0008: nobody is signed in, so nothing can be done in their name
        helper.layout = Layout(
            "submission_id",
            "clock",
            "has_seen_signs",
            Fieldset(
                _("What you need"),
                "reason",
                HTML('{% include "appointments/cannot_wait.html" %}'),
                Div("window_ends_on", css_class="reveal reveal--window"),
                css_id="part-what",
            ),
            Fieldset(
                _("About you"),
                "name",
                "is_minor",
                Div("companion", css_class="reveal reveal--minor"),
                "language",
                "needs_interpreter",
                css_id="part-you",
            ),
            Fieldset(
                _("How to reach you"),
                "contact_way",
                "phone",
                Div("may_leave_message", "may_name_clinic", css_class="reveal reveal--phone"),
                "email",
                css_id="part-contact",
            ),
            Fieldset(
                _("What suits you"),
                *(["place"] if self.fields["place"].choices else []),
                "days",
                "times",
                "note",
                css_id="part-suits",
            ),
            Div("website", css_class="trap", aria_hidden="true"),
            HTML('{% include "appointments/what_we_keep.html" %}'),
        )
        helper.add_input(Submit("check", _("Check your answers")))
        return helper

    def full_clean(self) -> None:
        if self.is_checked:
            super().full_clean()
        else:
            self._errors, self.cleaned_data = ErrorDict(), {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in _NOT_SEEN:
            if self._errors.pop(name, None):
                cleaned[name] = self.data.get(name, "")
        self._clean_window(cleaned)
        self.clean_contact(cleaned)
        if not cleaned.get("is_minor"):
            cleaned["companion"] = ""
            self._errors.pop("companion", None)
        if not self.fields["place"].choices:
            cleaned["place"] = ""
            self._errors.pop("place", None)
        if self.files:
            self.add_error("note", _NO_FILES)
        return cleaned

    def _clean_window(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("reason") != Reason.WINDOW:
            cleaned["window_ends_on"] = None
            self._errors.pop("window_ends_on", None)
            return
        day, today = cleaned.get("window_ends_on"), timezone.localdate()
        if day and day < today:
            self.add_error(
                "window_ends_on", _("This day is past. If your window has ended, choose another reason, and call us.")
            )
        elif day and day > today + _LATEST_WINDOW:
            self.add_error("window_ends_on", _("This day is more than a year away. Look at the year again."))

    def leads_to_signs(self) -> bool:
        """Whether what it is about may not wait, and the sender has not yet seen which signs those are."""
        reason = self.cleaned_data.get("reason")
        return reason == URGENT or (reason == Reason.SIDE_EFFECT and not self.cleaned_data.get("has_seen_signs"))

    def get_answers(self) -> Answers:
        """What was asked, as it is kept."""
        cleaned = self.cleaned_data
        phone = cleaned["phone"]
        return Answers(
            reason=cleaned["reason"],
            window_ends_on=cleaned["window_ends_on"],
            name=cleaned["name"],
            is_minor=cleaned["is_minor"],
            companion=cleaned["companion"],
            contact_way=cleaned["contact_way"],
            phone=phone.as_e164 if phone else "",
            email=cleaned["email"],
            may_leave_message=cleaned["may_leave_message"],
            may_name_clinic=cleaned["may_name_clinic"],
            language=cleaned["language"],
            needs_interpreter=cleaned["needs_interpreter"],
            place=cleaned["place"],
            days=[day for day in Day.values if day in cleaned["days"]],
            times=[time for time in Time.values if time in cleaned["times"]],
            note=self._write_note(),
        )

    def _write_note(self) -> str:
        """The note; an extension of the phone goes before it, for E.164 has no room for one."""
        phone, note = self.cleaned_data["phone"], self.cleaned_data["note"]
        if not phone or not phone.extension:
            return str(note)
        return f"{_('Phone extension: %(number)s') % {'number': phone.extension}}\n{note}".strip()

    def get_submission_id(self) -> UUID:
        """The form's own number; a new one when it came without."""
        try:
            return UUID(self.cleaned_data["submission_id"])
        except ValueError:
            return uuid4()

    def list_answers(self) -> list[tuple[str, str, str]]:
        """(label, answer in words, id of the box to change) of all that was asked and fits."""
        return [
            (str(bound.label), self._describe(name, bound), bound.id_for_label or f"{bound.auto_id}_0")
            for name, bound in ((field.name, field) for field in self.visible_fields())
            if name != "website" and self._is_asked(name)
        ]

    def _is_asked(self, name: str) -> bool:
        cleaned = self.cleaned_data
        if name in ("may_leave_message", "may_name_clinic"):
            return bool(cleaned["phone"])
        if name == "window_ends_on":
            return bool(cleaned["reason"] == Reason.WINDOW)
        if name == "place":
            return bool(self.fields["place"].choices)
        return name != "companion" or bool(cleaned["is_minor"])

    def _describe(self, name: str, bound: forms.BoundField) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, bool):
            value = "yes" if value else "no"
            if not hasattr(bound.field, "choices"):
                return str(_("Yes") if value == "yes" else _("No"))
        if hasattr(bound.field, "choices"):
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(str(label) for key, label in bound.field.choices if key in chosen)
        if isinstance(value, date):
            return date_format(value, "l, F j, Y")
        if name == "phone" and value:
            return str(value.as_national if value.country_code == 1 else value.as_international)
        return str(value or "")


class ReferenceForm(forms.Form):
    """Asks for the reference that goes with the link."""

    reference = forms.CharField(
        label=_("What is your reference?"),
        help_text=_("Eight letters and numbers. You got it when you sent the request, and by e-mail if you left one."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "field__short",
            }
        ),
        error_messages={"required": _("Write your reference."), "null_characters_not_allowed": _NOT_FOUND},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_class = "form"
        helper.disable_csrf = True
        helper.add_input(Submit("find", _("Show my request")))
        return helper

    def refuse(self) -> None:
        """Say that nothing was found, whatever was wrong."""
        self.add_error("reference", _NOT_FOUND)


class AddTimeForm(forms.Form):
    """A time that suits, added to the request of this reference, as it was seen."""

    reference = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    time = LineField(
        label=_("Another time that suits you"),
        help_text=_("Such as: Friday after school."),
        error_messages={"required": _("Write a time that suits you.")},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_class = "form"
        helper.disable_csrf = True
        helper.add_input(Submit("add_time", _("Add this time")))
        return helper
