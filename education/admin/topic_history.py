"""All editions of a topic: to look at, to roll back to, and to restore into the drafts."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from education.documents.build import build_topic_document
from education.documents.schema import fingerprint
from education.models import Edition, Topic
from education.publishing import read_edition
from education.signing_off import find_last_number, publish_seen_again, restore_seen
from education.standing import find_standing

from .topic_edits import list_edits
from .topic_forms import RestoreForm, RollBackForm
from .topic_pages import TopicPagesAdmin

LANGUAGE = settings.LANGUAGE_CODE
_PER_PAGE = 50


class TopicHistoryAdmin(TopicPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        edition = "<int:pk>/editions/<int:number>"
        return [
            path(f"{edition}/roll-back/", wrap(self.roll_back_view), name="education_topic_roll_back"),
            path(f"{edition}/restore/", wrap(self.restore_view), name="education_topic_restore"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All editions, and then what staff did to the drafts of the topic and of all that it shows."""
        topic = self.get_object(request, unquote(object_id))
        context = self._list_history(request, topic) if topic else {}
        return super().history_view(request, object_id, {**(extra_context or {}), **context})

    def roll_back_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Shows what readers would read instead; a POST publishes the old words as the next edition."""
        edition = self.open_edition(request, pk, number, LANGUAGE)
        topic = edition.topic
        document, fault = read_edition(edition)
        if document is None:
            return self._turn_back(request, edition, fault)
        form = RollBackForm(
            request.POST or None,
            initial={"last_number": find_last_number(topic, LANGUAGE)},
            by=request.user,
            document=document,
        )
        if self.decide(request, form, lambda: self._roll_back(request, edition, form)):
            return HttpResponseRedirect(reverse("admin:education_topic_history", args=[pk]))
        same_words = topic.editions.filter(language=LANGUAGE, document_sha256=edition.document_sha256)
        context = {
            "title": _("Roll “%(topic)s” back to edition %(number)s") % {"topic": topic, "number": number},
            "form": form,
            "edition": edition,
            "standing": find_standing(topic, LANGUAGE),
            "newer": document,
            "once_withdrawn": same_words.filter(withdrawal__isnull=False).first(),
        }
        return self.render_page(request, "roll_back", topic, context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Shows what the drafts would lose; a POST writes the edition's words into them.

        It is for those alone who may change drafts.
        """
        if not self.can_restore(request):
            raise PermissionDenied
        edition = self.open_edition(request, pk, number, LANGUAGE)
        topic = edition.topic
        document, fault = read_edition(edition)
        if document is None:
            return self._turn_back(request, edition, fault)
        draft = build_topic_document(topic, LANGUAGE)
        draft_sha256 = fingerprint(draft)
        kept = topic.editions.filter(language=LANGUAGE, document_sha256=draft_sha256).first()
        form = RestoreForm(request.POST or None, initial={"draft_sha256": draft_sha256}, is_kept=kept is not None)
        if self.decide(request, form, lambda: self._restore(request, edition, form)):
            return HttpResponseRedirect(reverse("admin:education_topic_change", args=[pk]))
        context = {
            "title": _("Restore edition %(number)s of “%(topic)s”") % {"topic": topic, "number": number},
            "form": form,
            "edition": edition,
            "kept": kept,
            "older": draft,
            "newer": document,
        }
        return self.render_page(request, "restore", topic, context)

    def _list_history(self, request: HttpRequest, topic: Topic) -> dict[str, Any]:
        editions = (
            Edition.objects.filter(topic=topic, language=LANGUAGE)
            .select_related("published_by", "restores", "withdrawal", "live")
            .defer("document", "restores__document")
        )
        edits = list_edits(topic, build_topic_document(topic, LANGUAGE))
        return {
            "editions": Paginator(editions, _PER_PAGE).get_page(request.GET.get("editions")),
            "edits": Paginator(edits, _PER_PAGE).get_page(request.GET.get("edits")),
            "can_publish": self.can_publish(request),
            "can_restore": self.can_restore(request),
        }

    def _turn_back(self, request: HttpRequest, edition: Edition, fault: str) -> HttpResponse:
        """Back to the history, for an edition that cannot be read."""
        sentence = _("Edition %(number)s cannot be read: %(fault)s") % {"number": edition.number, "fault": fault}
        self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:education_topic_history", args=[edition.topic_id]))

    def _roll_back(self, request: HttpRequest, edition: Edition, form: RollBackForm) -> None:
        again = publish_seen_again(
            edition,
            last_number=form.cleaned_data["last_number"],
            by=request.user,
            review=form.get_review(),
            change_note=form.cleaned_data["change_note"],
        )
        values = {"new": again.number, "old": edition.number, "topic": again.title}
        done = _("Rolled back to edition %(old)s, as edition %(new)s.")
        sentence = _("Edition %(new)s of “%(topic)s” is live, with the words of edition %(old)s.")
        self.tell(request, edition.topic, done % values, sentence % values)

    def _restore(self, request: HttpRequest, edition: Edition, form: RestoreForm) -> None:
        report = restore_seen(edition, draft_sha256=form.cleaned_data["draft_sha256"], by=request.user)
        count = len(report.changed)
        self.message_user(
            request,
            ngettext(
                "Edition %(number)s is in the drafts again: %(count)d row changed. Nothing is published yet.",
                "Edition %(number)s is in the drafts again: %(count)d rows changed. Nothing is published yet.",
                count,
            )
            % {"number": edition.number, "count": count},
            messages.SUCCESS,
        )
        if report.added_since:
            self.message_user(
                request,
                _("The edition did not have these; they stay in the drafts: %(rows)s.")
                % {"rows": ", ".join(report.added_since)},
                messages.WARNING,
            )
