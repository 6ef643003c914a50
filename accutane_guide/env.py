"""Typed readers of environment variables. A missing or wrong value stops the start with a sentence that names it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_env = environ.FileAwareEnv()  # NAME_FILE may name a file that holds the value

_SWITCH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


def read_text(name: str, default: str | None = None) -> str:
    """The value of *name* without space around it. Raises ImproperlyConfigured when it has no value and no default."""
    try:
        value = str(_env.str(name, default="")).strip()
    except (OSError, UnicodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error}.") from error
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE, a file that holds it) in the environment.")
    return default


def read_switch(name: str, *, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for any other word, so that a slip never reads as "no"."""
    value = read_text(name, default=str(default)).lower()
    if value not in _SWITCH:
        raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")
    return _SWITCH[value]


def read_list(name: str, default: list[str]) -> list[str]:
    """Values parted by commas."""
    return [item.strip() for item in read_text(name, default=",".join(default)).split(",") if item.strip()]


def read_url(name: str, default: str) -> str:
    """An http or https address without a slash at its end."""
    value = read_text(name, default=default).rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name} is {value!r}: write an address that starts with http:// or https://.")
    if urlsplit(value).path or urlsplit(value).query:
        raise ImproperlyConfigured(f"{name} is {value!r}: write it without what comes after the name of the site.")
    return value


def read_email(name: str, default: str) -> str:
    """An e-mail address."""
    value = read_text(name, default=default)
    try:
        validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}: write an e-mail address.") from error
    return value


def read_folder(name: str, default: Path) -> Path:
    """A folder that is there. Raises ImproperlyConfigured when it is not."""
    folder = Path(read_text(name, default=str(default)))
    if not folder.is_dir():
        raise ImproperlyConfigured(f"{name} is {folder}, and there is no such folder: make it, or name another.")
    return folder


def read_database(name: str, default: str) -> dict[str, Any]:
    """Django's settings for the database at an address like postgres://user:password@host/name or sqlite:///path."""
    address = read_text(name, default=default)
    if not address.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://.")
    try:
        database: dict[str, Any] = _env.db_url_config(address)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no database address: {error}.") from error
    return database


def read_mail_server(name: str) -> dict[str, Any]:
    """Django's settings for a mail server at an address like smtp+tls://user:password@host:587; empty without one."""
    address = read_text(name, default="")
    if not address:
        return {}
    if not address.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")):
        raise ImproperlyConfigured(f"{name} must begin with smtp://, smtp+tls:// or smtp+ssl://.")
    server: dict[str, Any] = _env.email_url_config(address)
    return server
