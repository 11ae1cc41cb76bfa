"""Abbreviations: the first one of each on a page says what it stands for, with `<abbr title="…">`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from cchc.citations import find_citations
from cchc.text import nfc, tidy
from cchc_markdown.text_nodes import Run, runs

_MARKS = "\u0300-\u036f"
_HYPHENS = "\u2010\u2011-"
# What follows one of these is the second half of something: of KH&CN, NQ-HĐND, an address.
_NOT_BEFORE = rf"(?<![\w{_MARKS}&/@=#{_HYPHENS}])"
_NOT_AFTER = rf"(?![\w{_MARKS}]|[&/@.{_HYPHENS}]\w)"
_INSIDE_ABBR = "abbr"


class AbbreviationProcessor(Treeprocessor):
    """Puts `<abbr title="full form">` around the first use of each abbreviation; the words of the page stay the same.

    A use is a whole word in its exact case, outside headings, links and code. A part of a document's number or of a
    word of several parts (11/KH-UBND, KH&CN) is none. What an author has put into `<abbr>` is explained already.
    """

    def __init__(self, md: Markdown, abbreviations: Iterable[tuple[str, str]]) -> None:
        """`abbreviations`: (form, full form); of two with the same form the first counts, an empty one is left out."""
        super().__init__(md)
        self._full: dict[str, str] = {}
        for form, full in abbreviations:
            if tidy(form) and tidy(full):
                self._full.setdefault(tidy(form), tidy(full))
        self._pattern = _pattern_of(self._full)

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        if not self._full:
            return
        found = [
            (run, tuple(self._matches(run)))
            for run in runs(root, self.md.htmlStash.rawHtmlBlocks, self._pattern.search)
        ]
        done = {form for run, matches in found for form, start, _ in matches if run.inside(start) == _INSIDE_ABBR}
        for run, matches in found:
            if matches:
                run.wrap(self._first_uses(run, matches, done))

    def _matches(self, run: Run) -> Iterator[tuple[str, int, int]]:
        for match in self._pattern.finditer(run.text):
            yield tidy(match[0]), *match.span()

    def _first_uses(
        self, run: Run, matches: Sequence[tuple[str, int, int]], done: set[str]
    ) -> Iterator[tuple[int, int, Element]]:
        """Yield what to wrap in a run, and note it in `done`."""
        uses = [match for match in matches if match[0] not in done and run.can_wrap(*match[1:])]
        # Every number of a document has a slash.
        numbers = find_citations(run.text) if uses and "/" in run.text else ()
        ends = [number.end for number in numbers]
        for form, start, end in uses:
            # Numbers are in order and apart: only the first that ends behind the start can overlap.
            following = bisect_right(ends, start)
            in_number = following < len(numbers) and numbers[following].start < end
            if form not in done and not in_number:
                done.add(form)
                yield start, end, Element("abbr", {"title": self._full[form]})


def _pattern_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of all forms, the longest first, composed (NFC) or decomposed, with any space in them."""
    spellings = {spelling for form in forms for spelling in (nfc(form), unicodedata.normalize("NFD", form))}
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    choices = "|".join(r"\s+".join(map(re.escape, spelling.split())) for spelling in ordered)
    return re.compile(f"{_NOT_BEFORE}(?:{choices}){_NOT_AFTER}")
