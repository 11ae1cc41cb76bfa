"""The lines of a text and pieces of them, each of which knows its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

TAB = 4
INDENT = " " * TAB

# What stands for a part that was taken out: characters that no body holds (`read_lines` sees to it).
TAKEN, TAKEN_FENCE = "\x02\x03", "\x02#\x03"
CODE, ESCAPED, DONE = "\x04", "\x05", "\x06"
RESERVED = "\x02\x03\x04\x05\x06"


class Line(NamedTuple):
    """A line or the rest of one: `text` starts at column `shift` of line `row` (both from 0, tabs widened)."""

    text: str
    row: int
    shift: int

    def cut(self, start: int, end: int | None = None) -> Line:
        return Line(self.text[start:end], self.row, self.shift + start)


def read_lines(body: str) -> tuple[list[str], list[Line]]:
    """Return the lines of a text as they are written, and as they are read."""
    if any(char in body for char in RESERVED):
        body = body.translate(dict.fromkeys(map(ord, RESERVED), " "))
    source = texts = body.split("\n")
    if "\r" in body or "\t" in body:
        texts = [written.removesuffix("\r").expandtabs(TAB) for written in source]
    return source, [Line(text if text.strip(" ") else "", row, 0) for row, text in enumerate(texts)]


class Run:
    """Lines as one string; offsets in it lead back to the lines."""

    def __init__(self, lines: Sequence[Line], text: str | None = None) -> None:
        self.lines = lines
        self.text = "\n".join([line.text for line in lines]) if text is None else text
        self._starts: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Where each line starts, and where one after the last would. Most runs are never asked for it."""
        if not self._starts:
            self._starts = [0, *accumulate(len(line.text) + 1 for line in self.lines)]
        return self._starts

    def index(self, offset: int) -> int:
        return min(bisect_right(self.starts, offset), len(self.lines)) - 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return the row and the widened column, both from 0."""
        index = self.index(offset)
        line = self.lines[index]
        return line.row, line.shift + offset - self.starts[index]


def widened(written: str, column: int) -> int:
    """Return the column in `written` of what stands at `column` when its tabs are widened."""
    if "\t" not in written[:column]:
        return column
    at = 0
    for index, char in enumerate(written):
        if at >= column:
            return index
        at += TAB - at % TAB if char == "\t" else 1
    return len(written)
