"""A page is light enough for a slow phone."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from accutane_guide.staticfiles import squeeze
from education.outputs.page import render_topic_page
from tests.education.pages import parse_page

STATIC = Path(settings.BASE_DIR) / "static"
MOST = 60_000  # bytes of HTML, stylesheet and JavaScript, by gzip


def test_page_weighs_no_more_than_a_slow_phone_loads_at_once(document, stamp, surroundings):
    html = render_topic_page(document, stamp, surroundings)
    sheet = (STATIC / "css/site.css").read_text()
    styles = [(STATIC / "css" / name).read_text() for name in re.findall(r'@import "([^"]+)"', sheet)]
    scripts = [
        (STATIC / script["src"].removeprefix(settings.STATIC_URL)).read_bytes()
        for script in parse_page(html).select("script[src]")
    ]
    assert len(styles) > 1
    assert len(scripts) > 1
    parts = [html.encode(), squeeze("".join(styles)).encode(), *scripts]
    assert sum(len(gzip.compress(part)) for part in parts) < MOST
