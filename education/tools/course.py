"""The plan of a course as the live editions tell it: what comes, for whom, and how many days from which capsule.

It names no date. A rule that is past its check date, or whose number of days nobody can read, gives no days.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from education.documents.schema import AvoidItemRow, CareTime, CountedFrom, RuleEntry, TopicDocument
from education.outputs.addresses import get_topic_path
from education.outputs.labels import COURSE_ENTRIES
from education.outputs.resolving import Resolver, is_lapsed
from education.outputs.surroundings import Stamp, Surroundings

# The topics that tell of days. The first of them that shows a rule is where the plan leads to.
TOPICS = ("after-your-course", "staying-safe", "getting-the-most", "what-to-avoid", "what-to-expect")

_CAN: Literal["can_become_pregnant"] = "can_become_pregnant"

# Rules for one of the two groups. A rule that is not here is shown to everyone.
_GROUPS: dict[str, "EntryGroup"] = {
    "pickup-window-others": "cannot",
    **dict.fromkeys(
        (
            "abstinence",
            "contraception-after",
            "contraception-before",
            "fertility-wait",
            "home-tests",
            "mini-pill",
            "missed-window",
            "pickup-window",
            "pregnancy-test-gap",
            "pregnancy-tests-after",
            "pregnancy-tests-before",
            "pregnancy-tests-end",
            "pregnancy-tests-monthly",
        ),
        _CAN,
    ),
}

# Rules of which nobody knows the day.
_UNDATED = ("pickup-window-others", "missed-window", "home-tests", "blood-tests-again", "alcohol-before-test")

Kind = Literal["phase", "capsule", "by", "from", "test", "visit", "pick_up", "until", "undated"]
EntryGroup = Literal["everyone", "can_become_pregnant", "cannot"]
Group = Literal["can_become_pregnant", "cannot", "unsaid"]


class IncompleteGuideError(LookupError):
    """The live editions do not hold what every course needs, so that no plan may be shown."""


@dataclass(frozen=True)
class Passage:
    """Words of an edition, and what resolves their references."""

    text: str
    resolver: Resolver


@dataclass(frozen=True)
class Item:
    """A thing of the avoid list, in short."""

    name: str
    answer: str
    note: Passage
    path: str


@dataclass(frozen=True)
class Step:
    """A step of care."""

    what: Passage
    group: str
    path: str


@dataclass(frozen=True)
class Entry:
    """Something that comes `first_day` to `last_day` days after a capsule, or before it when they are negative.

    With `every` it comes again each so many days, as long as the course goes on. `first_day` None: nobody can name the
    day. `last_day` None: it has no end. `is_stated` is false when its rule is being re-checked: then it has no words.
    """

    key: str
    kind: Kind
    title: str
    path: str
    group: EntryGroup = "everyone"
    counted_from: CountedFrom = "first_capsule"
    first_day: int | None = None
    last_day: int | None = None
    every: int | None = None
    is_stated: bool = True
    passages: tuple[Passage, ...] = ()
    sources: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Plan:
    """`without_end` are things of the avoid list with no rule of days, by how long they hold: (code, things)."""

    phases: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    without_end: tuple[tuple[str, tuple[Item, ...]], ...]
    steps: Mapping[CareTime, tuple[Step, ...]]


def build_plan(editions: Mapping[str, tuple[TopicDocument, Stamp]], surroundings: Surroundings) -> Plan:
    """The plan of the live *editions*, by slug. Raises IncompleteGuideError."""
    lacking = [slug for slug in TOPICS if slug not in editions]
    if lacking:
        raise IncompleteGuideError(f"These topics are not live: {', '.join(lacking)}.")
    guide = _Guide(editions, surroundings)
    items = list(guide.list_items())
    phases = tuple(guide.list_phases())
    if not any(phase.key for phase in phases if phase.counted_from == "last_capsule"):
        raise IncompleteGuideError("The live editions hold no phase that is counted from the last capsule.")
    return Plan(
        phases=phases,
        entries=(*_list_fixed(guide), *_list_before(guide), *_list_until(guide, items), *_list_undated(guide)),
        without_end=tuple(
            (code, tuple(item for row, item in items if row["until"] == code and row["answer"] != "fine"))
            for code in ("during_course", "always", "clinic_decides")
        ),
        steps=guide.group_steps(),
    )


class _Guide:
    """What the live editions say, each rule in its newest words."""

    def __init__(self, editions: Mapping[str, tuple[TopicDocument, Stamp]], surroundings: Surroundings) -> None:
        self.today = surroundings.today
        self.documents = {slug: editions[slug][0] for slug in TOPICS}
        self.resolvers = {
            slug: Resolver(document, surroundings, on_own_page=False) for slug, document in self.documents.items()
        }
        # {rule: topic that tells it}: the words checked last, and of these the edition published last
        newest: dict[str, tuple[str, float, str]] = {}
        for slug, document in self.documents.items():
            published_at = editions[slug][1].published_at
            for rule in document["rules"]:
                age = (rule["checked_on"], published_at.timestamp() if published_at else 0.0, slug)
                newest[rule["key"]] = max(age, newest.get(rule["key"], age))
        self.tellers = {key: slug for key, (_checked_on, _published_at, slug) in newest.items()}

    def find_rule(self, key: str) -> RuleEntry:
        """Raises IncompleteGuideError when no live edition holds it."""
        if key not in self.tellers:
            raise IncompleteGuideError(f"The live editions hold no rule “{key}”.")
        return self.resolvers[self.tellers[key]].rules[key]

    def list_rules(self) -> list[RuleEntry]:
        """Every rule of the US."""
        rules = [self.find_rule(key) for key in sorted(self.tellers)]
        return [rule for rule in rules if rule["jurisdiction"] == "us"]

    def is_stated(self, rule: RuleEntry) -> bool:
        return not is_lapsed(rule, self.today)

    def read_days(self, key: str) -> int | None:
        """The number of days that the rule's phrase names, when it holds today and names exactly one."""
        rule = self.find_rule(key)
        match = re.fullmatch(rf"\D*\b([1-9][0-9]{{0,2}}) {re.escape(_('days'))}\b\D*", rule["phrase"])
        return int(match[1]) if match and self.is_stated(rule) else None

    def say(self, *keys: str) -> tuple[Passage, ...]:
        """What the rules say, but for those that are being re-checked."""
        told = [(self.find_rule(key), self.resolvers[self.tellers[key]]) for key in keys]
        return tuple(Passage(rule["statement"], resolver) for rule, resolver in told if self.is_stated(rule))

    def find_rule_path(self, key: str) -> str:
        """Where the guide shows the rule: in the text of a topic, else among the rules at its end."""
        for slug, document in self.documents.items():
            for section in document["sections"]:
                if section["kind"] == "rules" and key in section["rules"]:
                    return f"{get_topic_path(slug)}#{section['anchor']}"
        return f"{get_topic_path(self.tellers[key])}#rule-{key}"

    def list_phases(self) -> Iterator[Entry]:
        path = get_topic_path("what-to-expect")
        for section in self.documents["what-to-expect"]["sections"]:
            if section["kind"] == "phases":
                for row in section["phases"]:
                    # Week 1 begins with the first capsule, or on the day after the last.
                    begins = 0 if row["counted_from"] == "first_capsule" else 1
                    yield Entry(
                        key=f"phase-{row['key']}",
                        kind="phase",
                        title=row["title"],
                        path=f"{path}#{row['key']}",
                        counted_from=row["counted_from"],
                        first_day=7 * (row["week_from"] - 1) + begins,
                        last_day=None if row["week_to"] is None else 7 * row["week_to"] - 1 + begins,
                        sources=tuple(row["sources"]),
                    )

    def list_items(self) -> Iterator[tuple[AvoidItemRow, Item]]:
        """The avoid list, each thing once."""
        path = get_topic_path("what-to-avoid")
        for section in self.documents["what-to-avoid"]["sections"]:
            if section["kind"] == "avoid_items":
                for row in section["items"]:
                    note = Passage(row["until_note"], self.resolvers["what-to-avoid"])
                    yield row, Item(row["name"], row["answer"], note, f"{path}#{row['key']}")

    def group_steps(self) -> dict[CareTime, tuple[Step, ...]]:
        """The steps of care by their time, each once."""
        found: dict[CareTime, dict[str, Step]] = {}
        for slug, document in self.documents.items():
            for section in document["sections"]:
                if section["kind"] == "steps":
                    for row in section["steps"]:
                        what = Passage(row["what"], self.resolvers[slug])
                        step = Step(what, row["for_whom"], f"{get_topic_path(slug)}#{row['key']}")
                        found.setdefault(row["when"], {}).setdefault(row["key"], step)
        return {when: tuple(steps.values()) for when, steps in found.items()}


def _make_entry(
    guide: _Guide,
    rule_key: str,
    kind: Kind,
    days: tuple[int, int] | None,
    *,
    key: str = "",
    counted_from: CountedFrom = "first_capsule",
    every: int | None = None,
    beside: tuple[str, ...] = (),
    items: tuple[Item, ...] = (),
) -> Entry:
    """An entry in the words of a rule, and of those *beside* it. It has days only if all of these hold today."""
    rules = [guide.find_rule(name) for name in (rule_key, *beside)]
    is_stated = all(map(guide.is_stated, rules))
    first_day, last_day = days if days and is_stated else (None, None)
    key = key or rule_key
    return Entry(
        key=key,
        kind=kind,
        title=str(COURSE_ENTRIES[key]) if key in COURSE_ENTRIES else rules[0]["title"],
        path=guide.find_rule_path(rule_key),
        group=_GROUPS.get(rule_key, "everyone"),
        counted_from=counted_from,
        first_day=first_day,
        last_day=last_day,
        every=every,
        is_stated=is_stated,
        passages=guide.say(rule_key, *beside) if is_stated else (),
        sources=tuple(dict.fromkeys(source for rule in rules for source in rule["sources"])),
        items=items,
    )


def _make_capsule(key: str, counted_from: CountedFrom) -> Entry:
    path = get_topic_path("getting-the-most" if counted_from == "first_capsule" else "after-your-course")
    return Entry(key, "capsule", str(COURSE_ENTRIES[key]), path, counted_from=counted_from, first_day=0, last_day=0)


def _list_fixed(guide: _Guide) -> Iterator[Entry]:
    """What every course has: its two ends, visits, tests and days to pick up the capsules."""
    supply, window, gap = (guide.read_days(key) for key in ("supply-limit", "pickup-window", "pregnancy-test-gap"))
    # The day of the test is day 1 of the window. In this one the capsules are there on the day of the first.
    opens = None if window is None else 1 - window
    visit = (0, 0) if supply else None
    yield _make_entry(guide, "blood-tests-before", "by", (-1, -1))
    yield _make_entry(
        guide,
        "pregnancy-tests-before",
        "by",
        None if opens is None or gap is None else (opens - gap, opens - gap),  # whichever day the second test is
        key="first-pregnancy-test",
        beside=("pregnancy-test-gap",),
    )
    second = None if opens is None else (opens, 0)
    yield _make_entry(guide, "pregnancy-tests-before", "test", second, key="second-pregnancy-test")
    yield _make_entry(guide, "pickup-window", "pick_up", second, key="first-pick-up")
    yield _make_capsule("first-capsule", "first_capsule")
    yield _make_entry(guide, "monthly-check-in", "visit", visit, every=supply, beside=("supply-limit",))
    yield _make_entry(guide, "pregnancy-tests-monthly", "test", visit, every=supply)
    pick_up = (0, window - 1) if supply and window else None
    yield _make_entry(guide, "pickup-window", "pick_up", pick_up, every=supply)
    yield _make_capsule("last-capsule", "last_capsule")
    yield _make_entry(guide, "pregnancy-tests-end", "test", (0, 0), counted_from="last_capsule")
    days = guide.find_rule("pregnancy-tests-after")["days_after_last_capsule"]
    last_test = None if days is None else (days, days)
    yield _make_entry(guide, "pregnancy-tests-after", "test", last_test, counted_from="last_capsule")


def _list_before(guide: _Guide) -> Iterator[Entry]:
    """From when each rule holds that begins before the first capsule."""
    for rule in guide.list_rules():
        days = rule["days_before_first_capsule"]
        if days is not None:
            yield _make_entry(guide, rule["key"], "from", (-days, -days), key=f"before-{rule['key']}")


def _list_until(guide: _Guide, items: list[tuple[AvoidItemRow, Item]]) -> Iterator[Entry]:
    """Until when each rule holds that goes on after the last capsule, with the things of the avoid list under it."""
    under: dict[str, list[Item]] = {}
    for row, item in items:
        if row["until_rule"] is not None:
            under.setdefault(row["until_rule"], []).append(item)
    for rule in guide.list_rules():
        key, days = rule["key"], rule["days_after_last_capsule"]
        if key != "pregnancy-tests-after" and (days is not None or key in under):
            yield _make_entry(
                guide,
                key,
                "until",
                None if days is None else (days, days),
                key=f"until-{key}",
                counted_from="last_capsule",
                items=tuple(under.get(key, ())),
            )


def _list_undated(guide: _Guide) -> Iterator[Entry]:
    """What the clinic sets the day of."""
    for key in _UNDATED:
        if key in guide.tellers:
            yield _make_entry(guide, key, "undated", None)
