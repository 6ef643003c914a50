"""What search engines are told about a topic."""

import json

import pytest

from education.outputs.jsonld import render_jsonld
from education.outputs.page import render_topic_page
from education.outputs.resolving import Resolver
from education.outputs.surroundings import Stamp
from tests.education.pages import parse_page


@pytest.fixture
def describe(surroundings):
    return lambda document, stamp: render_jsonld(document, stamp, Resolver(document, surroundings))


def test_page_is_described_as_a_medical_page_and_its_questions_beside_it(golden, stamp, describe):
    page, questions = describe(golden, stamp)
    assert page == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": "https://guide.example/guide/golden/",
        "url": "https://guide.example/guide/golden/",
        "name": "A golden topic",
        "description": golden["description"],
        "inLanguage": "en",
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
        "about": {"@type": "MedicalCondition", "name": "Acne"},
        "isAccessibleForFree": True,
        "dateModified": "2026-11-24T12:00:00-08:00",
    }
    assert questions["@type"] == "FAQPage"
    assert [question["name"] for question in questions["mainEntity"]] == [
        "Is isotretinoin the same as Accutane?",
        "Is isotretinoin right for me?",
    ]
    first = questions["mainEntity"][0]
    assert first["url"] == "https://guide.example/guide/golden/#same-as-accutane"
    assert first["acceptedAnswer"] == {
        "@type": "Answer",
        "text": "Yes. Accutane was the first US brand of isotretinoin. "
        "Its maker stopped selling it in the US in June 2009, for business reasons.",
    }


def test_topic_without_acne_or_questions_is_about_the_drug_alone(golden, stamp, describe):
    golden["sections"] = golden["sections"][:1]
    (page,) = describe(golden, stamp)
    assert page["about"] == {"@type": "Drug", "name": "Isotretinoin", "nonProprietaryName": "isotretinoin"}


def test_review_is_claimed_for_what_was_reviewed(golden, reviewed_stamp, describe):
    page = describe(golden, reviewed_stamp)[0]
    assert page["lastReviewed"] == "2026-11-23"
    assert page["reviewedBy"] == {"@type": "Person", "name": "Reviewer of the Tests"}


def test_draft_has_no_day_of_publication(golden, describe):
    assert "dateModified" not in describe(golden, Stamp(number=None))[0]


def test_text_cannot_end_the_element(golden, stamp, surroundings, describe):
    golden["title"] = "</script><script>alert(1)</script><!--"
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    inline = [script for script in page.select("script") if not script.get("src")]
    assert [script["type"] for script in inline] == ["application/ld+json"]
    assert json.loads(inline[0].string) == describe(golden, stamp)
    assert page.select_one("h1").get_text() == golden["title"]
