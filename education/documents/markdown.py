"""Small Markdown as the page and plain text both read it: paragraphs, lists, stress, and references.

Everything else stays text.
"""

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline

from .references import PATTERN, read_match


def make_parser(renderer: type[RendererHTML] = RendererHTML) -> MarkdownIt:
    """A parser whose tokens of the type "reference" hold a Reference in their meta."""
    parser = MarkdownIt("zero", renderer_cls=renderer).enable(["list", "emphasis", "newline", "escape"])
    parser.inline.ruler.push("reference", _read_reference)
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
