"""Addresses of a site whose page breaks."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path


def break_down(_request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError


urlpatterns = [path("", break_down)]
