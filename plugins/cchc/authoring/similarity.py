"""How alike two texts are: tf-idf over pairs of folded syllables, as most Vietnamese words have two.

Deterministic: the same library gives the same numbers in the same order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cchc.content.items import Item
from cchc.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_TITLE_WEIGHT = 3
_ALIKE = 0.12


@dataclass(frozen=True, slots=True)
class Alike:
    """An item that is like a text; `likeness` from 0 to 1."""

    item: Item
    likeness: float


@dataclass(frozen=True)
class TextIndex:
    """The texts of a library, ready to be compared with. Made once, asked often."""

    items: tuple[Item, ...]
    _weights: Mapping[str, float]
    _postings: Mapping[str, tuple[tuple[int, float], ...]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> TextIndex:
        """Read the titles and texts of `items`."""
        items = tuple(items)
        counts = [_counts(item.title, item.body) for item in items]
        spread = Counter(term for count in counts for term in count)
        # A term of one text alone can't be shared with an earlier one, but may be with the one that is asked about.
        weights = {term: math.log((1 + len(items)) / (1 + number)) + 0.1 for term, number in spread.items()}
        postings: dict[str, list[tuple[int, float]]] = {}
        for index, count in enumerate(counts):
            vector = _vector(count, weights)
            for term, value in vector.items():
                postings.setdefault(term, []).append((index, value))
        return cls(items, weights, {term: tuple(found) for term, found in postings.items()})

    def like(self, title: str, text: str, most: int = 5, without: str = "") -> tuple[Alike, ...]:
        """Return the items most like a text, best first; `without`: the source of the text itself."""
        scores: dict[int, float] = {}
        for term, value in _vector(_counts(title, text), self._weights).items():
            for index, other in self._postings.get(term, ()):
                scores[index] = scores.get(index, 0.0) + value * other
        found = [
            Alike(self.items[index], round(score, 3))
            for index, score in scores.items()
            if score >= _ALIKE and self.items[index].source != without
        ]
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.item.source))[:most])


def _counts(title: str, text: str) -> Counter[str]:
    counts = Counter(_pairs(text))
    for pair in _pairs(title):
        counts[pair] += _TITLE_WEIGHT
    return counts


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded one by one: `fold` keeps what it was asked, and a text is too long to keep."""
    return [fold(word) for word in _WORD.findall(nfc(text))]


def _pairs(text: str) -> Iterator[str]:
    words = folded_words(text)
    return (f"{first} {second}" for first, second in pairwise(words))


def _vector(counts: Counter[str], weights: Mapping[str, float]) -> dict[str, float]:
    unknown = max(weights.values(), default=1.0)
    raw = {term: (1 + math.log(number)) * weights.get(term, unknown) for term, number in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / length for term, value in raw.items()}
