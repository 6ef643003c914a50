"""What the shipped guide holds, and what it must not hold."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from education.documents.schema import TextKind
from education.documents.texts import iterate_texts
from education.documents.validate import describe_page, validate_document
from education.models import ClinicProfile, Location, Rule, Topic
from education.outputs import labels
from education.outputs.addresses import to_tel
from education.publishing import publish_shipped_topics
from tests.conftest import NOW
from tests.education.conftest import SLUGS

CAUSES = ["blocked-pore", "oil", "bacteria", "inflammation"]
URGENCY = ["expected", "tell", "call", "emergency"]

# Numbers of seven or more digits as people write phones, the short national ones, and letters in place of digits.
PHONE = re.compile(
    r"(?<![\w.-])(?:\+?\d{1,2}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\w-])"
    r"|\b1-8\d\d-[A-Z0-9-]{4,}|\btel:[^\"]+|\b(?:[2-9]11|988|999|112)\b"
)


@pytest.fixture
def rows(guide_documents):
    """A function that gives every row which sections of a kind show in the guide, by key."""

    def find(kind, part):
        return {
            row["key"]: row
            for document in guide_documents.values()
            for section in document["sections"]
            if section["kind"] == kind
            for row in section[part]
        }

    return find


@pytest.fixture
def entries(guide_documents):
    """A function that gives every fact, rule, term or source of the guide, by key."""
    return lambda part: {entry["key"]: entry for document in guide_documents.values() for entry in document[part]}


def test_guide_has_its_topics_in_order(guide_documents):
    assert (
        list(guide_documents)
        == SLUGS
        == [
            "how-acne-forms",
            "treatments",
            "how-isotretinoin-works",
            "what-to-expect",
            "side-effects",
            "staying-safe",
            "getting-the-most",
            "what-to-avoid",
            "after-your-course",
            "questions",
            "glossary",
        ]
    )


@pytest.mark.parametrize(
    ("kind", "part", "least"),
    [
        ("side_effects", "side_effects", 45),
        ("warning_signs", "signs", 12),
        ("avoid_items", "items", 45),
        ("questions", "questions", 38),
        ("treatments", "treatments", 18),
        ("phases", "phases", 11),
        ("steps", "steps", 30),
    ],
)
def test_pages_show_enough_rows_of_each_kind(rows, kind, part, least):
    assert len(rows(kind, part)) >= least


@pytest.mark.parametrize(("part", "least"), [("facts", 30), ("sources", 80), ("terms", 60)])
def test_guide_rests_on_enough_of_each(entries, part, least):
    assert len(entries(part)) >= least


def test_every_treatment_tells_its_effect_on_all_four_causes(rows):
    effects = {
        key: [effect["cause"] for effect in row["effects"]] for key, row in rows("treatments", "treatments").items()
    }
    assert {key: causes for key, causes in effects.items() if causes != CAUSES} == {}


@pytest.mark.parametrize(("kind", "part"), [("side_effects", "side_effects"), ("avoid_items", "items")])
def test_people_can_type_their_own_words(rows, kind, part):
    assert [key for key, row in rows(kind, part).items() if not row["also"]] == []


def test_no_topic_has_a_reason_against_it_when_all_are_published_together(guide_documents):
    live = {slug: describe_page(document) for slug, document in guide_documents.items()}
    reasons = {slug: validate_document(document, live, NOW.date()) for slug, document in guide_documents.items()}
    assert reasons == {slug: [] for slug in guide_documents}


def test_guide_can_be_published_on_a_day_when_rules_have_lapsed(guide, clock):
    clock.shift(timedelta(days=3 * 365))
    assert Rule.objects.lapsed(timezone.localdate()).exists()
    editions = publish_shipped_topics(Topic.objects.all(), "en", change_note="As shipped with the guide.")
    assert [edition.topic.key for edition in editions] == SLUGS


def test_every_phone_number_is_a_fact(guide_documents, entries):
    told = [leaf.text for document in guide_documents.values() for leaf in iterate_texts(document)]
    told += [path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.*")]
    told += [str(words) for table in vars(labels).values() if isinstance(table, dict) for words in table.values()]
    phones = {to_tel(phone.removeprefix("tel:")) for text in told for phone in PHONE.findall(text)}
    facts = {to_tel(fact["phrase"]) for fact in entries("facts").values() if fact["kind"] == "phone"}
    assert phones == facts


@pytest.mark.parametrize(
    "phone",
    ["(818) 555-0100", "818-555-0100", "818.555.0100", "+1 818 555 0100", "1-800-FDA-1088", "911", '"tel:555"'],
)
def test_pattern_of_phones_finds_them(phone):
    assert PHONE.findall(f"Call {phone}, now.") == [phone.strip('"')]


@pytest.mark.parametrize(
    "text", ["10.1016/j.jaad.2023.12.017", "2026-11-24", "19,907 people", "1.6 million", "in 1982", "4 to 12 weeks"]
)
def test_pattern_of_phones_finds_nothing_else(text):
    assert PHONE.findall(text) == []


def test_warning_sign_is_never_less_urgent_than_the_side_effect_of_the_same_words(rows):
    signs = rows("warning_signs", "signs")
    effects = rows("side_effects", "side_effects")

    def list_words(key, row):
        return {key, *(word.lower() for word in row["also"])}

    pairs = [
        (sign, effect)
        for sign, sign_row in signs.items()
        for effect, effect_row in effects.items()
        if list_words(sign, sign_row) & list_words(effect, effect_row)
    ]
    assert len(pairs) > 30
    urgency = {key: URGENCY.index(row["level"]) for key, row in signs.items()}
    worst = {key: max(URGENCY.index(advice["level"]) for advice in row["advice"]) for key, row in effects.items()}
    assert [(sign, effect) for sign, effect in pairs if urgency[sign] < worst[effect]] == []


def test_guide_invents_no_clinic(guide):
    (clinic,) = ClinicProfile.objects.all()
    assert [clinic.name, clinic.phone, clinic.hours, clinic.after_hours, clinic.website] == ["", "", "", "", ""]
    assert {(place.address, place.phone) for place in Location.objects.all()} == {("", "")}
    assert [place.name for place in Location.objects.all()] == ["Encino", "Glendale", "Video visit"]


def test_guide_names_no_person_and_no_street(guide_documents):
    person = re.compile(r"\bDr\.? [A-Z]|\b[A-Z]\w+,? (?:MD|DO|NP|PA-C)\b|\b\d+ [A-Z]\w+ (?:St|Street|Ave|Blvd|Road)\b")
    found = [
        leaf
        for document in guide_documents.values()
        for leaf in iterate_texts(document)
        if person.search(leaf.text) and leaf.kind is not TextKind.SEARCH and not leaf.path.startswith("sources[")
    ]
    assert found == []
