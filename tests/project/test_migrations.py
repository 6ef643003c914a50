"""The migrations are complete, and make the groups of staff."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_groups_of_staff_are_there():
    assert list(Group.objects.order_by("name").values_list("name", flat=True)) == [
        "Clinical reviewers",
        "Content editors",
        "Front desk",
        "Managers",
    ]
