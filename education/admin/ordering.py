"""Rows in their order, moved up and down by buttons that work by keyboard and without JavaScript."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.drafts import StaleOrderError, swap_places
from education.models import DraftRow

_NUMBER = r"\d{1,18}"  # what every database takes
_MOVE = re.compile(
    rf"(?P<direction>up|down):(?P<row>{_NUMBER}):(?P<other>{_NUMBER}):(?P<seen>{_NUMBER}):(?P<other_seen>{_NUMBER})",
    re.ASCII,
)


class OrderedAdmin(admin.ModelAdmin):
    """Adds the buttons to the list, while it stands in the rows' own order."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move_view)
        name = self._get_url_name("move").removeprefix("admin:")
        return [path("move/", view, name=name), *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = list(super().get_list_display(request))
        if self.has_change_permission(request) and ORDER_VAR not in request.GET:
            columns.append("move_buttons")
        return columns

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        move_url = f"{reverse(self._get_url_name('move'))}?{request.GET.urlencode()}"
        return super().changelist_view(request, {**(extra_context or {}), "move_url": move_url})

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        for above, row in zip([None, *rows], rows, strict=False):
            row.above = above
            if above is not None:
                above.below = row
        changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("order"))
    def move_buttons(self, row: DraftRow) -> SafeString:
        """A button for each way that the row can go."""
        neighbours = (("up", getattr(row, "above", None)), ("down", getattr(row, "below", None)))
        buttons = (
            (
                render_move_button(
                    row,
                    way,
                    f"{way}:{row.pk}:{other.pk}:{row.position}:{other.position}",
                    name="move",
                    form="move",
                ),
            )
            for way, other in neighbours
            if other
        )
        return format_html_join(" ", "{}", buttons)

    def move_view(self, request: HttpRequest) -> HttpResponse:
        """Swap two rows that were neighbours in somebody's list, and show the list again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        move = _MOVE.fullmatch(request.POST.get("move", ""))
        if move is None:
            return HttpResponseBadRequest(_("Which row should move? Go back and press one of its buttons."))
        self._swap(request, move)
        list_url = f"{reverse(self._get_url_name('changelist'))}?{request.GET.urlencode()}"
        return HttpResponseRedirect(f"{list_url.removesuffix('?')}#move-{move['row']}")

    def _swap(self, request: HttpRequest, move: re.Match[str]) -> None:
        try:
            row = self._swap_seen(move)
        except StaleOrderError:
            self.message_user(
                request,
                _("Somebody else changed the order meanwhile, so nothing was moved. This is how it stands now."),
                messages.ERROR,
            )
            return
        sentence = describe_move(row, move["direction"])
        self.log_change(request, row, sentence)
        self.message_user(request, sentence, messages.SUCCESS)

    def _swap_seen(self, move: re.Match[str]) -> DraftRow:
        """Returns the row that moved. Raises StaleOrderError."""
        rows = self.model._default_manager.in_bulk([int(move["row"]), int(move["other"])])
        if len(rows) != 2:
            raise StaleOrderError
        row: DraftRow = rows[int(move["row"])]
        swap_places(row, rows[int(move["other"])], seen=(int(move["seen"]), int(move["other_seen"])))
        return row

    def _get_url_name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"


def render_move_button(row: DraftRow, direction: str, value: str, *, name: str, form: str = "") -> SafeString:
    """A button that sends *value* as *name*. The first button of a row has the id that its list comes back to."""
    is_first = direction == "up" or not getattr(row, "above", None)
    return format_html(
        '<button type="submit"{} name="{}" class="move-button" id="{}" value="{}">'
        '<span aria-hidden="true">{}</span> <span class="visually-hidden">{}</span></button>',
        format_html(' form="{}"', form) if form else "",
        name,
        f"move-{row.pk}" if is_first else f"move-{row.pk}-down",
        value,
        "↑" if direction == "up" else "↓",
        _("Move “%(row)s” up") % {"row": row} if direction == "up" else _("Move “%(row)s” down") % {"row": row},
    )


def describe_move(row: DraftRow, direction: str) -> str:
    """What to tell somebody whose row has moved."""
    return _("“%(row)s” moved up.") % {"row": row} if direction == "up" else _("“%(row)s” moved down.") % {"row": row}
