"""What HTML a text may hold when it reaches a page. Everything else is dropped by nh3 (the ammonia sanitiser)."""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "title", "role"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "col": {"span"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "input": {"checked", "disabled"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style", "scope"},
    "time": {"datetime"},
}
_CHECKBOX = {"input": {"type": {"checkbox"}}}
# A `form` that a text can't close, and ids of the theme's own controls, stay out of a text's reach.
_RESERVED_ID = "__"

# Cells as nh3 writes them. A strict Content-Security-Policy refuses style attributes: a class says the same.
_CELL = re.compile(r'<(t[dh])((?: [a-z]+="[^"]*")*) style="(?:text-align: ?(\w+);?)*"((?: [a-z]+="[^"]*")*)>')
_CLASS = re.compile(r' class="([^"]*)"')
_ALIGNED = {"right": "c-right", "end": "c-right", "center": "c-center"}

Resolve = Callable[[str, bool], str | None]


class Sanitizer:
    """Keeps of HTML what the policy allows. Set `resolve` before each text: links and pictures go through
    `resolve(url, is_picture)`, which returns the address to print or `None` to drop it.
    """

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            tag_attribute_values=_CHECKBOX,
            filter_style_properties={"text-align"},
            url_schemes={"http", "https", "mailto", "tel"},
            strip_comments=True,
        )

    def clean(self, html: str) -> str:
        """Return safe HTML."""
        clean = self._cleaner.clean(html)
        return _CELL.sub(_with_class, clean) if "style=" in clean else clean

    def _attribute(self, _tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return self.resolve(value, False)
        if name == "src":
            return self.resolve(value, True)
        if name == "id" and value.startswith(_RESERVED_ID):
            return None
        return value


def _with_class(cell: re.Match[str]) -> str:
    """Return the tag of an aligned cell with a class in place of its style."""
    name, others, aligned = cell[1], cell[2] + cell[4], _ALIGNED.get(cell[3] or "", "")
    if not aligned:
        return f"<{name}{others}>"
    written = _CLASS.search(others)
    if written is None:
        return f'<{name} class="{aligned}"{others}>'
    return f"<{name}{others[: written.end(1)]} {aligned}{others[written.end(1) :]}>"
