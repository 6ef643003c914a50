"""Posts of the form, counted by network, so that one sender cannot flood the desk."""

from datetime import datetime

from django.db import models


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def count_from(self, network: str, *, since: datetime) -> int:
        """How often the form was sent from *network* since then."""
        return self.filter(network=network, at__gte=since).count()


class Attempt(models.Model):
    """One sending. `network` is a keyed hash of the sender's network and the day, no address."""

    network = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "at"], name="appointments_attempt_network")]

    def __str__(self) -> str:
        return f"{self.network[:8]}, {self.at:%Y-%m-%d %H:%M}"
