"""Spare plain words what they do not need: most of a text is paragraphs without any sign, and looking for signs is
most of the work.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
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


# The block processors of the dialect. Each looks at how a line begins: with a sign, a digit, spaces or what was set
# aside before, never with a letter.
_KNOWN_BLOCKS = frozenset(
    [
        *("admonition", "markdown_block", "details", "empty", "indent", "defindent", "code", "table", "hashheader"),
        *("setextheader", "hr", "olist", "ulist", "deflist", "quote", "footnote", "reference", "paragraph"),
    ]
)
_PARAGRAPH = re.compile(rf"(?:[^\W\d_][^\n{STX}]*+(?:\n(?!\Z)|\Z))+")


class PlainParagraphs(BlockProcessor):
    """Takes blocks whose lines all begin with a letter, outside lists and quotations: they can only be paragraphs. To
    run before all other block processors.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md.parser)
        self._sure: bool | None = None

    def test(self, _parent: Element, block: str) -> bool:
        """Say whether a block is a paragraph for certain."""
        if self._sure is None:
            names = {name for name in _KNOWN_BLOCKS if name in self.parser.blockprocessors}
            self._sure = len(names) + 1 == len(self.parser.blockprocessors)
        return self._sure and not self.parser.state and _PARAGRAPH.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the paragraph."""
        SubElement(parent, "p").text = blocks.pop(0)


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
