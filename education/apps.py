"""The guide: drafts that staff edit, editions that readers read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EducationConfig(AppConfig):
    name = "education"
    verbose_name = _("The guide")

    def ready(self) -> None:
        from education import checks  # noqa: F401, PLC0415  registers the checks, once models are loaded
