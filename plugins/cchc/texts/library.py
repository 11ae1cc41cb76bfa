"""All texts of a site, read with several processes and kept from run to run."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cchc.citations import Citation
from cchc.content.library import Library, Progress, Sources, library_from
from cchc.processes import processes_for, shared
from cchc.store import Store
from cchc.texts.prepare import Prepared
from cchc.texts.records import Dialect, TextReader, TextRecord

RECORDS, PREPARED = "record", "prepared"
_BATCH = 24
# What a run that is killed may have to read again.
_SAVED_AT_ONCE = 480
T = TypeVar("T")

Batch = Sequence[tuple[str, bytes]]
# (key of the record, the record, key of the preparation, the preparation when it was made)
Kept = tuple[bytes, bytes, bytes, bytes | None]


@dataclass(frozen=True)
class Texts:
    """The texts of a site. `records` are by source, in the order of the sources; `digests` tell their files apart."""

    library: Library
    records: Mapping[str, TextRecord]
    digests: Mapping[str, bytes]
    reader: TextReader
    store: Store

    def digest(self, source: str) -> bytes:
        """Return what tells two versions of a text apart: its file and the vocabulary."""
        return self.digests[source]

    def citations(self, source: str) -> tuple[Citation, ...]:
        """Return what a text cites, in its order."""
        return self.records[source].citations

    def prepared(self, source: str) -> Prepared:
        """Return a text's preparation: the kept one, else it is made now."""
        record = self.records[source]
        kept = self.store.get(PREPARED, record.key)
        if kept is not None:
            return load(kept, Prepared)
        assert record.reading.entry is not None  # noqa: S101 - only texts of the library are asked for
        return self.reader.prepared(record.reading.entry, record.citations)


class _Work:
    """Reads a batch of texts in whichever process it is; with `preparing`, also makes those ready that are not kept."""

    def __init__(self, reader: TextReader, preparing: bool, store: Store) -> None:
        self._reader, self._preparing, self._path = reader, preparing, store.path
        self._store: Store | None = None

    def __call__(self, batch: Batch) -> list[Kept]:
        return [self._one(source, data) for source, data in batch]

    def _one(self, source: str, data: bytes) -> Kept:
        reader = self._reader
        record = reader.record(source, data)
        entry = record.reading.entry
        prepared = None
        if entry is not None:
            # Found here, they stay with the text.
            _ = entry.text.links, entry.text.summary
            if self._preparing and self._own_store().get(PREPARED, record.key) is None:
                prepared = dump(reader.prepared(entry, record.citations))
        return reader.record_key(source, data), dump(record), record.key, prepared

    def _own_store(self) -> Store:
        """Return this process's own connection: one that was forked may not be used."""
        if self._store is None:
            self._store = Store(self._path)
        return self._store


def read_texts(
    sources: Sources, dialect: Dialect, store: Store, preparing: bool, progress: Progress | None = None
) -> Texts:
    """Read all texts; those that have not changed since they were last read come from `store`.

    `preparing`: also render them. `progress` is told how many of how many are done.
    """
    reader = TextReader(sources.vocabulary, sources.data_digest, dialect)
    digests = {source: reader.record_key(source, data) for source, data in sources.texts.items()}
    kept = {key: load(value, TextRecord) for key, value in store.get_many(RECORDS, digests.values()).items()}
    missing = [(source, data) for source, data in sources.texts.items() if digests[source] not in kept]
    if preparing:
        missing += _not_prepared(sources, digests, kept, store)
    if missing:
        waiting: list[Kept] = []
        for found in _in_batches(_Work(reader, preparing, store), missing, progress):
            kept.update((key, load(record, TextRecord)) for key, record, _, _ in found)
            waiting += found
            if len(waiting) >= _SAVED_AT_ONCE:
                _keep(store, waiting)
                waiting = []
        _keep(store, waiting)
        store.keep_only(RECORDS, digests.values())
    records = {source: kept[digest] for source, digest in digests.items()}
    if missing and preparing:
        store.keep_only(PREPARED, {record.key for record in records.values()})
    library = library_from(sources, (record.reading for record in records.values()))
    return Texts(library, records, digests, reader, store)


def _not_prepared(
    sources: Sources, digests: Mapping[str, bytes], kept: Mapping[bytes, TextRecord], store: Store
) -> list[tuple[str, bytes]]:
    """Return the texts that were read before but not rendered (by `cchc check`), or in another dialect."""
    there = store.has_many(PREPARED, {record.key for record in kept.values()})
    return [
        (source, data)
        for source, data in sources.texts.items()
        if (record := kept.get(digests[source])) is not None
        and record.reading.entry is not None
        and record.key not in there
    ]


def _in_batches(
    work: Callable[[Batch], list[Kept]], texts: Sequence[tuple[str, bytes]], progress: Progress | None
) -> Iterator[list[Kept]]:
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    done = 0
    with shared(work, processes_for(len(texts))) as together:
        for found in together.each(batches):
            done += len(found)
            if progress is not None:
                progress(done, len(texts))
            yield found


def _keep(store: Store, found: Sequence[Kept]) -> None:
    """Keep a batch; preparations first, so that a record that is there has had its chance to be prepared."""
    store.put_many(PREPARED, [(key, value) for _, _, key, value in found if value is not None])
    store.put_many(RECORDS, [(key, record) for key, record, _, _ in found])


def dump(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(data: bytes, kind: type[T]) -> T:
    """Return what `dump` made; the store holds only what this version of the kit has written on this machine."""
    value = pickle.loads(data)
    assert isinstance(value, kind)  # noqa: S101 - for the type checker
    return value
