"""Addresses of the patient's tools, in the order of the alphabet."""

from django.urls import URLPattern, path

from education.tool_views import my_course

urlpatterns: list[URLPattern] = [
    path("tools/my-course/", my_course.show_my_course, name="my-course"),
    path("tools/my-course/calendar.ics", my_course.send_calendar, name="my-course-calendar"),
]
