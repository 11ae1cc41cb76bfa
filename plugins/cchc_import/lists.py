"""The list that is being written: which item goes on with it, and which begins another."""

from __future__ import annotations

from dataclasses import dataclass

INDENT = "    "


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: `value` is its number, 0 for a dash."""

    level: int
    value: int
    text: str


class Items:
    """A list under way. A list of numbers goes on with the next number only; dashes can stand below it."""

    def __init__(self) -> None:
        self._number = 0
        self._levels: list[int] = []
        self.must_part = False

    def end(self) -> None:
        """End the list."""
        self._number, self._levels = 0, []

    def add(self, item: Item) -> tuple[str, bool]:
        """Return an item's lines, and whether they go on with the list.

        When they don't, `must_part` says that something must stand between, or two lists would be read as one.
        """
        if item.value:
            continues = bool(self._number) and item.value == self._number + 1
            self.must_part = bool(self._number) and not continues
            self._number, self._levels = item.value, [0]
            return _lines(f"{item.value}. ", item.text, 0), continues
        self.must_part = False
        if self._number and not item.level:
            self.end()
        continues = bool(self._levels)
        while self._levels and self._levels[-1] > item.level:
            self._levels.pop()
        if not self._levels or self._levels[-1] < item.level:
            self._levels.append(item.level)
        return _lines("- ", item.text, len(self._levels) - 1), continues


def _lines(mark: str, text: str, depth: int) -> str:
    indent = INDENT * depth
    return indent + mark + text.replace("\n", f"\n{indent}{INDENT}")
