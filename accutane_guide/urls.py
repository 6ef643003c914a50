"""All addresses. /es/ is kept free for the same pages in Spanish."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("appointments/", include("appointments.urls")),
    path("", include("education.urls")),
]

handler404 = "education.views.show_not_found"
