"""The golden document, the shipped guide, and what outputs need beside a document."""

import copy
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from pytest_django.plugin import DjangoDbBlocker

from education.documents.build import build_topic_documents
from education.documents.schema import TopicDocument
from education.documents.upgrade import read_document
from education.loading.load import FIXTURES, LANGUAGE, load_guide
from education.models import Topic
from education.outputs.surroundings import Clinic, Place, Stamp, Surroundings
from education.publishing import list_topics_to_ship, publish_shipped_topics
from tests.conftest import NOW

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "topic_v2.json"
SLUGS = [path.stem.split("-", 1)[1] for path in sorted(FIXTURES.glob("topics.*.yaml"))]


@pytest.fixture
def golden() -> TopicDocument:
    """A document that holds every kind of section. Change it as you like."""
    return read_document(json.loads(GOLDEN.read_text(encoding="utf-8")), 2)


@pytest.fixture
def surroundings() -> Surroundings:
    """The day of the tests, and a clinic whose every detail is known."""
    return Surroundings(
        today=date(2026, 11, 24),
        site_url="https://guide.example",
        clinic=Clinic(
            name="Clinic of the Tests",
            phone="(000) 000-0000",
            hours="Monday to Friday",
            after_hours="Call the line for nights.",
            website="https://clinic.example",
            places=(Place("first", "First office", "1 Street of the Tests", "(000) 000-0001"),),
        ),
    )


@pytest.fixture
def bare_surroundings() -> Surroundings:
    """The day of the tests, and a clinic of which nothing is known."""
    return Surroundings(today=date(2026, 11, 24), site_url="https://guide.example", clinic=Clinic())


@pytest.fixture
def stamp() -> Stamp:
    """An edition that nobody reviewed."""
    return Stamp(number=3, published_at=NOW, change_note="A clearer word.")


@pytest.fixture
def reviewed_stamp() -> Stamp:
    return Stamp(number=3, published_at=NOW, reviewed_by_name="Reviewer of the Tests", reviewed_on=date(2026, 11, 23))


@dataclass(frozen=True)
class StoredGuide:
    documents: dict[str, TopicDocument]
    rows: list[tuple[type[Model], list[Model]]]


@pytest.fixture(scope="session")
def stored_guide(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> StoredGuide:
    """The shipped guide, loaded and published once, and taken out of the database again.

    Ask for `db` beside it: pytest-django makes a database only when a test does.
    """
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        load_guide()
        publish_shipped_topics(list_topics_to_ship(LANGUAGE), LANGUAGE, change_note="As shipped with the guide.")
        models = apps.get_app_config("education").get_models(include_auto_created=True)
        stored = StoredGuide(
            documents=build_topic_documents(Topic.objects.all(), LANGUAGE),
            rows=[(model, list(model._base_manager.all())) for model in models],
        )
        transaction.set_rollback(True)
    return stored


@pytest.fixture
def guide_documents(stored_guide: StoredGuide, db: None) -> dict[str, TopicDocument]:
    """{slug: document} of the shipped guide, in its order. Change them as you like."""
    return copy.deepcopy(stored_guide.documents)


@pytest.fixture
def guide(stored_guide: StoredGuide, db: None) -> None:
    """A database with the shipped guide, published as it ships."""
    with transaction.atomic():
        for model, rows in stored_guide.rows:
            model._base_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in stored_guide.rows]):
            cursor.execute(statement)


@pytest.fixture(params=["golden", *SLUGS])
def document(
    request: pytest.FixtureRequest, golden: TopicDocument, guide_documents: dict[str, TopicDocument]
) -> TopicDocument:
    """The golden document, then each of the shipped guide."""
    return golden if request.param == "golden" else guide_documents[request.param]
