"""The search above each list of rows."""

import pytest
from django.contrib import admin
from django.db.models import CharField, Model, TextField

from education import models
from education.admin.base import DraftAdmin
from education.models import Fact, Question, SideEffect
from tests.education.admin.browsing import parse
from tests.education.factories import make_fact, make_topic

pytestmark = pytest.mark.postgresql

SEARCHED = [
    model
    for model, page in admin.site._registry.items()
    if isinstance(page, DraftAdmin) and model is not models.ClinicProfile
]


def search(browser, model: type[Model], text: str) -> list[str]:
    """The first column of the rows that are found."""
    response = browser.get(f"/admin/education/{model._meta.model_name}/", {"q": text})
    return [" ".join(cell.get_text().split()) for cell in parse(response).select("#result_list tbody th")]


def list_written(row: Model) -> list[str]:
    """Every text that staff can write in *row*."""
    fields = [field for field in row._meta.fields if isinstance(field, CharField | TextField) and not field.choices]
    return [value for field in fields if (value := getattr(row, field.attname))]


@pytest.mark.parametrize("model", SEARCHED, ids=lambda model: model.__name__)
def test_search_looks_into_every_text(guide, editor, model):
    row = model._default_manager.last()
    texts = set(list_written(row))
    assert len(texts) > 1
    for text in texts:
        page = parse(editor.get(f"/admin/education/{model._meta.model_name}/", {"q": text}))
        found = [link["href"].partition("?")[0] for link in page.select("#result_list th a")]
        assert f"/admin/education/{model._meta.model_name}/{row.pk}/change/" in found


def make_question(key: str, **texts: str) -> Question:
    return Question.objects.create(key=key, group="body", **{"question": key, "short_answer": "So."} | texts)


def test_sentence_of_the_page_is_found_as_readers_read_it(editor):
    make_fact("clear")
    models.GlossaryTerm.objects.create(key="pore", term="Pore", meaning="A tiny opening.")
    make_question("Why?", long_answer="- In **some months** [[fact:clear]] don’t have\n  a [[term:pore|plugged pore]].")
    make_question("Which?", long_answer="In some months. See [[fact:gone]].")

    sentence = "In some months about 80 of 100 people don't have a plugged pore."
    assert search(editor, Question, sentence) == ["Why?"]
    assert search(editor, Question, "about 90 of 100 people") == []
    assert search(editor, Question, "[[fact:gone]]") == ["Which?"]
    assert search(editor, Question, "“in some months”") == ["Which?", "Why?"]


def test_fact_is_found_as_its_statement_is_read(editor):
    make_fact("clear")

    assert search(editor, Fact, "After some months about 80 of 100 people are clear.") == ["clear"]
    assert search(editor, Fact, "After some months about 70 of 100 people are clear.") == []


def test_number_of_the_clinic_is_found_where_it_is_shown(editor):
    models.ClinicProfile.objects.create(key="clinic", phone="(000) 000-0009")
    make_question("Whom?", short_answer="Call [[clinic:phone]].")
    make_question("Why?")

    assert search(editor, Question, "Call (000) 000-0009.") == ["Whom?"]


def test_words_of_the_rows_on_its_form_find_a_row(editor):
    topic = make_topic(body="Balm before sleep.")
    make_topic("other")
    texts = {"body_area": "lips", "frequency_note": "No one knows.", "feels_like": "Dry.", "self_care": "Drink."}
    for name, advice in (("Dry lips", "Carry balm."), ("Dry eyes", "Blink.")):
        effect = SideEffect.objects.create(key=name.lower().replace(" ", "-"), name=name, **texts)
        effect.advice.create(counted_from="first_capsule", week_from=1, level="expected", text=advice)

    assert search(editor, models.Topic, "balm before sleep") == [topic.title]
    assert search(editor, SideEffect, "Carry balm.") == ["Dry lips"]
