"""What “Is this normal?” can answer, in one table: side effects by weeks, and warning signs with their level."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from education.models import SideEffect, SideEffectAdvice, WarningSign
from education.models.course import CountedFrom
from education.outputs.weeks import describe_weeks


@dataclass(frozen=True)
class Column:
    """Weeks for which no advice begins or ends in between."""

    counted_from: str
    week_from: int
    week_to: int | None

    def __str__(self) -> str:
        return describe_weeks(self.counted_from, self.week_from, self.week_to)


@dataclass(frozen=True)
class AdviceLine:
    """A side effect and its advice for each column, None where a week has none."""

    row: SideEffect
    cells: tuple[SideEffectAdvice | None, ...]


def list_columns(advice: Iterable[SideEffectAdvice]) -> list[Column]:
    """The columns that keep all of *advice* apart, the course before the time after it."""
    rows = list(advice)
    columns = []
    for counted_from in CountedFrom.values:
        own = [row for row in rows if row.counted_from == counted_from]
        starts = sorted({1, *(row.week_from for row in own), *(row.week_to + 1 for row in own if row.week_to)})
        ends = [*(start - 1 for start in starts[1:]), None]
        columns += [Column(counted_from, start, end) for start, end in zip(starts, ends, strict=True)]
    return columns


def build_lines(effects: Iterable[SideEffect], columns: list[Column]) -> list[AdviceLine]:
    """A line for each side effect, its advice already fetched."""
    return [
        AdviceLine(effect, tuple(_find_advice(effect.advice.all(), column) for column in columns)) for effect in effects
    ]


def _find_advice(advice: Iterable[SideEffectAdvice], column: Column) -> SideEffectAdvice | None:
    return next(
        (
            row
            for row in advice
            if row.counted_from == column.counted_from
            and row.week_from <= column.week_from
            and (row.week_to is None or column.week_from <= row.week_to)
        ),
        None,
    )


class AdviceTableAdmin(admin.ModelAdmin):
    """Adds the page with the table to the side effects."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.show_advice_table)
        return [path("weeks/", view, name="education_sideeffect_weeks"), *super().get_urls()]

    def show_advice_table(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        effects = list(SideEffect.objects.prefetch_related("advice"))
        columns = list_columns(advice for effect in effects for advice in effect.advice.all())
        lines = build_lines(effects, columns)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What we say, week by week"),
            "columns": columns,
            "lines": lines,
            "gaps": sum(cell is None for line in lines for cell in line.cells),
            "signs": list(WarningSign.objects.all()) if request.user.has_perm("education.view_warningsign") else [],
        }
        return TemplateResponse(request, "admin/education/sideeffect/weeks.html", context)
