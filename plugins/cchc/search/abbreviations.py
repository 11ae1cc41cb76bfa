"""Abbreviations, both ways: a text with one is found by its full words, a text with the words by the abbreviation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise

from cchc.search.normal import forms_of


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """By the first form of each side: (the forms that stand in the text, the forms that may stand for them)."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]

    @classmethod
    def of(cls, full_words: Mapping[str, str]) -> Abbreviations:
        """Return the abbreviations of {abbreviation: full words}."""
        found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for short, full in sorted(full_words.items()):
            sides = tuple(forms_of(short)), tuple(forms_of(full))
            for here, there in (sides, sides[::-1]):
                if here and there and here != there:
                    found.setdefault(here[0], []).append((here, there))
        return cls({first: tuple(sides) for first, sides in found.items()})


def expand(forms: Sequence[str], known: Abbreviations) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words and the pairs that would stand in the text if each abbreviation were written the other way."""
    words: list[str] = []
    pairs: list[tuple[str, str]] = []
    for start, end, other in _occurrences(forms, known):
        words += other
        line = [*forms[max(0, start - 1) : start], *other, *forms[end : end + 1]]
        pairs += pairwise(line)
    return words, pairs


def _occurrences(forms: Sequence[str], known: Abbreviations) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    first, ends = known.by_first, len(forms)
    for start in compress(count(), map(first.__contains__, forms)):
        for here, there in first[forms[start]]:
            end = start + len(here)
            # Most have only the first form: the last one tells at once.
            if end <= ends and forms[end - 1] == here[-1] and tuple(forms[start:end]) == here:
                yield start, end, there
