"""Each withdrawal gets its record hash, and editions published after one are chained to it.

The hashes are computed as they were on the day of this migration, whatever publishing.py does later.
"""

from typing import Any

from django.db import migrations, models

from education.documents.schema import fingerprint


def chain_withdrawals(apps: Any, schema_editor: Any) -> None:
    """Go through the editions of each topic and language in order: the record before a withdrawal stays as it was."""
    edition_model = apps.get_model("education", "Edition")
    withdrawals = {row.edition_id: row for row in apps.get_model("education", "Withdrawal").objects.all()}
    withdrawn = edition_model.objects.filter(pk__in=list(withdrawals))
    for topic_id, language in set(withdrawn.values_list("topic_id", "language")):
        chain = edition_model.objects.filter(topic_id=topic_id, language=language).order_by("number")
        _chain(list(chain), withdrawals)


def _chain(editions: list[Any], withdrawals: dict[int, Any]) -> None:
    before, has_changed = "", False
    for edition in editions:
        if has_changed:
            edition.record_sha256 = _compute_edition(edition, before)
            edition.save(update_fields=["record_sha256"])
        before = edition.record_sha256
        withdrawal = withdrawals.get(edition.pk)
        if withdrawal:
            withdrawal.record_sha256 = before = _compute_withdrawal(withdrawal, before)
            withdrawal.save(update_fields=["record_sha256"])
            has_changed = True


def _compute_edition(edition: Any, before: str) -> str:
    columns = ("language", "number", "origin", "title", "schema_version", "document_sha256", "change_note")
    return fingerprint(
        {
            **{name: getattr(edition, name) for name in columns},
            "topic": edition.topic_id,
            "published_at": edition.published_at.timestamp(),
            "published_by": edition.published_by_id,
            "reviewed_by": edition.reviewed_by_id,
            "reviewed_by_name": edition.reviewed_by_name,
            "reviewed_on": str(edition.reviewed_on),
            "restores": edition.restores_id,
            "before": before,
        }
    )


def _compute_withdrawal(withdrawal: Any, edition_record: str) -> str:
    return fingerprint(
        {
            "edition": withdrawal.edition_id,
            "reason": withdrawal.reason,
            "withdrawn_by": withdrawal.withdrawn_by_id,
            "withdrawn_at": withdrawal.withdrawn_at.timestamp(),
            "edition_record": edition_record,
        }
    )


class Migration(migrations.Migration):
    dependencies = [("education", "0003_clinic_answers_requests")]

    operations = [
        migrations.AlterModelOptions(name="treatmenteffect", options={"ordering": ("cause__position", "cause__key")}),
        migrations.AddField("withdrawal", "record_sha256", models.CharField(max_length=64, null=True)),
        migrations.RunPython(chain_withdrawals, migrations.RunPython.noop),
        migrations.AlterField("withdrawal", "record_sha256", models.CharField(max_length=64, unique=True)),
    ]
