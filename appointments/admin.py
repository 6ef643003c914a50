"""The desk's queue."""

from django.contrib import admin

from appointments.models import AppointmentRequest


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(admin.ModelAdmin):
    list_display = ("reference", "state", "reason", "created_at")
