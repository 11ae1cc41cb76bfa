"""The lines of an index, kept from build to build: when a few documents have changed, only their terms are looked at.

What comes out is what `term_lines` makes of all documents anew, to the byte.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.search.normal import key_of
from cchc.search.postings import WEIGHT, WEIGHTS, TermLine, by_frequency, entry_of
from cchc.search.terms import DocumentTerms

# Term → its weight in one document.
Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """The lines of an index of `documents` (what tells each apart, in their order); `counts` as in `TermLine`."""

    documents: tuple[bytes, ...]
    lines: str
    counts: bytes

    @classmethod
    def of(cls, documents: Sequence[bytes], lines: Iterable[TermLine]) -> KeptIndex:
        """Keep the lines of an index."""
        texts, counts = list[str](), array("I")
        for line in lines:
            texts.append(line.line)
            counts.append(line.documents)
        return cls(tuple(documents), "\n".join(texts), counts.tobytes())

    def term_lines(self) -> Iterator[TermLine]:
        """Yield the lines in the order of their keys."""
        counts = array("I")
        counts.frombytes(self.counts)
        if self.lines:
            for line, count in zip(self.lines.split("\n"), counts, strict=True):
                yield TermLine(line[1 : line.index('"', 1)], count, line)


@dataclass(frozen=True, slots=True)
class Change:
    """A document whose terms are others now; `number` is its place in the index."""

    number: int
    before: DocumentTerms
    after: DocumentTerms


def updated(index: KeptIndex, documents: Sequence[bytes], changes: Iterable[Change]) -> KeptIndex:
    """Return the index of `documents`, of which only those in `changes` differ from what is kept."""
    lines = {line.key: line for line in index.term_lines()}
    numbers = list(map(str, range(len(documents))))
    for key, forms in _touched(changes).items():
        line = _changed(key, lines.get(key), forms, numbers)
        if line is None:
            lines.pop(key, None)
        else:
            lines[key] = line
    return KeptIndex.of(documents, (lines[key] for key in sorted(lines)))


def _touched(changes: Iterable[Change]) -> dict[str, dict[str, dict[int, int | None]]]:
    """Return by key and form the new weight in each changed document, `None` where the form no longer stands."""
    touched: dict[str, dict[str, dict[int, int | None]]] = defaultdict(lambda: defaultdict(dict))
    for change in changes:
        before, after = _weights(change.before), _weights(change.after)
        for term in before.keys() | after.keys():
            if before.get(term) != after.get(term):
                key = " ".join(map(key_of, term.split(" ")))
                touched[key][term][change.number] = after.get(term)
    return touched


def _weights(terms: DocumentTerms) -> dict[str, int]:
    found: dict[str, int] = {}
    for written, weights in ((terms.words, terms.word_weights), (terms.pairs, terms.pair_weights)):
        if written:
            found.update(zip(written.split("\n"), weights, strict=True))
    return found


def _changed(
    key: str, line: TermLine | None, forms: Mapping[str, Mapping[int, int | None]], numbers: list[str]
) -> TermLine | None:
    """Return a line with the new weights, `None` when no document is left."""
    postings = _postings(line.line) if line else {}
    for form, weights in forms.items():
        of_form = postings.setdefault(form, {})
        for number, weight in weights.items():
            if weight is None:
                of_form.pop(number, None)
            else:
                of_form[number] = weight
    packed = {
        form: array("I", [number + weight * WEIGHT for number, weight in sorted(of_form.items())])
        for form, of_form in postings.items()
        if of_form
    }
    if not packed:
        return None
    entries = ",".join(entry_of(form, found, numbers) for form, found in sorted(packed.items(), key=by_frequency))
    return TermLine(key, sum(map(len, packed.values())), f'"{key}":[{entries}]')


def _postings(line: str) -> dict[str, dict[int, int]]:
    """Return what a line says: form → document → weight."""
    ((_, forms),) = json.loads("{" + line + "}").items()
    found: dict[str, dict[int, int]] = {}
    for form, steps, weights in forms:
        number, of_form = 0, {}
        for step, weight in zip(steps, weights, strict=True):
            number += step
            of_form[number] = WEIGHTS.index(weight)
        found[form] = of_form
    return found
