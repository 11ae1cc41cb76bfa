"""The extension: headings below the page's own, abbreviations explained, links resolved, HTML made safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from cchc_markdown.abbreviations import AbbreviationProcessor
from cchc_markdown.citations import CitationProcessor
from cchc_markdown.media import MediaProcessor
from cchc_markdown.plain import PlainParagraphs, PlainWords
from cchc_markdown.policy import Sanitizer


def keep(url: str, _is_picture: bool) -> str | None:
    """Leave an address as it is: the resolver used when a host brings none."""
    return url


class CchcExtension(Extension):
    """Set `sanitizer.resolve` and `citations.cite` before each text.

    `abbreviations`: (form, full form) to explain at their first use.
    """

    def __init__(self, abbreviations: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        self.config: dict[str, list[Any]] = {}
        self._abbreviations = tuple(abbreviations)
        self.sanitizer = Sanitizer(keep)
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        # Between unescape (0) and abbreviations: what is a link has no abbreviation of its own.
        self.citations = CitationProcessor(md)
        md.treeprocessors.register(self.citations, "cchc_citations", -5)
        # Above all of the dialect (105 and below).
        md.parser.blockprocessors.register(PlainParagraphs(md), "cchc_plain", 200)
        # Right above the inline patterns (20).
        md.treeprocessors.register(PlainWords(md), "cchc_plain", 21)
        # Above toc (5), so that ids and the table of contents see the final levels.
        md.treeprocessors.register(_Headings(md), "cchc_headings", 15)
        # Below attr_list (8), whose marks then are attributes, and above unescape (0).
        md.treeprocessors.register(MediaProcessor(md), "cchc_media", 4)
        # Below unescape (0), so that the text is what a reader sees; what makes links of a text goes between the two.
        md.treeprocessors.register(AbbreviationProcessor(md, self._abbreviations), "cchc_abbreviations", -10)
        # Below raw_html (30) and all others: sees the whole HTML.
        md.postprocessors.register(_Sanitizing(md, self.sanitizer), "cchc_sanitize", -10)


class _Headings(Treeprocessor):
    """A text's `# …` becomes h2: the page's h1 is the item's title. Pictures are loaded when they come in sight."""

    def run(self, root: Element) -> None:
        for element in root.iter("h1"):
            element.tag = "h2"
        for element in root.iter("img"):
            element.set("loading", "lazy")


class _Sanitizing(Postprocessor):
    def __init__(self, md: Markdown, sanitizer: Sanitizer) -> None:
        super().__init__(md)
        self._sanitizer = sanitizer

    def run(self, text: str) -> str:
        # toc asks for each heading: plain words need no parser.
        return self._sanitizer.clean(text) if "<" in text or "&" in text else text
