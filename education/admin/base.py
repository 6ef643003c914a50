"""What the admin of every draft row has."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from education.models import DraftRow, Topic
from education.showing import list_topics_that_show

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

    class Media:
        js = (Script("js/unsaved-words.js", type="module"),)

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

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self.message_user(request, self.describe_reach(obj))
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        self.message_user(request, self.describe_reach(obj))
        return response

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The confirmation says who still reads the row, and so does the message afterwards."""
        row = self.get_object(request, unquote(object_id))
        topics = link_topics(list_topics_that_show(row)) if row else ""
        response = super().delete_view(request, object_id, {**(extra_context or {}), "topics": topics})
        if topics and not self.model.objects.filter(pk=row.pk).exists():
            sentence = _("Readers read it until the draft without it is published in: {topics}")
            self.message_user(request, format_html(sentence, topics=topics))
        return response

    def describe_reach(self, row: DraftRow) -> SafeString | str:
        """When and where readers will see what was saved."""
        topics = link_topics(list_topics_that_show(row))
        if not topics:
            return _("This is a draft, and no topic shows it yet.")
        return format_html(_("This is a draft. Readers see it once it is published in: {topics}"), topics=topics)


def link_topics(topics: list[Topic]) -> SafeString:
    """The topics by their titles, each with a link to where it is published."""
    links = [(reverse("admin:education_topic_change", args=[topic.pk]), topic) for topic in topics]
    return format_html_join(", ", '<a href="{}">{}</a>', links)


class TranslatedDraftAdmin(DraftAdmin, TranslationAdmin):
    """A row whose texts readers see."""


class OrderedDraftAdmin(OrderedAdmin, TranslatedDraftAdmin):
    """A row with texts that readers see, and with a place among its kind."""
