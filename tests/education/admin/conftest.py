"""Staff at their browsers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.education.factories import make_editor, make_manager


@pytest.fixture
def sign_in(db: None) -> Callable[[User], Client]:
    """`sign_in(user)` is that person's browser."""

    def sign_in_as(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in_as


@pytest.fixture
def editor(sign_in: Callable[[User], Client]) -> Client:
    """The browser of somebody who edits and does not publish."""
    return sign_in(make_editor())


@pytest.fixture
def manager(sign_in: Callable[[User], Client]) -> Client:
    """The browser of somebody who edits and publishes."""
    return sign_in(make_manager())
