"""The two groups of staff. What a group may do can be changed in the admin: no later migration puts it back."""

from typing import Any

from django.db import migrations

PUBLISHED = ("edition", "liveedition", "withdrawal")  # written by publishing alone
BOOKKEEPING = ("loadedrow",)


def make_groups(apps: Any, schema_editor: Any) -> None:
    """Editors change drafts and publish them; reviewers read all and may publish, so that they can take a page down."""
    group_model = apps.get_model("auth", "Group")
    models = [m for m in apps.get_app_config("education").get_models() if m._meta.model_name not in BOOKKEEPING]
    editors, _made = group_model.objects.get_or_create(name="Content editors")
    reviewers, _made = group_model.objects.get_or_create(name="Clinical reviewers")
    for model in models:
        view = get_permission(apps, model, "view")
        for group in (editors, reviewers):
            group.permissions.add(view)
        if model._meta.model_name not in PUBLISHED:
            editors.permissions.add(*(get_permission(apps, model, verb) for verb in ("add", "change", "delete")))
    topic = apps.get_model("education", "Topic")
    publish = get_permission(apps, topic, "publish", "Can publish and withdraw topics")
    for group in (editors, reviewers):
        group.permissions.add(publish)


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
        ("education", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Backwards the groups stay: people may be in them.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
