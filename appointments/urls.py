"""Addresses of the appointment request."""

from django.urls import path

from . import views

app_name = "appointments"

urlpatterns = [
    path("request/", views.ask, name="request"),
    path("done/<str:token>/", views.show_done, name="done"),
    path("status/<str:token>/", views.show_status, name="status"),
]
