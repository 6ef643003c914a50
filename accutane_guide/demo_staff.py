"""Demo sign-ins, so that whoever tries the guide can see what staff see. checks.py keeps them out of production."""

import secrets

from django.contrib.auth.models import Group, User
from django.db import transaction

_PREFIX = "demo-"
_GROUPS = {
    "demo-editor": "Content editors",
    "demo-reviewer": "Clinical reviewers",
    "demo-desk": "Front desk",
    "demo-manager": None,
}


@transaction.atomic
def make_demo_staff() -> dict[str, str]:
    """Make the sign-ins that are not there. Returns their passwords by username; nothing else ever holds them."""
    there = set(User.objects.filter(username__in=_GROUPS).values_list("username", flat=True))
    return {username: _make_user(username, group) for username, group in _GROUPS.items() if username not in there}


def list_active_demo_staff() -> list[str]:
    """The usernames of demo sign-ins that somebody could use now."""
    users = User.objects.filter(username__startswith=_PREFIX, is_active=True).order_by("username")
    return list(users.values_list("username", flat=True))


def _make_user(username: str, group: str | None) -> str:
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(username, password=password, is_staff=True, is_superuser=group is None)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return password
