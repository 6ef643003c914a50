"""The warning signs of a topic in short, for pages that lead to them."""

from dataclasses import dataclass

from education.documents.schema import SignLevel, TopicDocument

from .addresses import get_topic_path

# The topic that holds the warning signs.
WARNINGS_TOPIC = "side-effects"

_LEVELS: tuple[SignLevel, ...] = ("emergency", "call")
_ABOUT_PREGNANCY = ("maybe-pregnant", "positive-pregnancy-test")


@dataclass(frozen=True)
class Sign:
    """`name` is what somebody has, `action` what to do; `path` leads to all that the guide says of it."""

    key: str
    level: SignLevel
    name: str
    action: str
    path: str

    @property
    def is_about_pregnancy(self) -> bool:
        return self.key in _ABOUT_PREGNANCY


def list_signs(document: TopicDocument) -> list[Sign]:
    """Every warning sign of the document once, emergencies first."""
    path = get_topic_path(document["slug"])
    rows = {
        row["key"]: row
        for section in document["sections"]
        if section["kind"] == "warning_signs"
        for row in section["signs"]
    }
    return [
        Sign(row["key"], level, row["sign"], row["action"], f"{path}#{row['key']}")
        for level in _LEVELS
        for row in rows.values()
        if row["level"] == level
    ]


def select_level(signs: list[Sign], level: SignLevel) -> list[Sign]:
    """The signs of one level, in their order."""
    return [sign for sign in signs if sign.level == level]


def group_by_action(signs: list[Sign]) -> list[tuple[str, list[Sign]]]:
    """The signs under what to do, each action once, in the order in which it first comes."""
    actions = list(dict.fromkeys(sign.action for sign in signs))
    return [(action, [sign for sign in signs if sign.action == action]) for action in actions]
