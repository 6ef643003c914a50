"""Questions people ask, and questions that check what they took away."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from education.models import Question, QuizQuestion

from .base import OrderedDraftAdmin


@admin.register(Question)
class QuestionAdmin(OrderedDraftAdmin):
    list_display = ("question", "group", "changed_at")
    list_filter = ("group",)
    prepopulated_fields = {"key": ("question",)}
    blocks = ("long_answer",)
    inline = ("short_answer",)
    fieldsets = (
        (None, {"fields": ("question", "key", "group", "also")}),
        (
            _("The answer"),
            {
                "fields": ("short_answer", "long_answer"),
                "description": _("The short answer stands alone. The longer one adds to it."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )


@admin.register(QuizQuestion)
class QuizQuestionAdmin(OrderedDraftAdmin):
    list_display = ("question", "topic", "changed_at")
    list_filter = ("topic",)
    list_select_related = ("topic",)
    inline = ("question", "right_answer", "why")
    fieldsets = (
        (None, {"fields": ("key", "topic", "read_again", "question")}),
        (
            _("Answers"),
            {
                "fields": ("right_answer", "wrong_answers", "why"),
                "description": _("Each wrong answer is a mistake that people make, so that the quiz can clear it up."),
            },
        ),
        (_("Where it comes from"), {"fields": ("sources",)}),
    )
