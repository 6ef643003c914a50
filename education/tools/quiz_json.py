"""The quiz as public JSON, version 1, beside that of the topics."""

from collections.abc import Iterable

from typing_extensions import TypedDict

from education.documents.passages import say_inline
from education.outputs.surroundings import Surroundings

from .quiz import Question


class PublicQuizTopic(TypedDict):
    slug: str
    title: str
    edition: int


class PublicQuizQuestion(TypedDict):
    """Text is plain. `answers` stand in the order of the page; `read_again` is where the guide explains it."""

    key: str
    topic: PublicQuizTopic
    question: str
    answers: list[str]
    right_answer: str
    why: str
    read_again: str
    sources: list[str]


class PublicQuiz(TypedDict):
    version: int
    questions: list[PublicQuizQuestion]


def render_quiz_json(questions: Iterable[Question], surroundings: Surroundings) -> PublicQuiz:
    """The questions as JSON-ready data."""
    return {"version": 1, "questions": [_describe_question(question, surroundings) for question in questions]}


def _describe_question(question: Question, surroundings: Surroundings) -> PublicQuizQuestion:
    document = question.document
    return {
        "key": question.row["key"],
        "topic": {"slug": document["slug"], "title": document["title"], "edition": question.stamp.number or 0},
        "question": question.words,
        "answers": [choice.words for choice in question.choices],
        "right_answer": question.right.words,
        "why": say_inline(question.row["why"], question.resolver.say),
        "read_again": surroundings.site_url + question.read_again_path,
        "sources": question.row["sources"],
    }
