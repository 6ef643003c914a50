"""System checks of the guide, for a site that readers use. They say nothing before the migrations have run."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.db import connections, models

from education.models import ClinicProfile, LiveEdition


@checks.register(checks.Tags.database, deploy=True)
def check_clinic_phone(databases: Sequence[str] | None = None, **_options: Any) -> Iterator[checks.CheckMessage]:
    if _has_table(ClinicProfile, databases) and not ClinicProfile.objects.exclude(phone="").exists():
        yield checks.Warning(
            "The clinic has no phone number: where a page says to call, readers find none.",
            hint="In the admin, open Clinic and fill in the phone number.",
            id="education.W001",
        )


@checks.register(checks.Tags.database, deploy=True)
def check_editions_are_reviewed(
    databases: Sequence[str] | None = None, **_options: Any
) -> Iterator[checks.CheckMessage]:
    if not _has_table(LiveEdition, databases):
        return
    titles = list(LiveEdition.objects.not_reviewed().values_list("edition__title", flat=True))
    if titles:
        yield checks.Warning(
            f"No clinician has reviewed these live topics: {', '.join(titles)}.",
            hint="Have a clinician of your clinic read each one, then publish it in the admin with their review.",
            id="education.W002",
        )


def _has_table(model: type[models.Model], databases: Sequence[str] | None) -> bool:
    tables = connections["default"].introspection.table_names() if "default" in (databases or ()) else []
    return model._meta.db_table in tables
