"""Staff correct how a patient is reached; a mail says what it tells, so that it can be written anew."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def mark_kinds(apps: Any, schema_editor: Any) -> None:
    """Mark what the mails of an older version tell. Their subject is all that says so."""
    mails = apps.get_model("appointments", "RequestMail").objects
    mails.filter(audience="patient", email__subject__startswith="News on").update(kind="news")
    mails.filter(audience="staff", email__subject__endswith="is taken back").update(kind="withdrawn")


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0003_find_email_in_any_case"),
        ("post_office", "0014_alter_email_recipient_delivery_status_and_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="requestevent",
            name="appointments_event_is_a_possible_step",
        ),
        migrations.AddField(
            model_name="requestmail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "a request came"),
                    ("news", "there is an answer"),
                    ("withdrawn", "the patient took it back"),
                ],
                default="received",
                max_length=9,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(mark_kinds, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="requestevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "received"),
                    ("taken", "taken"),
                    ("contacted", "contacted"),
                    ("offered", "time offered"),
                    ("booked", "booked"),
                    ("declined", "declined"),
                    ("corrected", "how to reach them corrected"),
                    ("time_added", "time added by the patient"),
                    ("withdrawn", "withdrawn by the patient"),
                    ("closed", "closed"),
                    ("reopened", "reopened"),
                    ("merged", "merged into another"),
                    ("stripped", "personal details removed"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_state", ""), ("kind", "received"), ("to_state", "new")),
                    models.Q(("from_state", "new"), ("kind", "taken"), ("to_state", "new")),
                    models.Q(("from_state", "in_contact"), ("kind", "taken"), ("to_state", "in_contact")),
                    models.Q(("from_state", "offered"), ("kind", "taken"), ("to_state", "offered")),
                    models.Q(("from_state", "booked"), ("kind", "taken"), ("to_state", "booked")),
                    models.Q(("from_state", "new"), ("kind", "contacted"), ("to_state", "in_contact")),
                    models.Q(("from_state", "in_contact"), ("kind", "contacted"), ("to_state", "in_contact")),
                    models.Q(("from_state", "offered"), ("kind", "contacted"), ("to_state", "in_contact")),
                    models.Q(("from_state", "new"), ("kind", "offered"), ("to_state", "offered")),
                    models.Q(("from_state", "in_contact"), ("kind", "offered"), ("to_state", "offered")),
                    models.Q(("from_state", "offered"), ("kind", "offered"), ("to_state", "offered")),
                    models.Q(("from_state", "new"), ("kind", "booked"), ("to_state", "booked")),
                    models.Q(("from_state", "in_contact"), ("kind", "booked"), ("to_state", "booked")),
                    models.Q(("from_state", "offered"), ("kind", "booked"), ("to_state", "booked")),
                    models.Q(("from_state", "new"), ("kind", "declined"), ("to_state", "declined")),
                    models.Q(("from_state", "in_contact"), ("kind", "declined"), ("to_state", "declined")),
                    models.Q(("from_state", "offered"), ("kind", "declined"), ("to_state", "declined")),
                    models.Q(("from_state", "new"), ("kind", "corrected"), ("to_state", "new")),
                    models.Q(("from_state", "in_contact"), ("kind", "corrected"), ("to_state", "in_contact")),
                    models.Q(("from_state", "offered"), ("kind", "corrected"), ("to_state", "offered")),
                    models.Q(("from_state", "booked"), ("kind", "corrected"), ("to_state", "booked")),
                    models.Q(("from_state", "declined"), ("kind", "corrected"), ("to_state", "declined")),
                    models.Q(("from_state", "new"), ("kind", "time_added"), ("to_state", "new")),
                    models.Q(("from_state", "in_contact"), ("kind", "time_added"), ("to_state", "in_contact")),
                    models.Q(("from_state", "offered"), ("kind", "time_added"), ("to_state", "offered")),
                    models.Q(("from_state", "new"), ("kind", "withdrawn"), ("to_state", "withdrawn")),
                    models.Q(("from_state", "in_contact"), ("kind", "withdrawn"), ("to_state", "withdrawn")),
                    models.Q(("from_state", "offered"), ("kind", "withdrawn"), ("to_state", "withdrawn")),
                    models.Q(("from_state", "booked"), ("kind", "withdrawn"), ("to_state", "withdrawn")),
                    models.Q(("from_state", "new"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "in_contact"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "offered"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "booked"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "declined"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "withdrawn"), ("kind", "closed"), ("to_state", "closed")),
                    models.Q(("from_state", "booked"), ("kind", "reopened"), ("to_state", "in_contact")),
                    models.Q(("from_state", "declined"), ("kind", "reopened"), ("to_state", "in_contact")),
                    models.Q(("from_state", "withdrawn"), ("kind", "reopened"), ("to_state", "in_contact")),
                    models.Q(("from_state", "closed"), ("kind", "reopened"), ("to_state", "in_contact")),
                    models.Q(("from_state", "new"), ("kind", "merged"), ("to_state", "closed")),
                    models.Q(("from_state", "in_contact"), ("kind", "merged"), ("to_state", "closed")),
                    models.Q(("from_state", "offered"), ("kind", "merged"), ("to_state", "closed")),
                    models.Q(("from_state", "closed"), ("kind", "stripped"), ("to_state", "closed")),
                    _connector="OR",
                ),
                name="appointments_event_is_a_possible_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "patient"), ("kind__in", ["received", "news"])),
                    models.Q(("audience", "staff"), ("kind__in", ["received", "withdrawn"])),
                    _connector="OR",
                ),
                name="appointments_mail_is_a_known_one",
            ),
        ),
    ]
