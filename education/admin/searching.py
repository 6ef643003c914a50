"""Finding the row behind words that somebody read on a page, or wrote in a form."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from education.documents.build import build_text_document
from education.documents.passages import list_passages
from education.documents.references import Reference
from education.live import read_surroundings
from education.outputs.resolving import Resolver, UnknownReferenceError

from .picking import describe_row

_QUOTES = str.maketrans({"’": "'", "“": None, "”": None, '"': None})


class SearchingAdmin(admin.ModelAdmin):
    """Looks into every text of a row and of the rows on its form, as written and as readers read it."""

    search_fields = ("key",)  # opens the search box; what it looks into is told below
    # Not search_help_text: the stock page ties that to the field, and a field with a hint needs a label to be seen.
    search_hint = _("Search for words of the row, or for a sentence as it stands on the page.")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        words = _fold(search_term).split()
        if not words:
            return queryset, False
        found = [pk for pk, text in self._read_texts().items() if all(word in text for word in words)]
        return queryset.filter(pk__in=found), False

    def _read_texts(self) -> dict[int, str]:
        """{primary key: all that the row says}."""
        shown = {inline.model for inline in self.inlines}
        children = [
            str(relation.get_accessor_name())
            for relation in self.opts.related_objects
            if relation.related_model in shown
        ]
        rows = self.model._default_manager.prefetch_related(*children)
        written = {row.pk: "\n\n".join(_list_texts(row, children)) for row in rows}
        resolver = Resolver(
            build_text_document("\n\n".join(written.values()), settings.LANGUAGE_CODE), read_surroundings()
        )

        def say(reference: Reference) -> str:
            try:
                return resolver.say(reference)
            except UnknownReferenceError:
                return reference.key

        return {pk: _fold("\n".join([text, *list_passages(text, say)])) for pk, text in written.items()}


def _list_texts(row: models.Model, children: list[str]) -> Iterator[str]:
    yield describe_row(row)
    for part in (row, *(child for name in children for child in getattr(row, name).all())):
        for field in part._meta.fields:
            if field.choices:
                yield str(getattr(part, f"get_{field.name}_display")())
            elif isinstance(field, models.CharField | models.TextField):
                yield getattr(part, field.attname) or ""


def _fold(text: str) -> str:
    return text.translate(_QUOTES).casefold()
