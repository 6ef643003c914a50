"""What narrows the queue down. None of them puts anything personal into an address."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.steps import State
from education.public import read_clinic

MOST_FOUND = 50


class StateFilter(admin.SimpleListFilter):
    """The requests that wait, unless another state is asked for. A search looks into all of them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.chosen = get_state(request)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", _("waiting for an answer")), *State.choices, ("all", _("all"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.chosen == "waiting":
            return queryset.waiting()
        return queryset if self.chosen == "all" else queryset.filter(state=self.chosen)

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for key, words in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: key})
            yield {"selected": self.chosen == key, "query_string": query, "display": words}


class HolderFilter(admin.SimpleListFilter):
    title = gettext_lazy("held by")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", _("me")), ("nobody", _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "me":
                return queryset.filter(held_by=request.user.pk)
            case "nobody":
                return queryset.filter(held_by__isnull=True)
        return queryset


class WindowFilter(admin.SimpleListFilter):
    title = gettext_lazy("prescription window")
    parameter_name = "window"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("soon", _("ends within 7 days, or has ended"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        last = timezone.localdate() + timedelta(days=7)
        return queryset.filter(window_ends_on__lte=last) if self.value() == "soon" else queryset


class OddFilter(admin.SimpleListFilter):
    title = gettext_lazy("looks odd")
    parameter_name = "odd"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.looking_odd() if self.value() == "yes" else queryset


class PlaceFilter(admin.SimpleListFilter):
    title = gettext_lazy("place")
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(place.key, place.name) for place in read_clinic().places]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(place=self.value()) if self.value() else queryset


class FoundFilter(admin.SimpleListFilter):
    """The rows that a search has found, by their numbers: what was typed stays out of the address."""

    title = gettext_lazy("search")
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        count = len(read_numbers(request.GET.get(self.parameter_name, "")))
        words = ngettext("the %(count)d request found", "the %(count)d requests found", count) % {"count": count}
        return [(request.GET[self.parameter_name], words)] if count else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        numbers = read_numbers(self.value() or "")
        return queryset.filter(pk__in=numbers) if numbers else queryset


def get_state(request: HttpRequest) -> str:
    """The state that the list shows: a code, "waiting" or "all"."""
    is_search = request.GET.get(SEARCH_VAR) or request.GET.get(FoundFilter.parameter_name)
    return request.GET.get(StateFilter.parameter_name) or ("all" if is_search else "waiting")


def read_numbers(text: str) -> list[int]:
    """Numbers of rows with commas between them; none when anything else is there."""
    parts = text.split(",")[:MOST_FOUND]
    is_sound = all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts)
    return [int(part) for part in parts] if is_sound else []
