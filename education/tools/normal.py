"""“Is this normal?”: what somebody notices and where they are in the course, to what the guide says to do about it.

Warning signs beat everything: no other word that is typed, no slip in a word and no week lowers what they ask for. What
is not understood is never called normal.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from education.documents.schema import AdviceRow, CareLevel, SideEffectRow, TopicDocument, WarningSignRow
from education.finding.phrases import MAX_WORDS, Finding, Match, PhraseBook, Strength
from education.finding.words import fold, read_telling_words, split_words
from education.outputs.grouping import CARE_LEVELS

Place = Literal["", "before", "course", "after"]
Level = CareLevel | Literal["ask"]

MAX_LETTERS = 300
MAX_WEEKS = {"course": 104, "after": 520}  # more is a slip of the finger

_MAX_READ = (
    20_000  # letters: a warning sign is looked for in a text as long as this, which is far more than a form takes
)
_MAX_LISTED = 6
_MAX_FIRST = 4
_COMMON = 3  # a word that more warning signs share than this, such as “pain”, points to none of them

_WHEN = re.compile(r"(?P<place>before|after)?[\s_-]*+(?P<unit>weeks?|wk|w)?[\s_-]*+(?P<week>\d{1,6})?", re.ASCII)


@dataclass(frozen=True)
class When:
    """Where somebody is in the course. Week 1 begins with the first capsule, or after the last one with the day after.

    `is_unclear` when something was said about it that could not be read.
    """

    place: Place = ""
    week: int | None = None
    is_unclear: bool = False

    @property
    def code(self) -> str:
        """As it stands in an address; empty when it is not known."""
        if self.place == "course":
            return f"week-{self.week}"
        return f"after-week-{self.week}" if self.week else self.place


@dataclass(frozen=True)
class SignEntry:
    """A warning sign that was found."""

    row: WarningSignRow
    level: CareLevel
    kind: Literal["sign"] = "sign"


@dataclass(frozen=True)
class EffectEntry:
    """A side effect that was found. `now` is its advice for the week, None when that is not known or not begun.

    `others` are its further advices for the part of the course in which somebody is.
    """

    row: SideEffectRow
    level: CareLevel
    now: AdviceRow | None
    others: tuple[AdviceRow, ...]
    kind: Literal["effect"] = "effect"


Entry = SignEntry | EffectEntry


@dataclass(frozen=True)
class Answer:
    """What the guide says, the most urgent of `entries` first: the first gives `level`. Without any it is “ask”.

    `first_signs` are warning signs to look at before the answer is believed, `choices` side effects that may be meant,
    `unread` typed words that nothing accounts for, `corrections` (typed word, name of what it was read for).
    """

    level: Level
    when: When
    entries: tuple[Entry, ...] = ()
    first_signs: tuple[WarningSignRow, ...] = ()
    choices: tuple[SideEffectRow, ...] = ()
    unread: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    is_empty: bool = False
    is_too_long: bool = False


class SignGuide:
    """The side effects and warning signs of one document, ready to be found. Making it takes a while: keep it."""

    def __init__(self, document: TopicDocument, english: Container[str]) -> None:
        """*english* are words that are right as they stand, though the document may not have them."""
        self.effects: dict[str, SideEffectRow] = {}
        self.signs: dict[str, WarningSignRow] = {}
        for section in document["sections"]:
            if section["kind"] == "side_effects":
                self.effects |= {row["key"]: row for row in section["side_effects"]}
            elif section["kind"] == "warning_signs":
                self.signs |= {row["key"]: row for row in section["signs"]}
        self.areas = self._list_areas()
        self._names = {key: row["sign"] for key, row in self.signs.items()}
        self._names |= {key: row["name"] for key, row in self.effects.items()}
        self._english = english
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._shared_by: dict[str, set[str]] = defaultdict(set)
        phrases = list(self._iterate_phrases())
        language = document["language"]
        self._book = PhraseBook(phrases, language, english, read_telling_words(language))
        for key, phrase in phrases:
            self._exact[tuple(split_words(phrase))].add(key)
            if key in self.signs:
                self._exact[self._book.read_content(phrase)].add(key)
                for word in split_words(phrase):
                    self._shared_by[word].add(key)

    def get_name(self, typed: str) -> str | None:
        """What the guide calls the row whose key was *typed*; None when it is no key."""
        return self._names.get(typed.strip().lower())

    def answer(self, typed: str, when: When) -> Answer:
        """What to do about what was *typed*: words, or the key of a side effect or warning sign."""
        typed = typed[:_MAX_READ]
        if not split_words(typed):
            return Answer("ask", when, is_empty=not typed.strip())
        name = self.get_name(typed)
        wanted = {typed.strip().lower(), *self._find_exact(typed)} if name else None
        is_too_long = len(typed) > MAX_LETTERS or len(split_words(typed)) > MAX_WORDS
        words = name or typed
        finding = self._book.find(words, is_guessing=not is_too_long)
        urgent = [match for match in self._list_found(finding, words) if self._is_urgent(match.key, when)]
        milder = [] if is_too_long else self._select_milder(finding, urgent, when)
        shown = [match for match in (*urgent, *milder) if wanted is None or match.key in wanted]
        entries = tuple(sorted((self._describe(match.key, when) for match in shown), key=_rank_entry))
        level: Level = entries[0].level if entries else "ask"
        return Answer(
            level=level,
            when=when,
            entries=entries,
            first_signs=self._list_first_signs(finding, {match.key for match in shown}, level),
            choices=() if entries or is_too_long else self._list_choices(finding),
            unread=() if is_too_long or not shown else self._list_unread(finding, shown),
            corrections=self._list_corrections(shown),
            is_too_long=is_too_long,
        )

    def find_signs(self, typed: str, names: Container[str]) -> list[WarningSignRow]:
        """The warning signs in *typed*, the most urgent first. None of *names* is taken for a slip in one of a sign."""
        return [entry.row for entry in self.find_entries(typed, names) if entry.kind == "sign"]

    def find_entries(self, typed: str, names: Container[str]) -> tuple[Entry, ...]:
        """The same, with the side effects, for somebody of whom it is not known where they are in the course."""
        words = [word for word in split_words(typed[:_MAX_READ]) if self._book.knows(word) or word not in names]
        return self.answer(" ".join(words), When()).entries

    def _iterate_phrases(self) -> Iterator[tuple[str, str]]:
        for row in (*self.signs.values(), *self.effects.values()):
            yield from ((row["key"], phrase) for phrase in (self._names[row["key"]], *row["also"]))

    def _list_areas(self) -> tuple[tuple[str, tuple[SideEffectRow, ...]], ...]:
        areas: dict[str, list[SideEffectRow]] = defaultdict(list)
        for row in self.effects.values():
            areas[row["body_area"]].append(row)
        return tuple((area, tuple(rows)) for area, rows in areas.items())

    def _list_found(self, finding: Finding, typed: str) -> list[Match]:
        """What the typed words hold, one match for each key."""
        literal = list(self._book.find_literal(typed))
        exact = self._find_exact(typed)
        found = [match for match in (*finding.matches, *finding.guesses) if self._is_meant(match, exact, literal)]
        return list({match.key: match for match in reversed(found)}.values())

    def _find_exact(self, typed: str) -> AbstractSet[str]:
        """What the guide calls by the very words that were typed, at most with words around that tell nothing."""
        by_words = self._exact.get(tuple(split_words(typed)), set())
        return by_words | {key for key in self._exact.get(self._book.read_content(typed), ()) if key in self.signs}

    def _is_meant(self, match: Match, exact: AbstractSet[str], literal: list[tuple[str, frozenset[str]]]) -> bool:
        """Whether the typed words hold the phrase, and not only words like it."""
        if match.strength < Strength.WITHIN:
            return False
        if match.key in exact:
            return True
        if any(key in self.signs for key in exact):
            return False  # “cannot see at night” is a sign of its own, and not “cannot see”
        # “Sore mouth” is what the guide calls a sore mouth, and not “mouth sores”.
        is_literal = any(key == match.key for key, _words in literal)
        if not is_literal and (exact or any(match.words < words for _key, words in literal)):
            return False
        if not any(word in self._english or self._book.knows(word) for word in match.guessed):
            return True
        # A word that is right as it stands is another one by mistake where the words beside it say so, or it is alone.
        return bool(match.words - match.guessed) or match.strength is Strength.WHOLE

    def _is_urgent(self, key: str, when: When) -> bool:
        return self._find_level(key, when) in ("call", "emergency")

    def _select_milder(self, finding: Finding, urgent: list[Match], when: When) -> list[Match]:
        """Side effects that can wait, the closest first, and none whose words another one tells better."""
        mild = [match for match in finding.matches if not self._is_urgent(match.key, when)]
        within = [match for match in mild if match.strength >= Strength.WITHIN]
        parts = [match for match in finding.matches if match.strength is Strength.PART]
        if not within and not urgent and len(parts) == len(finding.words) == 1:
            within = [match for match in parts if match in mild]
        if not within and not urgent and len(finding.doubtful) == 1:
            within = [match for match in finding.doubtful if match.words - match.guessed and match.key in self.effects]
            within = [match for match in within if match.strength is Strength.WHOLE]
        best = [match for match in within if not any(match.words < other.words for other in (*within, *urgent))]
        return best[:_MAX_LISTED]

    def _list_first_signs(self, finding: Finding, shown: set[str], level: Level) -> tuple[WarningSignRow, ...]:
        """Warning signs near to what was typed that ask for more than the answer does."""
        near = [
            match
            for match in finding.matches
            if match.key in self.signs
            and match.key not in shown
            and (level == "ask" or _rank_level(self.signs[match.key]["level"]) < _rank_level(level))
            and (match.strength > Strength.SHARED or any(len(self._shared_by[w]) <= _COMMON for w in match.words))
        ]
        near.sort(key=lambda match: (-match.strength, -len(match.words), _rank_level(self.signs[match.key]["level"])))
        return tuple(self.signs[match.key] for match in near[:_MAX_FIRST])

    def _list_choices(self, finding: Finding) -> tuple[SideEffectRow, ...]:
        near = [*finding.doubtful, *(match for match in finding.matches if match.key in self.effects)]
        keys = dict.fromkeys(match.key for match in near if match.key in self.effects)
        return tuple(self.effects[key] for key in list(keys)[:_MAX_LISTED])

    def _list_unread(self, finding: Finding, shown: list[Match]) -> tuple[str, ...]:
        """Typed words that nothing which is shown has to do with."""
        keys = {match.key for match in shown}
        read = {word for match in shown for word in match.words}
        return tuple(
            word
            for word in finding.words
            if word not in read and not word.isdigit() and not keys & self._book.list_keys(word)
        )

    def _list_corrections(self, shown: list[Match]) -> tuple[tuple[str, str], ...]:
        pairs = ((word, self._names[match.key]) for match in shown for word in sorted(match.guessed))
        return tuple(dict(reversed(list(pairs))).items())

    def _describe(self, key: str, when: When) -> Entry:
        level = self._find_level(key, when)
        if key in self.signs:
            return SignEntry(self.signs[key], level)
        row = self.effects[key]
        now = find_advice(row, when)
        others = (advice for advice in row["advice"] if advice is not now and _is_of_place(advice, when))
        return EffectEntry(row, level, now, tuple(others))

    def _find_level(self, key: str, when: When) -> CareLevel:
        return self.signs[key]["level"] if key in self.signs else find_level(self.effects[key], when)


def read_when(when: str, week: str = "") -> When:
    """What an address says: “before”, “week-3”, “after” or “after-week-3”, or the same in two parts. Never raises."""
    text = fold(f"{when} {week}").strip()
    read = _WHEN.fullmatch(text)
    if not text:
        return When()
    if not read or (read["place"] == "before" and read["week"]) or not (read["place"] or read["unit"]):
        return When(is_unclear=True)
    if read["place"] == "before":
        return When("before")
    place: Place = "after" if read["place"] else "course"
    number = int(read["week"]) if read["week"] else None
    if number is not None and 1 <= number <= MAX_WEEKS[place]:
        return When(place, number)
    is_unclear = number is not None or place == "course" or bool(read["unit"])
    return When("after", is_unclear=is_unclear) if place == "after" else When(is_unclear=True)


def find_advice(row: SideEffectRow, when: When) -> AdviceRow | None:
    """The advice for the week, None when there is no week."""
    return next((advice for advice in row["advice"] if when.week and _covers(advice, when)), None)


def find_level(row: SideEffectRow, when: When) -> CareLevel:
    """What a side effect asks for, read with caution where the week is not known or the course has not begun."""
    if when.place == "before":
        # Nothing comes from capsules that nobody has taken.
        return _pick_most_urgent([*_list_levels(row, When("course", 1)), "tell"])
    # A row without advice for a week is refused when it is published; should it be there, it is not called normal.
    return _pick_most_urgent(_list_levels(row, when)) if _list_levels(row, when) else "tell"


def _list_levels(row: SideEffectRow, when: When) -> list[CareLevel]:
    return [
        advice["level"]
        for advice in row["advice"]
        if (_covers(advice, when) if when.week else _is_of_place(advice, when))
    ]


def _covers(advice: AdviceRow, when: When) -> bool:
    week = when.week or 0
    return _is_of_place(advice, when) and advice["week_from"] <= week <= (advice["week_to"] or week)


def _is_of_place(advice: AdviceRow, when: When) -> bool:
    """Whether the advice is for the part of the course in which somebody is; when that is not known, all are."""
    places = {"first_capsule": ("", "before", "course"), "last_capsule": ("", "after")}
    return when.place in places[advice["counted_from"]]


def _pick_most_urgent(levels: Iterable[CareLevel]) -> CareLevel:
    return min(levels, key=_rank_level)


def _rank_level(level: str) -> int:
    return CARE_LEVELS.index(level)


def _rank_entry(entry: Entry) -> tuple[int, bool]:
    return _rank_level(entry.level), entry.kind != "sign"
