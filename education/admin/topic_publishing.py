"""Publishing and withdrawing a topic, each on a page that shows what it would do."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from education.models import LiveEdition, Topic
from education.signing_off import Seen, find_last_number, publish_seen, withdraw_seen
from education.standing import find_standing

from .topic_forms import PublishForm, WithdrawForm
from .topic_pages import TopicPagesAdmin
from .topic_pointers import find_pointers

LANGUAGE = settings.LANGUAGE_CODE


class TopicPublishingAdmin(TopicPagesAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", wrap(self.publish_view), name="education_topic_publish"),
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name="education_topic_withdraw"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what would change and what speaks against it; a POST publishes exactly that."""
        topic = self.open_topic(request, pk, to_publish=True)
        standing = find_standing(topic, LANGUAGE)
        form = PublishForm(
            request.POST or None,
            initial={"draft_sha256": standing.draft_sha256, "last_number": find_last_number(topic, LANGUAGE)},
            by=request.user,
            warnings=standing.warnings,
            document=standing.draft,
        )
        if self.decide(request, form, lambda: self._publish(request, topic, form)):
            return HttpResponseRedirect(reverse("admin:education_topic_change", args=[topic.pk]))
        context = {"title": _("Publish “%(topic)s”") % {"topic": topic}, "form": form, "standing": standing}
        return self.render_page(request, "publish", topic, context)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what points to the topic, and asks for the reason; a POST takes the live edition down."""
        topic = self.open_topic(request, pk, to_publish=True)
        live = LiveEdition.objects.in_language(LANGUAGE).filter(topic=topic).first()
        if live is None:
            raise Http404(_("This topic is not live, so it cannot be taken down."))
        form = WithdrawForm(request.POST or None, initial={"number": live.edition.number})
        if self.decide(request, form, lambda: self._withdraw(request, topic, form)):
            return HttpResponseRedirect(reverse("admin:education_topic_change", args=[topic.pk]))
        context = {
            "title": _("Take “%(topic)s” down") % {"topic": topic},
            "form": form,
            "edition": live.edition,
            "pointers": find_pointers(topic),
        }
        return self.render_page(request, "withdraw", topic, context)

    def _publish(self, request: HttpRequest, topic: Topic, form: PublishForm) -> None:
        edition = publish_seen(
            topic,
            LANGUAGE,
            seen=Seen(form.cleaned_data["draft_sha256"], form.cleaned_data["last_number"]),
            by=request.user,
            review=form.get_review(),
            change_note=form.cleaned_data["change_note"],
            acknowledged=form.list_acknowledged(),
        )
        values = {"number": edition.number, "topic": edition.title}
        done, sentence = _("Published edition %(number)s."), _("Edition %(number)s of “%(topic)s” is live.")
        self.tell(request, topic, done % values, sentence % values)

    def _withdraw(self, request: HttpRequest, topic: Topic, form: WithdrawForm) -> None:
        number = form.cleaned_data["number"]
        withdraw_seen(topic, LANGUAGE, number=number, by=request.user, reason=form.cleaned_data["reason"])
        values = {"number": number, "topic": topic}
        done, sentence = _("Took edition %(number)s down."), _("“%(topic)s” is down. Readers see your reason instead.")
        self.tell(request, topic, done % values, sentence % values)
