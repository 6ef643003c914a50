"""System checks of a site that readers use.

`manage.py check --deploy --database default` runs them, and so does the start of the server when PRODUCTION is true.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from accutane_guide.demo_staff import list_active_demo_staff

MIN_SECRET_KEY_LENGTH = 50


@register(Tags.security, deploy=True)
def check_debug_is_off(**_options: Any) -> Iterator[CheckMessage]:
    """Django warns of it as security.W018; here it stops the start."""
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: an error page would show settings and code to readers.",
            hint="Set DEBUG to false, or leave it out.",
            id="accutane_guide.E001",
        )


@register(Tags.security, deploy=True)
def check_site_is_https(**_options: Any) -> Iterator[CheckMessage]:
    if not settings.SITE_URL.startswith("https://"):
        yield Error(
            f"SITE_URL is {settings.SITE_URL}, which is not https: passwords of staff would travel in the open.",
            hint="Set SITE_URL to the https:// address that readers use.",
            id="accutane_guide.E002",
        )


@register(Tags.security, deploy=True)
def check_secret_key_is_long(**_options: Any) -> Iterator[CheckMessage]:
    """Django warns of it as security.W009; here it stops the start."""
    if len(settings.SECRET_KEY) < MIN_SECRET_KEY_LENGTH:
        yield Error(
            f"SECRET_KEY has {len(settings.SECRET_KEY)} characters: it could be guessed.",
            hint=f"Use at least {MIN_SECRET_KEY_LENGTH} random ones; docs/operations.md has a command that makes them.",
            id="accutane_guide.E005",
        )


@register(Tags.staticfiles, deploy=True)
def check_static_files_are_collected(**_options: Any) -> Iterator[CheckMessage]:
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        yield Error(
            "The static files have not been collected: no page could name its stylesheet.",
            hint="Run python manage.py collectstatic.",
            id="accutane_guide.E004",
        )


@register(Tags.database, deploy=True)
def check_no_demo_staff(databases: Sequence[str] | None = None, **_options: Any) -> Iterator[CheckMessage]:
    """Says nothing before the migrations have run: there is nobody yet who could sign in."""
    if "default" not in (databases or ()) or "auth_user" not in connections["default"].introspection.table_names():
        return
    names = list_active_demo_staff()
    if names:
        yield Error(
            f"Demo sign-ins are active: {', '.join(names)}.",
            hint="In the admin, make sign-ins under people's own names, then delete these or make them inactive.",
            id="accutane_guide.E003",
        )
