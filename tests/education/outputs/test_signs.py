"""Warning signs in short."""

import pytest

from education.models import Topic
from education.outputs.addresses import get_request_path
from education.outputs.signs import Sign, group_by_action, list_signs, select_level
from education.public import list_warning_signs
from education.publishing import withdraw_topic
from tests.education.factories import make_user


def make_sign(key: str, level: str = "emergency", action: str = "Call") -> Sign:
    return Sign(key, level, f"The sign {key}", action, f"/guide/side-effects/#{key}")


def test_signs_come_once_each_and_emergencies_first(golden):
    section = next(section for section in golden["sections"] if section["kind"] == "warning_signs")
    row = section["signs"][0] | {"action": "Call now"}
    section["signs"] = [
        row | {"key": key, "sign": f"The sign {key}", "level": level}
        for key, level in [("maybe-pregnant", "call"), ("a", "emergency"), ("b", "call"), ("a", "emergency")]
    ]
    signs = list_signs(golden | {"sections": [section, section]})

    assert signs == [
        Sign("a", "emergency", "The sign a", "Call now", "/guide/golden/#a"),
        Sign("maybe-pregnant", "call", "The sign maybe-pregnant", "Call now", "/guide/golden/#maybe-pregnant"),
        Sign("b", "call", "The sign b", "Call now", "/guide/golden/#b"),
    ]
    assert [sign.is_about_pregnancy for sign in signs] == [False, True, False]
    assert select_level(signs, "call") == signs[1:]


def test_signs_are_grouped_by_what_to_do_in_their_order():
    a, b, c = make_sign("a"), make_sign("b", action="Press"), make_sign("c")
    assert group_by_action([a, b, c]) == [("Call", [a, c]), ("Press", [b])]
    assert group_by_action([]) == []


def test_shipped_guide_tells_its_signs_and_the_two_about_pregnancy(guide):
    signs = list_warning_signs()
    assert (len(signs) > 20, {sign.level for sign in signs}) == (True, {"emergency", "call"})
    assert [sign.key for sign in signs if sign.is_about_pregnancy] == ["maybe-pregnant", "positive-pregnancy-test"]


def test_topic_that_was_taken_down_tells_no_signs(guide):
    assert list_warning_signs() != []
    withdraw_topic(Topic.objects.get(key="side-effects"), "en", by=make_user("mona"), reason="Wrong.")
    assert list_warning_signs() == []


@pytest.mark.parametrize(
    ("slug", "stage", "path"),
    [
        ("treatments", "before", "/appointments/request/?about=thinking"),
        ("what-to-expect", "during", "/appointments/request/?about=monthly"),
        ("side-effects", "during", "/appointments/request/?about=side_effect"),
        ("after-your-course", "after", "/appointments/request/?about=after"),
        ("glossary", "reference", "/appointments/request/"),
    ],
)
def test_request_from_a_topic_says_what_it_is_about(slug, stage, path):
    assert get_request_path(slug, stage) == path
