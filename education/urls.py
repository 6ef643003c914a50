"""Addresses of the guide."""

from django.urls import include, path
from django.views.generic import RedirectView

from education.outputs.addresses import GLOSSARY

from . import tool_urls, views

app_name = "education"

urlpatterns = [
    path("", views.show_home, name="home"),
    path("guide/glossary/", RedirectView.as_view(url="/glossary/", permanent=True)),
    path("guide/<slug:slug>/", views.show_topic, name="topic"),
    path("glossary/", views.show_topic, {"slug": GLOSSARY}, name="glossary"),
    path("about/", views.show_about, name="about"),
    path("about/changes/", views.show_changes, name="changes"),
    path("accessibility/", views.show_plain_page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", views.show_plain_page, {"name": "privacy"}, name="privacy"),
    path("robots.txt", views.show_robots, name="robots"),
    path("sitemap.xml", views.show_sitemap, name="sitemap"),
    path("api/v1/topics/", views.list_topics_json, name="api-topics"),
    path("api/v1/topics/<slug:slug>/", views.show_topic_json, name="api-topic"),
    path("api/v1/topic.schema.json", views.show_json_schema, {"shape": "topic"}, name="api-topic-schema"),
    path("api/v1/topics.schema.json", views.show_json_schema, {"shape": "topics"}, name="api-topics-schema"),
    path("", include(tool_urls.urlpatterns)),
]
