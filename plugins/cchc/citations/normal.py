"""A text as the grammar reads it, with the way back to the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# No letter of Vietnamese has more than two marks; the bound keeps hostile runs of marks cheap.
_CLUSTERS = re.compile(f"[^{_MARKS}][{_MARKS}]{{1,4}}|[{_INVISIBLE}]")
HYPHENS = "\u2010\u2011\u2012\u2013"
_SPACES = "\u00a0\u202f\t"
_SIGNS = str.maketrans({**dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(_SPACES, " ")})
# Letters of other alphabets that look like Đ; some keyboards and old fonts give them.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})


@dataclass(frozen=True, slots=True)
class NormalText:
    """`text` in normal form; `starts` and `ends` say where each character stood, empty when nothing moved."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the given text of a span (not empty) of the normal text."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def normal_text(given: str) -> NormalText:
    """Return `given` composed (NFC), without invisible characters, with one kind of hyphen, space and Đ."""
    if _CLUSTERS.search(given) is None:
        return NormalText(_one_for_one(given))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _CLUSTERS.finditer(given):
        pieces.append(given[position : match.start()])
        starts.extend(range(position, match.start()))
        ends.extend(range(position + 1, match.start() + 1))
        composed = "" if match[0] in _INVISIBLE else unicodedata.normalize("NFC", match[0])
        pieces.append(composed)
        starts.extend([match.start()] * len(composed))
        ends.extend([match.end()] * len(composed))
        position = match.end()
    pieces.append(given[position:])
    starts.extend(range(position, len(given)))
    ends.extend(range(position + 1, len(given) + 1))
    return NormalText(_one_for_one("".join(pieces)), tuple(starts), tuple(ends))


def plain_signs(text: str) -> str:
    """Return `text` with one kind of hyphen and of space, its letters as they are."""
    return text.translate(_SIGNS)


def _one_for_one(text: str) -> str:
    return plain_signs(text).translate(_LOOKALIKES)
