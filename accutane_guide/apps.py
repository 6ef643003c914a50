"""The project itself: settings, headers, checks, and the command that makes demo staff."""

from django.apps import AppConfig


class AccutaneGuideConfig(AppConfig):
    name = "accutane_guide"

    def ready(self) -> None:
        from accutane_guide import checks  # noqa: F401, PLC0415  registers the checks, once models are loaded
