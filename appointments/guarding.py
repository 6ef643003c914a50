"""What keeps machines from flooding the desk. People who trip it are kept, or told how else to reach the clinic."""

import ipaddress
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentRequest, Attempt

_SALT = "appointments.opened"
_QUICKEST = timedelta(seconds=3)  # nobody reads and fills in the form faster
_MANY_WAITING = 3
_MANY_AN_HOUR = 10
_MOST_AN_HOUR = 30


class Warning(models.TextChoices):  # noqa: A001 - the clinic's word for it
    """Why a request looks odd. It is kept all the same, and staff decide."""

    TRAP = "trap", _("filled in a field that people do not see")
    QUICK = "quick", _("sent faster than anybody types")
    NO_CLOCK = "no_clock", _("sent without opening the form")
    CONTACT = "contact", _("several requests wait with the same contact")
    NETWORK = "network", _("many requests within an hour from the same network")


class TooManyError(Exception):
    """This network has sent so many requests that this one is not kept. The sender must be told."""


def make_clock() -> str:
    """What the form carries, to tell when it was opened."""
    return signing.TimestampSigner(salt=_SALT).sign("")


def list_warnings(request: HttpRequest, *, clock: str, trap: str, phone: str, email: str) -> list[str]:
    """Why this sending looks odd; empty for most. It is counted. Raises TooManyError."""
    network = hash_network(get_address(request))
    now = timezone.now()
    before = Attempt.objects.count_from(network, since=now - timedelta(hours=1))
    Attempt.objects.create(network=network, at=now)
    if before >= _MOST_AN_HOUR:
        raise TooManyError
    found = [*_find_haste(clock)]
    if trap:
        found.append(Warning.TRAP)
    if before >= _MANY_AN_HOUR:
        found.append(Warning.NETWORK)
    if AppointmentRequest.objects.waiting().from_contact(phone=phone, email=email).count() >= _MANY_WAITING:
        found.append(Warning.CONTACT)
    return sorted(found)


def get_address(request: HttpRequest) -> str:
    """The sender's address; behind a proxy, the one that the proxy itself saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def hash_network(address: str) -> str:
    """A keyed hash of the address's network and the day: enough to count by, nothing to find anybody with."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed  # else all of IPv4 would be one network of IPv6
        prefix = 24 if parsed.version == 4 else 48
        network = str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False))
    words = f"{network} {timezone.localdate().isoformat()}"
    return salted_hmac("appointments.network", words, algorithm="sha256").hexdigest()


def _find_haste(clock: str) -> Iterator[str]:
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(clock)
    except signing.BadSignature:
        yield Warning.NO_CLOCK
        return
    try:
        signer.unsign(clock, max_age=_QUICKEST)
    except signing.SignatureExpired:
        return
    yield Warning.QUICK
