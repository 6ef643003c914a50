"""The quiz: one page, and the same page with each answer explained."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from education import live
from education.outputs.surroundings import Surroundings
from education.outputs.tool_pages import build_tool_context, list_cited
from education.serving import personal_form, public_page
from education.tools.quiz import PATH, Question, list_questions, sum_up, take_answers
from education.tools.quiz_json import render_quiz_json


@personal_form
def show_quiz(request: HttpRequest) -> HttpResponse:
    surroundings = live.read_surroundings()
    questions = _list_live_questions(surroundings)
    is_answered = request.method == "POST"
    if is_answered:
        questions = take_answers(questions, request.POST)
    editions = {question.document["slug"]: (question.document, question.stamp) for question in questions}
    context = {"questions": questions, "result": sum_up(questions) if is_answered else None}
    context |= build_tool_context(PATH, list(editions.values()), surroundings)
    context["sources"] = list_cited(context["sources"], [question.row["sources"] for question in questions])
    return HttpResponse(render_to_string("tools/quiz.html", context))


@public_page
def show_quiz_json(request: HttpRequest) -> HttpResponse:
    surroundings = live.read_surroundings()
    return JsonResponse(dict(render_quiz_json(_list_live_questions(surroundings), surroundings)))


def _list_live_questions(surroundings: Surroundings) -> list[Question]:
    topics = live.list_live_topics(settings.LANGUAGE_CODE)
    return list_questions([(topic.document, topic.stamp) for topic in topics], surroundings)
