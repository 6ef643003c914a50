"""What must hold before the server takes its first request."""

import logging
import os
import sys

import django
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

logger = logging.getLogger(__name__)


def check_start() -> None:
    """Run the system checks, those of a site that readers use when PRODUCTION is true.

    Ends the process with its sentences on any error; logs warnings. Leaves no connection open: the server forks next.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
    try:
        django.setup()
        messages = _run_checks()
    except ImproperlyConfigured as error:
        sys.exit(f"The guide cannot start. {error}")
    errors = [message for message in messages if message.is_serious()]
    if errors:
        sys.exit("\n".join(["The guide cannot start.", *map(_explain, errors)]))
    for message in messages:
        logger.warning(_explain(message))


def close_connections() -> None:
    """No connection may be open when the server forks: two processes would talk through it at once."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):  # PostgreSQL
            connection.close_pool()


def _run_checks() -> list[checks.CheckMessage]:
    try:
        messages = checks.run_checks(include_deployment_checks=settings.PRODUCTION, databases=["default"])
    finally:
        close_connections()
    return sorted((message for message in messages if not message.is_silenced()), key=lambda message: str(message.id))


def _explain(message: checks.CheckMessage) -> str:
    return f"{message.id}: {message.msg}" + (f" {message.hint}" if message.hint else "")
