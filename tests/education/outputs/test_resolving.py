"""What a reference says, and where it leads."""

import pytest

from education.documents.references import Reference
from education.outputs.addresses import get_topic_path, to_tel
from education.outputs.resolving import Resolved, Resolver, UnknownReferenceError


@pytest.fixture
def resolver(golden, surroundings):
    return Resolver(golden, surroundings)


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("911", "tel:911"),
        ("1-800-222-1222", "tel:18002221222"),
        ("1-800-FDA-1088", "tel:18003321088"),
        ("(000) 000-0000", "tel:0000000000"),
        ("+1 000 000 0000", "tel:+10000000000"),
        ("1-833-TLC-MAMA", "tel:18338526262"),
        ("1-800-quiznow", "tel:18007849669"),
    ],
)
def test_phone_becomes_an_address_with_letters_as_digits(phone, address):
    assert to_tel(phone) == address


def test_glossary_has_a_path_of_its_own():
    assert (get_topic_path("glossary"), get_topic_path("side-effects")) == ("/glossary/", "/guide/side-effects/")


@pytest.mark.parametrize(
    ("reference", "words", "url"),
    [
        (("fact", "dry-lips", None, None), "about 93 of 100 people", None),
        (("fact", "dry-lips", None, "most people"), "most people", None),
        (("fact", "crisis-line", None, None), "988", "tel:988"),
        (("rule", "alcohol-before-test", None, None), "36 hours", None),
        (("rule", "alcohol-before-test", None, "a day and a half"), "36 hours", None),
        (("term", "pore", None, None), "pore", "/glossary/#pore"),
        (("term", "pore", None, "pores"), "pores", "/glossary/#pore"),
        (("topic", "treatments", None, None), "Acne treatments", "/guide/treatments/"),
        (("topic", "treatments", "retinoids", "creams"), "creams", "/guide/treatments/#retinoids"),
        (("topic", "golden", "dry-lips", None), "A golden topic", "#dry-lips"),
        (("topic", "golden", None, None), "A golden topic", "#main"),
        (("clinic", "phone", None, None), "(000) 000-0000", "tel:0000000000"),
        (("clinic", "name", None, None), "Clinic of the Tests", None),
    ],
)
def test_reference_says_words_and_leads_somewhere(resolver, reference, words, url):
    assert resolver.resolve(Reference(*reference)) == Resolved(reference[0], words, url)
    assert resolver.say(Reference(*reference)) == words


def test_unknown_clinic_is_told_in_words_without_a_link(golden, bare_surroundings):
    resolver = Resolver(golden, bare_surroundings)
    found = [resolver.resolve(Reference("clinic", key, None, None)) for key in ("phone", "name")]
    assert found == [Resolved("clinic", "your clinic’s number"), Resolved("clinic", "your clinic")]


def test_word_of_the_glossary_leads_to_its_place_there(golden, surroundings):
    golden["slug"] = "glossary"
    resolved = Resolver(golden, surroundings).resolve(Reference("term", "pore", None, None))
    assert resolved.url == "#pore"


@pytest.mark.parametrize("kind", ["fact", "rule", "term", "topic", "clinic"])
def test_unknown_reference_raises_and_names_it(resolver, kind):
    with pytest.raises(UnknownReferenceError) as error:
        resolver.resolve(Reference(kind, "gone", None, None))
    assert str(error.value) == f"The document holds no {kind} “gone”."
