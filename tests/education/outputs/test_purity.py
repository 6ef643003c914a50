"""An output depends on what it is given alone: pytest-django blocks the database here, and the clock may move."""

import copy
import json
from datetime import timedelta

import pytest

from education.outputs.api import render_topic_json, render_topic_summary
from education.outputs.page import render_topic_page
from education.outputs.site_pages import render_about, render_home
from education.reading.grade import score_passages

OUTPUTS = {
    "page": render_topic_page,
    "json": lambda *given: json.dumps(render_topic_json(*given)),
    "summary": lambda *given: json.dumps(render_topic_summary(*given)),
    "home": lambda document, stamp, surroundings: render_home([(document, stamp)], surroundings),
    "about": lambda document, stamp, surroundings: render_about([(document, stamp, score_passages([]))], surroundings),
}


@pytest.mark.parametrize("render", OUTPUTS.values(), ids=OUTPUTS)
def test_output_is_the_same_every_time_and_leaves_the_document_alone(golden, stamp, surroundings, clock, render):
    before = copy.deepcopy(golden)
    first = render(golden, stamp, surroundings)
    clock.shift(timedelta(days=400))
    assert render(golden, stamp, surroundings) == first
    assert golden == before
