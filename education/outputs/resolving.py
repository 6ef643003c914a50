"""What a reference says and where it leads, on a given day and for a given clinic."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from education.documents.references import Reference
from education.documents.schema import FactEntry, RuleEntry, TermEntry, TopicDocument

from .addresses import GLOSSARY, get_topic_path, to_tel
from .surroundings import Surroundings


class UnknownReferenceError(LookupError):
    """The document does not hold what its text refers to."""


@dataclass(frozen=True)
class Resolved:
    """The words to show, and the address they lead to, if any. `kind` is that of the reference."""

    kind: str
    words: str
    url: str | None = None


def is_lapsed(rule: RuleEntry, today: date) -> bool:
    """Whether the rule's check date is past, so that it may no longer be stated."""
    return date.fromisoformat(rule["check_by"]) < today


class Resolver:
    """Resolves the references of one document. Raises UnknownReferenceError for what it does not hold.

    Where its words stand on another page than its own, as on a tool's, links to its parts need the whole path.
    """

    def __init__(self, document: TopicDocument, surroundings: Surroundings, *, on_own_page: bool = True) -> None:
        self.document = document
        self.here = document["slug"] if on_own_page else None
        self.surroundings = surroundings
        self.facts: dict[str, FactEntry] = {fact["key"]: fact for fact in document["facts"]}
        self.rules: dict[str, RuleEntry] = {rule["key"]: rule for rule in document["rules"]}
        self.terms: dict[str, TermEntry] = {term["key"]: term for term in document["terms"]}
        self.titles = {link["slug"]: link["title"] for link in document["links"]}

    def resolve(self, reference: Reference) -> Resolved:
        """What *reference* says on this day."""
        try:
            words, url = getattr(self, f"_resolve_{reference.kind}")(reference)
        except KeyError as error:
            raise UnknownReferenceError(f"The document holds no {reference.kind} “{reference.key}”.") from error
        return Resolved(reference.kind, words, url)

    def say(self, reference: Reference) -> str:
        """The words alone."""
        return self.resolve(reference).words

    def say_rule(self, key: str) -> str:
        """The rule's phrase, or that it is being re-checked."""
        rule = self.rules[key]
        if is_lapsed(rule, self.surroundings.today):
            return _("a rule that is being re-checked (ask your clinic)")
        return rule["phrase"]

    def _resolve_fact(self, reference: Reference) -> tuple[str, str | None]:
        fact = self.facts[reference.key]
        url = to_tel(fact["phrase"]) if fact["kind"] == "phone" else None
        return reference.words or fact["phrase"], url

    def _resolve_rule(self, reference: Reference) -> tuple[str, str | None]:
        return self.say_rule(reference.key), None

    def _resolve_term(self, reference: Reference) -> tuple[str, str | None]:
        term = self.terms[reference.key]
        path = "" if self.here == GLOSSARY else get_topic_path(GLOSSARY)
        return reference.words or term["term"], f"{path}#{term['key']}"

    def _resolve_topic(self, reference: Reference) -> tuple[str, str | None]:
        title = self.document["title"] if self.document["slug"] == reference.key else self.titles[reference.key]
        path = "" if self.here == reference.key else get_topic_path(reference.key)
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        return reference.words or title, path + anchor or "#main"

    def _resolve_clinic(self, reference: Reference) -> tuple[str, str | None]:
        clinic = self.surroundings.clinic
        if reference.key == "name":
            return clinic.name or _("your clinic"), None
        if reference.key == "phone":
            return clinic.phone or _("your clinic’s number"), to_tel(clinic.phone) if clinic.phone else None
        raise KeyError(reference.key)
