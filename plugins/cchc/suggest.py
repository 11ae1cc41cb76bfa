"""The nearest right value for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cchc.text import name_key

_ENOUGH = 62.0


def nearest(wrong: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like `wrong` when read without case and diacritics, or `None` when none is like it."""
    fuzz, process = _rapidfuzz()
    keys = {choice: name_key(choice) for choice in choices}
    found = process.extractOne(name_key(wrong), keys, scorer=fuzz.WRatio, score_cutoff=_ENOUGH)
    return None if found is None else str(found[2])


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
