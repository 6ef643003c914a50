"""Our template pack for crispy forms: label, hint and error tied to each field, and a summary that leads to them."""

import pytest
from bs4 import BeautifulSoup
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django import forms


class VisitForm(forms.Form):
    name = forms.CharField(
        label="Your name", help_text="As we should say it.", error_messages={"required": "Write a name."}
    )
    days = forms.MultipleChoiceField(
        label="Days",
        choices=[("mon", "Monday"), ("tue", "Tuesday")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a day."},
    )
    note = forms.CharField(label="Note", required=False)
    token = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the page again."})

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.add_input(Submit("send", "Send"))
        return helper


def render(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(render_crispy_form(form, context={"csrf_token": "secret"}), "html5lib")


@pytest.fixture
def empty() -> BeautifulSoup:
    return render(VisitForm())


@pytest.fixture
def faulty() -> BeautifulSoup:
    form = VisitForm({"note": "x"})
    form.is_valid()
    form.add_error(None, "The clinic is closed.")
    return render(form)


def test_form_is_checked_by_the_server_alone_and_guarded(empty):
    form = empty.form

    assert form.has_attr("novalidate")
    assert (form["method"], form.select_one("[name=csrfmiddlewaretoken]")["value"]) == ("post", "secret")
    assert [(button["name"], button.text) for button in form.select("button")] == [("send", "Send")]


def test_every_field_has_a_label_and_says_in_words_when_it_is_optional(empty):
    labels = {label["for"]: label.get_text(strip=True) for label in empty.select("label")}

    assert labels == {
        "id_name": "Your name",
        "id_note": "Note (optional)",
        "id_days_0": "Monday",
        "id_days_1": "Tuesday",
    }
    assert "*" not in empty.get_text()


def test_hint_is_tied_to_its_field(empty):
    field = empty.select_one("#id_name")

    assert field["aria-describedby"] == "id_name_helptext"
    assert empty.select_one("#id_name_helptext").text == "As we should say it."


def test_choices_stand_in_a_fieldset_with_a_legend(empty):
    fieldset = empty.select_one("fieldset")

    assert fieldset.legend.get_text(strip=True) == "Days"
    assert [box["value"] for box in fieldset.select("input[type=checkbox]")] == ["mon", "tue"]


def test_error_stands_beside_its_field_and_is_tied_to_it(faulty):
    field, fieldset = faulty.select_one("#id_name"), faulty.select_one("fieldset")

    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert field["aria-invalid"] == "true"
    assert faulty.select_one("#id_name_error").get_text(" ", strip=True) == "Error: Write a name."
    assert fieldset["aria-describedby"] == "id_days_error"
    assert faulty.select_one("#id_days_error").get_text(" ", strip=True) == "Error: Choose a day."


def test_summary_takes_the_focus_and_leads_to_each_field(faulty):
    summary = faulty.select_one(".error-summary")

    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    lines = [(item.text, item.a["href"] if item.a else None) for item in summary.select("li")]
    assert lines == [
        ("The clinic is closed.", None),
        ("Open the page again.", None),
        ("Write a name.", "#id_name"),
        ("Choose a day.", "#id_days_0"),
    ]
    assert all(faulty.select_one(target) for _text, target in lines if target)


def test_form_without_faults_has_no_summary(empty):
    assert empty.select(".error-summary") == []
