"""Addresses of the patient's tools, in the order of the alphabet."""

from django.urls import path

from education.tool_views import can_i, my_course, normal, quiz, search, visit_sheet

urlpatterns = [
    path("api/v1/search/", search.show_search_json, name="api-search"),
    path("api/v1/can-i.schema.json", can_i.show_can_i_schema, name="api-can-i-schema"),
    path("api/v1/tools/can-i/", can_i.show_can_i_json, name="api-can-i"),
    path("api/v1/is-this-normal.schema.json", normal.show_normal_schema, name="api-normal-schema"),
    path("api/v1/tools/is-this-normal/", normal.show_normal_json, name="api-normal"),
    path("api/v1/tools/quiz/", quiz.show_quiz_json, name="api-quiz"),
    path("search/", search.show_search, name="search"),
    path("tools/can-i/", can_i.show_can_i, name="can-i"),
    path("tools/is-this-normal/", normal.show_normal, name="normal"),
    path("tools/my-course/", my_course.show_my_course, name="my-course"),
    path("tools/my-course/calendar.ics", my_course.send_calendar, name="my-course-calendar"),
    path("tools/quiz/", quiz.show_quiz, name="quiz"),
    path("tools/visit-sheet/", visit_sheet.show_visit_sheet, name="visit-sheet"),
]
