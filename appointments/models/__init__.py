"""Requests, their history, and what guards the form."""

from .attempts import Attempt
from .events import RequestEvent
from .mails import RequestMail
from .requests import AppointmentRequest, ContactWay, Day, Reason, Time

__all__ = [
    "AppointmentRequest",
    "Attempt",
    "ContactWay",
    "Day",
    "Reason",
    "RequestEvent",
    "RequestMail",
    "Time",
]
