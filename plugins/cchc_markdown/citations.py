"""Citations of documents become links to their pages, or keep their words with the full name as a hint.

What a citation is and where it leads, the host says: `cite` gets a run of plain text and answers with its spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from cchc_markdown.text_nodes import Run, runs


class CitedSpan(Protocol):
    """A citation in a run of text: `address` as a link in the text would be written, `None` where there is no page."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def address(self) -> str | None: ...
    @property
    def title(self) -> str: ...


Cite = Callable[[str], Iterable[CitedSpan]]


def cite_nothing(_text: str) -> Iterable[CitedSpan]:
    """Find no citation: used when a host knows none."""
    return ()


class CitationProcessor(Treeprocessor):
    """Puts a link or a hint around each citation outside headings, links and code. Set `cite` before each text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.cite: Cite = cite_nothing

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        if self.cite is cite_nothing or not any("/" in text for text in root.itertext()):
            return
        for run in runs(root, self.md.htmlStash.rawHtmlBlocks, self.cite):
            run.wrap(self._parts(run))

    def _parts(self, run: Run) -> Iterator[tuple[int, int, Element]]:
        for span in self.cite(run.text):
            if run.can_wrap(span.start, span.end):
                made = Element("a" if span.address else "span", {"class": "c-cited", "title": span.title})
                if span.address:
                    made.set("href", span.address)
                yield span.start, span.end, made
