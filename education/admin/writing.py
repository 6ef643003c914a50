"""Writing small Markdown, and seeing at once how readers will see it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from modeltranslation.fields import TranslationField

from education.documents.build import build_text_document
from education.documents.schema import TextKind
from education.live import read_surroundings
from education.models import LinesField
from education.outputs.markdown import render_blocks, render_inline
from education.outputs.resolving import Resolver, UnknownReferenceError

_RENDERERS = {TextKind.BLOCKS: render_blocks, TextKind.INLINE: render_inline}


class MarkdownInput(forms.Textarea):
    """A plain text area; js/markdown-preview.js shows its text as readers will see it."""

    class Media:
        js = (Script("js/markdown-preview.js", type="module"),)

    def __init__(self, kind: TextKind, attrs: dict[str, Any] | None = None) -> None:
        rows = 10 if kind is TextKind.BLOCKS else 3
        super().__init__({"rows": rows, "cols": 80, "data-markdown": kind.value, **(attrs or {})})

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {
            **attrs,
            "data-preview-url": reverse("admin:education_topic_render_text"),
            "data-preview-label": _("as readers see it"),
            "data-preview-failure": _("It cannot be shown now. Save, then use the topic’s Preview button."),
        }


class WritingAdmin(admin.options.BaseModelAdmin):
    """Gives each text its widget. `blocks` and `inline` name the fields that hold Markdown. For models and inlines."""

    blocks: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        if isinstance(field.widget, admin.widgets.RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # its pop-up windows need JavaScript
        if isinstance(db_field, TranslationField):
            field.label = _get_label(db_field)
        elif isinstance(db_field, models.TextField):
            field.widget = self._choose_widget(db_field)
        return field

    def _choose_widget(self, db_field: models.Field) -> forms.Widget:
        if db_field.name in self.blocks:
            return MarkdownInput(TextKind.BLOCKS)
        if db_field.name in self.inline:
            return MarkdownInput(TextKind.INLINE)
        return forms.Textarea({"rows": 4 if isinstance(db_field, LinesField) else 3, "cols": 80})


def _get_label(db_field: Any) -> str:
    """The field's name; its language as well once there are several."""
    label = capfirst(str(db_field.translated_field.verbose_name))
    return label if len(settings.LANGUAGES) == 1 else f"{label} ({db_field.language})"


@require_POST
def render_text(request: HttpRequest) -> HttpResponse:
    """The posted `text` as HTML, its references resolved on the draft rows. `kind` is blocks or inline."""
    if not request.user.has_module_perms("education"):
        raise PermissionDenied
    kind = TextKind.BLOCKS if request.POST.get("kind") == TextKind.BLOCKS else TextKind.INLINE
    return HttpResponse(_render(request.POST.get("text", ""), kind))


def _render(text: str, kind: TextKind) -> SafeString:
    resolver = Resolver(build_text_document(text, settings.LANGUAGE_CODE), read_surroundings())
    try:
        return _RENDERERS[kind](text, resolver)
    except UnknownReferenceError as error:
        sentence = _("%(error)s Look at the spelling of its key.") % {"error": error}
        return format_html('<p class="markdown-preview__error">{}</p>', sentence)
