"""What must fit together in how a patient may be reached, whoever fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.models import ContactWay

EMAIL_SENTENCE = _("Write an e-mail address with one @, such as name@example.com.")


class ContactRules:
    """For a form that asks for the way, the phone number, what may be left there, and the e-mail address."""

    cleaned_data: dict[str, Any]
    errors: Any
    _errors: Any
    add_error: Any

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"])
        if '"' in address:  # allowed, and nobody's; the outbox would take a comma in it for the end of an address
            raise forms.ValidationError(EMAIL_SENTENCE)
        return address

    def clean_contact(self, cleaned: dict[str, Any]) -> None:
        """Ask for the address of the way that was chosen, and with a phone number for both permissions."""
        way = cleaned.get("contact_way")
        if way in (ContactWay.CALL, ContactWay.TEXT) and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the phone number that we may use."))
        if way == ContactWay.EMAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the e-mail address that we may use."))
        for name, sentence in (
            ("may_leave_message", _("Choose if we may leave a message.")),
            ("may_name_clinic", _("Choose if we may say the name of the clinic.")),
        ):
            if not self._has_phone(cleaned):
                cleaned[name] = None
                self._errors.pop(name, None)
            elif cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)
        for errors in self._errors.values():  # two validators may find the same fault
            errors.data = list({str(error.message): error for error in errors.data}.values())

    def _has_phone(self, cleaned: dict[str, Any]) -> bool:
        """Whether a number was typed or is still to be: both questions are then told together with its own error."""
        return bool(cleaned.get("phone")) or "phone" in self.errors
