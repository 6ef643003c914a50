"""The fields that readers read, one column a language."""

from modeltranslation.translator import TranslationOptions, register

from education import models


def _translate(model: type, *fields: str, optional: tuple[str, ...] = ()) -> None:
    """Register *fields* of *model*; those in *optional* may stay empty."""
    options = type(
        f"{model.__name__}Translation",
        (TranslationOptions,),
        {"fields": (*fields, *optional), "required_languages": {"default": fields}},
    )
    register(model)(options)


_translate(models.Fact, "phrase", "statement", optional=("population", "certainty_note"))
_translate(models.Rule, "title", "phrase", "statement")
_translate(models.GlossaryTerm, "term", "meaning", optional=("also", "say"))
_translate(models.Topic, "title", "nav_title", "message", "description", "key_points")
_translate(models.Section, "heading", optional=("body", "figure_description", "caption"))
_translate(models.Cause, "name", "summary")
_translate(models.AcneStage, "name", "description", "picture_description")
_translate(
    models.Treatment,
    *("name", "how_it_works", "suits", "time_to_work", "common_problems", "with_isotretinoin_note"),
    optional=("names", "also"),
)
_translate(models.Phase, "title", "skin", "body", "what_to_do", optional=("tests_and_visits",))
_translate(models.CareStep, "what", "why")
_translate(models.SideEffect, "name", "feels_like", "self_care", optional=("also", "frequency_note", "call_if"))
_translate(models.SideEffectAdvice, "text")
_translate(models.WarningSign, "sign", "action", "what_to_do", "looks_like", optional=("also",))
_translate(models.AvoidItem, "name", "why", "instead", optional=("names", "also", "until_note"))
_translate(models.Question, "question", "short_answer", optional=("long_answer", "also"))
_translate(models.QuizQuestion, "question", "right_answer", "wrong_answers", "why")
_translate(models.ClinicProfile, optional=("hours", "after_hours"))
_translate(models.Location, "name")
