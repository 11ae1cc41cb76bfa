"""What follows the words of a link: `(địa-chỉ "tên")`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

from cchc.content.link_scanning.spans import Span, following, paired

_ANGLED = re.compile(r"\(\s*<(?P<url>[^<>]*)>\s*(?:(?:'[^']*'|\"[^\"]*\")\s*)?\)")
_PARENTHESES = re.compile(r"[()]")
_PLAIN_START = re.compile(r"\(\s*")
_TITLE_END = re.compile(r"[\"'] *\)")


class LinkEnds:
    """Finds what `(địa-chỉ "tên")` holds. The marks of the text are listed once, and only when they are needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _parentheses(self) -> dict[int, int]:
        return paired(self._text, _PARENTHESES, "(")

    @cached_property
    def _depths(self) -> tuple[list[int], list[int]]:
        """All parentheses, and how deep the text is before each."""
        marks = list(_PARENTHESES.finditer(self._text))
        return [mark.start() for mark in marks], [0, *accumulate(1 if mark[0] == "(" else -1 for mark in marks)]

    @cached_property
    def _quotes(self) -> dict[str, list[int]]:
        return {
            quote: [match.start() for match in re.finditer(quote, self._text)] for quote in "\"'" if quote in self._text
        }

    @cached_property
    def _title_ends(self) -> dict[str, list[Span]]:
        ends: dict[str, list[Span]] = {'"': [], "'": []}
        for match in _TITLE_END.finditer(self._text):
            ends[match[0][0]].append((match.start(), match.end() - 1))
        return ends

    def after(self, at: int) -> tuple[int, int, int] | None:
        """Return start and end of the address in the parentheses at `at`, and the end of all, or `None`."""
        if not self._text.startswith("(", at):
            return None
        angled = _ANGLED.match(self._text, at)
        if angled:
            return (*angled.span("url"), angled.end())
        plain = _PLAIN_START.match(self._text, at)
        start = plain.end() if plain else at + 1
        close = self._parentheses.get(at)
        quote = min((found for found in (following(at, start) for at in self._quotes.values()) if found), default=None)
        if quote is None or (close is not None and close < quote):
            return None if close is None else (start, close, close + 1)
        ended = self._with_title(start) or self._despite_quote(start, quote)
        return (start, *ended) if ended else None

    def _with_title(self, start: int) -> tuple[int, int] | None:
        """Return the end of the address, and of all, when a title in quotation marks follows the address."""
        ends: list[Span] = []
        for quote, positions in self._quotes.items():
            at = following(positions, start)
            if at is not None:
                index = bisect_left(self._title_ends[quote], (at + 1, 0))
                ends += [(end + 1, at) for _, end in self._title_ends[quote][index : index + 1]]
        end, address_end = min(ends, default=(0, 0))
        return (address_end, end) if end else None

    def _despite_quote(self, start: int, quote: int) -> tuple[int, int] | None:
        """Return the end of the address, and of all, when a quotation mark in the address is none of a title.

        The renderer then counts any parenthesis down; if that ends at an opening one, it takes all but the last words.
        """
        positions, depths = self._depths
        first, after = bisect_left(positions, start), bisect_left(positions, quote)
        last = after + depths[after] - depths[first]
        if last >= len(positions):
            return None
        if self._text[positions[last]] == ")":
            return positions[last], positions[last] + 1
        return max(start, len(self._text) - 2), len(self._text) - 1
