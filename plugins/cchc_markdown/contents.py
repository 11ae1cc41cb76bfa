"""Headings with ids and their table of contents, by Python-Markdown's own extension."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions.toc import TocExtension, TocTreeprocessor


class _Contents(TocTreeprocessor):
    """Leaves out the table of contents as HTML where no text asks for it (`[TOC]`): pages have one of their own, and
    making it takes as long as a tenth of a text.
    """

    def run(self, doc: Element) -> None:
        """Change the tree in place."""
        marker = self.marker
        if not any(marker in text for text in doc.itertext()):
            self.marker = ""
        try:
            super().run(doc)
        finally:
            self.marker = marker

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """Return the table of contents for the place of the marker, nothing where there is none."""
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class ContentsExtension(TocExtension):
    """The extension `toc` with the options of that name."""

    TreeProcessorClass = _Contents
