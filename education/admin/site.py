"""The admin as a whole."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Guide: staff")
admin.site.site_title = _("Guide: staff")
admin.site.index_title = _("What would you like to edit?")
