"""Requests as a CSV file, row by row, each of them in the audit log before it leaves."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from appointments import auditing
from appointments.describing import describe_person, describe_phone, describe_place, list_oddities
from appointments.models import AppointmentRequest
from education.public import Clinic, read_clinic

# What spreadsheets take for the beginning of a formula, the full-width signs of some keyboards among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ROWS_AT_ONCE = 500
_MARK = "\ufeff"  # tells spreadsheets that the file is in UTF-8

_COLUMNS = (
    "reference",
    "state",
    "created_at",
    "reason",
    "window_ends_on",
    "name",
    "is_minor",
    "companion",
    "contact_way",
    "phone",
    "email",
    "may_leave_message",
    "may_name_clinic",
    "language",
    "needs_interpreter",
    "place",
    "days",
    "times",
    "added_times",
    "note",
    "held_by",
    "first_contact_at",
    "appointment",
    "decline_reason",
    "closed_at",
    "merged_into",
    "warnings",
)


class _Line:
    """A file for the csv module that hands each line back."""

    def write(self, line: str) -> str:
        return line


def export_requests(requests: QuerySet[AppointmentRequest], *, filters: dict[str, str], by: User) -> Iterator[str]:
    """The lines of the file, in the order of *requests*. *filters* are for the log: codes, nothing that was typed."""
    cid = auditing.record_export(filters=filters, by=by)
    numbers = list(requests.values_list("pk", flat=True))
    return _write_lines(numbers, cid=cid, by=by)


def neutralize(cell: str) -> str:
    """The text so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def _write_lines(numbers: list[int], *, cid: str, by: User) -> Iterator[str]:
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    headings = [str(AppointmentRequest._meta.get_field(name).verbose_name) for name in _COLUMNS]
    yield _MARK + writer.writerow(headings)
    clinic = read_clinic()
    for start in range(0, len(numbers), _ROWS_AT_ONCE):
        wanted = numbers[start : start + _ROWS_AT_ONCE]
        found = AppointmentRequest.objects.select_related("held_by", "merged_into").in_bulk(wanted)
        rows = [found[number] for number in wanted if number in found]
        auditing.record_exported(rows, cid=cid, by=by)
        for request in rows:
            yield writer.writerow([neutralize(_describe(request, name, clinic)) for name in _COLUMNS])


def _describe(request: AppointmentRequest, name: str, clinic: Clinic) -> str:
    match name:
        case "phone":
            return describe_phone(request)
        case "place":
            return describe_place(request, clinic)
        case "held_by":
            return describe_person(request.held_by)
        case "warnings":
            return "; ".join(list_oddities(request))
        case "state" | "reason" | "contact_way":
            return str(getattr(request, f"get_{name}_display")())
    return _write_value(getattr(request, name))


def _write_value(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)
