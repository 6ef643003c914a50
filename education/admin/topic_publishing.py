"""Publishing and withdrawing a topic, each on a page that shows what it would do."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from education.models import LiveEdition
from education.publishing import PublishRefusedError
from education.signing_off import MovedOnError, Seen, find_last_number, publish_seen, withdraw_seen
from education.standing import Standing, find_standing

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
        seen = {"draft_sha256": standing.draft_sha256, "last_number": find_last_number(topic, LANGUAGE)}
        form = PublishForm(
            request.POST or None,
            initial=seen,
            by=request.user,
            warnings=standing.warnings,
            document=standing.draft,
        )
        if request.method == "POST" and form.is_valid() and self._publish(request, standing, form):
            return HttpResponseRedirect(reverse("admin:education_topic_change", args=[topic.pk]))
        form.renew(seen)
        context = {"title": _("Publish “%(topic)s”") % {"topic": topic}, "form": form, "standing": standing}
        return self.render_page(request, "publish", topic, context)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows what points to the topic, and asks for the reason; a POST takes the live edition down."""
        topic = self.open_topic(request, pk, to_publish=True)
        live = LiveEdition.objects.in_language(LANGUAGE).filter(topic=topic).first()
        if live is None:
            raise Http404(_("This topic is not live, so it cannot be taken down."))
        seen = {"number": live.edition.number}
        form = WithdrawForm(request.POST or None, initial=seen)
        if request.method == "POST" and form.is_valid() and self._withdraw(request, live, form):
            return HttpResponseRedirect(reverse("admin:education_topic_change", args=[topic.pk]))
        form.renew(seen)
        context = {
            "title": _("Take “%(topic)s” down") % {"topic": topic},
            "form": form,
            "edition": live.edition,
            "pointers": find_pointers(topic),
        }
        return self.render_page(request, "withdraw", topic, context)

    def _publish(self, request: HttpRequest, standing: Standing, form: PublishForm) -> bool:
        try:
            edition = publish_seen(
                standing.topic,
                LANGUAGE,
                seen=Seen(form.cleaned_data["draft_sha256"], form.cleaned_data["last_number"]),
                by=request.user,
                review=form.get_review(),
                change_note=form.cleaned_data["change_note"],
                acknowledged=form.list_acknowledged(),
            )
        except PublishRefusedError as refused:
            form.add_reasons(refused.reasons)
        except MovedOnError as moved:
            form.add_error(None, str(moved))
        else:
            values = {"number": edition.number, "topic": edition.title}
            self.log_change(request, standing.topic, _("Published edition %(number)s.") % values)
            self.message_user(request, _("Edition %(number)s of “%(topic)s” is live.") % values, messages.SUCCESS)
            return True
        return False

    def _withdraw(self, request: HttpRequest, live: LiveEdition, form: WithdrawForm) -> bool:
        try:
            withdraw_seen(
                live.topic,
                LANGUAGE,
                number=form.cleaned_data["number"],
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except PublishRefusedError as refused:
            form.add_reasons(refused.reasons)
        except MovedOnError as moved:
            form.add_error(None, str(moved))
        else:
            values = {"number": live.edition.number, "topic": live.topic}
            self.log_change(request, live.topic, _("Took edition %(number)s down.") % values)
            sentence = _("“%(topic)s” is down. Readers see your reason instead.") % values
            self.message_user(request, sentence, messages.SUCCESS)
            return True
        return False
