"""Journeys in Debian's Chromium, against the whole guide on a live server."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import BrowserContext, Page, Request, Route
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from accutane_guide.demo_staff import make_demo_staff
from tests.conftest import NOW

# Playwright keeps an event loop in the test's thread, and Django would take the test itself for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = Path("/usr/bin/chromium")
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # it would ask for the stylesheet's imports at wrong addresses
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(600))  # a walk through every page takes a minute, more beside others


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The day of all tests, but time passes: the server and the browser wait for each other."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {
        "locale": "en-US",
        "timezone_id": "America/Los_Angeles",
        "viewport": {"width": 1280, "height": 900},
        "service_workers": "block",  # a request of theirs would pass the watch below
    }


@pytest.fixture(scope="session")
def stored_guide(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[sqlite3.Connection]:
    """A database with the whole guide, published as it ships: made once, and put back before every journey."""
    stored = sqlite3.connect(":memory:")
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=True):
        # A test before this one may have emptied every table, the groups of the migration among them.
        for app in ("education", "appointments"):
            import_module(f"{app}.migrations.0002_staff_groups").make_groups(apps, None)
        call_command("load_guide", verbosity=0)
        call_command("publish_guide", verbosity=0)
        connection.connection.backup(stored)
        call_command("flush", interactive=False, verbosity=0)
    yield stored
    stored.close()


@pytest.fixture
def site(stored_guide: sqlite3.Connection, live_server: LiveServer, settings: Any) -> str:
    """The address of a live server with the whole guide, published as it ships."""
    connection.ensure_connection()
    stored_guide.backup(connection.connection)
    ContentType.objects.clear_cache()  # the rows have their first ids again
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def requests_elsewhere() -> Iterator[list[str]]:
    """Addresses outside the guide that a page asked for; none was let through. Any left at the end fails the test."""
    addresses: list[str] = []
    yield addresses
    assert addresses == []


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Errors of the page's console, refusals of the content policy among them. Any left at the end fails the test."""
    texts: list[str] = []
    yield texts
    assert texts == []


@pytest.fixture
def context(
    new_context: Callable[..., BrowserContext], site: str, requests_elsewhere: list[str], complaints: list[str]
) -> BrowserContext:
    """A browser that reaches the guide alone."""

    def refuse(route: Route, request: Request) -> None:
        requests_elsewhere.append(request.url)
        route.abort()

    context = new_context(base_url=site)
    context.route(lambda url: not url.startswith((site, "data:", "blob:")), refuse)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    return context


@pytest.fixture
def sign_in(page: Page, site: str) -> Callable[[str], Page]:
    """`sign_in("demo-editor")` makes the demo staff and signs one in at the admin."""
    passwords: dict[str, str] = {}

    def sign_in_as(username: str) -> Page:
        passwords.update(make_demo_staff())
        assert User.objects.filter(username=username).exists()
        page.goto(f"{site}/admin/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(passwords[username])
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{site}/admin/")
        return page

    return sign_in_as


@pytest.fixture
def check_accessibility() -> Callable[[Page], None]:
    """`check_accessibility(page)` fails with a readable list when axe finds a fault of WCAG 2.2 AA or best practice."""

    def check(page: Page) -> None:
        violations = Axe().run(page, options=AXE_RULES).response["violations"]
        if violations:
            raise AssertionError("\n".join([f"{page.url}: axe found", *map(_describe_violation, violations)]))

    return check


def _describe_violation(violation: dict[str, Any]) -> str:
    places = [f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}" for node in violation["nodes"]]
    return "\n".join([f"  {violation['id']} ({violation['impact']}): {violation['help']}", *places])
