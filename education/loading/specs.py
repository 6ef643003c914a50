"""Which model a fixture file holds, and which fields a row of it has."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models as db
from modeltranslation.fields import TranslationField

from education import models


@dataclass(frozen=True)
class ChildSpec:
    """Rows inside a row. `as_map` writes two fields of each child as one `key: value` pair."""

    model: type[db.Model]
    parent: str
    accessor: str
    as_map: tuple[str, str] | None = None


@dataclass(frozen=True)
class FixtureSpec:
    """`name` is how the file's name begins: facts.yaml and facts.anything.yaml hold facts."""

    name: str
    model: type[models.DraftRow]
    children: tuple[ChildSpec, ...] = field(default=())
    in_editions: bool = True  # whether its rows go into what is published


# In the order of loading: a row comes after those it points to.
SPECS = (
    FixtureSpec("clinic", models.ClinicProfile, in_editions=False),
    FixtureSpec("locations", models.Location, in_editions=False),
    FixtureSpec("sources", models.Source),
    FixtureSpec("facts", models.Fact),
    FixtureSpec("rules", models.Rule),
    FixtureSpec("glossary", models.GlossaryTerm),
    FixtureSpec("causes", models.Cause),
    FixtureSpec("acne_stages", models.AcneStage),
    FixtureSpec(
        "treatments",
        models.Treatment,
        (ChildSpec(models.TreatmentEffect, "treatment", "effects", as_map=("cause", "strength")),),
    ),
    FixtureSpec("phases", models.Phase),
    FixtureSpec("care_steps", models.CareStep),
    FixtureSpec("side_effects", models.SideEffect, (ChildSpec(models.SideEffectAdvice, "side_effect", "advice"),)),
    FixtureSpec("warning_signs", models.WarningSign),
    FixtureSpec("avoid_items", models.AvoidItem),
    FixtureSpec("questions", models.Question),
    FixtureSpec("topics", models.Topic, (ChildSpec(models.Section, "topic", "sections"),)),
    FixtureSpec("quiz_questions", models.QuizQuestion),
)

_NOT_IN_FILES = {"id", "position", "revision", "changed_at"}


@cache
def list_fields(model: type[db.Model], parent: str | None = None) -> "list[db.Field[Any, Any]]":
    """The fields of *model* that a fixture row has, in the model's order, relations to many last."""
    fields: list[Any] = [*model._meta.fields, *model._meta.many_to_many]  # translated ones have a class of run time
    return [
        model_field
        for model_field in fields
        if model_field.name not in _NOT_IN_FILES | {parent} and not isinstance(model_field, TranslationField)
    ]


def find_spec(file_name: str) -> FixtureSpec | None:
    """The spec of a file of this name, or None."""
    stem = file_name.partition(".")[0]
    return next((spec for spec in SPECS if spec.name == stem), None)
