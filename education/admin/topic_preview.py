"""The draft of a topic as readers would see it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from education.live import read_surroundings
from education.outputs.page import render_topic_page
from education.outputs.resolving import UnknownReferenceError
from education.outputs.surroundings import Stamp
from education.standing import find_standing

from .topic_pages import TopicPagesAdmin


class TopicPreviewAdmin(TopicPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view, cacheable=True)  # the view itself says no-store
        return [path("<int:pk>/preview/", view, name="education_topic_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page of the draft, marked as one; what is in the way when it cannot be made."""
        topic = self.open_topic(request, pk, to_publish=False)
        standing = find_standing(topic, settings.LANGUAGE_CODE)
        try:
            page = HttpResponse(render_topic_page(standing.draft, Stamp(number=None), read_surroundings()))
        except UnknownReferenceError:
            context = {"title": _("This draft cannot be shown yet"), "standing": standing}
            page = self.render_page(request, "no_preview", topic, context)
        page.headers["Cache-Control"] = "no-store"
        page.headers["X-Robots-Tag"] = "noindex"
        return page
