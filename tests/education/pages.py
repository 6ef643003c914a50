"""Pages read as readers and browsers read them."""

from functools import cache

from bs4 import BeautifulSoup


@cache
def parse_page(html: str) -> BeautifulSoup:
    """The page as a browser parses it. Do not change it: the next who asks gets the same."""
    return BeautifulSoup(html, "html5lib")


def read_words(page: BeautifulSoup) -> str:
    """All words of the page and its description for search engines, with single spaces."""
    described = [meta["content"] for meta in page.select('meta[name="description"]')]
    return normalize(" ".join([page.body.get_text(), *described]))


def normalize(text: str) -> str:
    return " ".join(text.split())
