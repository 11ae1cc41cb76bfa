"""Parts of a string by their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left

Span = tuple[int, int]


def fill(text: str, spans: list[Span], filling: str) -> str:
    """Return the text with each character of the spans, which are in order, replaced by `filling`."""
    if not spans:
        return text
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], filling * (end - start))
        done = end
    return "".join([*parts, text[done:]])


def paired(text: str, brackets: re.Pattern[str], opening: str) -> dict[int, int]:
    """Return for each opening bracket its closing one."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for match in brackets.finditer(text):
        if match[0] == opening:
            open_at.append(match.start())
        elif open_at:
            pairs[open_at.pop()] = match.start()
    return pairs


def following(positions: list[int], at: int) -> int | None:
    """Return the first of the positions that is not before `at`, or `None`."""
    index = bisect_left(positions, at)
    return positions[index] if index < len(positions) else None
