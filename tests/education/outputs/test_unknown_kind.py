"""A section of a kind that an output does not know is an error, never a gap."""

import pytest

from education.outputs.api import render_topic_json
from education.outputs.page import render_topic_page


@pytest.mark.parametrize("render", [render_topic_page, render_topic_json])
def test_unknown_kind_of_section_raises(golden, stamp, surroundings, render):
    golden["sections"][0]["kind"] = "poem"
    with pytest.raises(KeyError, match="poem"):
        render(golden, stamp, surroundings)
