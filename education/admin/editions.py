"""What was published, to read and never to change here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from education.documents.schema import TextKind, TopicDocument
from education.documents.texts import iterate_texts
from education.models import Edition, LiveEdition, Withdrawal
from education.publishing import read_edition

from .places import describe_place


class ReadOnlyAdmin(admin.ModelAdmin):
    """Publishing writes these rows; nobody adds, changes or deletes one."""

    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("title", "number", "published_at", "published_by", "review", "change_note")
    list_filter = ("topic", "origin")
    list_select_related = ("topic", "published_by")
    search_fields = ("title", "change_note")
    ordering = ("-published_at", "-pk")
    date_hierarchy = "published_at"
    fieldsets = (
        (None, {"fields": ("topic_link", "number", "language", "title")}),
        (
            _("Publication"),
            {"fields": ("origin", "published_at", "published_by", "review", "change_note", "restores", "withdrawn")},
        ),
        (_("Its words"), {"fields": ("words",)}),
        (
            _("Proof that nobody changed it"),
            {"fields": ("schema_version", "document_sha256", "record_sha256"), "classes": ("collapse",)},
        ),
    )
    readonly_fields = ("topic_link", "review", "withdrawn", "words")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        is_list = (
            request.resolver_match is not None and request.resolver_match.url_name == "education_edition_changelist"
        )
        return rows.defer("document") if is_list else rows

    @admin.display(description=_("topic"))
    def topic_link(self, edition: Edition) -> SafeString:
        url = reverse("admin:education_topic_history", args=[edition.topic_id])
        return format_html('<a href="{}">{}</a>', url, _("“%(topic)s” and all its editions") % {"topic": edition.topic})

    @admin.display(description=_("review"), ordering="reviewed_on")
    def review(self, edition: Edition) -> str:
        return describe_review(edition)

    @admin.display(description=_("taken down"))
    def withdrawn(self, edition: Edition) -> str:
        return edition.withdrawal.reason if hasattr(edition, "withdrawal") else str(_("no"))

    @admin.display(description=_("document"))
    def words(self, edition: Edition) -> SafeString:
        document, fault = read_edition(edition)
        if document is None:
            return format_html("<strong>{}</strong> {}", _("They cannot be read:"), fault)
        return render_to_string("admin/education/edition/words.html", {"places": list_places(document)})


@admin.register(LiveEdition)
class LiveEditionAdmin(ReadOnlyAdmin):
    list_display = ("topic", "language", "edition_link", "review")
    list_select_related = ("topic", "edition")
    list_display_links = None
    ordering = ("topic__position", "language")

    @admin.display(description=_("edition"))
    def edition_link(self, live: LiveEdition) -> SafeString:
        url = reverse("admin:education_edition_change", args=[live.edition_id])
        return format_html('<a href="{}">{}</a>', url, live.edition)

    @admin.display(description=_("review"))
    def review(self, live: LiveEdition) -> str:
        return describe_review(live.edition)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ("edition", "reason", "withdrawn_by", "withdrawn_at")
    list_select_related = ("edition", "withdrawn_by")
    ordering = ("-withdrawn_at",)


def describe_review(edition: Edition) -> str:
    """Who of the clinic read the words, and when; or that nobody did."""
    if edition.reviewed_on is None:
        return str(_("not yet reviewed"))
    values = {"name": edition.reviewed_by_name, "day": edition.reviewed_on.isoformat()}
    return str(_("%(name)s on %(day)s") % values)


def list_places(document: TopicDocument) -> list[tuple[str, str]]:
    """(place in words, text) of all that readers see in *document*."""
    return [
        (describe_place(leaf.path, document), leaf.text)
        for leaf in iterate_texts(document)
        if leaf.kind is not TextKind.SEARCH
    ]
