"""What the guide rests on, with the work that is still to do on it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from education.models import DraftRow, Fact, GlossaryTerm, Rule, Section, Source
from education.standing import list_outdated
from education.usage import find_uses

from .base import DraftAdmin, OrderedDraftAdmin, TranslatedDraftAdmin
from .ordering import OrderedAdmin
from .picking import describe_row


class UsesAdmin(DraftAdmin):
    """Shows where a row is used: how often in the list, and each place on the row's own page."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        uses = find_uses(self.model)
        for row in changelist.result_list:
            row.uses = uses.get(row.key, [])
        return changelist

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is used stays: texts that refer to it could not be published any more."""
        return super().has_delete_permission(request, obj) and not (obj and find_uses(type(obj)).get(obj.key))

    @admin.display(description=_("used"))
    def use_count(self, row: Any) -> str:
        count = len(row.uses)
        return (
            ngettext("in %(count)d place", "in %(count)d places", count) % {"count": count}
            if count
            else str(_("nowhere"))
        )

    @admin.display(description=_("where it is used"))
    def use_links(self, row: DraftRow) -> SafeString | str:
        uses = find_uses(type(row)).get(row.key, []) if row.pk else []
        links = format_html_join("", "<li>{}</li>", ((_link_use(use),) for use in uses))
        used = format_html("<ul>{}</ul>", links) if uses else str(_("Nowhere yet."))
        return format_html("{}{}", used, self._render_outdated(row)) if row.pk else used

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, which remembers whether whoever looks at it may publish."""
        row = super().get_object(request, object_id, from_field)
        if row:
            row.can_publish = request.user.has_perm("education.publish_topic")
        return row

    def _render_outdated(self, row: Any) -> SafeString:
        context = {"topics": list_outdated(row, settings.LANGUAGE_CODE), "can_publish": row.can_publish}
        return render_to_string("admin/education/outdated.html", context)


def _link_use(use: DraftRow) -> SafeString:
    page, name = (use.topic, f"{use.topic}: {use}") if isinstance(use, Section) else (use, str(use))
    options = page._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[page.pk])
    return format_html('{} <a href="{}">{}</a>', use._meta.verbose_name.capitalize(), url, name)


class SourceWorkFilter(admin.SimpleListFilter):
    title = _("work to do")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("to_be_confirmed", _("to be confirmed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Source]:
        return queryset.to_be_confirmed() if self.value() == "to_be_confirmed" else queryset


@admin.register(Source)
class SourceAdmin(UsesAdmin, OrderedAdmin):
    list_display = ("title", "publisher", "kind", "state", "read_on", "use_count")
    list_filter = (SourceWorkFilter, "kind")
    prepopulated_fields = {"key": ("title",)}
    readonly_fields = ("use_links",)
    fieldsets = (
        (None, {"fields": ("title", "key", "publisher", "dated", "kind", "url")}),
        (
            _("Checked by us"),
            {
                "fields": ("state", "read_on", "note"),
                "description": _(
                    "Open the official page and read there what the guide says. Then set the state to “confirmed” and "
                    "write down the day."
                ),
            },
        ),
        (_("Where it is used"), {"fields": ("use_links",)}),
    )


@admin.register(Fact)
class FactAdmin(UsesAdmin, OrderedDraftAdmin):
    list_display = ("key", "says", "kind", "certainty", "checked_on", "use_count")
    list_filter = ("kind", "certainty")
    inline = ("statement", "population", "certainty_note")
    readonly_fields = ("use_links",)
    fieldsets = (
        (
            None,
            {
                "fields": ("key", "kind", ("numerator", "denominator"), "phrase", "statement"),
                "description": _(
                    "A number is told here once. Sentences refer to it as [[fact:key]], so a change here changes all "
                    "of them, on each page when it is next published."
                ),
            },
        ),
        (_("How sure we are"), {"fields": ("population", "certainty", "certainty_note", "checked_on")}),
        (_("Where it comes from"), {"fields": ("sources",)}),
        (_("Where it is used"), {"fields": ("use_links",)}),
    )

    @admin.display(description=_("says"))
    def says(self, fact: Fact) -> str:
        return Truncator(describe_row(fact)).words(20)


class RuleWorkFilter(admin.SimpleListFilter):
    title = _("work to do")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("lapsed", _("past the check date")), ("soon", _("to check within 30 days"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Rule]:
        today = timezone.localdate()
        if self.value() == "lapsed":
            return queryset.lapsed(today)
        return queryset.due_soon(today) if self.value() == "soon" else queryset


@admin.register(Rule)
class RuleAdmin(UsesAdmin, OrderedDraftAdmin):
    list_display = ("title", "phrase", "jurisdiction", "checked_on", "check_by", "is_stated", "use_count")
    list_filter = (RuleWorkFilter, "jurisdiction")
    prepopulated_fields = {"key": ("title",)}
    inline = ("statement",)
    readonly_fields = ("use_links",)
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "key", "jurisdiction", "phrase", "statement"),
                "description": _("Sentences refer to a rule as [[rule:key]], which puts the phrase in."),
            },
        ),
        (
            _("Dates"),
            {
                "fields": (
                    "in_force_from",
                    ("checked_on", "check_by"),
                    ("days_before_first_capsule", "days_after_last_capsule"),
                ),
                "description": _(
                    "After “check again by” every page stops stating the rule and says that it is being re-checked. "
                    "Read the source again, put in new dates, and publish the pages that use the rule."
                ),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
        (_("Where it is used"), {"fields": ("use_links",)}),
    )

    @admin.display(description=_("stated"), boolean=True)
    def is_stated(self, rule: Rule) -> bool:
        return not rule.is_lapsed(timezone.localdate())


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(UsesAdmin, TranslatedDraftAdmin):
    list_display = ("term", "meaning", "use_count")
    prepopulated_fields = {"key": ("term",)}
    inline = ("meaning",)
    readonly_fields = ("use_links",)
    fieldsets = (
        (
            None,
            {
                "fields": ("term", "key", "meaning", "say", "also"),
                "description": _("Sentences refer to a word as [[term:key]] or [[term:key|as it stands there]]."),
            },
        ),
        (_("Where it is used"), {"fields": ("use_links",)}),
    )
