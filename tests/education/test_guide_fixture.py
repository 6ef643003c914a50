"""The guide that tests get is the guide as it ships."""

from education.loading.load import list_staff_changes
from education.models import LiveEdition
from education.verifying import find_damage
from tests.education.conftest import SLUGS


def test_guide_is_live_and_as_shipped(guide, guide_documents):
    live = LiveEdition.objects.in_language("en")
    assert [row.topic.key for row in live] == SLUGS
    assert {row.topic.key: row.edition.document for row in live} == guide_documents
    assert list_staff_changes() == []
    assert find_damage() == []
