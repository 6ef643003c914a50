"""What the pages about one topic share: who may open them, and their frame."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from education.models import Edition, Topic
from education.publishing import PublishRefusedError
from education.restoring import RESTORED_MODELS
from education.signing_off import MovedOnError

from .topic_forms import DecisionForm


class TopicPagesAdmin(admin.ModelAdmin):
    """Opens a topic or an edition for a page of its own."""

    def can_publish(self, request: HttpRequest) -> bool:
        """Whether the person may publish, roll back and withdraw."""
        return bool(request.user.has_perm("education.publish_topic"))

    def can_restore(self, request: HttpRequest) -> bool:
        """Whether the person may publish, and may add and change every draft row that a restore writes."""
        verbs = ("add", "change")
        needed = [f"education.{verb}_{model._meta.model_name}" for model in RESTORED_MODELS for verb in verbs]
        return self.can_publish(request) and request.user.has_perms(needed)

    def open_topic(self, request: HttpRequest, pk: int, *, to_publish: bool) -> Topic:
        """The topic. Raises Http404, and PermissionDenied for whoever may not see it or, if asked, publish it."""
        if not self.has_view_or_change_permission(request) or (to_publish and not self.can_publish(request)):
            raise PermissionDenied
        topic: Topic | None = self.get_object(request, str(pk))
        if topic is None:
            raise Http404(_("There is no such topic."))
        return topic

    def open_edition(self, request: HttpRequest, pk: int, number: int, language: str) -> Edition:
        """The edition, for somebody who may publish. Raises as open_topic does."""
        topic = self.open_topic(request, pk, to_publish=True)
        edition: Edition | None = topic.editions.filter(number=number, language=language).first()
        if edition is None:
            raise Http404(_("This topic has no such edition."))
        return edition

    def decide(self, request: HttpRequest, form: DecisionForm, act: Callable[[], object]) -> bool:
        """Whether a POST was valid and *act* did it. If not, the form says why, and is ready for the next press."""
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except PublishRefusedError as refused:
                form.add_reasons(refused.reasons)
            except MovedOnError as moved:
                form.add_error(None, str(moved))
            else:
                return True
        form.renew()
        return False

    def tell(self, request: HttpRequest, topic: Topic, done: str, sentence: str) -> None:
        """Write down what was *done* in the topic's history, and say the *sentence* to whoever did it."""
        self.log_change(request, topic, done)
        self.message_user(request, sentence, messages.SUCCESS)

    def render_page(self, request: HttpRequest, name: str, topic: Topic, context: dict[str, Any]) -> HttpResponse:
        """The page of templates/admin/education/topic/ with this name."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "original": topic, "topic": topic}
        return TemplateResponse(request, f"admin/education/topic/{name}.html", {**frame, **context})
