"""Of two people who edit the same row, the second is told, and overwrites nothing."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from education.drafts import StaleDraftError, check_unchanged, delete_draft, save_draft

KEY = re.compile(r"[a-z0-9-]+")  # what a reference can name


def explain_stale(error: StaleDraftError) -> str:
    """What to tell the second of two people."""
    if error.changed_at is None:
        return _("Somebody deleted this while you had it open. Nothing was saved.")
    return _(
        "Somebody else changed this on %(when)s, while you had it open. Nothing of yours was saved, so nothing of "
        "theirs was overwritten. Open the page again in a new tab, and put your changes in there."
    ) % {"when": localize(localtime(error.changed_at))}


class LockingForm(forms.ModelForm):
    """Carries the revision that was opened, and is refused when the row has moved on."""

    opened_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["opened_revision"] = self.instance.revision
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True  # links and references point to it

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key):
            raise forms.ValidationError(_("Write small letters a to z, digits and hyphens alone, such as dry-lips."))
        return key

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            self._check_unchanged()
        return cleaned

    def _check_unchanged(self) -> None:
        opened = self.cleaned_data.get("opened_revision")
        if opened is None:
            raise forms.ValidationError(_("This form does not say what it was opened on. Open the page again."))
        try:
            check_unchanged(self.instance, opened_revision=opened)
        except StaleDraftError as error:
            raise forms.ValidationError(explain_stale(error), code="stale") from error


class LockingAdmin(admin.ModelAdmin):
    """Saves and deletes through education.drafts. The row's children are saved under the row's own lock."""

    form = LockingForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_draft(obj, opened_revision=form.cleaned_data["opened_revision"] or 0)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The confirmation carries the revision it shows."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleDraftError as error:
            self.message_user(request, explain_stale(error), messages.ERROR)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[unquote(object_id)]))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        opened = request.POST.get("opened_revision", "")
        delete_draft(obj, opened_revision=int(opened) if opened.isdecimal() else -1)
