"""Positions in a text → lines and columns of its file."""

from __future__ import annotations

from bisect import bisect_right

from cchc.problems import Finding, finding


class Places:
    """The lines of a text that begins at `first_line` of its file, at column `first_column` there."""

    def __init__(self, text: str, first_line: int = 1, first_column: int = 1) -> None:
        self._starts = [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]
        self._line, self._column = first_line, first_column

    def hint(self, code: str, position: int, **values: object) -> Finding:
        """Return the finding `code` at a position of the text."""
        row = bisect_right(self._starts, position) - 1
        column = position - self._starts[row] + (self._column if row == 0 else 1)
        return finding(code, self._line + row, column, **values)
