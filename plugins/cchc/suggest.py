"""The nearest right value for a wrong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import log
from typing import Any

from cchc.text import name_key

_ENOUGH = 68.0
# Words in another order say less than the same letters; so do words that only stand among others.
_SORTED, _AMONG = 0.95, 90.0
# Letters of several words no more alike than this are alike by chance, unless so many of the words are the same.
_CHANCE = (80.0, 0.34)
# Written out, all names of the field are alike: each holds "thủ tục hành chính" or "cải cách hành chính".
_CHANCE_WRITTEN_OUT = (88.0, 1.0)
# How much the words that only one of two names has take away.
_OTHERS = 0.2


def nearest(
    wrong: str, choices: Iterable[str], full: Mapping[str, str] | None = None, enough: float = _ENOUGH
) -> str | None:
    """Return the choice most like `wrong` when read without case and diacritics, the first of several; `None` when none
    is like it by `enough` of a hundred.

    `full`: what abbreviations stand for, both as keys of names: `tthc` is then as near as `thu tuc hanh chinh`.
    """
    names = list(choices)
    likenesses = [_likenesses(name_key(wrong), list(map(name_key, names)), _CHANCE)]
    if full:
        written_out = [_written_out(name, full) for name in names]
        likenesses.append(_likenesses(_written_out(wrong, full), written_out, _CHANCE_WRITTEN_OUT))
    found, best = None, enough
    for choice, *likes in zip(names, *likenesses, strict=True):
        like = max(likes)
        if like > best or (like == best and found is None):
            found, best = choice, like
    return found


def _likenesses(wrong: str, names: Sequence[str], chance: tuple[float, float]) -> Iterator[float]:
    """Yield how much each name is like `wrong`, of a hundred. `chance`: letters that are no more alike than the first
    prove nothing unless the second, from 0 to 1, of the words is the same.
    """
    fuzz, _ = _rapidfuzz()
    by_chance, unless = chance
    held = Counter(word for name in names for word in set(name.split()))
    # What many names have in common tells them apart the least.
    weights = {word: log((len(names) + 1) / number) for word, number in held.items()}
    for name in names:
        letters = max(fuzz.ratio(wrong, name), _SORTED * fuzz.token_sort_ratio(wrong, name))
        if " " not in wrong or " " not in name:
            yield float(letters)
            continue
        words = _shared(set(wrong.split()), set(name.split()), weights, log(len(names) + 1))
        if letters < by_chance and words < unless:
            letters = 0.0
        yield max(float(letters), _AMONG * words)


def _shared(one: Set[str], other: Set[str], weights: Mapping[str, float], unknown: float) -> float:
    """Return how much of the words of one name stands in the other, whichever is more, from 0 to 1."""
    both, first, second = (sum(weights.get(word, unknown) for word in words) for words in (one & other, one, other))
    if not both:
        return 0.0
    part, covered = both / first, both / second
    return max(part * (1 - _OTHERS + _OTHERS * covered), covered * (1 - _OTHERS + _OTHERS * part))


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
