"""Requests, their history, and what guards the form."""

from .attempts import Attempt
from .events import RequestEvent
from .mails import RequestMail
from .requests import STRIPPED, AppointmentRequest, ContactWay, Day, Reason, Time

__all__ = [
    "STRIPPED",
    "AppointmentRequest",
    "Attempt",
    "ContactWay",
    "Day",
    "Reason",
    "RequestEvent",
    "RequestMail",
    "Time",
]
