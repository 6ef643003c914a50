"""Requests in the admin."""

from django.contrib import admin

from appointments.models import AppointmentRequest

from .export import ExportAdmin
from .numbers_page import NumbersPageAdmin
from .sending_again import SendingAgainAdmin
from .step_pages import StepPagesAdmin


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(StepPagesAdmin, SendingAgainAdmin, NumbersPageAdmin, ExportAdmin):
    change_list_template = "admin/appointments/queue.html"
