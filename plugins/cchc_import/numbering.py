"""The numbers that Word shows before the paragraphs of its lists, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc_import.model import Numbered
from cchc_import.xml import Element, attribute, child, children, number

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%(\d)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DEEPEST_LEVEL = 8
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """The lists of one file, with how far each has counted: ask for the paragraphs in their order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {attribute(one, "abstractNumId"): _levels(one) for one in children(root, "abstractNum")}
        for one in children(root, "num"):
            id_, of = attribute(one, "numId"), attribute(child(one, "abstractNumId"), "val")
            levels = dict(abstract.get(of, {}))
            # Without an override two lists of one definition count on together.
            self._abstract[id_] = of
            for override in children(one, "lvlOverride"):
                self._abstract[id_] = f"num {id_}"
                at = number(attribute(override, "ilvl"))
                if (whole := child(override, "lvl")) is not None:
                    levels[at] = _level(whole)
                if start := attribute(child(override, "startOverride"), "val"):
                    known = levels.get(at, _Level())
                    levels[at] = _Level(known.form, known.text, number(start, 1))
            self._levels[id_] = levels

    def next(self, list_id: str, level: int) -> Numbered | None:
        """Return the number of the next paragraph of a list; `None` when it shows none."""
        levels = self._levels.get(list_id)
        if levels is None or list_id == "0":
            return None
        level = min(max(level, 0), _DEEPEST_LEVEL)
        here = levels.get(level, _Level())
        counts = self._counts.setdefault(self._abstract[list_id], {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if here.form == "none" or (here.form != "bullet" and not here.text):
            return None
        if here.form == "bullet":
            return Numbered(list_id, level, "•", bullet=True)
        label = _PLACE.sub(lambda found: self._shown(levels, counts, int(found[1]) - 1), here.text)
        return Numbered(list_id, level, label.strip(), bullet=False, value=counts[level])

    @staticmethod
    def _shown(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        one = levels.get(level, _Level())
        return _written(counts.get(level, one.start), one.form)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {number(attribute(one, "ilvl")): _level(one) for one in children(abstract, "lvl")}


def _level(element: Element) -> _Level:
    return _Level(
        attribute(child(element, "numFmt"), "val") or "decimal",
        attribute(child(element, "lvlText"), "val"),
        min(max(number(attribute(child(element, "start"), "val"), 1), 0), _LARGEST),
    )


def _written(value: int, form: str) -> str:
    if form == "decimalZero":
        return f"{value:02}"
    if form in ("lowerLetter", "upperLetter"):
        letters = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 % 10 + 1) if value > 0 else ""
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    return str(value)


def _roman(value: int) -> str:
    letters, rest = "", value % 4000
    for step, sign in (*_ROMAN, *_ROMAN_SMALL):
        letters += sign * (rest // step)
        rest %= step
    return letters
