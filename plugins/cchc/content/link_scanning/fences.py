"""Sets fenced code aside before anything else is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc.content.link_scanning.lines import TAKEN_FENCE, Line

_FENCE = re.compile(
    r"(?P<fence>~{3,}|`{3,})(?:[ ]*\.?[\w#.+-]+(?=[ ]|$))?"
    r"(?:[ ]*\{[^\n]*\}|(?P<options>(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?:\"[^\"]*\"|'[^']*'))?(?=[ ]|$))+))?[ ]*$"
)
_FENCE_OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
_FENCE_OPTIONS = {
    "title": re.compile(""),
    "title_mode": re.compile(""),
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d"),
}


@dataclass(frozen=True, slots=True)
class _Fence:
    start: int
    prefix: str
    mark: str

    @property
    def quotes(self) -> int:
        return self.prefix.count(">")


Fences = dict[int, list[Line]]


def without_fences(lines: list[Line]) -> tuple[list[Line], Fences]:
    """Return the lines with each whole fenced code as one taken line, and the taken lines by the row of the first.

    A fence that is not closed is no fence.
    """
    kept: list[Line] = []
    fences: Fences = {}
    copied = 0
    fence: _Fence | None = None
    blank = False
    for index, line in enumerate(lines):
        if fence is None:
            fence, blank = _fence_at(index, line.text), False
            continue
        prefix = _prefix(line.text, len(fence.prefix))
        content = line.text[len(prefix) :]
        if not _goes_on(fence, prefix, content, blank):
            fence = None
        elif content.rstrip(" ") == fence.mark:
            kept += lines[copied : fence.start]
            kept.append(Line(fence.prefix + TAKEN_FENCE, lines[fence.start].row, 0))
            # The renderer keeps a fence without code with a blank line in it.
            code = lines[fence.start + 1 : index] or [Line("", line.row, 0)]
            fences[kept[-1].row] = [lines[fence.start], *code, line]
            copied, fence = index + 1, None
        blank = not content
    return kept + lines[copied:], fences


def _fence_at(index: int, text: str) -> _Fence | None:
    if "```" not in text and "~~~" not in text:
        return None
    prefix = _prefix(text, len(text))
    match = _FENCE.match(text, len(prefix))
    if not match or not all(_known_option(*option) for option in _FENCE_OPTION.findall(match["options"] or "")):
        return None
    return _Fence(index, prefix, match["fence"])


def _known_option(name: str, double: str, single: str) -> bool:
    rule = _FENCE_OPTIONS.get(name)
    return rule is not None and rule.match(double or single) is not None


def _prefix(text: str, longest: int) -> str:
    end = 0
    while end < min(longest, len(text)) and text[end] in " >":
        end += 1
    return text[:end]


def _goes_on(fence: _Fence, prefix: str, content: str, blank: bool) -> bool:
    """Say whether a line can belong to a fenced code; `blank` tells of the line before."""
    quotes = prefix.count(">")
    if quotes > fence.quotes:
        return False
    if not fence.quotes:
        return not content.strip() or len(prefix) == len(fence.prefix)
    return not content or (len(prefix) >= len(fence.prefix) and not (blank and quotes < fence.quotes))
