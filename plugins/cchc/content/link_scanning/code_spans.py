"""Code among words (`` `…` ``)."""

from __future__ import annotations

import re
from bisect import bisect_right

from cchc.content.link_scanning.lines import CODE, ESCAPED
from cchc.content.link_scanning.spans import Span, fill, following

_TICKS = re.compile(r"`+")
_TICKS_START = re.compile(r"(?<!\\)(?:(?P<slashes>(?:\\\\)+)(?=`)|`)")


def without_code(text: str) -> str:
    """Fill up code (`` `…` ``), and the backslashes before it that stand for themselves."""
    if "`" not in text:
        return text
    ticks = _Ticks(text)
    code: list[Span] = []
    slashes: list[Span] = []
    cursor = 0
    while match := _TICKS_START.search(text, cursor):
        if match["slashes"]:
            slashes.append(match.span())
        start = match.end() - (match["slashes"] is None)
        cursor, is_code = ticks.close(start)
        if is_code:
            code.append((start, cursor))
    return fill(fill(text, slashes, ESCAPED), code, CODE)


class _Ticks:
    """The runs of backticks of a text."""

    def __init__(self, text: str) -> None:
        self._runs = [match.span() for match in _TICKS.finditer(text)]
        self._by_size: dict[int, list[int]] = {}
        for index, (start, end) in enumerate(self._runs):
            self._by_size.setdefault(end - start, []).append(index)
        # The longest run from each one on; of equal ones the first.
        self._longest = [*self._runs, (0, 0)]
        for index in range(len(self._runs) - 1, -1, -1):
            (start, end), (next_start, next_end) = self._runs[index], self._longest[index + 1]
            if end - start < next_end - next_start:
                self._longest[index] = next_start, next_end

    def close(self, start: int) -> tuple[int, bool]:
        """Return where the code ends that starts here, or the end of the backticks if it is none."""
        index = bisect_right(self._runs, (start, len(self._runs) and self._runs[-1][1])) - 1
        end = self._runs[index][1]
        size = end - start
        same = following(self._by_size.get(size, []), index + 1)
        if same is not None:
            return self._runs[same][1], True
        longest_start, longest_end = self._longest[index + 1]
        if 0 < longest_end - longest_start < size:
            return longest_end, True
        return end, False
