"""Small Markdown to HTML."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from education.documents.markdown import make_parser

from .resolving import Resolved, Resolver

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "br", "a", "span"}
_ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start"}, "span": {"class"}}


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


class _Renderer(RendererHTML):
    """Its methods are markdown-it's render rules, by the type of the token."""

    def reference(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        resolver: Any = env["resolver"]
        return render_resolved(resolver.resolve(tokens[index].meta["reference"]))


@cache
def _parser() -> MarkdownIt:
    return make_parser(_Renderer)


def _clean(html: str) -> SafeString:
    """The last guard: whatever the parser made, only harmless tags leave."""
    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "tel"}, link_rel=None)
    return mark_safe(cleaned)  # noqa: S308  nh3 has just cleaned it
