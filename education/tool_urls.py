"""Addresses of the patient's tools, in the order of the alphabet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
