"""The cells of a table."""

from __future__ import annotations

import re

from cchc.content.link_scanning.tree import Block

_CELL_MARK = re.compile(r"(?P<slashes>\\\\)|(?P<ticks>\\?`+)|(?P<escaped>\\\|)|(?P<pipe>\|)")
_END_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def columns_of(block: Block) -> tuple[tuple[bool, bool], int]:
    """Return whether the rows of a table have a pipe at each end, and the number of columns: 0 if it is no table."""
    border = False, False
    if block.stop - block.start < 2 or not set(block.lines[block.start + 1].text) <= set("|:- "):
        return border, 0
    head = block.head.strip(" ")
    border = head.startswith("|"), _END_PIPE.search(head) is not None
    columns = len(cells_of(block.head, border))
    if columns == 1 and not (any(border) and all(_has_pipe_at_end(line.text.strip(" ")) for line in block)):
        return border, 0
    return border, columns if len(cells_of(block.lines[block.start + 1].text, border)) == columns else 0


def _has_pipe_at_end(row: str) -> bool:
    return row.startswith("|") or _END_PIPE.search(row) is not None


def cells_of(text: str, border: tuple[bool, bool]) -> list[tuple[int, int]]:
    """Return where the cells of a row start and end. A pipe in code or after a backslash does not part cells."""
    start = len(text) - len(text.lstrip(" "))
    stop = max(start, len(text.rstrip(" ")))
    if any(border):
        start += text.startswith("|", start)
        end_pipe = _END_PIPE.search(text[:stop], start)
        stop = end_pipe.start() if end_pipe else stop
    marks = [match for match in _CELL_MARK.finditer(text, start, stop) if match["ticks"] or match["pipe"]]
    closing = _closing_ticks(marks)
    pipes: list[int] = []
    index = 0
    while index < len(marks):
        if marks[index]["pipe"]:
            pipes.append(marks[index].start())
        index = closing.get(index, index) + 1
    return list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, stop], strict=True))


def _closing_ticks(marks: list[re.Match[str]]) -> dict[int, int]:
    """Return for each run of backticks the next one that closes it, by their numbers in `marks`."""
    closing: dict[int, int] = {}
    following: dict[int, int] = {}
    for index in range(len(marks) - 1, -1, -1):
        ticks = marks[index]["ticks"]
        if ticks:
            size = ticks.count("`")
            opening = size - ticks.startswith("\\")
            if opening in following:
                closing[index] = following[opening]
            following[size - ticks.startswith("\\")] = index
    return closing
