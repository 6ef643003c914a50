"""What the admin of every draft row has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from modeltranslation.admin import TranslationAdmin

from .locking import LockingAdmin
from .ordering import OrderedAdmin
from .picking import PickingAdmin, get_catalogs
from .searching import SearchingAdmin
from .writing import WritingAdmin


class DraftAdmin(WritingAdmin, PickingAdmin, SearchingAdmin, LockingAdmin):
    """A row that staff edit."""

    actions = None  # what is deleted is deleted one by one, after a look at it
    list_per_page = 200
    save_on_top = True  # the first button of the form, which Enter presses, saves

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["catalogs"] = get_catalogs(request).values()
        context["has_markdown"] = bool(self.blocks or self.inline)
        return super().render_change_form(request, context, add, change, form_url, obj)


class TranslatedDraftAdmin(DraftAdmin, TranslationAdmin):
    """A row whose texts readers see."""


class OrderedDraftAdmin(OrderedAdmin, TranslatedDraftAdmin):
    """A row with texts that readers see, and with a place among its kind."""
