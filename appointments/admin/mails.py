"""The outbox has no pages of its own: they would show addresses. The numbers page tells what could not be mailed."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)
