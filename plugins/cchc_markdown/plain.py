"""Spare plain words the search for inline signs: most of a text has none, and that search is most of the work."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

# The inline patterns of the dialect. What another extension looks for is not known here.
_KNOWN = frozenset(
    [
        *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference", "short_reference"),
        *("short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong", "em_strong2"),
        *("not_strong",),
    ]
)
# Every one of these patterns begins with one of these; STX begins what was set aside before.
_SIGN = re.compile(rf"[`\\\[!<&*_{STX}]|  \n")


class PlainWords(Treeprocessor):
    """Marks texts without any sign as finished; to run right before the inline patterns (priority 20)."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._sure: bool | None = None

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        if self._sure is None:
            names = {name for name in _KNOWN if name in self.md.inlinePatterns}
            self._sure = len(names) == len(self.md.inlinePatterns)
        if not self._sure:
            return
        for element in root.iter():
            text = element.text
            if text and not _SIGN.search(text):
                element.text = AtomicString(text)
