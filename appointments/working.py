"""The work that nobody waits for: sending mail, and removing once a day what is over."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import Error, connection
from django.utils import timezone

from appointments.mailing import claim_next, deliver, record_outcome
from appointments.purging import describe, purge

logger = logging.getLogger(__name__)

_BETWEEN_PURGES = timedelta(days=1)
_AFTER_A_FAILURE = timedelta(minutes=10)


class Worker:
    """Works until *stopping* is set, and ends the mail in hand first. *pause*: seconds between two looks for work."""

    def __init__(self, stopping: Event, *, pause: float = 1.0) -> None:
        self.stopping = stopping
        self.pause = pause
        self.next_purge_at: datetime = timezone.now()
        self.has_database = True

    def work(self) -> None:
        """Send what is due, remove what is over, and wait; again and again, whether or not the database is there."""
        while not self.stopping.is_set():
            has_sent = self._try(self._send_next)
            if timezone.now() >= self.next_purge_at:
                self._try(self._purge)
            if not has_sent:
                self.stopping.wait(self.pause)

    def _send_next(self) -> bool:
        email = claim_next()
        if email is None:
            return False
        error = deliver(email)

        def record() -> bool:
            record_outcome(email, error)
            return True

        # What the server took must not go out again only because the database is away at this moment.
        while not self._try(record) and not self.stopping.wait(self.pause):
            pass
        return True

    def _purge(self) -> bool:
        now = timezone.now()
        self.next_purge_at = now + _AFTER_A_FAILURE
        logger.info("Removed what is over: %s.", describe(purge()))
        self.next_purge_at = now + _BETWEEN_PURGES
        return True

    def _try(self, act: Callable[[], bool]) -> bool:
        """What *act* returns; False when the database is away, which is said once."""
        try:
            result = act()
        except Error as error:
            connection.close()
            if self.has_database:
                # No trace: the values of a statement may be what somebody typed.
                logger.error("The database is away (%s). Work goes on when it is back.", type(error).__name__)  # noqa: TRY400
            self.has_database = False
            return False
        if not self.has_database:
            logger.info("The database is back.")
        self.has_database = True
        return result
