"""Small Markdown to HTML: paragraphs, lists, stress, and references. Everything else stays text."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from education.documents.references import PATTERN, read_match

from .resolving import Resolved, Resolver

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "br", "a", "span"}
_ATTRIBUTES = {"a": {"href", "class"}, "span": {"class"}}


def render_blocks(text: str, resolver: Resolver) -> SafeString:
    """Paragraphs and lists as HTML. Raises UnknownReferenceError."""
    return _clean(_parser().render(text, {"resolver": resolver}))


def render_inline(text: str, resolver: Resolver) -> SafeString:
    """One paragraph as HTML, without its <p>. Raises UnknownReferenceError."""
    return _clean(_parser().renderInline(text, {"resolver": resolver}))


def render_resolved(resolved: Resolved) -> SafeString:
    """A resolved reference as a link or as plain words."""
    if resolved.url is None:
        if resolved.kind in ("fact", "rule"):
            return format_html('<span class="number">{}</span>', resolved.words)
        return conditional_escape(resolved.words)
    return format_html('<a class="link-{}" href="{}">{}</a>', resolved.kind, resolved.url, resolved.words)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["list", "emphasis", "newline", "escape"])
    parser.inline.ruler.push("reference", _read_reference)
    parser.add_render_rule("reference", _render_reference)
    return parser


def _read_reference(state: StateInline, silent: bool) -> bool:
    match = PATTERN.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"reference": read_match(match)}
    state.pos = match.end()
    return True


def _render_reference(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    resolver: Any = env["resolver"]
    return render_resolved(resolver.resolve(tokens[index].meta["reference"]))


def _clean(html: str) -> SafeString:
    """The last guard: whatever the parser made, only harmless tags leave."""
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "tel"}, link_rel=None)
    return mark_safe(cleaned)  # noqa: S308  nh3 has just cleaned it
