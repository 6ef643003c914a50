"""Managers read what editors read: the words that readers looked for and did not find, too."""

from importlib import import_module
from typing import Any

from django.db import migrations

groups = import_module("appointments.migrations.0002_staff_groups")


def let_managers_read(apps: Any, schema_editor: Any) -> None:
    managers = apps.get_model("auth", "Group").objects.filter(name="Managers").first()
    if managers:
        managers.permissions.add(groups.get_permission(apps, apps.get_model("education", "MissedWord"), "view"))


class Migration(migrations.Migration):
    dependencies = [("appointments", "0004_correct_and_send_again"), ("education", "0006_missed_words")]

    operations = [migrations.RunPython(let_managers_read, migrations.RunPython.noop)]
