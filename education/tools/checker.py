"""Can I? What the live editions say of the things that somebody names, the most cautious first.

A thing is an answer when all the words of one of its names were typed. Where no name says just what was typed, names
that say it and more are answers as well ("vitamin", "glycolic"). Where one does, such names are only offered: nobody
who asks for “alcohol” asks for “alcohol toner”, but they see it below with its own answer when that is more cautious.

A longer name tells which thing is meant: in “tattoo removal” nobody asks for a tattoo. It sets aside what a part of it
names, also when that is more cautious, but only where its words stand together as they are written; and in “a tattoo
and tattoo removal” both are asked for. So no word that is added to a question makes its answer less cautious than the
most cautious thing that is named in it.

What was typed beside these names is never passed over: the name of another medicine, a word that names of things on the
list hold, or one that is no everyday word, is an unknown thing. It ranks above “careful”, so that “Tylenol with
Lamictal” is not an answer about Tylenol alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from education.documents.schema import AvoidItemRow, TopicDocument, TreatmentRow
from education.finding.medicines import read_medicines
from education.finding.phrases import MAX_WORDS, Finding, Match, PhraseBook, Strength
from education.finding.spelling import read_english_words
from education.finding.words import find_root, read_filler_words, read_stop_words, read_undoing_words, split_words

Code = Literal["no", "ask", "unknown", "careful", "fine"]

CODES: tuple[Code, ...] = ("no", "ask", "unknown", "careful", "fine")  # the most cautious first

MAX_LETTERS = 10_000  # what stands behind them is not read, and that is told

_EVERYDAY = 3  # letters: “pm” and “xr” beside a name make it another medicine
_MAX_NEAR = 5
_ITSELF = "itself"  # the key of isotretinoin
_NEGATIONS = frozenset(("no", "not", "without", "only", "just"))
_WITH_KINDS = ("medicines", "supplements", "skin_care", "procedures")  # “a baby” is no kind of thing to take
_WITH_ISOTRETINOIN: Mapping[str, Code] = {"stop": "no", "ask": "ask", "fine": "fine"}


@dataclass(frozen=True)
class Thing:
    """What can be asked about. `item` or `treatment` is its row of the topic `slug`; an unknown thing has none.

    `name` of an unknown thing is the reader's own word, or the name of a medicine of which the guide says nothing.
    """

    code: Code
    name: str
    slug: str = ""
    item: AvoidItemRow | None = None
    treatment: TreatmentRow | None = None


@dataclass(frozen=True)
class Answer:
    """A thing, and the name of it that fits what was typed. `is_part`: what was typed is only a part of that name."""

    thing: Thing
    phrase: str
    is_part: bool = False


@dataclass(frozen=True)
class Reply:
    """`answers` are of what was named, `others` of what could be meant as well; the most cautious first.

    `is_choice`: nothing was named, only a part of names was typed. `corrections` are (typed, read). `questions` are
    things that may be meant if a word is misspelled, `near` things that share a word where nothing else was found.
    `unread` are typed words that nothing accounts for. `is_itself`: somebody asked about isotretinoin. `is_too_long`:
    slips were not looked for, or not all was read.
    """

    answers: tuple[Answer, ...] = ()
    others: tuple[Answer, ...] = ()
    questions: tuple[Answer, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    near: tuple[Answer, ...] = ()
    unread: tuple[str, ...] = ()
    is_itself: bool = False
    is_too_long: bool = False

    @property
    def is_choice(self) -> bool:
        return bool(self.answers) and all(answer.is_part for answer in self.answers)

    @property
    def code(self) -> Code:
        return self.answers[0].thing.code if self.answers else "unknown"


class Checker:
    """Answers from the live topic *avoid* and, for what its list does not hold, from *treatments*."""

    def __init__(self, avoid: TopicDocument, treatments: TopicDocument | None) -> None:
        self._language = avoid["language"]
        self._stop_words = read_stop_words(self._language)
        self._filler = read_filler_words(self._language)
        self._undoing = read_undoing_words(self._language)
        self._english = read_english_words()
        self._things: dict[str, Thing] = {}
        self._names: list[tuple[str, str]] = []  # (key of a thing, name)
        self._sayings: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._kinds: dict[str, dict[str, str]] = defaultdict(dict)  # {root of a last word: {key: name that ends in it}}
        self._taken: dict[frozenset[str], str] = {}  # {what a name says: key of the first thing that has it}
        self._own_names = _list_own_names(treatments)
        self._collect(avoid, treatments)
        self._book = PhraseBook(self._names, self._language, self._english)

    @property
    def words(self) -> frozenset[str]:
        """Every word of a name, as it is written."""
        names = (*self._names, *(name for named in self._sayings.values() for name in named))
        return frozenset(word for _key, name in names for word in split_words(name))

    def check(self, typed: str) -> Reply:
        """What to say to *typed*, whatever it is."""
        is_too_long = len(typed) > MAX_LETTERS
        typed = typed[:MAX_LETTERS]
        is_too_long = is_too_long or len(split_words(typed)) > MAX_WORDS
        finding = self._book.find(typed)
        core = [word for word in finding.words if not self._is_filler(word)]
        matches = self._find_matches(typed, finding, core)
        named = self._drop_parts(typed, finding, [m for m in matches if m.strength >= Strength.WITHIN], core)
        wider = [match for match in matches if match.strength == Strength.PART and not _is_medicine(match)]
        is_whole = any(match.strength == Strength.WHOLE for match in named)
        read = {word for match in (named if is_whole else named + wider) for word in match.words}
        read |= {word for word in core if self._names_one_of(word, named)}
        left = tuple(word for word in core if word not in read)
        answers = [self._answer(match) for match in (named if is_whole else named + wider) if match.key != _ITSELF]
        if named:
            answers.extend(self._list_kinds(left, finding, {answer.thing.name for answer in answers}))
            left = tuple(word for word in left if not self._find_kinds(word, finding))
        strange = [word for word in left if self._is_telling(word)]
        is_mild = all(answer.thing.code in ("careful", "fine") for answer in answers)
        if is_mild and not named and (not core or all(answer.thing.code == "fine" for answer in answers)):
            answers = []  # “food” is no more than a part of the name of something else
        unknown = self._list_undone(typed, finding, answers) or strange
        if is_mild and answers and unknown:
            answers.append(Answer(Thing("unknown", " ".join(unknown)), ""))
        questions = [
            self._answer(match)
            for match in finding.doubtful
            if match.strength >= Strength.WITHIN and match.key != _ITSELF
        ]
        asks = [answer for answer in questions if strange or not answers]
        others = [self._answer(match) for match in wider] if is_whole and core else []
        near = [m for m in finding.matches if m.words & set(core or finding.words) and not _is_medicine(m)]
        return Reply(
            near=() if answers or asks else tuple(self._answer(m) for m in near[:_MAX_NEAR] if m.key != _ITSELF),
            answers=_sort(answers),
            others=_sort(others),
            questions=_sort(asks),
            corrections=tuple((word, right) for word, right in finding.corrections.items() if word in read),
            unread=left,
            is_itself=any(match.key == _ITSELF for match in named),
            is_too_long=is_too_long,
        )

    def _collect(self, avoid: TopicDocument, treatments: TopicDocument | None) -> None:
        for row in list_avoid_items(avoid):
            self._add(
                f"avoid:{row['key']}", Thing(row["answer"], row["name"], avoid["slug"], item=row), _list_names(row)
            )
        for treatment in list_treatments(treatments) if treatments else ():
            self._add_treatment(treatment, treatments["slug"] if treatments else "")
        for medicine in read_medicines():
            for name in medicine:
                if self._read_content(name) not in self._taken:
                    self._add(f"medicine:{name}", Thing("unknown", name), [name])

    def _add_treatment(self, row: TreatmentRow, slug: str) -> None:
        """The treatment, or where the avoid list holds it, what other names the treatment has."""
        holder = self._taken.get(self._read_content(row["name"]))
        names = [name for name in _list_names(row) if self._read_content(name) not in self._taken]
        if row["with_isotretinoin"] == "itself":
            self._names.extend((_ITSELF, name) for name in names)
        elif holder:
            self._add(holder, self._things[holder], names)
        else:
            thing = Thing(_WITH_ISOTRETINOIN[row["with_isotretinoin"]], row["name"], slug, treatment=row)
            self._add(f"treatment:{row['key']}", thing, names)

    def _add(self, key: str, thing: Thing, names: Iterable[str]) -> None:
        self._things[key] = thing
        for name in names:
            self._taken.setdefault(self._read_content(name), key)
            if self._is_saying(name):
                self._sayings.setdefault(self._read_roots(name), []).append((key, name))
            else:
                self._names.append((key, name))
                *others, last = self._read_roots(name)
                if others and (thing.treatment or (thing.item and thing.item["group"] in _WITH_KINDS)):
                    self._kinds[last].setdefault(key, name)

    def _is_saying(self, name: str) -> bool:
        """Whether the name says what it means only as it is written: “My Way”, “no blood test”."""
        words = split_words(name)
        content = [word for word in words if word not in self._stop_words and len(word) > 1]
        lost = [word for word in words if word in self._stop_words and len(word) > 1]
        return any(word in _NEGATIONS or word in self._own_names for word in lost) or (
            bool(lost) and len(content) == 1 and content[0] in self._english
        )

    def _find_matches(self, typed: str, finding: Finding, core: list[str]) -> list[Match]:
        """The best match of each key for what was typed, for it without filler, and for names that stand in it."""
        matches = [*finding.matches, *self._find_sayings(typed, finding)]
        is_whole = any(match.strength == Strength.WHOLE for match in matches)
        if core and len(core) < len(finding.words) and not is_whole:
            matches.extend(self._book.find(" ".join(core)).matches)
        best: dict[str, Match] = {}
        for match in matches:
            if match.strength > Strength.SHARED:
                best[match.key] = max(match, best.get(match.key, match), key=lambda one: (one.strength, len(one.words)))
        return list(best.values())

    def _find_sayings(self, typed: str, finding: Finding) -> Iterator[Match]:
        words = split_words(typed)
        roots = self._read_roots(typed)
        for saying, named in self._sayings.items():
            place = _find_run(roots, saying)
            if place is not None:
                run = frozenset(words[place : place + len(saying)])
                content = run & set(finding.words)
                strength = Strength.WHOLE if content == set(finding.words) else Strength.WITHIN
                yield from (Match(key, name, strength, content) for key, name in named)

    def _drop_parts(self, typed: str, finding: Finding, named: list[Match], core: list[str]) -> list[Match]:
        """The matches without those that a longer name sets aside, and those that say no more than “pill”."""
        corrected = [finding.corrections.get(word, word) for word in split_words(typed)]
        roots = tuple(find_root(word, self._language) for word in corrected)
        counts = Counter(roots)
        kept = []
        for match in named:
            longer = [other for other in named if match.words < other.words]
            if any(self._sets_aside(other, match, roots, counts) for other in longer):
                continue
            if self._says_something(match, roots, core):
                kept.append(match)
        return kept

    def _says_something(self, match: Match, roots: tuple[str, ...], core: list[str]) -> bool:
        """Not where a lone “pill” stands beside other words, nor where the words of “make-up” do not stand together."""
        if core and len(match.words) == 1 and all(map(self._is_filler, match.words)):
            return False
        return not match.words <= self._stop_words or _find_run(roots, self._read_roots(match.phrase)) is not None

    def _sets_aside(self, longer: Match, match: Match, roots: tuple[str, ...], counts: Counter[str]) -> bool:
        if match.key == longer.key or self._rank(longer) <= self._rank(match):
            return True
        is_written_so = _find_run(roots, self._read_roots(longer.phrase)) is not None
        parts = self._read_roots(match.phrase)
        return is_written_so and all(counts[part] == 1 for part in parts if part in counts)

    def _rank(self, match: Match) -> int:
        return CODES.index(self._things[match.key].code) if match.key in self._things else len(CODES)

    def _answer(self, match: Match) -> Answer:
        return Answer(self._things[match.key], match.phrase, is_part=match.strength < Strength.WITHIN)

    def _names_one_of(self, word: str, named: list[Match]) -> bool:
        """Whether the word alone is a name of one of these things, such as “wine” beside “beer”."""
        keys = {match.key for match in named}
        return any(match.key in keys and match.strength is Strength.WHOLE for match in self._book.find(word).matches)

    def _list_undone(self, typed: str, finding: Finding, answers: list[Answer]) -> list[str]:
        """The words of somebody who asks to do without a thing: what is fine to use is not known to be fine to stop."""
        named = {word for answer in answers for word in split_words(answer.phrase)}
        words = split_words(typed)
        if not (self._undoing & set(words)) - named:
            return []
        told = [place for place, word in enumerate(words) if word in self._undoing or word in finding.words]
        return words[told[0] : told[-1] + 1]

    def _list_kinds(self, left: tuple[str, ...], finding: Finding, shown: AbstractSet[str]) -> Iterator[Answer]:
        """Things of a kind that was named beside others: those whose names end in it, as in “Tylenol, antibiotics”."""
        kinds = {key: name for word in left for key, name in self._find_kinds(word, finding).items()}
        for key, name in kinds.items():
            if self._things[key].name not in shown:
                yield Answer(self._things[key], name, is_part=True)

    def _find_kinds(self, word: str, finding: Finding) -> Mapping[str, str]:
        return self._kinds.get(find_root(finding.corrections.get(word, word), self._language), {})

    def _is_filler(self, word: str) -> bool:
        return word in self._filler or word[0].isdigit()

    def _is_telling(self, word: str) -> bool:
        """Whether the word may name a thing: names of things hold it, or it is no everyday word."""
        return len(word) < _EVERYDAY or self._book.knows(word) or word not in self._english

    def _read_roots(self, text: str) -> tuple[str, ...]:
        return tuple(find_root(word, self._language) for word in split_words(text))

    def _read_content(self, name: str) -> frozenset[str]:
        words = split_words(name)
        return frozenset(
            find_root(word, self._language) for word in words if word not in self._stop_words
        ) or frozenset(words)


def list_avoid_items(document: TopicDocument) -> list[AvoidItemRow]:
    """Everything that the topic says to avoid or not, each once."""
    rows = [row for part in document["sections"] if part["kind"] == "avoid_items" for row in part["items"]]
    return list({row["key"]: row for row in rows}.values())


def list_treatments(document: TopicDocument) -> list[TreatmentRow]:
    rows = [row for part in document["sections"] if part["kind"] == "treatments" for row in part["treatments"]]
    return list({row["key"]: row for row in rows}.values())


def _list_names(row: AvoidItemRow | TreatmentRow) -> list[str]:
    return [row["name"], *row["names"], *row["also"]]


def _list_own_names(treatments: TopicDocument | None) -> frozenset[str]:
    """Words that are names of isotretinoin."""
    rows = [row for row in list_treatments(treatments) if row["with_isotretinoin"] == "itself"] if treatments else []
    return frozenset(word for row in rows for name in _list_names(row) for word in split_words(name))


def _is_medicine(match: Match) -> bool:
    return match.key.startswith("medicine:")


def _find_run(words: tuple[str, ...], run: tuple[str, ...]) -> int | None:
    """Where *run* stands in *words*."""
    starts = range(len(words) - len(run) + 1)
    return next((start for start in starts if words[start : start + len(run)] == run), None)


def _sort(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(sorted(answers, key=lambda answer: CODES.index(answer.thing.code)))
