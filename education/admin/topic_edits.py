"""What staff did to the drafts that a topic shows."""

from collections import defaultdict

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from education.documents.schema import TopicDocument
from education.models import Topic
from education.restoring import MODELS, iterate_parts


def list_edits(topic: Topic, draft: TopicDocument) -> QuerySet[LogEntry]:
    """What staff did to *topic* and to the rows that its *draft* shows, the newest first.

    Of rows that were deleted nobody can tell any more which topics showed them. Those of a kind that the draft shows
    in its sections are all there.
    """
    edits = _choose(Topic, [topic.key])
    for model, keys in _list_shown(draft).items():
        edits |= _choose(model, keys)
    parts = {part for section in draft["sections"] for part in MODELS.keys() & section.keys()} - draft.keys()
    for part in parts:
        edits |= Q(content_type=ContentType.objects.get_for_model(MODELS[part]), action_flag=DELETION)
    return LogEntry.objects.filter(edits).select_related("user", "content_type").order_by("-action_time", "-pk")


def _list_shown(draft: TopicDocument) -> dict[type[Model], list[str]]:
    """{model: keys of the rows of it that *draft* shows}."""
    keys: dict[type[Model], list[str]] = defaultdict(list)
    for part, entries in iterate_parts(draft):
        keys[MODELS[part]] += [entry["key"] for entry in entries]
    return keys


def _choose(model: type[Model], keys: list[str]) -> Q:
    pks = model._default_manager.filter(key__in=keys).values_list("pk", flat=True)
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in pks])
