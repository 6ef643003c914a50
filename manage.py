#!/usr/bin/env python
"""Django's command line for the guide."""

import os
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])  # some commands would swallow what is wrong with it
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The guide cannot start. {error}")
