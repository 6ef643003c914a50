"""A mail server for the tests of requests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.smtp_catcher import SmtpCatcher


@pytest.fixture
def mail_server(settings: Any) -> Iterator[SmtpCatcher]:
    """A mail server that the guide sends to."""
    with SmtpCatcher() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
