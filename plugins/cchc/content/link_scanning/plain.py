"""The short way for prose: when only plain paragraphs hold links, no other block need be read."""

from __future__ import annotations

from cchc.content.link_scanning.lines import RESERVED, Line

# HTML, definitions, fenced code and tabs may change what is a paragraph, or where its words are.
_NEEDS_ALL = ("<", "]:", "```", "~~~", "\t", "\r", *RESERVED)


def plain_paragraphs(body: str) -> list[list[Line]] | None:
    """Return the paragraphs with links, or `None` if this can only be told by reading all blocks.

    Lines between blank ones that each start with a letter are a paragraph whatever stands around them: all else that
    could take them in needs an indent or a mark. Only a meaning (`: …`) after them would make them terms.
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
        if not all(line[0].isalpha() for line in source[start:end]) or _meaning_follows(source, end):
            return None
        found.append([Line(source[at], at, 0) for at in range(start, end)])
    return found


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
