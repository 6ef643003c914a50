"""The forms of the steps that staff take. Each carries the revision that its page showed."""

from copy import deepcopy
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from appointments import answering
from appointments.contact_rules import ContactRules
from appointments.describing import describe_phone
from appointments.fields import LineField, TextField
from appointments.forms import RequestForm, say_who_is_asked
from appointments.models import AppointmentRequest
from appointments.references import clean_reference
from appointments.steps import Kind, list_kinds_from

_CONTACT = ("contact_way", "phone", "may_leave_message", "may_name_clinic", "email")
_YES_NO = {True: "yes", False: "no", None: ""}


class StepForm(forms.Form):
    """`title` heads the page, and `button` is what one presses."""

    title: Any = ""
    button: Any = ""
    done: Any = ""  # what the page says afterwards

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This form does not say what it was opened on. Open the request again."),
            "invalid": _("This form does not say what it was opened on. Open the request again."),
        },
    )

    def __init__(self, *args: Any, request_row: AppointmentRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request_row = request_row
        self.initial.setdefault("seen", request_row.revision)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.add_input(Submit("step", self.button))
        return helper

    def renew(self, revision: int) -> None:
        """Make the next press act on *revision*, which the page shows now."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["seen"] = str(revision)

    def list_typed(self) -> list[str]:
        """What somebody wrote, to be shown when it can be kept no more."""
        return [bound.value() for bound in self.visible_fields() if self.is_bound and bound.value()]

    def take(self, *, by: User) -> AppointmentRequest:
        """Take the step. Raises StepRefusedError."""
        raise NotImplementedError

    def get_step(self, by: User) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"], "by": by}


class TakeForm(StepForm):
    title = _("Take %(reference)s")
    button = _("Take it")
    done = _("You hold %(reference)s.")

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.take_request(self.request_row, **self.get_step(by))


class ContactForm(StepForm):
    title = _("Write down a contact on %(reference)s")
    button = _("Write it down")
    done = _("The contact on %(reference)s is written down.")

    note = TextField(
        label=_("How did it go?"),
        help_text=_("Who was reached, or that nobody answered. Nothing medical. The patient does not see it."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write how it went: who was reached, or that nobody answered.")},
    )

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.record_contact(self.request_row, note=self.cleaned_data["note"], **self.get_step(by))


class CorrectForm(ContactRules, StepForm):
    """The questions of the patient's own form, with what is known."""

    title = _("Correct how to reach them: %(reference)s")
    button = _("Keep the correction")
    done = _("How to reach them is corrected on %(reference)s. E-mail that waits goes by it.")

    def __init__(self, *args: Any, request_row: AppointmentRequest, **options: Any) -> None:
        super().__init__(*args, request_row=request_row, **options)
        self.fields |= {name: deepcopy(RequestForm.base_fields[name]) for name in _CONTACT}
        say_who_is_asked(self.fields)
        for name in ("phone", "email"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}  # what the browser knows is the staff's own
        self.fields["email"].widget.attrs.pop("maxlength", None)  # browsers would cut what is pasted
        self.initial |= {name: getattr(request_row, name) for name in ("contact_way", "email")}
        self.initial["phone"] = describe_phone(request_row)
        self.initial |= {name: _YES_NO[getattr(request_row, name)] for name in ("may_leave_message", "may_name_clinic")}

    def clean_phone(self) -> Any:
        phone = self.cleaned_data["phone"]
        if phone and phone.extension:
            raise forms.ValidationError(_("Write the number alone, and its extension into a note with “Contact”."))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.clean_contact(cleaned)
        return cleaned

    def list_typed(self) -> list[str]:
        return [self[name].value() for name in ("phone", "email") if self[name].value()]

    def take(self, *, by: User) -> AppointmentRequest:
        contact = {name: self.cleaned_data[name] for name in _CONTACT}
        contact["phone"] = contact["phone"].as_e164 if contact["phone"] else ""
        return answering.correct_contact(self.request_row, **contact, **self.get_step(by))


class AppointmentForm(StepForm):
    appointment = LineField(
        label=_("Day, time and place"),
        help_text=_("The patient sees these very words, such as: Monday, November 30, 9:00 am, Encino."),
        error_messages={"required": _("Write the day, the time and the place: the patient sees them.")},
    )


class OfferForm(AppointmentForm):
    title = _("Offer a time for %(reference)s")
    button = _("Offer this time")
    done = _("The time is offered for %(reference)s.")

    def take(self, *, by: User) -> AppointmentRequest:
        words = self.cleaned_data["appointment"]
        return answering.offer_time(self.request_row, appointment=words, **self.get_step(by))


class BookForm(AppointmentForm):
    title = _("Book a time for %(reference)s")
    button = _("Book this time")
    done = _("The time is booked for %(reference)s.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("appointment", self.request_row.appointment)

    def take(self, *, by: User) -> AppointmentRequest:
        words = self.cleaned_data["appointment"]
        return answering.book_time(self.request_row, appointment=words, **self.get_step(by))


class DeclineForm(StepForm):
    title = _("Decline %(reference)s")
    button = _("Decline the request")
    done = _("%(reference)s is declined.")

    reason = TextField(
        label=_("Why, in plain words"),
        help_text=_("The patient sees these very words. Say what they can do now. Nothing medical."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write the reason in plain words: the patient sees it.")},
    )

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.decline_request(self.request_row, reason=self.cleaned_data["reason"], **self.get_step(by))


class CloseForm(StepForm):
    title = _("Close %(reference)s")
    button = _("Close it")
    done = _("%(reference)s is closed.")

    note = TextField(
        label=_("Why"),
        help_text=_("The patient does not see it, and no e-mail tells them that it is closed. Nothing medical."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write why it is closed without an answer to the patient.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = self.request_row.is_waiting

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.close_request(self.request_row, note=self.cleaned_data["note"], **self.get_step(by))


class ReopenForm(StepForm):
    title = _("Open %(reference)s again")
    button = _("Open it again")
    done = _("%(reference)s is open again, and you hold it.")

    note = TextField(
        label=_("Why"),
        help_text=_(
            "The patient does not see it. Nothing medical. A time or a reason that their page shows goes away, "
            "and no e-mail says so: tell them yourself."
        ),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write why it is opened again.")},
    )

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.reopen_request(self.request_row, note=self.cleaned_data["note"], **self.get_step(by))


class MergeForm(StepForm):
    title = _("Merge %(reference)s into another")
    button = _("Close this one, go on with the other")
    done = _("%(reference)s is closed as a duplicate.")

    other = forms.CharField(
        label=_("Reference of the request that goes on"),
        help_text=_("Eight letters and numbers, such as HK7M-4WXA."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference of the other request.")},
    )

    def clean_other(self) -> AppointmentRequest:
        reference = clean_reference(self.cleaned_data["other"])
        other = AppointmentRequest.objects.filter(reference=reference).first()
        if other is None:
            raise forms.ValidationError(_("There is no request with this reference. Look at each sign."))
        return other

    def take(self, *, by: User) -> AppointmentRequest:
        return answering.merge_request(self.request_row, into=self.cleaned_data["other"], **self.get_step(by))


STEP_FORMS: dict[str, type[StepForm]] = {
    Kind.TAKEN: TakeForm,
    Kind.CONTACTED: ContactForm,
    Kind.OFFERED: OfferForm,
    Kind.BOOKED: BookForm,
    Kind.DECLINED: DeclineForm,
    Kind.CLOSED: CloseForm,
    Kind.REOPENED: ReopenForm,
    Kind.MERGED: MergeForm,
    Kind.CORRECTED: CorrectForm,
}

# What the buttons on the page of a request say.
LABELS: dict[str, Any] = {
    Kind.TAKEN: _("Take it"),
    Kind.CONTACTED: _("Contact"),
    Kind.OFFERED: _("Offer a time"),
    Kind.BOOKED: _("Book"),
    Kind.DECLINED: _("Decline"),
    Kind.CLOSED: _("Close"),
    Kind.REOPENED: _("Open again"),
    Kind.MERGED: _("Merge"),
    Kind.CORRECTED: _("Correct how to reach them"),
}


def list_steps(request: AppointmentRequest, by: User) -> list[str]:
    """The steps that *by* can take now, in the order of the buttons."""
    possible = {str(kind) for kind in list_kinds_from(request.state)}
    if request.held_by_id == by.pk:
        possible.discard(Kind.TAKEN)
    if request.stripped_at:
        possible.discard(Kind.REOPENED)
    return [kind for kind in STEP_FORMS if kind in possible]


def will_be_mailed(request: AppointmentRequest, kind: str) -> bool | None:
    """Whether a mail tells the patient of this step; None when there is nothing to tell."""
    return bool(request.email) if kind in (Kind.OFFERED, Kind.BOOKED, Kind.DECLINED) else None
