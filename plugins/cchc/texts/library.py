"""All texts of a site, read with several processes and kept from run to run."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from itertools import zip_longest
from typing import TypeVar

from cchc.citations import Citation
from cchc.content.library import Library, Progress, Sources, library_from
from cchc.processes import processes_for, shared
from cchc.search import NO_TERMS, Change, DocumentTerms, KeptIndex, forget_words, term_lines, updated
from cchc.store import Store
from cchc.texts.prepare import Prepared
from cchc.texts.records import Dialect, TextReader, TextRecord

RECORDS, PREPARED, TERMS, INDEX = "record", "prepared", "terms", "index"
# Texts that a process reads at once: fewer towards the end, so that none waits long for the last one.
_BATCH, _PARTS = 16, 8
# What a run that is killed may have to read again.
_SAVED_AT_ONCE = 480
_TERMS_AT_ONCE = 200
# Preparations that are held: a page, and what the search shows of it, are made one after another.
_HELD = 64
# Changes of more documents than this cost as much as a new index.
_FEW = 200
_THE_INDEX = b"search"
_LARGE = 1_000_000  # bytes
T = TypeVar("T")

Batch = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What reading one text gave, ready to be kept; the preparation and the terms only when they were made."""

    digest: bytes
    record: bytes
    key: bytes
    prepared: bytes | None = None
    terms: bytes | None = None


@dataclass(frozen=True)
class Texts:
    """The texts of a site. `records` are by source, in the order of the sources; `digests` tell their files apart."""

    library: Library
    records: Mapping[str, TextRecord]
    digests: Mapping[str, bytes]
    reader: TextReader
    store: Store
    _lately: dict[bytes, Prepared] = field(default_factory=dict, repr=False, compare=False)

    def digest(self, source: str) -> bytes:
        """Return what tells two versions of a text apart: its file and the vocabulary."""
        return self.digests[source]

    def head(self, source: str) -> bytes:
        """Return what tells apart what stands above a text."""
        return self.records[source].head

    @cached_property
    def surface(self) -> bytes:
        """What tells apart all that pages of other texts can show of a text."""
        digest = blake2b(self.reader.data_digest, digest_size=16)
        for source, record in self.records.items():
            digest.update(source.encode() + b"\0" + record.surface)
        return digest.digest()

    def once(self, kind: str, key: bytes, of: type[T], make: Callable[[], T]) -> T:
        """Return what `make` gives: the kept one of the same `key`, else it is made now and kept instead."""
        found = self.store.get(kind, key)
        if found is not None:
            return load(found, of)
        made = make()
        self.store.keep_only(kind, ())
        self.store.put_many(kind, [(key, dump(made))])
        return made

    def citations(self, source: str) -> tuple[Citation, ...]:
        """Return what a text cites, in its order."""
        return self.records[source].citations

    def index(self, sources: Sequence[str]) -> KeptIndex:
        """Return the search index of texts in the order of `sources`: the kept one with what has changed since."""
        keys = [self.reader.prepared_key(self.records[source]) for source in sources]
        found = self.store.get(INDEX, _THE_INDEX)
        kept = load(found, KeptIndex) if found else None
        index = self._index(sources, keys, kept)
        if index is not kept:
            self.store.put_many(INDEX, [(_THE_INDEX, dump(index))])
        return index

    def _index(self, sources: Sequence[str], keys: Sequence[bytes], kept: KeptIndex | None) -> KeptIndex:
        changes = None if kept is None else self._changes(sources, keys, kept)
        if kept is None or changes is None:
            return KeptIndex.of(keys, term_lines(self._terms(sources)))
        return updated(kept, keys, changes) if changes else kept

    def _changes(self, sources: Sequence[str], keys: Sequence[bytes], kept: KeptIndex) -> list[Change] | None:
        """Return in what the documents differ from those of a kept index; `None` when a new one costs less, or when it
        is not known any more what a document said.
        """
        pairs = zip_longest(kept.documents, keys)
        differing = {place: old for place, (old, new) in enumerate(pairs) if old != new}
        if len(differing) > _FEW:
            return None
        there = [place for place in differing if place < len(keys)]
        after = dict(zip(there, self._terms([sources[place] for place in there]), strict=True))
        before = self.store.get_many(TERMS, filter(None, differing.values()))
        if any(old is not None and old not in before for old in differing.values()):
            return None
        return [
            Change(place, load(before[old], DocumentTerms) if old else NO_TERMS, after.get(place, NO_TERMS))
            for place, old in differing.items()
        ]

    def _terms(self, sources: Sequence[str]) -> Iterator[DocumentTerms]:
        """Yield the search terms of texts in the order of `sources`."""
        for start in range(0, len(sources), _TERMS_AT_ONCE):
            part = sources[start : start + _TERMS_AT_ONCE]
            keys = [self.reader.prepared_key(self.records[source]) for source in part]
            kept = self.store.get_many(TERMS, keys)
            for source, key in zip(part, keys, strict=True):
                found = kept.get(key)
                yield load(found, DocumentTerms) if found else self._new_terms(source)

    def _new_terms(self, source: str) -> DocumentTerms:
        entry = self.records[source].reading.entry
        assert entry is not None  # noqa: S101 - only texts of the library are asked for
        return self.reader.terms(entry, self.prepared(source))

    def forget_others(self) -> None:
        """Drop from the store what belongs to none of these texts; to be called when all is made that needs it."""
        for kind in (PREPARED, TERMS):
            self.store.keep_only(kind, {self.reader.prepared_key(record) for record in self.records.values()})

    def prepared(self, source: str) -> Prepared:
        """Return a text's preparation: the kept one, else it is made now."""
        record = self.records[source]
        key = self.reader.prepared_key(record)
        if key not in self._lately:
            if len(self._lately) >= _HELD:
                del self._lately[next(iter(self._lately))]
            self._lately[key] = self._prepared(record, key)
        return self._lately[key]

    def _prepared(self, record: TextRecord, key: bytes) -> Prepared:
        kept = self.store.get(PREPARED, key)
        if kept is not None:
            return load(kept, Prepared)
        assert record.reading.entry is not None  # noqa: S101 - only texts of the library are asked for
        return self.reader.prepared(record.reading.entry, record.citations)


class _Work:
    """Reads a batch of texts in whichever process it is; with `preparing`, also makes those ready that are not kept."""

    def __init__(self, reader: TextReader, preparing: bool, store: Store) -> None:
        self._reader, self._preparing, self._store = reader, preparing, store

    def __call__(self, batch: Batch) -> list[_Found]:
        return [self._one(source, data) for source, data in batch]

    def _one(self, source: str, data: bytes) -> _Found:
        reader = self._reader
        record = reader.record(source, data)
        key = reader.prepared_key(record)
        found = _Found(reader.record_key(source, data), dump(record), key)
        entry = record.reading.entry
        if entry is None or not self._preparing or self._store.get(TERMS, key) is not None:
            return found
        prepared = reader.prepared(entry, record.citations)
        return replace(found, prepared=dump(prepared), terms=dump(reader.terms(entry, prepared)))


def read_texts(
    sources: Sources,
    dialect: Dialect,
    store: Store,
    preparing: bool,
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Texts:
    """Read all texts; those that have not changed since they were last read come from `store`.

    `preparing`: also render them. `progress` is told how many of how many are done. `meanwhile`: see `Shared.each`.
    """
    reader = TextReader(sources.vocabulary, sources.data_digest, dialect)
    digests = {source: reader.record_key(source, data) for source, data in sources.texts.items()}
    kept = {key: load(value, TextRecord) for key, value in store.get_many(RECORDS, digests.values()).items()}
    missing = [(source, data) for source, data in sources.texts.items() if digests[source] not in kept]
    if preparing:
        missing += _not_prepared(sources, digests, kept, reader, store)
    if missing:
        waiting: list[_Found] = []
        known = store if store.has_any(TERMS) else Store(None)
        for found in _in_batches(_Work(reader, preparing, known), missing, progress, meanwhile):
            kept.update((one.digest, load(one.record, TextRecord)) for one in found)
            waiting += found
            if len(waiting) >= _SAVED_AT_ONCE:
                _keep(store, waiting)
                waiting = []
        _keep(store, waiting)
        forget_words()
        store.keep_only(RECORDS, digests.values())
    records = {source: kept[digest] for source, digest in digests.items()}
    library = library_from(sources, (record.reading for record in records.values()))
    return Texts(library, records, digests, reader, store)


def _not_prepared(
    sources: Sources, digests: Mapping[str, bytes], kept: Mapping[bytes, TextRecord], reader: TextReader, store: Store
) -> list[tuple[str, bytes]]:
    """Return the texts that were read before but not rendered (by `cchc check`), or in another dialect."""
    there = store.has_many(TERMS, {reader.prepared_key(record) for record in kept.values()})
    return [
        (source, data)
        for source, data in sources.texts.items()
        if (record := kept.get(digests[source])) is not None
        and record.reading.entry is not None
        and reader.prepared_key(record) not in there
    ]


def _in_batches(
    work: Callable[[Batch], list[_Found]],
    texts: Sequence[tuple[str, bytes]],
    progress: Progress | None,
    meanwhile: Callable[[], object] | None,
) -> Iterator[list[_Found]]:
    done = 0
    with shared(work, processes_for(len(texts))) as together:
        for found in together.each(_batches(texts), meanwhile):
            done += len(found)
            if progress is not None:
                progress(done, len(texts))
            yield found


def _batches(texts: Sequence[tuple[str, bytes]]) -> Iterator[Batch]:
    start = 0
    while start < len(texts):
        size = max(1, min(_BATCH, (len(texts) - start) // _PARTS))
        yield texts[start : start + size]
        start += size


def _keep(store: Store, found: Sequence[_Found]) -> None:
    """Keep a batch; terms after preparations, so that both are there when the terms are."""
    store.put_many(PREPARED, [(one.key, one.prepared) for one in found if one.prepared is not None])
    store.put_many(TERMS, [(one.key, one.terms) for one in found if one.terms is not None])
    store.put_many(RECORDS, [(one.digest, one.record) for one in found])


def dump(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(data: bytes, kind: type[T]) -> T:
    """Return what `dump` made; the store holds only what this version of the kit has written on this machine."""
    # The collector would walk all objects again and again while they are made.
    collecting = gc.isenabled()
    gc.disable()
    try:
        value = pickle.loads(data)
    finally:
        if collecting:
            gc.enable()
    if len(data) > _LARGE:
        # All of it stays: the next look for circles would walk through it, to no use.
        gc.freeze()
    assert isinstance(value, kind)  # noqa: S101 - for the type checker
    return value
