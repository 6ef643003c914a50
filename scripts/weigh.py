"""Weigh every page of a running guide as a phone gets it: `.venv/bin/python scripts/weigh.py http://127.0.0.1:8000`."""

import gzip
import re
import sys
from functools import cache
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

LOADED = re.compile(r'<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"')


def main(site: str) -> None:
    print("| page | HTML | HTML, gzip | with stylesheet and JavaScript, gzip |\n|---|---|---|---|")
    places = re.findall(r"<loc>([^<]+)</loc>", fetch(urljoin(site, "/sitemap.xml")).decode())
    for path in (urlsplit(place).path for place in places):
        html = fetch(urljoin(site, path))
        beside = sum(len(gzip.compress(fetch(urljoin(site, address)))) for address in LOADED.findall(html.decode()))
        zipped = len(gzip.compress(html))
        print(f"| `{path}` | {show(len(html))} | {show(zipped)} | {show(zipped + beside)} |")


@cache
def fetch(address: str) -> bytes:
    with urlopen(address) as answer:
        return answer.read()


def show(size: int) -> str:
    return f"{size / 1000:.0f} kB"


if __name__ == "__main__":
    main(sys.argv[1])
