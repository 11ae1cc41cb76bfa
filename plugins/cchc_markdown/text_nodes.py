"""The text of a parsed Markdown tree, as a reader sees it, and the way to put an element around a part of it.

For treeprocessors that run after Python-Markdown's own (priority below 0, that of `unescape`): escaped characters are
characters again, while raw HTML and character references are still placeholders, which are understood here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Literal
from xml.etree.ElementTree import Element

from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

EXCLUDED = frozenset(["a", "abbr", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp"])
"""Elements whose text stays as it is."""

BREAK = "\n"
OBJECT = "\ufffc"
"""What stands in a run's text for something that is no text: a picture, a block of raw HTML, the edge of a footnote
sign. It is neither a letter nor white space."""

# Text on both sides of these belongs together. Every other element begins a text of its own.
_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd"),
        *("label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    ]
)
# The footnote sign in "CCHC¹" is no letter of the word before it.
_APART = frozenset(["img", "input", "sub", "sup"])
_STASHED = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}")
_RAW_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#?\w+;")
_COMMENT = "<!--"

Slot = Literal["text", "tail"]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a string of the tree is kept: the text of `element`, or what follows it in `parent`."""

    element: Element
    name: Slot
    parent: Element


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a run. `start`: place in the run; `raw_*`: place in the slot; `group`: pieces with nothing between."""

    start: int
    slot: _Slot | None
    raw_start: int
    raw_end: int
    literal: bool
    group: int
    inside: str


@dataclass(frozen=True, slots=True)
class Run:
    """The text of a paragraph, cell or list line, through bold, links and the like. Good until the tree changes."""

    text: str
    _pieces: tuple[_Piece, ...] = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)

    def inside(self, position: int) -> str:
        """Return the excluded element that the character at `position` stands in, or an empty text."""
        return self._piece(position).inside

    def can_wrap(self, start: int, end: int) -> bool:
        """Say whether `text[start:end]` is text in one piece, outside excluded elements."""
        if not 0 <= start < end <= len(self.text):
            return False
        first, last = self._piece(start), self._piece(end - 1)
        return first.group == last.group and first.slot is not None and not first.inside

    def wrap(self, parts: Iterable[tuple[int, int, Element]]) -> None:
        """Put each element around its part of the text (`start`, `end`, empty element). To be called once for a run.

        Parts do not overlap and `can_wrap`; else ValueError, and the tree is as it was.
        """
        ordered = sorted(parts, key=lambda part: part[0])
        previous = 0
        for start, end, _ in ordered:
            if start < previous or not self.can_wrap(start, end):
                raise ValueError(f"cannot wrap {start}–{end}")
            previous = end
        # From the end, so that the places before stay right.
        for start, end, element in reversed(ordered):
            self._wrap(start, end, element)

    def _wrap(self, start: int, end: int, element: Element) -> None:
        first, last = self._piece(start), self._piece(end - 1)
        slot = first.slot
        assert slot is not None  # noqa: S101 - can_wrap has said so
        raw_start = first.raw_start + (start - first.start if first.literal else 0)
        raw_end = last.raw_start + end - last.start if last.literal else last.raw_end
        whole = (slot.element.text if slot.name == "text" else slot.element.tail) or ""
        element.text, element.tail = whole[raw_start:raw_end], whole[raw_end:]
        if slot.name == "text":
            slot.element.text = whole[:raw_start]
            slot.element.insert(0, element)
        else:
            slot.element.tail = whole[:raw_start]
            slot.parent.insert(list(slot.parent).index(slot.element) + 1, element)

    def _piece(self, position: int) -> _Piece:
        return self._pieces[bisect_right(self._starts, position) - 1]


def runs(root: Element, stash: Sequence[str | Element], may_matter: Callable[[str], object] = bool) -> tuple[Run, ...]:
    """Return the runs of text below `root` in reading order, without headings and preformatted text.

    `stash` is `md.htmlStash.rawHtmlBlocks`. Text in excluded inline elements is part of its run, so that what stands
    beside a word can be seen, but cannot be wrapped. Blocks whose whole text is not one that `may_matter` may be left
    out; with raw HTML none is, as it can reach from one block into the next.
    """
    walker = _Walker(stash)
    if stash or _has_loose_words(root):
        walker.walk(root, "")
    else:
        for block in root:
            # What matters stands in one text; what is beside it in another only forbids.
            if block.tag not in EXCLUDED and may_matter("\n".join(block.itertext())):
                walker.walk(block, "")
                walker.flush()
    walker.flush()
    return tuple(walker.found)


def _has_loose_words(root: Element) -> bool:
    """Say whether there are words, or elements of a text, outside all blocks."""
    return any(text and not text.isspace() for text in (root.text, *(block.tail for block in root))) or any(
        block.tag in _INLINE for block in root
    )


class _Walker:
    """Collects the runs of one tree."""

    def __init__(self, stash: Sequence[str | Element]) -> None:
        self.found: list[Run] = []
        self._stash = stash
        self._text: list[str] = []
        self._pieces: list[_Piece] = []
        self._length = 0
        self._group = 0
        # Raw tags come one by one, and what a text opens and never closes stays open for a browser too.
        self._open: Counter[str] = Counter()

    def walk(self, element: Element, inside: str) -> None:
        """Read what is in `element`, which itself stands inside the excluded element `inside`."""
        self._read(element.text, _Slot(element, "text", element), inside)
        for child in element:
            tag = child.tag
            if tag not in _INLINE:
                self.flush()
                if tag not in EXCLUDED:
                    self.walk(child, inside)
                self.flush()
            else:
                self._edge(tag)
                self.walk(child, inside or (tag if tag in EXCLUDED else ""))
                self._edge("" if tag == "br" else tag)
            self._read(child.tail, _Slot(child, "tail", element), inside)

    def flush(self) -> None:
        """End the run."""
        text = "".join(self._text)
        if text.strip():
            self.found.append(Run(text, tuple(self._pieces), tuple(piece.start for piece in self._pieces)))
        self._text, self._pieces, self._length = [], [], 0

    def _edge(self, tag: str) -> None:
        if tag == "br":
            self._add(BREAK)
        elif tag in _APART:
            self._add(OBJECT)

    def _read(self, raw: str | None, slot: _Slot, inside: str) -> None:
        if not raw:
            return
        self._group += 1
        position = 0
        for held in _STASHED.finditer(raw):
            self._add(raw[position : held.start()], slot, position, held.start(), inside)
            position = held.end()
            self._read_stashed(held, slot, inside)
        self._add(raw[position:], slot, position, len(raw), inside)

    def _read_stashed(self, held: re.Match[str], slot: _Slot, inside: str) -> None:
        number = HTML_PLACEHOLDER_RE.fullmatch(held[0])
        index = int(number[1]) if number else len(self._stash)
        html = self._stash[index] if index < len(self._stash) else None
        if not isinstance(html, str):
            self._add(OBJECT)
        elif _REFERENCE.fullmatch(html):
            self._add(unescape(html), slot, held.start(), held.end(), inside, literal=False)
        elif tag := _RAW_TAG.fullmatch(html):
            self._read_tag(tag[2].lower(), closing=bool(tag[1]))
        elif html.startswith(_COMMENT):
            self._group += 1
        else:
            self._add(OBJECT)

    def _read_tag(self, tag: str, closing: bool) -> None:
        self._group += 1
        self._edge(tag)
        if tag not in EXCLUDED:
            return
        # A second <a> closes the first.
        self._open[tag] = max(0, self._open[tag] - 1) if closing else 1 if tag == "a" else self._open[tag] + 1

    def _add(
        self,
        text: str,
        slot: _Slot | None = None,
        raw_start: int = 0,
        raw_end: int = 0,
        inside: str = "",
        literal: bool = True,
    ) -> None:
        if not text:
            return
        if slot is None:
            self._group += 1
        raw = next((tag for tag, depth in self._open.items() if depth), "")
        piece = _Piece(self._length, slot, raw_start, raw_end, literal, self._group, inside or raw)
        self._pieces.append(piece)
        self._text.append(text)
        self._length += len(text)
        if slot is None:
            self._group += 1
