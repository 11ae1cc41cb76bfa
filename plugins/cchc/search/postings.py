"""Which documents hold a term, of all documents: the terms of each put together, as the lines of the index."""

from __future__ import annotations

import sys
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import sub
from typing import NamedTuple

from cchc.search.normal import key_of
from cchc.search.terms import LEVELS, DocumentTerms

WEIGHTS = "abcdefghijklmnop"
_LETTERS = bytes.maketrans(bytes(range(LEVELS)), WEIGHTS.encode())
# A posting in one number of four bytes: the document, and in the highest byte its weight.
WEIGHT = 1 << 24
_WEIGHT_BYTE = 3 if sys.byteorder == "little" else 0


class TermLine(NamedTuple):
    """A key with all its forms: in how many documents each stands, added up, and what the index says of them."""

    key: str
    documents: int
    line: str


def term_lines(terms: Iterable[DocumentTerms]) -> Iterator[TermLine]:
    """Yield the lines of all terms in the order of their keys; `terms` are those of document 0, 1, and so on."""
    postings = _Postings()
    for number, document in enumerate(terms):
        postings.add(number, document.words, document.word_weights)
        postings.add(number, document.pairs, document.pair_weights)
    return postings.lines()


class _Postings(dict[str, "array[int]"]):
    """By term its postings. No step of a document's many terms is one of Python."""

    def __init__(self) -> None:
        super().__init__()
        self.documents = 0

    def __missing__(self, term: str) -> array[int]:
        postings = self[term] = array("I")
        return postings

    def add(self, number: int, terms: str, weights: bytes) -> None:
        """Add the terms of a document, a line each, whose number is not below any before."""
        self.documents = number + 1
        if terms:
            packed = list(range(number, number + LEVELS * WEIGHT, WEIGHT))
            found = map(self.__getitem__, terms.split("\n"))
            deque(map(array.append, found, map(packed.__getitem__, weights)), maxlen=0)

    def lines(self) -> Iterator[TermLine]:
        """Yield the lines in the order of their keys; the most frequent form of a key first. The postings are used up:
        they take more memory than the lines.
        """
        # No key and no term holds the character between them, which comes before all others.
        ordered = sorted([f"{' '.join(map(key_of, term.split(' ')))}\0{term}" for term in self])
        written = list(map(str, range(self.documents)))
        for key, terms in groupby(ordered, lambda both: both[: both.index("\0")]):
            forms = [(form, self.pop(form)) for form in (both[len(key) + 1 :] for both in terms)]
            if len(forms) > 1:
                forms.sort(key=by_frequency)
            entries = ",".join([entry_of(form, postings, written) for form, postings in forms])
            yield TermLine(key, sum([len(postings) for _, postings in forms]), f'"{key}":[{entries}]')


def by_frequency(form: tuple[str, array[int]]) -> tuple[int, str]:
    """Return what a form and its postings are sorted by among the forms of a key: the most frequent one first."""
    return -len(form[1]), form[0]


def entry_of(form: str, postings: array[int], written: list[str]) -> str:
    """Return `["thu3",[0,1,5],"abc"]`: the form, the steps from document to document, the weights."""
    raw = bytearray(postings)
    weights = raw[_WEIGHT_BYTE::4].translate(_LETTERS).decode()
    raw[_WEIGHT_BYTE::4] = bytes(len(postings))
    numbers = memoryview(raw).cast("I").tolist()
    steps = map(sub, numbers, [0, *numbers])
    return f'["{form}",[{",".join(map(written.__getitem__, steps))}],"{weights}"]'
