"""The admin as a whole: its name, and its tables in the order in which staff need them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_ORDER = (
    "Topic",
    "SideEffect",
    "WarningSign",
    "AvoidItem",
    "Question",
    "QuizQuestion",
    "Phase",
    "CareStep",
    "Treatment",
    "AcneStage",
    "Cause",
    "Fact",
    "Rule",
    "Source",
    "GlossaryTerm",
    "ClinicProfile",
    "Location",
    "Edition",
    "LiveEdition",
    "Withdrawal",
    "MissedWord",
)

_APPS = {"appointments": 0, "education": 1}


class GuideAdminSite(admin.AdminSite):
    site_header = _("Guide: staff")
    site_title = _("Guide: staff")
    index_title = _("What would you like to do?")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Who answers requests finds them first; then the guide, its topics first of all."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "education":
                app["models"].sort(key=lambda model: _ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: _APPS.get(app["app_label"], len(_APPS)))


class GuideAdminConfig(AdminConfig):
    """Takes the place of django.contrib.admin among the installed applications."""

    default_site = "education.admin_site.GuideAdminSite"
