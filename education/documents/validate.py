"""What speaks against publishing a document: every reason at once, in sentences for the person who edits."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from django.utils.translation import gettext as _

from education.finding.words import read_stop_words, read_telling_words
from education.finding.words import split_words as find_words
from education.reading.grade import MAX_GRADE, MAX_SENTENCE_WORDS, score_passages, split_sentences
from education.reading.syllables import split_words

from .passages import iterate_prose, list_prose
from .references import PATTERN, find_malformed, find_references
from .schema import BodyArea, CareLevel, SideEffectRow, SignLevel, TextKind, TopicDocument
from .texts import iterate_texts

Severity = Literal["error", "warning"]

_URGENCY = get_args(CareLevel)

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_LARGE = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SPELLED = rf"(?:{_SMALL}|{_LARGE})"
_PEOPLE = "(?:people|persons|patients|users|adults|teens|women|men|babies|pregnancies)"

# Small words that count things ("two methods") are no clinical numbers; all that is here is.
_BARE_NUMBER = re.compile(
    r"[\d½⅓⅔¼¾⅛]"
    rf"|\b{_SPELLED}[\s-]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|percent|of a hundred)\b"
    rf"|\b{_SPELLED}\s+(?:in|out\s+of)\s+(?:every\s+)?{_SPELLED}\b"
    rf"|\b{_SPELLED}\s+of\s+(?:every\s+)?{_SPELLED}\s+{_PEOPLE}\b"
    rf"|\b(?:{_LARGE}|hundreds?|thousands?|millions?|billions?|dozens?)\b"
    rf"|\b(?:an?|one|two|three|four)[\s-]+(?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b"
    r"|\b(?:half|halves|halved|doubles|doubled|triples|tripled|thrice)\b"
    r"|\btwice\b(?!\s+a\s+day\b)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_LIST_MARK = re.compile(r"^\s*\d+\.\s", re.MULTILINE)

# Facts, rules and sources tell numbers; names of treatments, things and words may hold a digit, as brands do. The
# titles of other topics are looked at on their own pages.
_WHERE_NUMBERS_LIVE = re.compile(
    r"^(?:facts|rules|sources|links)\[|^read_next\."
    r"|\.(?:treatments|items)\[[^]]*\]\.(?:name$|names\[)"
    r"|^terms\[[^]]*\]\.(?:term|say)$"
)

# Places that every topic's page has by itself.
PAGE_ANCHORS = (
    "main",
    "key-points",
    "contents",
    "see-also",
    "numbers",
    "dated-rules",
    "words",
    "sources",
    "footer-clinic",
    "search-words",
    "area-all",
)


# Parts of topics that templates link to: on the home page, on the page for an unknown address, and above every page.
SITE_ANCHORS: Mapping[str, tuple[str, ...]] = {
    "getting-the-most": ("if-you-miss-a-capsule", "too-many-capsules", "who-can-help"),
    "questions": ("parents",),
    "side-effects": ("emergency-signs", "mood-family-watch", "numbers-side-by-side"),
    "staying-safe": ("late-period",),
    "treatments": ("decide-together",),
    "what-to-expect": ("each-stage",),
}


@dataclass(frozen=True)
class Page:
    """What a live topic offers to links, and what of it must not vanish unseen.

    `links` are the parts of topics, as (slug, anchor), that its own links lead to. `urgent` are the signs and side
    effects, as (anchor, name), for which it sends readers to get help.
    """

    title: str
    anchors: frozenset[str]
    links: frozenset[tuple[str, str]]
    urgent: frozenset[tuple[str, str]]


# Topics that readers can follow a link to: {slug: its page, or None while a notice stands in its place}.
Pages = Mapping[str, Page | None]


@dataclass(frozen=True)
class Reason:
    """An error stops a publication; a warning must be acknowledged.

    `code` is stable, `message` is for people, `path` is the place in the document (as texts.iterate_texts names it),
    empty when there is none.
    """

    severity: Severity
    code: str
    message: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.message} ({self.path})" if self.path else self.message


def validate_document(document: TopicDocument, live: Pages, today: date) -> list[Reason]:
    """Every reason against publishing *document* while the topics in *live* are live beside it; empty when fit."""
    return [reason for find in _FINDERS for reason in find(document, live, today)]


def describe_page(document: TopicDocument) -> Page:
    """What the page of *document* offers to links, and asks of other pages."""
    references = (reference for leaf in iterate_texts(document) for reference in find_references(leaf.text))
    return Page(
        title=document["title"],
        anchors=frozenset(list_anchors(document)),
        links=frozenset((found.key, found.anchor) for found in references if found.kind == "topic" and found.anchor),
        urgent=frozenset(_list_urgent(document)),
    )


def _list_urgent(document: TopicDocument) -> Iterator[tuple[str, str]]:
    for section in document["sections"]:
        if section["kind"] == "warning_signs":
            yield from ((row["key"], row["sign"]) for row in section["signs"])
        elif section["kind"] == "side_effects":
            for row in section["side_effects"]:
                if any(advice["level"] in ("call", "emergency") for advice in row["advice"]):
                    yield row["key"], row["name"]


def list_anchors(document: TopicDocument) -> list[str]:
    """The anchors on the topic's page, in order: sections and the rows they show."""
    anchors = []
    for section in document["sections"]:
        anchors.append(section["anchor"])
        anchors += [row["key"] for _path, row in _list_rows(section)]
        if section["kind"] == "glossary":
            anchors += [term["key"] for term in document["terms"]]
    return anchors


def list_made_ids(document: TopicDocument) -> list[str]:
    """The ids that the topic's page makes of keys, beside its anchors."""
    ids = []
    for section in document["sections"]:
        anchor = section["anchor"]
        if section["kind"] == "treatments":
            ids += [f"{anchor}-grid", *(f"{row['key']}-name" for row in section["treatments"])]
        elif section["kind"] == "side_effects":
            ids += [f"{anchor}-{level}" for level in get_args(CareLevel)]
            ids += [f"{row['key']}-name" for row in section["side_effects"]]
            ids += [f"area-{area}" for area in get_args(BodyArea)]
        elif section["kind"] == "warning_signs":
            ids += [f"{anchor}-{level}" for level in get_args(SignLevel)]
        elif section["kind"] == "avoid_items":
            ids += [f"{row['key']}-name" for row in section["items"]]
        elif section["kind"] == "questions":
            ids += [f"{row['key']}-text" for row in section["questions"]]
    ids += [f"fact-{fact['key']}" for fact in document["facts"]]
    ids += [f"rule-{rule['key']}" for rule in document["rules"]]
    ids += [f"word-{term['key']}" for term in document["terms"]]
    ids += [f"source-{source['key']}" for source in document["sources"]]
    return ids


def _list_rows(section: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """(path, row) of the rows that a structured section shows and that have their own place on the page."""
    names = ("steps", "stages", "treatments", "phases", "side_effects", "signs", "items", "questions")
    place = _name_place(section)
    return [(f"{place}.{name}[{row['key']}]", row) for name in names for row in section.get(name, [])]


def _name_place(section: Mapping[str, Any]) -> str:
    return f"sections[{section['anchor']}]"


def _error(code: str, message: str, path: str = "") -> Reason:
    return Reason("error", code, message, path)


def _warning(code: str, message: str, path: str = "") -> Reason:
    return Reason("warning", code, message, path)


def _find_unsourced(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    for path, name, sources in _list_claims(document):
        if not sources:
            yield _error("no-source", _("“%(name)s” names no source.") % {"name": name}, path)


def _list_claims(document: TopicDocument) -> Iterator[tuple[str, str, Any]]:
    """(path, name, sources) of all that must name one."""
    for section in document["sections"]:
        if section["kind"] in ("prose", "callout"):
            yield _name_place(section), section["heading"], dict(section)["sources"]
        for path, row in _list_rows(section):
            yield path, row["key"], row["sources"]
    yield from ((f"quiz[{row['key']}]", row["key"], row["sources"]) for row in document["quiz"])
    yield from ((f"facts[{fact['key']}]", fact["key"], fact["sources"]) for fact in document["facts"])
    yield from ((f"rules[{rule['key']}]", rule["title"], rule["sources"]) for rule in document["rules"])


def _find_bare_numbers(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    in_label = _("“…%(words)s…” holds a number: leave it out here, and tell it in the text.")
    in_text = _("“…%(words)s…” holds a number: make it a fact or a rule and refer to that.")
    for leaf in iterate_texts(document):
        if leaf.kind is TextKind.SEARCH or _WHERE_NUMBERS_LIVE.search(leaf.path):
            continue
        text = _LIST_MARK.sub("", leaf.text) if leaf.kind is TextKind.BLOCKS else leaf.text
        words = PATTERN.sub(lambda match: match["words"] or "", text)
        if match := _BARE_NUMBER.search(words):
            near = words[max(0, match.start() - 30) : match.end() + 30].strip()
            message = in_label if leaf.kind is TextKind.LABEL else in_text
            yield _error("bare-number", message % {"words": near}, leaf.path)


def _find_numbers_in_titles(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    for rule in document["rules"]:
        if _BARE_NUMBER.search(rule["title"]):
            message = _("“%(title)s” stays on the page when the rule has lapsed: tell its number in the phrase alone.")
            yield _error("number-in-title", message % {"title": rule["title"]}, f"rules[{rule['key']}].title")


def _find_open_placeholders(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    for leaf in iterate_texts(document):
        if leaf.kind is not TextKind.SEARCH and (match := _PLACEHOLDER.search(leaf.text)):
            message = _("“%(placeholder)s” is filled by nothing: readers would see it.") % {"placeholder": match[0]}
            yield _error("placeholder", message, leaf.path)


def _find_broken_references(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    known = {
        "fact": {fact["key"] for fact in document["facts"]},
        "rule": {rule["key"] for rule in document["rules"]},
        "term": {term["key"] for term in document["terms"]},
        "topic": {link["slug"] for link in document["links"]} | {document["slug"]},
        "clinic": {"phone", "name"},
    }
    own = {**live, document["slug"]: describe_page(document)}
    for leaf in iterate_texts(document):
        if leaf.kind is TextKind.LABEL and "[[" in leaf.text:
            message = _("“%(text)s” is shown as it stands: write the words.") % {"text": leaf.text}
            yield _error("reference-in-label", message, leaf.path)
            continue
        for malformed in find_malformed(leaf.text):
            message = _("“%(text)s” is no reference: look at its spelling.") % {"text": malformed}
            yield _error("bad-reference", message, leaf.path)
        for reference in find_references(leaf.text):
            if reference.key not in known[reference.kind]:
                message = _("There is nothing behind “%(reference)s”: look at its spelling.")
                values = {"reference": f"[[{reference.kind}:{reference.key}]]"}
                yield _error("unknown-reference", message % values, leaf.path)
            elif reference.kind == "topic":
                yield from _find_dead_link(reference.key, reference.anchor, leaf.path, own)
    if document["read_next"]:
        yield from _find_dead_link(document["read_next"]["slug"], None, "read_next", own)


def _find_dead_link(slug: str, anchor: str | None, path: str, live: Pages) -> Iterator[Reason]:
    values = {"topic": slug, "part": anchor}
    if slug not in live:
        yield _error("dead-link", _("“%(topic)s” is not live, so the link would lead nowhere.") % values, path)
        return
    page = live[slug]
    if page is None:
        message = _("“%(topic)s” is down: the link leads to the notice in its place.")
        yield _warning("link-to-notice", message % values, path)
    elif anchor and anchor not in page.anchors:
        yield _error("dead-link", _("“%(topic)s” has no part “%(part)s”.") % values, path)


def _find_missing_parts_of_the_quiz(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    own = {document["slug"]: describe_page(document)}
    for row in document["quiz"]:
        yield from _find_dead_link(document["slug"], row["read_again"], f"quiz[{row['key']}].read_again", own)


def _find_lost_anchors(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    """Parts that are not on this page though links of other pages lead to them."""
    slug, own = document["slug"], list_anchors(document)
    message = _("The part “%(part)s” is not on this page, but pages of the site link to it: bring it back.")
    for anchor in SITE_ANCHORS.get(slug, ()):
        if anchor not in own:
            yield _error("lost-site-anchor", message % {"part": anchor})
    message = _("The live page “%(page)s” links to the part “%(part)s”, which is not here: mend its link, too.")
    for page in (page for other, page in live.items() if page and other != slug):
        for target, anchor in sorted(page.links):
            if target == slug and anchor not in own:
                yield _warning("lost-anchor", message % {"page": page.title, "part": anchor})


def _find_lost_signs(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    """Calls for help that readers read now and would not read any more."""
    message = _("“%(name)s” tells readers to get help, and is not on this page any more. Readers may miss it.")
    page = live.get(document["slug"])
    left = {anchor for anchor, _name in _list_urgent(document)}
    for anchor, name in sorted(page.urgent) if page else ():
        if anchor not in left:
            yield _warning("lost-sign", message % {"name": name})


def _find_undescribed_pictures(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    for section in document["sections"]:
        if section["kind"] == "figure" and not (section["description"] and section["caption"]):
            message = _("The picture “%(name)s” needs a caption and all it shows in words.")
            yield _error("no-picture-description", message % {"name": section["heading"]}, _name_place(section))


def _find_empty_parts(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    shown_by = {"facts": "facts", "rules": "rules"}
    for section in document["sections"]:
        if section["kind"] in ("prose", "callout"):
            is_empty = not section["body"]
        elif section["kind"] in shown_by:
            is_empty = not dict(section)[shown_by[section["kind"]]]
        else:
            is_empty = section["kind"] not in ("figure", "mechanism", "glossary") and not _list_rows(section)
        if is_empty:
            message = _("The section “%(name)s” shows nothing.") % {"name": section["heading"]}
            yield _error("empty-section", message, _name_place(section))
    count = len(document["key_points"])
    if not 3 <= count <= 5:
        message = _("A topic has three to five key points; this has %(count)d.") % {"count": count}
        yield _error("key-points", message, "key_points")


def _find_repeated_anchors(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    anchors = [*list_anchors(document), *PAGE_ANCHORS]
    # The ids that a page makes of a key repeat with it: told once.
    repeated = _find_repeated(anchors) or _find_repeated([*anchors, *list_made_ids(document)])
    message = _("“%(anchor)s” stands %(count)d times on this page: links need one place.")
    for anchor, count in repeated.items():
        yield _error("repeated-anchor", message % {"anchor": anchor, "count": count})


def _find_repeated(ids: list[str]) -> dict[str, int]:
    return {anchor: count for anchor, count in Counter(ids).items() if count > 1}


def _find_weeks_without_advice(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    messages = {
        "first_capsule": _("“%(name)s” must have exactly one advice for every week of the course, the last one open."),
        "last_capsule": _(
            "“%(name)s” must have exactly one advice for every week after the course, the last one open."
        ),
    }
    for section in document["sections"]:
        if section["kind"] == "side_effects":
            for row in section["side_effects"]:
                path = f"{_name_place(section)}.side_effects[{row['key']}]"
                for counted_from, message in messages.items():
                    if _has_gap(row, counted_from):
                        yield _error("advice-gap", message % {"name": row["name"]}, path)


def _has_gap(row: SideEffectRow, counted_from: str) -> bool:
    """Whether the weeks from 1 on are not all told, each once, the last span open."""
    next_week: int | None = 1
    spans = [(a["week_from"], a["week_to"]) for a in row["advice"] if a["counted_from"] == counted_from]
    for week_from, week_to in sorted(spans, key=lambda span: span[0]):
        if week_from != next_week:
            return True
        next_week = week_to + 1 if week_to else None
    return next_week is not None


def _find_words_of_worse_signs(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    """Words by which a side effect would be found that name a warning sign with more to do than it ever asks for."""
    message = _("“%(word)s” says “%(sign)s”, which is more urgent than “%(name)s”: take it out of its words.")
    signs = [row for section in document["sections"] if section["kind"] == "warning_signs" for row in section["signs"]]
    phrases = [(sign, _read_phrase(phrase, document)) for sign in signs for phrase in (sign["sign"], *sign["also"])]
    for section in document["sections"]:
        if section["kind"] == "side_effects":
            for row in section["side_effects"]:
                mildest = min((_URGENCY.index(advice["level"]) for advice in row["advice"]), default=0)
                for number, word in enumerate(row["also"]):
                    words = _read_phrase(word, document)
                    for sign, phrase in phrases:
                        if phrase <= words and _URGENCY.index(sign["level"]) > mildest:
                            path = f"{_name_place(section)}.side_effects[{row['key']}].also[{number}]"
                            values = {"word": word, "sign": sign["sign"], "name": row["name"]}
                            yield _error("word-of-worse-sign", message % values, path)
                            break


def _read_phrase(phrase: str, document: TopicDocument) -> set[str]:
    language = document["language"]
    silent = read_stop_words(language) - read_telling_words(language)
    words = find_words(phrase)
    return {word for word in words if word not in silent} or set(words)


def _find_missing_effects(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    message = _("“%(name)s” names no effect on “%(cause)s”.")
    for section in document["sections"]:
        if section["kind"] == "treatments":
            for row in section["treatments"]:
                path = f"{_name_place(section)}.treatments[{row['key']}]"
                told = {effect["cause"] for effect in row["effects"]}
                for cause in section["causes"]:
                    if cause["key"] not in told:
                        yield _error("no-effect", message % {"name": row["name"], "cause": cause["name"]}, path)


def _find_confusing_answers(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    for row in document["quiz"]:
        path, count = f"quiz[{row['key']}].wrong_answers", len(row["wrong_answers"])
        if not 2 <= count <= 3:
            message = _("A question of the quiz has two or three wrong answers; this has %(count)d.")
            yield _error("quiz-answers", message % {"count": count}, path)
        told = Counter(_fold_answer(answer) for answer in (row["right_answer"], *row["wrong_answers"]))
        for answer in row["wrong_answers"]:
            if told[_fold_answer(answer)] > 1:
                message = _("“%(answer)s” is there more than once: readers cannot tell which one is right.")
                yield _error("quiz-answers", message % {"answer": answer}, path)
                break


def _fold_answer(answer: str) -> str:
    return " ".join(split_words(answer.casefold()))


def _find_hard_reading(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    score = score_passages(list_prose(document))
    if score.grade > MAX_GRADE:
        message = _("The reading grade is %(grade)s; the limit is %(limit)s.")
        yield _warning("reading-grade", message % {"grade": score.grade, "limit": MAX_GRADE})
    message = _("A sentence has %(count)d words; the limit is %(limit)d: “%(sentence)s”")
    for path, passage in iterate_prose(document):
        for sentence in split_sentences(passage):
            count = len(split_words(sentence))
            if count > MAX_SENTENCE_WORDS:
                values = {"count": count, "limit": MAX_SENTENCE_WORDS, "sentence": sentence}
                yield _warning("long-sentence", message % values, path)


def _find_lapsed_rules(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    message = _("The rule “%(title)s” was to be checked by %(day)s: the page will not state it.")
    for rule in document["rules"]:
        if date.fromisoformat(rule["check_by"]) < today:
            values = {"title": rule["title"], "day": rule["check_by"]}
            yield _warning("lapsed-rule", message % values, f"rules[{rule['key']}]")


def _find_too_many_warnings(document: TopicDocument, live: Pages, today: date) -> Iterator[Reason]:
    boxes = [s for s in document["sections"] if s["kind"] == "callout" and s["level"] in ("call", "emergency")]
    if len(boxes) > 2:
        message = _("The page has %(count)d warning boxes; readers overlook them after two.")
        yield _warning("many-warnings", message % {"count": len(boxes)})


_FINDERS: tuple[Callable[[TopicDocument, Pages, date], Iterator[Reason]], ...] = (
    _find_unsourced,
    _find_bare_numbers,
    _find_numbers_in_titles,
    _find_open_placeholders,
    _find_broken_references,
    _find_missing_parts_of_the_quiz,
    _find_lost_anchors,
    _find_lost_signs,
    _find_undescribed_pictures,
    _find_empty_parts,
    _find_repeated_anchors,
    _find_weeks_without_advice,
    _find_words_of_worse_signs,
    _find_missing_effects,
    _find_confusing_answers,
    _find_hard_reading,
    _find_lapsed_rules,
    _find_too_many_warnings,
)
