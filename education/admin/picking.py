"""Choosing rows of another table: of many, the chosen ones as checkboxes, and one field to add more by typing.

A page names the rows that can be added once for all its fields, however many sections it has.
"""

import re
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from education.documents.build import fill_phrase, fill_statement
from education.models import Fact


def describe_row(row: Model) -> str:
    """The row in words, for somebody who looks for it."""
    if isinstance(row, Fact):
        return fill_statement(row.statement, fill_phrase(row.phrase, row.numerator, row.denominator))
    return str(row)


class Catalog:
    """The rows that can be chosen, read once for a page."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self.list_id = f"catalog-{rows.model._meta.model_name}"

    @cached_property
    def labels(self) -> dict[str, str]:
        """{key: row in words}."""
        return {row.key: describe_row(row) for row in self.rows}


class PickManyInput(forms.Widget):
    """Checkboxes for what is chosen; the text beside them takes more keys, parted by commas."""

    template_name = "admin/education/widgets/pick_many.html"

    class Media:
        js = (Script("js/pick-many.js", type="module"),)

    def __init__(self, catalog: Catalog, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.catalog = catalog

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        labels = self.catalog.labels
        context["widget"]["chosen"] = [{"key": key, "label": labels.get(str(key), key)} for key in value or []]
        context["widget"]["list_id"] = self.catalog.list_id
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        typed = (key.strip() for key in re.split(r"[,;\n]", data.get(f"{name}-add", "")))
        return list(dict.fromkeys(key for key in (*data.getlist(name), *typed) if key))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # nothing is sent when every box is empty


class PickManyField(forms.ModelMultipleChoiceField):
    default_error_messages = {
        "invalid_choice": _("There is no “%(value)s” to choose. Pick one from the list that opens as you type."),
    }

    def __init__(self, catalog: Catalog, **options: Any) -> None:
        super().__init__(catalog.rows, to_field_name="key", widget=PickManyInput(catalog), **options)


class PickOneField(forms.ModelChoiceField):
    """A list of rows in words."""

    def label_from_instance(self, obj: Any) -> str:
        return describe_row(obj)


class PickingAdmin(admin.options.BaseModelAdmin):
    """Tells in words every row that can be chosen. For models and inlines alike."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": PickOneField} | options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> forms.Field:
        catalogs = get_catalogs(request)
        model = db_field.remote_field.model
        catalog = catalogs.setdefault(model, Catalog(model._default_manager.all()))
        return PickManyField(
            catalog, required=not db_field.blank, label=db_field.verbose_name.capitalize(), help_text=db_field.help_text
        )


def get_catalogs(request: HttpRequest) -> dict[type[Model], Catalog]:
    """The catalogs of the page that *request* asks for."""
    if not hasattr(request, "catalogs"):
        request.catalogs = {}  # type: ignore[attr-defined]
    return request.catalogs  # type: ignore[attr-defined,no-any-return]
