"""Small, dull rows for tests. Each function makes what it names and nothing random."""

from datetime import date

from django.contrib.auth.models import Group, User

from education import models
from education.publishing import Review

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


def make_user(username: str, *groups: str, is_superuser: bool = False) -> User:
    """A member of staff in these groups."""
    user = User.objects.create_user(
        username, password="a-password", is_staff=True, is_superuser=is_superuser, first_name=username.title()
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_review(by: User) -> Review:
    return Review(by=by, on=CHECKED_ON)
