"""Codes of a closed list are the same in the models, in the document, and where outputs put words to them."""

from typing import get_args

import pytest

from education import models
from education.documents import schema
from education.models.course import CountedFrom
from education.outputs import grouping, labels


def list_codes(hint, *path):
    """The codes of a Literal, found by the names of fields."""
    for name in path:
        hint = hint.__annotations__[name]
    return list(get_args(hint))


ROWS = {
    "stage": (models.Topic.Stage, list_codes(schema.Stage), list(labels.STAGES)),
    "callout level": (models.Section.Level, list_codes(schema.CalloutSection, "level"), list(labels.CALLOUT_LEVELS)),
    "kind of section": (models.Section.Kind, [list_codes(part, "kind")[0] for part in get_args(schema.Section)], None),
    "care level": (models.SideEffectAdvice.Level, list_codes(schema.CareLevel), list(labels.CARE_LEVELS)),
    "care level after": (models.SideEffectAdvice.Level, list_codes(schema.CareLevel), list(labels.CARE_LEVELS_AFTER)),
    "order of levels": (models.SideEffectAdvice.Level, list_codes(schema.CareLevel), list(grouping.CARE_LEVELS)),
    "level of a sign": (models.WarningSign.Level, list_codes(schema.WarningSignRow, "level"), None),
    "counted from": (CountedFrom, list_codes(schema.CountedFrom), None),
    "body area": (models.SideEffect.BodyArea, list_codes(schema.SideEffectRow, "body_area"), list(labels.BODY_AREAS)),
    "form": (models.Treatment.Form, list_codes(schema.TreatmentRow, "form"), list(labels.TREATMENT_FORMS)),
    "order of forms": (
        models.Treatment.Form,
        list_codes(schema.TreatmentRow, "form"),
        list(grouping.TREATMENT_FORMS),
    ),
    "with isotretinoin": (
        models.Treatment.WithIsotretinoin,
        list_codes(schema.TreatmentRow, "with_isotretinoin"),
        list(labels.WITH_ISOTRETINOIN),
    ),
    "care time": (models.CareStep.When, list_codes(schema.CareStepRow, "when"), list(labels.CARE_TIMES)),
    "for whom": (models.CareStep.ForWhom, list_codes(schema.CareStepRow, "for_whom"), list(labels.FOR_WHOM)),
    "group of things": (models.AvoidItem.Group, list_codes(schema.AvoidItemRow, "group"), None),
    "answer": (models.AvoidItem.Answer, list_codes(schema.AvoidItemRow, "answer"), list(labels.ANSWERS)),
    "order of answers": (models.AvoidItem.Answer, list_codes(schema.AvoidItemRow, "answer"), list(grouping.ANSWERS)),
    "until": (models.AvoidItem.Until, list_codes(schema.AvoidItemRow, "until"), ["rule", *labels.UNTIL]),
    "group of questions": (models.Question.Group, list_codes(schema.QuestionRow, "group"), None),
    "kind of source": (models.Source.Kind, list_codes(schema.SourceEntry, "kind"), list(labels.SOURCE_KINDS)),
    "state of a source": (models.Source.State, list_codes(schema.SourceEntry, "state"), list(labels.SOURCE_STATES)),
    "kind of fact": (models.Fact.Kind, list_codes(schema.FactEntry, "kind"), None),
    "certainty": (models.Fact.Certainty, list_codes(schema.FactEntry, "certainty"), list(labels.CERTAINTIES)),
    "jurisdiction": (
        models.Rule.Jurisdiction,
        list_codes(schema.RuleEntry, "jurisdiction"),
        list(labels.JURISDICTIONS),
    ),
}


@pytest.mark.parametrize(("choices", "in_document", "in_words"), ROWS.values(), ids=ROWS)
def test_codes_are_the_same_everywhere(choices, in_document, in_words):
    assert sorted(in_document) == sorted(choices.values)
    assert in_words is None or sorted(in_words) == sorted(choices.values)


# A section may show the rows of one group: the kind of section, and the codes of its rows.
GROUPS = {
    "steps": (schema.StepsSection, models.CareStep.When),
    "warning_signs": (schema.WarningSignsSection, models.WarningSign.Level),
    "avoid_items": (schema.AvoidItemsSection, models.AvoidItem.Group),
    "questions": (schema.QuestionsSection, models.Question.Group),
}


@pytest.mark.parametrize(("section", "choices"), GROUPS.values(), ids=GROUPS)
def test_group_of_a_section_is_empty_or_one_of_its_rows(section, choices):
    assert sorted(list_codes(section, "group")) == sorted(["", *choices.values])
