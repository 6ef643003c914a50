"""Of two people who edit the same row, each keeps what the other left alone, and is shown what the other wrote."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .picking import describe_row


class MergingForm(forms.ModelForm):
    """Carries the words that it was opened on, hidden beside those that are typed.

    A field that was left alone takes what the row holds by now, so nothing that others wrote there is lost.
    """

    both_changed: tuple[str, ...] = ()  # names of fields that somebody else changed as well
    they_changed: tuple[str, ...] = ()  # and of those that somebody else changed alone

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            for name, field in self.fields.items():
                field.show_hidden_initial = name not in self.declared_fields

    def full_clean(self) -> None:
        if self.is_bound:
            self._take_theirs()
        super().full_clean()
        if not self.instance.pk and self.data.get(self.add_prefix("id")):
            self._errors.clear()  # what is gone has nothing to mend
            self.add_error(
                None,
                _("Somebody deleted this while you had it open. Tick “Delete” beside its name to go on without it."),
            )

    def _post_clean(self) -> None:
        """Check constraints over translated texts too, which the form holds under the names of their languages."""
        super()._post_clean()
        held = {field.removesuffix(f"_{settings.LANGUAGE_CODE}") for field in self.fields}
        if not self.errors:
            try:
                self.instance.validate_constraints(exclude=self._get_validation_exclusions() - held)
            except ValidationError as error:
                self._update_errors(error)

    def tell_theirs(self) -> None:
        """Say beside each field that somebody else changed what they wrote there."""
        for name in self.both_changed:
            words = self._describe_theirs(name)
            self.add_error(name, format_html('{} <span class="theirs">{}</span>', _("They wrote:"), words))
        for name in self.they_changed:
            self.add_error(name, _("They changed this and you did not. It stands here as they wrote it."))

    def _take_theirs(self) -> None:
        carried = [name for name, field in self.fields.items() if field.show_hidden_initial and not field.disabled]
        differing = [name for name in carried if self._differs(name)]
        self.both_changed = tuple(name for name in differing if name in self.changed_data)
        self.they_changed = tuple(name for name in differing if name not in self.changed_data)
        if self.they_changed:
            self.data = self.data.copy()
        for name in self.they_changed:
            self.data.setlist(self[name].html_name, self._list_theirs(name))
            self.data.setlist(self[name].html_initial_name, self._list_theirs(name))

    def _differs(self, name: str) -> bool:
        """Whether somebody else changed the field, and to something else than was typed."""
        typed = self[name].data
        typed = typed if isinstance(typed, list) else [typed]
        return sorted(self._list_theirs(name)) not in (
            sorted(self.data.getlist(self[name].html_initial_name)),
            sorted(map(str, typed)),
        )

    def _list_theirs(self, name: str) -> list[str]:
        """What the row holds by now, as a browser would send it."""
        value = self.fields[name].prepare_value(self[name].initial)
        values = value if isinstance(value, list) else [value]
        return ["" if item is None else str(item).replace("\r\n", "\n") for item in values]

    def _describe_theirs(self, name: str) -> SafeString | str:
        value, field = self[name].initial, self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            words = ", ".join(map(describe_row, value))
        elif isinstance(field, forms.ChoiceField):
            words = str(dict(field.choices).get(value, ""))
        else:
            words = "" if value is None else str(value)
        return words or _("nothing")


def unify_newlines(sent: QueryDict) -> QueryDict:
    """What a form sent, with the newlines that rows hold: browsers send others."""
    unified = QueryDict(mutable=True)
    for name, values in sent.lists():
        unified.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return unified
