"""The groups that answer requests. What a group may do can be changed in the admin: no later migration puts it back."""

from typing import Any

from django.db import migrations

BOOKKEEPING = ("loadedrow",)


def make_groups(apps: Any, schema_editor: Any) -> None:
    """The desk answers requests. Managers also export them, read the audit log and the guide, and keep the clinic's
    own details right.
    """
    group_model = apps.get_model("auth", "Group")
    request = apps.get_model("appointments", "AppointmentRequest")
    desk, _made = group_model.objects.get_or_create(name="Front desk")
    managers, _made = group_model.objects.get_or_create(name="Managers")
    for group in (desk, managers):
        group.permissions.add(*(get_permission(apps, request, verb) for verb in ("view", "change")))
    managers.permissions.add(
        get_permission(apps, request, "export", "Can export appointment requests"),
        get_permission(apps, apps.get_model("auditlog", "LogEntry"), "view"),
    )
    for model in apps.get_app_config("education").get_models():
        if model._meta.model_name not in BOOKKEEPING:
            managers.permissions.add(get_permission(apps, model, "view"))
    for name in ("ClinicProfile", "Location"):
        managers.permissions.add(get_permission(apps, apps.get_model("education", name), "change"))


def get_permission(apps: Any, model: Any, verb: str, name: str = "") -> Any:
    """The permission, made when missing: Django makes them only after all migrations have run."""
    options = model._meta
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=options.app_label, model=options.model_name
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{verb}_{options.model_name}",
        defaults={"name": name or f"Can {verb} {options.verbose_name_raw}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_initial"),
        ("auditlog", "0017_add_actor_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("education", "0003_clinic_answers_requests"),
    ]

    operations = [
        # Backwards the groups stay: people may be in them.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
