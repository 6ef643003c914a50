"""How many of 100, as dots."""

import pytest

from education.outputs.dots import draw_dots
from education.outputs.page import render_topic_page
from tests.education.pages import parse_page


@pytest.mark.parametrize(
    ("count", "path"),
    [(0, ""), (1, "M5 5h0.1"), (10, "M5 5h90.1"), (32, "M5 5h90.1M5 15h90.1M5 25h90.1M5 35h10.1")],
)
def test_dots_stand_ten_in_a_row_from_the_top_corner(count, path):
    assert draw_dots(count) == path


@pytest.mark.parametrize(("denominator", "paths"), [(100, [draw_dots(100), draw_dots(7)]), (10_000, [])])
def test_number_of_100_has_its_dots_and_no_other_number_has(golden, stamp, surroundings, denominator, paths):
    section = next(section for section in golden["sections"] if section["kind"] == "facts")
    section["facts"] = section["facts"][:1]
    fact = next(fact for fact in golden["facts"] if fact["key"] == section["facts"][0])
    fact.update(kind="frequency", numerator=7, denominator=denominator)
    page = parse_page(render_topic_page(golden, stamp, surroundings))
    assert [path["d"] for path in page.select(".dots path")] == paths
