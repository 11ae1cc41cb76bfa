"""What one page says, apart from all others: its terms and how much each says. The costly part of the index.

It depends on nothing but the page's own texts and the abbreviations, so it may be kept from build to build or be made
in another process; the values are few and flat to be written and read quickly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cchc.search.abbreviations import Abbreviations, expand
from cchc.search.normal import codes_of, forms_and_codes, pairs_of

# A word of the title or of the keys counts as this many of the text.
TITLE, KEYS = 3.0, 1.5
# What an abbreviation stands for is not written there: it counts less than what is.
UNWRITTEN = 0.6
# BM25: saturation of repetition, and how much a long text is held back.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.5, 250
# The weight of a term is one of so many, from 0 on.
LEVELS = 16
# A procedure's national code, without the part of the province.
_SHORT_CODE = re.compile(r"\d\.\d{6}(?=\.)")


@dataclass(frozen=True)
class DocumentTerms:
    """The terms of a document: words (`thu3`) and pairs of words (`thu3 tuc5`), a line each, and a weight for each."""

    words: str
    word_weights: bytes
    pairs: str
    pair_weights: bytes


NO_TERMS = DocumentTerms("", b"", "", b"")
"""The terms of a document that is not there."""


def terms_of(text: str, title: str, keys: str, known: Abbreviations) -> DocumentTerms:
    """Return the terms of a document: for each how much it says (BM25's saturation, held back in a long text)."""
    words: dict[str, float] = {}
    pairs: dict[str, float] = {}
    length = 0
    for part, times in ((text, 1.0), (title, TITLE), (keys, KEYS)):
        forms, codes = forms_and_codes(part)
        length += len(forms)
        more_words, more_pairs = expand(forms, known)
        _sum(words, forms, times)
        if codes:
            _sum(words, codes, times)
        _sum(pairs, pairs_of(forms), times)
        if more_words:
            _sum(words, more_words, UNWRITTEN * times)
            _sum(pairs, map(" ".join, more_pairs), UNWRITTEN * times)
    # What a document is called by is found before the documents that speak of it.
    for code in codes_of(keys):
        words[f"={code}"] = KEYS
        if short := _SHORT_CODE.match(code):
            words[f"={short[0]}"] = KEYS
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    levels = _Levels(damping)
    return DocumentTerms(
        "\n".join(words),
        bytes(map(levels.__getitem__, words.values())),
        "\n".join(pairs),
        bytes(map(levels.__getitem__, pairs.values())),
    )


class _Levels(dict[float, int]):
    """By how often a term stands in a document what it weighs: few numbers come again and again."""

    def __init__(self, damping: float) -> None:
        super().__init__()
        self.damping = damping

    def __missing__(self, times: float) -> int:
        level = self[times] = min(LEVELS - 1, int(times / (times + self.damping) * LEVELS))
        return level


def _sum(total: dict[str, float], terms: Iterable[str], times: float) -> None:
    """Add how often terms stand in a part of a document, each as many `times`."""
    counted = Counter(terms)
    if not total and times == 1:
        total.update(counted)
        return
    for term, number in counted.items():
        total[term] = total.get(term, 0) + number * times
