"""The short way for prose: when only plain paragraphs and short lists hold links, no other block need be read."""

from __future__ import annotations

import re

from cchc.content.link_scanning.lines import RESERVED, Line

# HTML, definitions, fenced code and tabs may change what is a paragraph, or where its words are.
_NEEDS_ALL = ("<", "]:", "```", "~~~", "\t", "\r", *RESERVED)
# Words as no mark of a block starts: definitions, which start with a bracket too, are in `_NEEDS_ALL`.
_WORDS = r"(?:\*{0,2}[^\W\d_]|!?\[)"
_PLAIN = re.compile(_WORDS)
_ITEMS = (re.compile(rf"[*+-] +(?={_WORDS})"), re.compile(rf"\d+\. +(?={_WORDS})"))


def plain_paragraphs(body: str) -> list[list[Line]] | None:
    """Return the runs of words with links, or `None` if they can only be told by reading all blocks.

    Lines between blank ones that each start like words are a paragraph whatever stands around them: all else that
    could take them in needs an indent or a mark. Only a meaning (`: …`) after them would make them terms. And lines
    that are each an item with a mark of one kind, without an indent, are a list: each item is a run of its own.
    """
    if any(mark in body for mark in _NEEDS_ALL):
        return None
    source = body.split("\n")
    found: list[list[Line]] = []
    end = 0
    for row, text in enumerate(source):
        if row < end or "](" not in text:
            continue
        start, end = _block_around(source, row)
        runs = _items(source, start, end) or _paragraph(source, start, end)
        if runs is None:
            return None
        found += runs
    return found


def _paragraph(source: list[str], start: int, end: int) -> list[list[Line]] | None:
    if not all(_PLAIN.match(line) for line in source[start:end]) or _meaning_follows(source, end):
        return None
    return [[Line(source[row], row, 0) for row in range(start, end)]]


def _items(source: list[str], start: int, end: int) -> list[list[Line]] | None:
    mark = next((mark for mark in _ITEMS if mark.match(source[start])), None)
    if mark is None:
        return None
    runs: list[list[Line]] = []
    for row in range(start, end):
        match = mark.match(source[row])
        if match is None:
            return None
        runs.append([Line(source[row][match.end() :], row, match.end())])
    return runs


def _block_around(source: list[str], row: int) -> tuple[int, int]:
    start, end = row, row + 1
    while start > 0 and source[start - 1].strip(" "):
        start -= 1
    while end < len(source) and source[end].strip(" "):
        end += 1
    return start, end


def _meaning_follows(source: list[str], row: int) -> bool:
    while row < len(source) and not source[row].strip(" "):
        row += 1
    return row < len(source) and source[row].lstrip(" ").startswith(":")
