"""What the readers of blocks work on: blocks of lines, and the elements of the page that they make."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator

from cchc.content.link_scanning.lines import TAB, Line


class Node:
    """An element of the page: only what decides how the following blocks are read."""

    __slots__ = ("children", "note", "tag", "tail", "text")

    def __init__(self, tag: str, text: Iterable[Line] = (), note: str = "") -> None:
        self.tag = tag
        self.text = list(text)
        self.tail: list[Line] = []
        self.children: list[Node] = []
        self.note = note

    @property
    def last(self) -> Node | None:
        return self.children[-1] if self.children else None

    def add(self, tag: str, text: Iterable[Line] = (), note: str = "") -> Node:
        self.children.append(Node(tag, text, note))
        return self.children[-1]

    def loosen(self) -> None:
        """The words of an item become a paragraph in it."""
        if self.text:
            self.children.insert(0, Node("p", self.text))
            self.text = []


class _Marks:
    """Where the marks of blocks are in lines. Each line is asked once, however often the blocks are cut."""

    __slots__ = ("_found", "_lines", "possible")

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._found: dict[re.Pattern[str], list[int]] = {}
        # No mark starts with a letter, and none is empty: most lines need not be asked.
        self.possible = [index for index, line in enumerate(lines) if line.text and not line.text[0].isalpha()]

    def find(self, mark: re.Pattern[str]) -> list[int]:
        if mark not in self._found:
            self._found[mark] = [index for index in self.possible if mark.match(self._lines[index].text)]
        return self._found[mark]


class Block:
    """Lines without a blank one between them. Parts share the lines, and where the marks in them are."""

    __slots__ = ("_marks", "apart", "lines", "start", "stop")

    def __init__(
        self,
        lines: list[Line],
        start: int = 0,
        stop: int | None = None,
        marks: _Marks | None = None,
        apart: bool = False,
    ) -> None:
        # More than one blank line stands before it.
        self.apart = apart
        self.lines = lines
        self.start = start
        self.stop = len(lines) if stop is None else stop
        self._marks = marks or _Marks(lines)

    def part(self, start: int, stop: int) -> Block:
        return Block(self.lines, start, stop, self._marks)

    def before(self, index: int) -> Block:
        return self.part(self.start, index)

    def after(self, index: int) -> Block:
        return self.part(index, self.stop)

    @property
    def head(self) -> str:
        return self.lines[self.start].text

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines[self.start : self.stop])

    def filled(self) -> bool:
        return any(self.lines[index].text.strip() for index in range(self.start, self.stop))

    def may_be_marked(self) -> bool:
        """Say whether the block can be anything but a paragraph."""
        return self._first(self._marks.possible) >= 0

    def find(self, mark: re.Pattern[str]) -> Iterator[int]:
        """Yield the lines that start with the mark, which may not start with a letter."""
        found = self._marks.find(mark)
        for at in range(bisect_left(found, self.start), len(found)):
            if found[at] >= self.stop:
                return
            yield found[at]

    def first(self, mark: re.Pattern[str]) -> int:
        """Return the first line that starts with the mark, or -1."""
        return self._first(self._marks.find(mark))

    def _first(self, found: list[int]) -> int:
        at = bisect_left(found, self.start)
        return found[at] if at < len(found) and found[at] < self.stop else -1


Queue = deque[Block]


def split_blocks(lines: list[Line]) -> Queue:
    """Return the blocks between blank lines."""
    blocks: Queue = deque()
    marks = _Marks(lines)
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].text:
            if index > start:
                apart = start > 1 and not lines[start - 2].text
                blocks.append(Block(lines, start, index, marks, apart))
            start = index + 1
    return blocks


def detab(block: Block, width: int = TAB) -> tuple[list[Line], Block]:
    """Return the indented lines at the start without the indent, and the rest."""
    lines: list[Line] = []
    for line in block:
        if line.text.startswith(" " * width):
            lines.append(line.cut(width))
        elif not line.text.strip():
            lines.append(line.cut(len(line.text)))
        else:
            break
    return lines, block.after(block.start + len(lines))


def detab_loosely(lines: Iterable[Line], width: int = TAB) -> list[Line]:
    """Return the lines, without the indent those that have it."""
    return [line.cut(width) if line.text.startswith(" " * width) else line for line in lines]
