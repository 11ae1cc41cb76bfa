"""The nearest right value for a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from cchc.text import name_key

_ENOUGH = 68.0
# Words in another order, and words that only stand among others, say less than the same letters.
_SORTED, _AMONG = 0.95, 0.9


def nearest(
    wrong: str, choices: Iterable[str], full: Mapping[str, str] | None = None, enough: float = _ENOUGH
) -> str | None:
    """Return the choice most like `wrong` when read without case and diacritics, the first of several; `None` when none
    is like it by `enough` of a hundred.

    `full`: what abbreviations stand for, both as keys of names: `tthc` is then as near as `thu tuc hanh chinh`.
    """
    fuzz, _ = _rapidfuzz()

    def likeness(one: str, other: str) -> float:
        best = max(fuzz.ratio(one, other), _SORTED * fuzz.token_sort_ratio(one, other))
        # One word stands among the words of much.
        several = " " in one and " " in other
        return float(max(best, _AMONG * fuzz.token_set_ratio(one, other)) if several else best)

    ways: list[Callable[[str], str]] = [name_key]
    if full:
        ways.append(partial(_written_out, full=full))
    found, best = None, enough
    for choice in choices:
        like = max(likeness(way(wrong), way(choice)) for way in ways)
        if like > best or (like == best and found is None):
            found, best = choice, like
    return found


def _written_out(name: str, full: Mapping[str, str]) -> str:
    return " ".join(full.get(word, word) for word in name_key(name).split())


def nearest_path(wrong: str, choices: Iterable[str]) -> str | None:
    """Return the path most like `wrong`, or `None`; case and accents count little, the file name most."""
    fuzz, process = _rapidfuzz()
    name = wrong.rstrip("/").rsplit("/", 1)[-1]
    pool = {choice: name_key(choice.rsplit("/", 1)[-1]) for choice in choices}
    found = process.extractOne(name_key(name), pool, scorer=fuzz.ratio, score_cutoff=70.0)
    return None if found is None else str(found[2])


def _rapidfuzz() -> tuple[Any, Any]:
    """Return the library, which only a mistake needs: it is larger than all that reads a text."""
    from rapidfuzz import fuzz, process

    return fuzz, process
