"""The patient's tools by name, for pages that lead to them and for those who look for them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ToolName:
    """`about` says what the tool does. `words` are what people may look for it with, with commas between them."""

    path: str
    title: str | Promise
    about: str | Promise
    words: str | Promise


TOOLS = (
    ToolName(
        path="/tools/my-course/",
        title=_("My course"),
        about=_("Write the day of your first capsule and see the days of your visits and tests."),
        words=_("my dates, calendar, timeline, reminder, schedule, my visits, my plan, planner, which week am I in"),
    ),
    ToolName(
        path="/tools/quiz/",
        title=_("Check what you know"),
        about=_("Short questions: what would you do? Each answer is explained, and nothing is kept."),
        words=_("quiz, test yourself, questions to check, do I know enough, exam, learn"),
    ),
)
