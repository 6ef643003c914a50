"""The quiz: does the guide explain itself? Questions of the live editions, and what one who answered them reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from education.documents.passages import say_inline
from education.documents.schema import QuizRow, TopicDocument
from education.outputs.addresses import TOOL_PATHS, get_topic_path
from education.outputs.resolving import Resolver
from education.outputs.surroundings import Stamp, Surroundings

PATH = TOOL_PATHS["quiz"]


@dataclass(frozen=True)
class Choice:
    """`code` stands for these very words, so that an answer to words that changed meanwhile is none."""

    code: str
    words: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    """`chosen` is the answer that the reader gave, if any. The texts of `row` go through `resolver`."""

    row: QuizRow
    words: str
    choices: tuple[Choice, ...]
    document: TopicDocument
    stamp: Stamp
    resolver: Resolver
    chosen: Choice | None = None

    @property
    def right(self) -> Choice:
        return next(choice for choice in self.choices if choice.is_right)

    @property
    def read_again_path(self) -> str:
        """Where the guide explains it."""
        path = get_topic_path(self.document["slug"])
        return f"{path}#{self.row['read_again']}" if self.row["read_again"] else path

    @property
    def read_again_heading(self) -> str:
        """The heading of that part, "" when it is the whole page or a row in a part."""
        sections = self.document["sections"]
        return next((part["heading"] for part in sections if part["anchor"] == self.row["read_again"]), "")


@dataclass(frozen=True)
class Result:
    """What the answers say about the guide: which questions it explained well, and which not."""

    understood: tuple[Question, ...]
    unclear: tuple[Question, ...]
    left_out: tuple[Question, ...]


def list_questions(editions: Iterable[tuple[TopicDocument, Stamp]], surroundings: Surroundings) -> list[Question]:
    """The questions of the live *editions* in the order of the guide, the same for everyone.

    A question that moved to another topic may stand in two editions until both are published again: the newer holds.
    """
    found: dict[str, Question] = {}
    for question in _iterate_questions(editions, surroundings):
        other = found.get(question.row["key"])
        if other is None or _tell_age(other.stamp) < _tell_age(question.stamp):
            found[question.row["key"]] = question
    return list(found.values())


def take_answers(questions: Iterable[Question], answers: Mapping[str, str]) -> list[Question]:
    """*questions* with what the reader chose: {key of a question: code of a choice}. Any other code is no answer."""
    return [
        replace(
            question,
            chosen=next((c for c in question.choices if c.code == answers.get(question.row["key"])), None),
        )
        for question in questions
    ]


def sum_up(questions: Iterable[Question]) -> Result:
    """The answered *questions* by how well the guide explained them."""
    asked = list(questions)
    return Result(
        understood=tuple(question for question in asked if question.chosen and question.chosen.is_right),
        unclear=tuple(question for question in asked if question.chosen and not question.chosen.is_right),
        left_out=tuple(question for question in asked if not question.chosen),
    )


def _iterate_questions(
    editions: Iterable[tuple[TopicDocument, Stamp]], surroundings: Surroundings
) -> Iterator[Question]:
    for document, stamp in editions:
        resolver = Resolver(document, surroundings, on_own_page=False)
        for row in document["quiz"]:
            words = say_inline(row["question"], resolver.say)
            yield Question(row, words, _order_choices(row, resolver), document, stamp, resolver)


def _order_choices(row: QuizRow, resolver: Resolver) -> tuple[Choice, ...]:
    """In an order that follows from the key alone: the same for every reader, and it does not tell the right answer."""
    answers = [row["right_answer"], *row["wrong_answers"]]
    places = sorted(range(len(answers)), key=lambda place: _hash(f"{row['key']} {place}"))
    return tuple(
        Choice(_hash(f"{row['key']} {answers[place]}")[:12], say_inline(answers[place], resolver.say), place == 0)
        for place in places
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _tell_age(stamp: Stamp) -> float:
    return stamp.published_at.timestamp() if stamp.published_at else 0.0
