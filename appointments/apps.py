"""The application of appointment requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "appointments"
    verbose_name = _("Appointments")

    def ready(self) -> None:
        from appointments import checks  # noqa: F401, PLC0415  registers the checks, once models are loaded
        from appointments.auditing import register_requests  # noqa: PLC0415  models are loaded by now

        register_requests()
