"""Send mail, and remove what is over, until told to stop."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from appointments.working import Worker


class Command(BaseCommand):
    help = "Sends the outgoing mail and removes once a day what is over. SIGTERM or Ctrl-C ends it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stopping = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        Worker(stopping).work()
