"""Staff at their browsers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.education.factories import make_user


@pytest.fixture
def sign_in(db: None) -> Callable[[User], Client]:
    """`sign_in(user)` is that person's browser."""

    def sign_in_as(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in_as


@pytest.fixture
def rosa(db: None) -> User:
    """Somebody of the front desk."""
    return make_user("rosa", "Front desk")


@pytest.fixture
def sam(db: None) -> User:
    """Somebody else of the front desk."""
    return make_user("sam", "Front desk")


@pytest.fixture
def desk(sign_in: Callable[[User], Client], rosa: User) -> Client:
    """Rosa's browser."""
    return sign_in(rosa)


@pytest.fixture
def manager(sign_in: Callable[[User], Client]) -> Client:
    """The browser of a manager."""
    return sign_in(make_user("mona", "Managers"))
