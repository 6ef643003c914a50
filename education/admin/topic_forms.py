"""The forms that publish, roll back, restore and withdraw."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from education.documents.schema import TopicDocument
from education.documents.validate import Reason
from education.publishing import Review, get_display_name, list_reviewers

from .places import describe_reason

_TICK = _("Mend what is named here, or tick each line to publish all the same.")

# {code of a reason: the field that mends it}
_FIELDS = {
    "no-change-note": "change_note",
    "own-review": "reviewer",
    "no-reviewer": "reviewer",
    "review-in-future": "reviewed_on",
    "review-too-old": "reviewed_on",
    "no-reason": "reason",
}


class ReviewerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_display_name(obj)


class DecisionForm(forms.Form):
    """A form with one button. Reasons against what it does stand beside the field that mends them, or above all.

    Its hidden fields hold what the page shows: the button decides on that alone.
    """

    button = ""

    def __init__(self, *args: Any, document: TopicDocument | None = None, **options: Any) -> None:
        """*document* is the one that the reasons speak of; none when they speak of none."""
        super().__init__(*args, **options)
        self.documents = (document,) if document else ()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.add_input(Submit("decide", self.button))
        return helper

    def renew(self) -> None:
        """Make the next press decide on what the page shows now. Boxes ticked for another draft empty."""
        if not self.is_bound:
            return
        seen = {field.name: str(self.initial[field.name]) for field in self.hidden_fields()}
        self.data = self.data.copy()
        if self.data.get("draft_sha256") != seen.get("draft_sha256"):
            self.data.pop("acknowledged", None)
        for name, value in seen.items():
            self.data[name] = value

    def add_reasons(self, reasons: Iterable[Reason]) -> None:
        """Show every reason of a refusal."""
        for reason in reasons:
            field = _FIELDS.get(reason.code)
            self.add_error(field if field in self.fields else None, describe_reason(reason, *self.documents))


class ReviewForm(DecisionForm):
    """Who stands behind the words that go live, and what readers are told of the change."""

    change_note = forms.CharField(
        label=_("What changes, and why"),
        help_text=_("Readers see this on the page of changes. One or two plain sentences."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what changes and why.")},
    )
    reviewer = ReviewerField(
        label=_("Who read these words"),
        help_text=_(
            "Somebody of the clinic other than you, who read the whole page as it will be, not only what changes. "
            "The page says that they read and approved it, and you vouch for that."
        ),
        queryset=User.objects.none(),
        empty_label=_("Choose a reviewer"),
        error_messages={"required": _("Choose who read the words.")},
    )
    reviewed_on = forms.DateField(
        label=_("Read on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Fill in the day on which they were read."), "invalid": _("Write a day.")},
    )
    last_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        others = list_reviewers().exclude(pk=by.pk)
        self.fields["reviewer"].queryset = others.order_by("first_name", "last_name", "username")
        self.initial.setdefault("reviewed_on", timezone.localdate())

    def clean_reviewed_on(self) -> date:
        day: date = self.cleaned_data["reviewed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day cannot be later than today."))
        return day

    def get_review(self) -> Review:
        """The review that the form states."""
        return Review(by=self.cleaned_data["reviewer"], on=self.cleaned_data["reviewed_on"])


class PublishForm(ReviewForm):
    button = _("Publish")

    draft_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, warnings: list[Reason], **options: Any) -> None:
        super().__init__(*args, **options)
        self.warnings = warnings
        if warnings:
            self.fields["acknowledged"] = forms.MultipleChoiceField(
                label=_("I know of this, and publish all the same"),
                choices=[
                    (str(number), describe_reason(reason, *self.documents)) for number, reason in enumerate(warnings)
                ],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _TICK},
            )

    def list_acknowledged(self) -> set[str]:
        """The codes of the warnings that were ticked: a code with several warnings needs all of them."""
        ticked = set(self.cleaned_data.get("acknowledged", []))
        left = {reason.code for number, reason in enumerate(self.warnings) if str(number) not in ticked}
        return {reason.code for reason in self.warnings} - left

    def add_reasons(self, reasons: Iterable[Reason]) -> None:
        """Warnings that were not ticked stand beside their boxes."""
        reasons = list(reasons)
        open_warnings = [reason for reason in reasons if reason in self.warnings]
        super().add_reasons(reason for reason in reasons if reason not in open_warnings)
        if open_warnings:
            self.add_error("acknowledged", _TICK)


class RollBackForm(ReviewForm):
    button = _("Roll back")


class RestoreForm(DecisionForm):
    """*is_kept* says whether an edition holds the words of the drafts, so that they can be restored in turn."""

    button = _("Restore into the drafts")

    draft_sha256 = forms.CharField(widget=forms.HiddenInput)
    acknowledged = forms.MultipleChoiceField(
        label=_("What the drafts say now is kept nowhere"),
        choices=[("looked", _("I have looked at what is lost"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Look at the words that are marked as removed, then tick that you did.")},
    )

    def __init__(self, *args: Any, is_kept: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_kept:
            del self.fields["acknowledged"]


class WithdrawForm(DecisionForm):
    button = _("Take the page down")

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Readers see this instead of the page. Say what they can do now."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write the reason: readers see it instead of the page.")},
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
