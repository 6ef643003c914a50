"""What an output needs beside the document: the day, the clinic, and which edition the words are."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Place:
    key: str
    name: str
    address: str
    phone: str


@dataclass(frozen=True)
class Clinic:
    """The clinic's own details; what is not known is empty.

    `working_days` are the days of the week on which the desk answers, 0 for Monday. `reply_days` is how many of them
    an answer may take, None when the clinic has not said. `keep_days` is how long a closed request is kept.
    """

    name: str = ""
    phone: str = ""
    hours: str = ""
    after_hours: str = ""
    website: str = ""
    request_email: str = ""
    working_days: tuple[int, ...] = ()
    reply_days: int | None = None
    keep_days: int = 30
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    today: date
    site_url: str  # without a slash at its end
    clinic: Clinic


@dataclass(frozen=True)
class Stamp:
    """Which edition a reader has before them. `number` None marks a draft."""

    number: int | None
    published_at: datetime | None = None
    reviewed_by_name: str = ""
    reviewed_on: date | None = None
    change_note: str = ""

    @property
    def is_draft(self) -> bool:
        return self.number is None

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_on is not None
