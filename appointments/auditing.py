"""The audit log: who looked at, changed or took out which request, and when.

It holds ids and names of fields, never what a field says: of answers nothing is left there once they are removed.
"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from appointments.models import AppointmentRequest

_HIDDEN = "…"
_WHOLE_LIST = "list"
_BOOKKEEPING = ("revision", "need_by")  # these follow from the step itself


def hide(value: str) -> str:
    """What stands in the log instead of an answer."""
    return _HIDDEN


def register_requests() -> None:
    """Have each row that is made, saved or deleted outside the verbs in the log too."""
    names = [field.name for field in AppointmentRequest._meta.concrete_fields]
    auditlog.register(
        AppointmentRequest, include_fields=names, mask_fields=[*names], mask_callable="appointments.auditing.hide"
    )


def record_look(request: AppointmentRequest, *, by: User, beside: Iterable[AppointmentRequest] = ()) -> None:
    """*by* opened the page of this request, which names those *beside* it too."""
    numbers = sorted({other.pk for other in beside})
    details = {"what": "page"} | ({"requests": numbers} if numbers else {})
    _write(LogEntry.Action.ACCESS, by, [(request.pk, request.reference)], details)


def record_list(shown: Iterable[AppointmentRequest], *, by: User) -> None:
    """*by* saw these requests in the list, which names their contact: one entry for all."""
    numbers = [request.pk for request in shown]
    if numbers:
        _write(LogEntry.Action.ACCESS, by, [(None, _WHOLE_LIST)], {"what": "list", "requests": numbers})


def record_change(before: AppointmentRequest, after: AppointmentRequest, *, what: str, by: User | None) -> None:
    """The step *what* made *before* into *after*. Nobody signed in: the patient, or the site itself."""
    changes = {
        field.name: [_HIDDEN, _HIDDEN]
        for field in AppointmentRequest._meta.concrete_fields
        if getattr(before, field.attname) != getattr(after, field.attname) and field.name not in _BOOKKEEPING
    }
    _write(LogEntry.Action.UPDATE, by, [(after.pk, after.reference)], {"what": what}, changes=changes)


def record_mailed_again(request: AppointmentRequest, *, by: User) -> None:
    """*by* had a mail of this request sent again."""
    _write(LogEntry.Action.UPDATE, by, [(request.pk, request.reference)], {"what": "mailed_again"})


def record_export(*, filters: dict[str, str], by: User) -> str:
    """*by* begins to take out requests. Returns what ties the entries of its rows to this one."""
    cid = uuid4().hex
    _write(LogEntry.Action.ACCESS, by, [(None, _WHOLE_LIST)], {"what": "export", "filters": filters}, cid=cid)
    return cid


def record_exported(requests: Iterable[AppointmentRequest], *, cid: str, by: User) -> None:
    """These requests go out in the export *cid*."""
    objects = [(request.pk, request.reference) for request in requests]
    _write(LogEntry.Action.ACCESS, by, objects, {"what": "export"}, cid=cid)


def list_entries(request: AppointmentRequest) -> "QuerySet[LogEntry]":
    """What the log holds of this request, the newest first."""
    entries: QuerySet[LogEntry] = LogEntry.objects.get_for_object(request)
    return entries.select_related("actor").order_by("-timestamp", "-pk")


def _write(
    action: int,
    by: User | None,
    objects: Iterable[tuple[int | None, str]],
    details: dict[str, Any],
    **columns: Any,
) -> None:
    details = {**details, "by": by.get_username()} if by else details  # the name stays when the sign-in goes
    content_type = ContentType.objects.get_for_model(AppointmentRequest)
    now = timezone.now()
    LogEntry.objects.bulk_create(
        LogEntry(
            content_type=content_type,
            object_pk="" if pk is None else str(pk),
            object_id=pk,
            object_repr=words,
            action=action,
            actor=by,
            timestamp=now,
            additional_data=details,
            **columns,
        )
        for pk, words in objects
    )
