"""Small, dull rows for tests. Each function makes what it names and nothing random."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission, User

from education import models
from education.publishing import Review, publish_topic

CHECKED_ON = date(2026, 11, 24)


def make_source(key: str = "a-source") -> models.Source:
    return models.Source.objects.create(
        key=key,
        title="A label",
        publisher="A publisher",
        url="https://example.org/label",
        kind="label",
        state="confirmed",
    )


def make_fact(key: str = "clear") -> models.Fact:
    fact = models.Fact.objects.create(
        key=key,
        kind="frequency",
        phrase="about {numerator} of {denominator} people",
        statement="After some months {phrase} are clear.",
        numerator=80,
        denominator=100,
        certainty="fair",
        checked_on=CHECKED_ON,
    )
    fact.sources.add(models.Source.objects.first() or make_source())
    return fact


def make_topic(key: str = "small-topic", *, body: str = "Take care of your lips.") -> models.Topic:
    """A topic with one section that can be published as it is."""
    topic = models.Topic.objects.create(
        key=key,
        title=f"The topic {key}",
        nav_title="Topic",
        stage="during",
        message="Care for your lips.",
        description="How to care for your lips.",
        key_points="Use ointment.\nDrink water.\nWear a hat.",
        position=models.Topic.objects.count(),
    )
    section = models.Section.objects.create(topic=topic, key="lips", kind="prose", heading="Lips", body=body)
    section.sources.add(models.Source.objects.first() or make_source())
    return topic


def make_quiz_question(topic: models.Topic, key: str = "quiz-lips", **fields: Any) -> models.QuizQuestion:
    """A question of the quiz about *topic*, the last of all, with its source."""
    defaults = {
        "question": "Your lips are dry. What do you do?",
        "right_answer": "I use ointment",
        "wrong_answers": "I lick them\nI stop the capsules",
        "why": "Ointment keeps water in.",
        "position": models.QuizQuestion.objects.count(),
    }
    row = models.QuizQuestion.objects.create(topic=topic, key=key, **(defaults | fields))
    row.sources.add(models.Source.objects.first() or make_source())
    return row


def make_user(username: str, *groups: str, is_superuser: bool = False) -> User:
    """A member of staff in these groups."""
    user = User.objects.create_user(
        username, password="a-password", is_staff=True, is_superuser=is_superuser, first_name=username.title()
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_review(by: User) -> Review:
    """A review by this person, who is put among the reviewers."""
    by.groups.add(Group.objects.get_or_create(name="Clinical reviewers")[0])
    return Review(by=by, on=CHECKED_ON)


def make_section(topic: models.Topic, key: str, **fields: Any) -> models.Section:
    """One more part of *topic*, with its source and the last of all."""
    defaults = {"kind": "prose", "heading": "A heading", "body": "A few words.", "position": topic.sections.count()}
    section = models.Section.objects.create(topic=topic, key=key, **(defaults | fields))
    section.sources.add(models.Source.objects.first() or make_source())
    return section


def make_editor(username: str = "edna") -> User:
    """Somebody who edits drafts and does not publish them."""
    return _make_user_with(username, Permission.objects.exclude(codename="publish_topic"))


def make_manager(username: str = "mona") -> User:
    """Somebody who edits drafts and publishes them."""
    return _make_user_with(username, Permission.objects.all())


def make_onlooker(username: str = "otto") -> User:
    """Somebody who may see everything of the guide in the admin, and change nothing."""
    return _make_user_with(username, Permission.objects.filter(codename__startswith="view_"))


def _make_user_with(username: str, permissions: Any) -> User:
    user = make_user(username)
    user.user_permissions.set(permissions.filter(content_type__app_label="education"))
    return user


def make_reviewer(username: str = "rhea") -> User:
    """A clinician who may stand behind the words."""
    Group.objects.get_or_create(name="Clinical reviewers")
    return make_user(username, "Clinical reviewers")


def publish(topic: models.Topic, change_note: str = "First words.") -> models.Edition:
    """Publish the draft of *topic*; by whom does not matter, nor what a publisher would have to look at first."""
    by = User.objects.filter(username="some-publisher").first() or make_user("some-publisher")
    reader = User.objects.filter(username="some-reader").first() or make_user("some-reader")
    known = ("withdrawn-words", "lost-anchor")
    return publish_topic(topic, "en", by=by, review=make_review(reader), change_note=change_note, acknowledged=known)
