"""The admin: where staff edit drafts and publish them. One module a concern; importing it registers all."""

from . import acne, avoid, clinic, course, editions, evidence, questions, searches, side_effects, topics

__all__ = [
    "acne",
    "avoid",
    "clinic",
    "course",
    "editions",
    "evidence",
    "questions",
    "searches",
    "side_effects",
    "topics",
]
