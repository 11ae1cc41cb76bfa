"""Symbols typed without diacritics or all in capitals (`QD-UBND`, `QĐ-TTG`) and the right ones they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """The right `symbol` behind what was typed, and what is wrong with the typing."""

    symbol: str
    no_diacritics: bool = False
    upper_case: bool = False


def spellings(symbols: Iterable[str]) -> dict[str, Spelling]:
    """Return every accepted spelling of `symbols`: each itself, without đ, in capitals, and both.

    A spelling that is itself a symbol stays that symbol: `DA` is Dự án, never Đề án (`ĐA`).
    """
    known = {symbol: Spelling(symbol) for symbol in symbols}
    found = dict(known)
    for symbol in known:
        bare = symbol.replace("Đ", "D").replace("đ", "d")
        for typed in (bare, symbol.upper(), bare.upper()):
            found.setdefault(
                typed,
                Spelling(symbol, no_diacritics=typed.upper() != symbol.upper(), upper_case=typed not in (symbol, bare)),
            )
    return found
