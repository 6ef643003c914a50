"""schema.org descriptions of a topic's page."""

from typing import Any

from education.documents.passages import say_inline
from education.documents.schema import TopicDocument

from .addresses import get_topic_path
from .resolving import Resolver
from .surroundings import Stamp


def render_jsonld(document: TopicDocument, stamp: Stamp, resolver: Resolver) -> list[dict[str, Any]]:
    """A MedicalWebPage about acne or the drug, and a FAQPage beside it where the topic answers questions.

    Of each answer it holds the short one alone, and where the rest stands, so that the page does not weigh double.
    """
    url = resolver.surroundings.site_url + get_topic_path(document["slug"])
    items = [_describe_page(document, stamp, resolver, url)]
    sections = [section for section in document["sections"] if section["kind"] == "questions"]
    questions = [row for section in sections for row in section["questions"]]
    if questions:
        items.append(
            {
                "@context": "https://schema.org",
                "@type": "FAQPage",
                "url": url,
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": row["question"],
                        "url": f"{url}#{row['key']}",
                        "acceptedAnswer": {"@type": "Answer", "text": say_inline(row["short_answer"], resolver.say)},
                    }
                    for row in questions
                ],
            }
        )
    return items


def _describe_page(document: TopicDocument, stamp: Stamp, resolver: Resolver, url: str) -> dict[str, Any]:
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": document["title"],
        "description": document["description"],
        "inLanguage": document["language"],
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
        "about": _describe_subject(document),
        "isAccessibleForFree": True,
    }
    if stamp.published_at:
        page["dateModified"] = stamp.published_at.isoformat()
    if stamp.reviewed_on:  # never claimed for what no clinician has read
        page["lastReviewed"] = stamp.reviewed_on.isoformat()
        page["reviewedBy"] = {"@type": "Person", "name": stamp.reviewed_by_name}
    return page


def _describe_subject(document: TopicDocument) -> dict[str, Any]:
    kinds = {section["kind"] for section in document["sections"]}
    if kinds & {"acne_stages", "treatments"}:
        return {"@type": "MedicalCondition", "name": "Acne"}
    return {"@type": "Drug", "name": "Isotretinoin", "nonProprietaryName": "isotretinoin"}
