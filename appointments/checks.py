"""System checks of appointment requests, for a site that readers use."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from appointments.models import AppointmentRequest
from education.public import read_clinic


@checks.register(deploy=True)
def check_mail_leaves(**_options: Any) -> Iterator[checks.CheckMessage]:
    if not settings.EMAIL_HOST:
        yield checks.Warning(
            "There is no mail server: mail is written into the folder mail of DATA_DIR, and reaches nobody.",
            hint="Set EMAIL_URL, such as smtp+tls://user:password@mail.example:587, and DEFAULT_FROM_EMAIL.",
            id="appointments.W001",
        )
    elif settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield checks.Warning(
            f"Mail comes from {settings.DEFAULT_FROM_EMAIL}, which mail servers do not take.",
            hint="Set DEFAULT_FROM_EMAIL to an address of the clinic from which your mail server may send.",
            id="appointments.W002",
        )


@checks.register(checks.Tags.database, deploy=True)
def check_clinic_answers(databases: Sequence[str] | None = None, **_options: Any) -> Iterator[checks.CheckMessage]:
    """Says nothing before the migrations have run."""
    tables = connections["default"].introspection.table_names() if "default" in (databases or ()) else []
    if AppointmentRequest._meta.db_table not in tables:
        return
    clinic = read_clinic()
    if not clinic.request_email:
        yield checks.Warning(
            "The clinic has no e-mail of the desk: nobody is told of a new request, only the queue shows it.",
            hint="In the admin, open Clinic and fill in the e-mail of the desk.",
            id="appointments.W003",
        )
    if not clinic.working_days or not clinic.reply_days:
        yield checks.Warning(
            "The clinic has not said when it answers requests: patients are told no day.",
            hint="In the admin, open Clinic and fill in the working days and the days to an answer.",
            id="appointments.W004",
        )
