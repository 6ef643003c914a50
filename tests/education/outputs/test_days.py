"""Days, as readers write them."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from accutane_guide.settings import BASE_DIR


@pytest.mark.parametrize("moment", [date(2026, 11, 24), datetime(2026, 11, 25, 3, tzinfo=UTC)], ids=["day", "evening"])
@pytest.mark.parametrize(("language", "words"), [("en", "November 24, 2026"), ("es", "noviembre 24, 2026")])
def test_day_is_that_of_the_clinic_in_the_readers_language(moment, language, words):
    template = engines["django"].from_string("{% load guide %}{{ moment|day }}")

    with override(language):
        assert template.render({"moment": moment}) == words


def test_no_page_of_readers_writes_a_day_in_a_form_of_its_own():
    pages = [
        page for folder in ("components", "education") for page in (BASE_DIR / "templates" / folder).rglob("*.html")
    ]
    assert len(pages) > 20
    assert [page.name for page in pages if "|date:" in page.read_text("utf-8")] == []
