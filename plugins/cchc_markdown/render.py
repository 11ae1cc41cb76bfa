"""Markdown → safe HTML, table of contents and plain text, with one `Markdown` object for many texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from cchc.text import heading_slug
from cchc.texts.rendering import FOOTNOTE_BACK, HEADING_LINK
from cchc_markdown.citations import Cite, cite_nothing
from cchc_markdown.contents import ContentsExtension
from cchc_markdown.extension import CchcExtension, keep
from cchc_markdown.policy import TAGS, Resolve

DIALECT: tuple[str, ...] = (
    "tables",
    "footnotes",
    "attr_list",
    "def_list",
    "admonition",
    "md_in_html",
    "sane_lists",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
)
DIALECT_OPTIONS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": "¶", "permalink_title": HEADING_LINK, "slugify": heading_slug, "toc_depth": "2-4"},
    "footnotes": {"BACKLINK_TITLE": FOOTNOTE_BACK},
}
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|dd|dt|dl|blockquote|pre|section|details|summary|figure|figcaption|hr|br)\b[^>]*>"
)
_HEADERLINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class TocItem:
    """A heading: `level` 2–6."""

    id: str
    title: str
    level: int
    children: tuple[TocItem, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text. `text` is its words without markup, for search and summaries."""

    html: str
    toc: tuple[TocItem, ...]
    text: str
    anchors: frozenset[str]


_ID = re.compile(r'\sid="([^"]+)"')


class Renderer:
    """Renders texts one after another. Not for use by two threads at once.

    `abbreviations`: (form, full form) to explain at their first use in each text; they change no word of it.
    """

    def __init__(
        self,
        extensions: Sequence[str | Extension] = DIALECT,
        options: Mapping[str, dict[str, Any]] = DIALECT_OPTIONS,
        abbreviations: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._extension = CchcExtension(abbreviations)
        merged = {**DIALECT_OPTIONS, **options}
        contents = ContentsExtension(**merged["toc"])
        used = [
            contents if name == "toc" else name for name in dict.fromkeys([*DIALECT, *extensions]) if name != "cchc"
        ]
        self._markdown = Markdown(extensions=[*used, self._extension], extension_configs=merged, output_format="html")

    @property
    def allowed_tags(self) -> frozenset[str]:
        """HTML tags that a text may hold."""
        return TAGS

    def anchors(self, body: str) -> frozenset[str]:
        """Return the ids that links to a text can name."""
        return self.render(body, keep).anchors

    def render(self, body: str, resolve: Resolve, cite: Cite = cite_nothing) -> Rendered:
        """Return the HTML of `body`; `resolve` turns each link and picture address into the one to print.

        `cite` finds the citations in a run of plain text; their addresses pass through `resolve` too.
        """
        markdown = self._markdown
        markdown.reset()
        self._extension.sanitizer.resolve = resolve
        self._extension.citations.cite = cite
        html = markdown.convert(body)
        toc = tuple(_toc_item(token) for token in getattr(markdown, "toc_tokens", ()))
        return Rendered(html, toc, plain_text(html), frozenset(_ID.findall(html)))


def plain_text(html: str) -> str:
    """Return the words of safe HTML, one line."""
    without_links = _HEADERLINK.sub("", html)
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", without_links))).split())


def _toc_item(token: Mapping[str, Any]) -> TocItem:
    return TocItem(
        str(token["id"]),
        unescape(str(token["name"])),
        int(token["level"]),
        tuple(_toc_item(child) for child in token["children"]),
    )


@dataclass(frozen=True)
class MarkdownDialect:
    """How Markdown is written on a site: `extensions` and their `options` beside those of the kit."""

    extensions: tuple[str | Extension, ...] = DIALECT
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: DIALECT_OPTIONS)

    @property
    def fingerprint(self) -> bytes:
        """What tells two dialects apart: names and values; functions by their names."""
        options = sorted((name, sorted(values.items())) for name, values in self.options.items())
        return _said((self.extensions, options)).encode()

    def renderer(self, abbreviations: Sequence[tuple[str, str]] = ()) -> Renderer:
        """Return a renderer of this dialect; `abbreviations`: (form, full form) to explain at their first use."""
        return Renderer(self.extensions, {name: dict(values) for name, values in self.options.items()}, abbreviations)


def _said(value: object) -> str:
    """Return a value as text that is the same in every run: no addresses in memory."""
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_said(key)}:{_said(one)}' for key, one in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_said, value))}]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    if isinstance(value, (str, int, float, bool, type(None))):
        return repr(value)
    return f"{type(value).__module__}.{type(value).__qualname__}"
