"""Which topics show a draft row, as their drafts stand."""

from django.conf import settings

from education.documents.build import build_topic_documents
from education.models import DraftRow, Topic
from education.restoring import MODELS, iterate_parts


def list_topics_that_show(row: DraftRow) -> list[Topic]:
    """The topics in whose drafts *row* stands, in their order; for a topic itself alone."""
    if isinstance(row, Topic):
        return [row]
    topics = list(Topic.objects.all())
    documents = build_topic_documents(topics, settings.LANGUAGE_CODE)
    return [
        topic
        for topic in topics
        if any(
            MODELS[part] is type(row) and entry["key"] == row.key
            for part, entries in iterate_parts(documents[topic.key])
            for entry in entries
        )
    ]
