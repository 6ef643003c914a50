"""Tags that turn a document's text, codes and rows into HTML. A misspelled argument is an error."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from education.documents.references import find_references
from education.documents.schema import AvoidItemRow, CauseRow, SignLevel, TreatmentRow
from education.outputs import addresses, grouping, labels
from education.outputs.dots import draw_dots
from education.outputs.markdown import render_blocks, render_inline
from education.outputs.resolving import Resolver, is_lapsed
from education.outputs.signs import Sign, group_by_action, select_level
from education.outputs.until import say_until
from education.outputs.weeks import describe_weeks

register = template.Library()

# A kind that is not here is an error, never a silent gap on the page.
_SECTION_TEMPLATES = {
    kind: f"education/sections/{kind}.html"
    for kind in (
        "prose",
        "callout",
        "steps",
        "facts",
        "rules",
        "figure",
        "acne_stages",
        "treatments",
        "mechanism",
        "phases",
        "side_effects",
        "warning_signs",
        "avoid_items",
        "questions",
        "glossary",
    )
}

_ICONS = {
    name: f"components/icons/{name}.html"
    for name in ("info", "expected", "tell", "call", "emergency", "no", "ask", "careful", "fine")
}

_LABELS: dict[str, Mapping[str, Any]] = {
    "stage": labels.STAGES,
    "care": labels.CARE_LEVELS,
    "care_after": labels.CARE_LEVELS_AFTER,
    "care_before": labels.CARE_LEVELS_BEFORE,
    "callout": labels.CALLOUT_LEVELS,
    "answer": labels.ANSWERS,
    "body_area": labels.BODY_AREAS,
    "treatment_form": labels.TREATMENT_FORMS,
    "with_isotretinoin": labels.WITH_ISOTRETINOIN,
    "care_time": labels.CARE_TIMES,
    "for_whom": labels.FOR_WHOM,
    "certainty": labels.CERTAINTIES,
    "source_kind": labels.SOURCE_KINDS,
    "source_state": labels.SOURCE_STATES,
    "jurisdiction": labels.JURISDICTIONS,
    "until": labels.UNTIL,
    "tool": labels.TOOLS,
    "tool_line": labels.TOOL_LINES,
    "how_much": labels.HOW_MUCH,
    "sheet": labels.SHEET_TEXTS,
}


@register.simple_tag(takes_context=True)
def inline(context: Context, text: str) -> SafeString:
    """One paragraph of small Markdown."""
    return render_inline(text, context["resolver"])


@register.simple_tag(takes_context=True)
def blocks(context: Context, text: str) -> SafeString:
    """Paragraphs and lists of small Markdown."""
    return render_blocks(text, context["resolver"])


@register.simple_tag(takes_context=True)
def section(context: Context, part: Mapping[str, Any]) -> SafeString:
    """A section of the document. Raises KeyError for an unknown kind."""
    found = get_template(_SECTION_TEMPLATES[part["kind"]])
    with context.push(section=part):
        return mark_safe(found.template.render(context))  # noqa: S308  a template has escaped it


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of a care level or an answer: its shape says what its color says. Raises KeyError for another name."""
    return get_template(_ICONS[name]).render()


@register.simple_tag
def label(kind: str, code: str) -> str:
    """The words for a code, such as {% label "answer" item.answer %}."""
    return str(_LABELS[kind][code])


@register.simple_tag
def weeks(row: Mapping[str, Any]) -> str:
    """The weeks that a phase or an advice covers, in words."""
    return describe_weeks(row["counted_from"], row["week_from"], row["week_to"])


@register.simple_tag
def strength_word(strength: int) -> str:
    """How strongly a treatment acts, in a word."""
    return str(labels.EFFECT_STRENGTHS[strength])


@register.inclusion_tag("components/sources.html", takes_context=True)
def cite(context: Context, keys: list[str]) -> dict[str, Any]:
    """Numbered links from a claim to the list of sources on its page: a topic's own, or those of a tool's page."""
    listed = context["document"]["sources"] if "document" in context else context["sources"]
    sources = enumerate(listed, start=1)
    return {
        "cited": [
            {"number": number, "anchor": addresses.get_source_anchor(source["key"])}
            for number, source in sources
            if source["key"] in keys
        ]
    }


@register.simple_tag(takes_context=True)
def until(context: Context, item: AvoidItemRow) -> str:
    """How long an avoid item holds, in words that cannot be read as leave."""
    return say_until(item, context["resolver"])


@register.filter
def lapsed(rule: Any, today: date) -> bool:
    """Whether the rule may no longer be stated."""
    return is_lapsed(rule, today)


@register.filter
def topic_path(slug: str) -> str:
    return addresses.get_topic_path(slug)


@register.filter
def tool_path(tool: str) -> str:
    return addresses.TOOL_PATHS[tool]


@register.inclusion_tag("components/tool_links.html")
def tools(slug: str = "", *, but: str = "") -> dict[str, Any]:
    """Links to the tools that help readers of a topic; without one to all, but for the tool *but*."""
    listed = addresses.list_tools_in_topic(slug) if slug else addresses.TOOL_PATHS
    return {"tools": [tool for tool in listed if tool != but]}


@register.simple_tag
def request_path(document: Mapping[str, Any] | None = None) -> str:
    """Where readers ask for an appointment; with a document, what it is about is chosen for them."""
    return addresses.get_request_path(document["slug"], document["stage"]) if document else addresses.REQUEST_PATH


@register.filter
def tel(phone: str) -> str:
    return addresses.to_tel(phone)


@register.filter(expects_localtime=True)
def day(moment: date) -> str:
    """A day as readers write it, such as November 24, 2026."""
    return date_format(moment, pgettext("a day, in Django's letters for dates", "F j, Y"))


@register.filter
def as_date(day: str) -> date:
    """A date from its ISO form."""
    return date.fromisoformat(day)


@register.simple_tag
def fact_of(resolver: Resolver, key: str) -> Any:
    """The fact with this key."""
    return resolver.facts[key]


@register.simple_tag
def dots(count: int) -> str:
    """The path of as many dots."""
    return draw_dots(count)


@register.simple_tag
def rule_of(resolver: Resolver, key: str) -> Any:
    """The rule with this key."""
    return resolver.rules[key]


@register.filter
def by_level(rows: list[Any]) -> Any:
    """Side effects grouped by what to do when they start."""
    return grouping.group_side_effects(rows)


@register.filter
def by_form(rows: list[Any]) -> Any:
    """Treatments grouped by form."""
    return grouping.group_treatments(rows)


@register.filter
def strength_on(treatment: TreatmentRow, cause: CauseRow) -> int | None:
    """How strongly the treatment acts on the cause; None when it does not tell."""
    return next((effect["strength"] for effect in treatment["effects"] if effect["cause"] == cause["key"]), None)


@register.filter
def by_caution(rows: list[Any]) -> Any:
    """Avoid items, the most cautious answer first."""
    return grouping.sort_by_caution(rows)


@register.filter
def body_areas(rows: list[Any]) -> list[str]:
    return grouping.list_body_areas(rows)


@register.filter
def by_letter(terms: list[Any]) -> list[tuple[str, str]]:
    """The letters of the glossary, each with the key of its first term."""
    return grouping.index_by_letter(terms)


@register.filter
def names_a_number(text: str, resolver: Resolver) -> bool:
    """Whether the text says whom to call, so that it may not be folded."""
    return any(
        (reference.kind == "clinic" and reference.key == "phone")
        or (reference.kind == "fact" and resolver.facts[reference.key]["kind"] == "phone")
        for reference in find_references(text)
    )


@register.filter
def signs_by_level(rows: list[Any]) -> list[tuple[str, list[Any]]]:
    """Warning signs, emergencies first."""
    groups = [(level, [row for row in rows if row["level"] == level]) for level in ("emergency", "call")]
    return [(level, members) for level, members in groups if members]


@register.filter
def of_level(signs: list[Sign], level: SignLevel) -> list[Sign]:
    """Warning signs in short, of one level alone."""
    return select_level(signs, level)


@register.filter
def by_action(signs: list[Sign]) -> list[tuple[str, list[Sign]]]:
    """Warning signs in short, grouped by what to do."""
    return group_by_action(signs)


@register.filter
def jsonld_script(items: list[Any]) -> SafeString:
    """Linked data for search engines: data, not script, and escaped so that it cannot end its own element."""
    text = json_script(items).replace('type="application/json"', 'type="application/ld+json"', 1)
    return mark_safe(text)  # noqa: S308  json_script has escaped it
