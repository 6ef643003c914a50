"""Of two people who edit the same row, the second is told, and overwrites nothing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from education.drafts import StaleDraftError, check_unchanged, delete_draft, save_draft

from .merging import MergingForm, unify_newlines


class LockingForm(MergingForm):
    """Carries the revision that was opened, and is refused when the row has moved on.

    `newer_revision` is then the one whose words are shown beside those that were typed. Who has looked at them ticks a
    box, which sends it as the revision that was opened.
    """

    opened_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    newer_revision: int | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["opened_revision"] = self.instance.revision
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True  # links and references point to it

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in ("checked_on", "read_on"):
            day = self.cleaned_data.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, _("This day is still to come: write the day on which somebody looked."))
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
            if error.changed_at is None:
                raise forms.ValidationError(_("Somebody deleted this while you had it open.")) from error
            self.newer_revision = self.instance.revision
            raise forms.ValidationError(
                _(
                    "Somebody else changed this on %(when)s, while you had it open. Nothing was saved yet. What they "
                    "wrote stands below, beside your own words. Make them as they should be, tick the box, and save "
                    "again."
                )
                % {"when": localize(localtime(error.changed_at))}
            ) from error


class LockingAdmin(admin.ModelAdmin):
    """Saves and deletes through education.drafts. The row's children are saved under the row's own lock."""

    form = LockingForm

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method == "POST":
            request.POST = unify_newlines(request.POST)  # type: ignore[assignment]
        return super().changeform_view(request, *args, **options)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        form, formsets = context["adminform"].form, [inline.formset for inline in context["inline_admin_formsets"]]
        if getattr(form, "newer_revision", None) is not None:
            form.tell_theirs()
            for formset in formsets:
                tell_their_rows(formset)
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_draft(obj, opened_revision=form.cleaned_data["opened_revision"] or 0)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The confirmation carries the revision it shows."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleDraftError:
            self.message_user(
                request,
                _("Somebody else changed this while you had it open, so it was not deleted. So it stands now."),
                messages.ERROR,
            )
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[unquote(object_id)]))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        opened = request.POST.get("opened_revision", "")
        delete_draft(obj, opened_revision=int(opened) if opened.isdecimal() else -1)


def tell_their_rows(formset: Any) -> None:
    """Say in each row of *formset* what somebody else wrote there, and above them which rows they added."""
    rows = [form.instance for form in formset.initial_forms]
    for form in formset.initial_forms:
        form.tell_theirs()
    for row in formset.get_queryset():
        if row not in rows:
            formset.non_form_errors().append(_("They added “%(row)s”. It stays.") % {"row": row})
    formset._queryset = rows  # noqa: SLF001  the admin pairs forms with these: one may be gone, others have moved
