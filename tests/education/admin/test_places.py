"""Places in documents, in words for staff and with the forms where they are mended."""

import pytest
from django.urls import reverse

from education.admin.places import PlaceLinks, describe_place
from education.documents.compare import compare_documents
from education.documents.schema import TopicDocument
from education.models import Fact, SideEffect, Topic

EFFECT = "sections[all-side-effects].side_effects[dry-lips]"


@pytest.mark.parametrize(
    ("slug", "path", "words"),
    [
        ("side-effects", "message", "Main message"),
        ("side-effects", "key_points[1]", "Key points, line 2"),
        ("side-effects", "sections[emergency-signs].group", "Section “Signs that need emergency help now”, which rows"),
        ("side-effects", f"{EFFECT}.self_care", "Side effect “Dry, cracked lips”, what you can do"),
        ("side-effects", f"{EFFECT}.advice[0].text", "Side effect “Dry, cracked lips”, from week 1 on, advice"),
        (
            "side-effects",
            f"{EFFECT}.advice[1].level",
            "Side effect “Dry, cracked lips”, weeks 1 to 4 after your last capsule, level",
        ),
        (
            "treatments",
            "sections[all-treatments].treatments[gentle-cleanser].effects[0].strength",
            "Treatment “Gentle cleanser”, effect on “blocked pore”, strength, 0 to 3",
        ),
        (
            "how-acne-forms",
            "sections[spot-stages].stages.order",
            "Section “From clear pore to mark”, acne stages, order",
        ),
        ("how-acne-forms", "facts[acne-teens].population", "Fact “about 85 of 100 people”, who was counted"),
        (
            "how-acne-forms",
            "sections[four-causes-picture].description",
            "Section “The four causes at a glance”, picture in words",
        ),
    ],
)
def test_place_is_told_in_the_words_of_its_form(guide_documents, slug, path, words):
    assert describe_place(path, guide_documents[slug]) == words


def test_no_place_of_the_guide_is_told_in_code(document: TopicDocument):
    places = [describe_place(entry.path, document) for entry in compare_documents(None, document)]

    assert [place for place in places if "_" in place or "[" in place] == []


def test_place_leads_to_the_form_where_it_is_mended(guide):
    topic = Topic.objects.get(key="side-effects")
    links = PlaceLinks(topic)
    effect = reverse("admin:education_sideeffect_change", args=[SideEffect.objects.get(key="dry-lips").pk])
    fact = reverse("admin:education_fact_change", args=[Fact.objects.get(key="flare").pk])
    form = reverse("admin:education_topic_change", args=[topic.pk])
    place = [section.key for section in topic.sections.all()].index("emergency-signs")

    assert [
        links.find_form(path)
        for path in (
            f"{EFFECT}.self_care",
            f"{EFFECT}.advice[2].text",
            "facts[flare].phrase",
            "sections[emergency-signs].body",
            "sections[emergency-signs].signs.order",
            "sections[gone].body",
            "sections[gone].side_effects[gone].name",
            "message",
        )
    ] == [
        effect,
        f"{effect}#advice-2",
        fact,
        f"{form}#sections-{place}",
        f"{form}#sections-{place}",
        form,
        form,
        form,
    ]


@pytest.mark.parametrize(("page", "ids"), [("topic", "sections-3"), ("sideeffect", "advice-1")])
def test_form_has_the_anchors_that_places_lead_to(manager, guide, page, ids):
    row = Topic.objects.get(key="side-effects") if page == "topic" else SideEffect.objects.get(key="dry-lips")

    assert f'id="{ids}"' in manager.get(reverse(f"admin:education_{page}_change", args=[row.pk])).content.decode()
