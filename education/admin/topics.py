"""Topics: their words, their sections, and the buttons that preview and publish them."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag, Lead
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationStackedInline

from education.drafts import save_draft, swap_places
from education.models import Section, Topic
from education.standing import find_standing, find_standings

from .base import OrderedDraftAdmin
from .locking import LockingForm
from .ordering import describe_move, render_move_button
from .picking import PickingAdmin
from .topic_history import TopicHistoryAdmin
from .topic_preview import TopicPreviewAdmin
from .topic_publishing import TopicPublishingAdmin
from .writing import WritingAdmin, render_text


class SectionForm(LockingForm):
    """Guarded by its topic's revision, so it carries none of its own."""

    opened_revision = None

    def _check_unchanged(self) -> None:
        """The topic's form does."""


class SectionInline(WritingAdmin, PickingAdmin, TranslationStackedInline):
    model = Section
    form = SectionForm
    extra = 0
    blocks = ("body",)
    inline = ("figure_description", "caption")
    readonly_fields = ("move_buttons",)
    fieldsets = (
        (None, {"fields": ("heading", "key", "kind", "move_buttons", "body", "sources")}),
        (
            gettext_lazy("For callouts, lists of rows, facts, rules and pictures"),
            {
                "fields": ("level", "group", "facts", "rules", "figure", "figure_description", "caption"),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        def look(function: type) -> Window:
            return Window(function("pk"), partition_by=F("topic"), order_by=["position", "key"])

        rows = super().get_queryset(request).prefetch_related("sources", "facts", "rules")
        return rows.annotate(above=look(Lag), below=look(Lead))

    @admin.display(description=gettext_lazy("order"))
    def move_buttons(self, section: Section) -> SafeString | str:
        """Buttons that save the whole topic, and then move the section."""
        ways = [way for way, side in (("up", "above"), ("down", "below")) if getattr(section, side, None)]
        buttons = ((render_move_button(section, way, f"{way}:{section.pk}", name="_move"),) for way in ways)
        return format_html_join(" ", "{}", buttons) or _("Save first, then move it.")


@admin.register(Topic)
class TopicAdmin(TopicPublishingAdmin, TopicHistoryAdmin, TopicPreviewAdmin, OrderedDraftAdmin):
    list_display = ("title", "live", "changes", "review", "open_reasons", "grade", "stage")
    list_per_page = 50
    prepopulated_fields = {"key": ("title",)}
    inline = ("message",)
    inlines = (SectionInline,)
    fieldsets = (
        (None, {"fields": ("title", "nav_title", "key", "stage", "read_next")}),
        (
            gettext_lazy("In short"),
            {
                "fields": ("message", "key_points", "description"),
                "description": gettext_lazy("What a reader takes away who reads no further."),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(render_text)
        return [path("render-text/", view, name="education_topic_render_text"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page with its panel, which is worked out only if the page is shown."""
        topic = self.get_object(request, unquote(object_id))
        standing = SimpleLazyObject(lambda: find_standing(topic, settings.LANGUAGE_CODE))
        panel = {
            "standing": standing,
            "longest_sentences": SimpleLazyObject(lambda: standing.score.list_longest_sentences(5)),
            "can_publish": self.can_publish(request),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **panel})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editions are kept for ever, and their topic with them."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.editions.exists())

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Sections are draft rows too. The topic's own revision has been checked by now."""
        changed = formset.save(commit=False)
        for section in formset.deleted_objects:
            section.delete()
        for section in changed:
            save_draft(section, opened_revision=section.revision)
        formset.save_m2m()

    def response_change(self, request: HttpRequest, obj: Topic) -> HttpResponse:
        if "_move" in request.POST:
            return self._move_section(request, obj)
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:education_topic_preview", args=[obj.pk]))
        return super().response_change(request, obj)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        for standing in find_standings(changelist.result_list, settings.LANGUAGE_CODE):
            standing.topic.standing = standing
        return changelist

    @admin.display(description=gettext_lazy("live edition"))
    def live(self, topic: Any) -> str:
        edition, withdrawal = topic.standing.edition, topic.standing.withdrawal
        if withdrawal:
            return _("taken down, %(day)s") % {"day": localtime(withdrawal.withdrawn_at).date().isoformat()}
        if edition is None:
            return _("not live")
        if topic.standing.fault:
            return _("cannot be read: withdraw it or publish again")
        values = {"number": edition.number, "day": localtime(edition.published_at).date().isoformat()}
        return _("%(number)s, %(day)s") % values

    @admin.display(description=gettext_lazy("review"))
    def review(self, topic: Any) -> str:
        edition = topic.standing.edition
        return "" if edition is None else edition.reviewed_by_name or _("not yet reviewed")

    @admin.display(description=gettext_lazy("drafts"))
    def changes(self, topic: Any) -> str:
        return _("unpublished changes") if topic.standing.has_changes else _("as published")

    @admin.display(description=gettext_lazy("reading grade"))
    def grade(self, topic: Any) -> str:
        return f"{topic.standing.score.grade:.1f}"

    @admin.display(description=gettext_lazy("against publishing"))
    def open_reasons(self, topic: Any) -> str:
        count = len(topic.standing.reasons)
        return ngettext("%(count)d reason", "%(count)d reasons", count) % {"count": count} if count else _("nothing")

    def _move_section(self, request: HttpRequest, topic: Topic) -> HttpResponse:
        """Swap the section with its neighbour. The form has just shown that the order is still as it was seen."""
        way, _colon, pk = request.POST["_move"].partition(":")
        sections = list(topic.sections.all())
        place = next((index for index, section in enumerate(sections) if str(section.pk) == pk), None)
        other = None if place is None else place + (1 if way == "down" else -1)
        if place is not None and other is not None and 0 <= other < len(sections):
            section, neighbour = sections[place], sections[other]
            swap_places(section, neighbour, seen=(section.position, neighbour.position))
            self.message_user(request, describe_move(section, way), messages.SUCCESS)
        return HttpResponseRedirect(f"{request.path}#move-{pk}")
