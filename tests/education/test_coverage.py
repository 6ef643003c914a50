"""docs/coverage.md accounts for every statement of the earlier article, and its places are on the pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from education.documents.schema import TopicDocument
from education.documents.validate import list_anchors

COVERAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
STATEMENTS = [str(number) for number in range(1, 141)] + [f"S{number}" for number in range(1, 13)]
VERDICTS = {"correct", "imprecise", "outdated", "wrong", "dangerous", "omission", "remove"}
PLACE = re.compile(r"`(?P<slug>[a-z0-9-]+)#(?P<anchor>[a-z0-9-]+)`")


@dataclass(frozen=True)
class Row:
    number: str
    claim: str
    verdict: str
    here: str
    where: str
    reason: str

    @property
    def places(self) -> list[tuple[str, str]]:
        """(slug, anchor) of each place. Raises AssertionError when the cell holds anything else."""
        places = [PLACE.fullmatch(place.strip()) for place in self.where.split(",")]
        assert all(places), f"Row {self.number}: write the places as `slug#anchor`, separated by commas: {self.where}"
        return [(place["slug"], place["anchor"]) for place in places if place]


def _read_rows() -> list[Row]:
    lines = [line for line in COVERAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines[2:]]


ROWS = _read_rows()


@pytest.fixture
def anchors(guide_documents: Mapping[str, TopicDocument]) -> Mapping[str, frozenset[str]]:
    return {slug: frozenset(list_anchors(document)) for slug, document in guide_documents.items()}


def test_coverage_holds_every_statement_once_and_in_order() -> None:
    assert [row.number for row in ROWS] == STATEMENTS


def test_coverage_knows_only_its_verdicts() -> None:
    assert {row.verdict for row in ROWS} == VERDICTS


def test_coverage_says_of_every_row_what_became_of_it() -> None:
    assert {row.here for row in ROWS} == {"told", "corrected", "left out"}
    assert [row.number for row in ROWS if not row.claim or not row.reason] == []


def test_coverage_names_no_place_for_what_was_left_out() -> None:
    assert {row.where for row in ROWS if row.here == "left out"} == {"–"}


def test_coverage_names_a_place_for_all_the_rest() -> None:
    assert [row.number for row in ROWS if row.here != "left out" and not row.places] == []


def test_coverage_leaves_no_dangerous_statement_uncorrected() -> None:
    assert {row.here for row in ROWS if row.verdict == "dangerous"} == {"corrected"}


def test_coverage_points_only_to_places_on_the_pages(anchors: Mapping[str, frozenset[str]]) -> None:
    told = [row for row in ROWS if row.here != "left out"]
    missing = [
        f"Row {row.number}: {slug}#{anchor}"
        for row in told
        for slug, anchor in row.places
        if anchor not in anchors.get(slug, frozenset())
    ]
    assert missing == []
