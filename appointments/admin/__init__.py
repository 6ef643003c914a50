"""The desk: where staff answer requests. One module a concern; importing it registers all."""

from . import audit_log, mails, requests

__all__ = ["audit_log", "mails", "requests"]
