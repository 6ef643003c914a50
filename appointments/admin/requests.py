"""Requests in the admin."""

from django.contrib import admin

from appointments.models import AppointmentRequest

from .export import ExportAdmin
from .numbers_page import NumbersPageAdmin
from .step_pages import StepPagesAdmin


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(StepPagesAdmin, NumbersPageAdmin, ExportAdmin):
    change_list_template = "admin/appointments/queue.html"
