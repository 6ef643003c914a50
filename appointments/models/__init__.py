"""Requests, their history, and what guards the form."""

from .attempts import Attempt
from .events import RequestEvent
from .mails import RequestMail
from .requests import ORDER_OF_NEED, STRIPPED, AppointmentRequest, ContactWay, Day, Reason, Time

__all__ = [
    "ORDER_OF_NEED",
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
