"""What tells two views apart: a digest of everything in them, the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import blake2b
from typing import Any

from cchc.content.items import Item
from cchc.site.views import Card, Link

_PLAIN = (int, float, type(None), date, Fraction)


class Digests:
    """Digests of views. `of_item` tells two versions of an item apart; what is known of a card is kept."""

    def __init__(self, of_item: Callable[[Item], bytes]) -> None:
        self._of_item = of_item
        self._cards: dict[int, tuple[Card, str]] = {}

    def of(self, *values: object) -> bytes:
        """Return the digest of values: texts, numbers, days, collections, dataclasses. Raises TypeError for others."""
        parts: list[str] = []
        self._add(values, parts)
        return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _add(self, value: object, parts: list[str]) -> None:
        """Add what a value says to `parts`; the most frequent kinds first."""
        if isinstance(value, str):
            parts.append(f"str:{value}")
        elif isinstance(value, Link):
            # A label never holds the character between its parts.
            parts.append(f"Link:{value.label}\0{value.address}\0{value.count}\0{value.note}\0{value.current}")
        elif isinstance(value, _PLAIN):
            parts.append(f"{type(value).__name__}:{value}")
        elif isinstance(value, Item):
            parts.append(self._of_item(value).hex())
        elif isinstance(value, Card):
            parts.append(self._card(value))
        else:
            inside = _inside(value)
            parts.append(f"{type(value).__name__}[{len(inside)}")
            for one in inside:
                self._add(one, parts)

    def _card(self, card: Card) -> str:
        """Return the digest of a card, which stands in many lists."""
        known = self._cards.get(id(card))
        if known is None or known[0] is not card:
            inside = (getattr(card, name) for name in _names(Card))
            known = card, self.of(*inside).hex()
            self._cards[id(card)] = known
        return known[1]


def _inside(value: object) -> Sequence[object]:
    """Return what a collection or dataclass holds. Raises TypeError for anything else: nothing is left out unseen."""
    if isinstance(value, (tuple, list)):
        return value
    if isinstance(value, bytes):
        return (value.hex(),)
    if isinstance(value, Enum):
        return (value.name,)
    if isinstance(value, Mapping):
        return [part for entry in value.items() for part in entry]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, name) for name in _names(type(value))]
    raise TypeError(f"no digest of {type(value)}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
