"""The lines of an index, kept from build to build: when a few documents have changed, only their terms are looked at.

What comes out is what `term_lines` makes of all documents anew, to the byte.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.search.normal import key_of
from cchc.search.postings import WEIGHT, WEIGHTS, TermLine, by_frequency, entry_of
from cchc.search.terms import DocumentTerms

# By form the new weight in each changed document, `None` where the form no longer stands.
Forms = dict[str, dict[int, int | None]]
# Characters of a chunk: an edit touches a hundred keys, each in another place of the index.
_CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines whose keys follow each other: the first key, `counts` as in `TermLine`, the lines compressed."""

    first: str
    counts: bytes
    packed: bytes

    def lines(self) -> Iterator[TermLine]:
        """Yield the lines in the order of their keys."""
        counts = array("I")
        counts.frombytes(self.counts)
        for line, count in zip(zlib.decompress(self.packed).decode().split("\n"), counts, strict=True):
            yield TermLine(line[1 : line.index('"', 1)], count, line)


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """The lines of an index of `documents` (what tells each apart, in their order)."""

    documents: tuple[bytes, ...]
    chunks: tuple[_Chunk, ...]

    @classmethod
    def of(cls, documents: Sequence[bytes], lines: Iterable[TermLine]) -> KeptIndex:
        """Keep the lines of an index."""
        return cls(tuple(documents), tuple(_chunks(lines)))

    def term_lines(self) -> Iterator[TermLine]:
        """Yield the lines in the order of their keys."""
        for chunk in self.chunks:
            yield from chunk.lines()


def _chunks(lines: Iterable[TermLine]) -> Iterator[_Chunk]:
    held, size = list[TermLine](), 0
    for line in lines:
        held.append(line)
        size += len(line.line)
        if size >= _CHUNK:
            yield _chunk(held)
            held, size = [], 0
    if held:
        yield _chunk(held)


def _chunk(lines: Sequence[TermLine]) -> _Chunk:
    packed = zlib.compress("\n".join([line.line for line in lines]).encode(), level=1)
    return _Chunk(lines[0].key, array("I", [line.documents for line in lines]).tobytes(), packed)


_NO_LINES = _Chunk("", b"", b"")


@dataclass(frozen=True, slots=True)
class Change:
    """A document whose terms are others now; `number` is its place in the index.

    One at the end that is new had none before, one that is gone has none any more.
    """

    number: int
    before: DocumentTerms
    after: DocumentTerms


def updated(index: KeptIndex, documents: Sequence[bytes], changes: Iterable[Change]) -> KeptIndex:
    """Return the index of `documents`, of which only those in `changes` differ from what is kept."""
    touched = _touched(changes)
    keys = sorted(touched)
    numbers = list(map(str, range(len(documents))))
    chunks: list[_Chunk] = []
    done = 0
    for place, chunk in enumerate(index.chunks or (_NO_LINES,)):
        is_last = place + 1 >= len(index.chunks)
        end = len(keys) if is_last else bisect_left(keys, index.chunks[place + 1].first, done)
        if end == done:
            chunks.append(chunk)
        else:
            chunks += _changed_chunk(chunk, {key: touched[key] for key in keys[done:end]}, numbers)
        done = end
    return KeptIndex(tuple(documents), tuple(chunk for chunk in chunks if chunk is not _NO_LINES))


def _changed_chunk(chunk: _Chunk, touched: Mapping[str, Forms], numbers: list[str]) -> Iterator[_Chunk]:
    """Yield a chunk with the changes of its keys: none when no line is left, several when it has grown."""
    lines = {line.key: line for line in chunk.lines()} if chunk is not _NO_LINES else {}
    for key, forms in touched.items():
        line = _changed(key, lines.get(key), forms, numbers)
        if line is None:
            lines.pop(key, None)
        else:
            lines[key] = line
    yield from _chunks(lines[key] for key in sorted(lines))


def _touched(changes: Iterable[Change]) -> dict[str, Forms]:
    """Return by key what has changed."""
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


def _changed(key: str, line: TermLine | None, forms: Forms, numbers: list[str]) -> TermLine | None:
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
