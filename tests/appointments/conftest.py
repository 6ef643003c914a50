"""A mail server for the tests of requests."""

from collections.abc import Callable, Iterator
from pathlib import Path
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


@pytest.fixture
def break_mail(settings: Any, tmp_path: Path) -> Callable[[str], Path]:
    """`break_mail("news_body")`: no mail can be written from this template, until the file returned is gone."""

    def break_template(name: str) -> Path:
        broken = tmp_path / "emails" / f"{name}.txt"
        broken.parent.mkdir()
        broken.write_text("{{ reference|add:1|nothing_of_this_name }}")
        settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
        return broken

    return break_template
