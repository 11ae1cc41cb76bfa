"""The problems of a text that is not saved yet: those that `cchc check` would find in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cchc.checks.items import check_items
from cchc.checks.links import check_links
from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.links import LinkMap, link_map
from cchc.content.paths import DOCS
from cchc.content.reading import read_source
from cchc.content.schema import ProcedureFields
from cchc.problems import Problem
from cchc.publishing import Edition, edition_of
from cchc.texts.prepare import body_of
from cchc.texts.records import Dialect, TextReader
from cchc.writing import hints_of
from cchc_desk.shelf import read_bytes

# What is found of all texts holds for this long: states of others change by the passing of time.
_HOLDS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Others:
    """What is asked of the other texts, found once for a library."""

    edition: Edition
    links: LinkMap


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint on how a text is written. `right` should stand where `wrong` does, empty: nobody but the editor knows.

    `at` is where it stands in the title, for a hint on that: characters before it; -1 for one on the text.
    """

    problem: Problem
    wrong: str
    right: str
    at: int


class Checker:
    """Checks one text against the content of `docs`, in the dialect of the site."""

    def __init__(self, docs: Path, dialect: Dialect) -> None:
        self._docs, self._dialect = docs, dialect
        self._reader: TextReader | None = None
        self._others: _Others | None = None
        self._turn = threading.Lock()

    def found(
        self, library: Library, source: str, data: bytes, now: datetime
    ) -> tuple[tuple[Problem, ...], tuple[Hint, ...]]:
        """Return the problems of the text `source` of the library that would hold `data`, and the hints on it."""
        with self._turn:
            reader = self._reader_of(library)
            record = reader.record(source, data)
            found = {*record.reading.problems, *record.problems}
            entry = record.reading.entry
            if entry is not None:
                found.update(self._together(self._others_of(library, now), entry, reader, now))
            hints = tuple(_hints(entry, library)) if entry is not None else ()
        path = f"{DOCS}/{source}"
        return tuple(sorted(problem for problem in found if problem.path == path)), hints

    def _reader_of(self, library: Library) -> TextReader:
        if self._reader is None or self._reader.vocabulary is not library.vocabulary:
            self._reader = TextReader(library.vocabulary, b"", self._dialect)
        return self._reader

    def _others_of(self, library: Library, now: datetime) -> _Others:
        known = self._others
        if known is None or known.edition.library is not library or now - known.edition.now > _HOLDS:
            known = self._others = _Others(edition_of(library, now), link_map(library))
        return known

    def _together(
        self, others: _Others, entry: Item | PlainPage, reader: TextReader, now: datetime
    ) -> Iterator[Problem]:
        """Find what is wrong with a text beside the others."""
        old = others.edition.library
        library = replace(old, by_source={**old.by_source, entry.source: entry}, sources=old.sources | {entry.source})
        links = replace(others.links, library=library, addresses={**others.links.addresses, entry.address: entry})

        def anchors(text: Item | PlainPage) -> frozenset[str]:
            whole = entry if text.source == entry.source else self._whole(text, library)
            return reader.renderer.anchors(body_of(whole))

        alone = replace(library, by_source={entry.source: entry})
        yield from check_links(alone, replace(others.edition, library=library), links, anchors)
        if isinstance(entry, Item):
            yield from check_items(replace(library, items=tuple(_near(old, entry))), now)

    def _whole(self, text: Item | PlainPage, library: Library) -> Item | PlainPage:
        """Return another text with its words: the desk keeps them without."""
        data = read_bytes(self._docs / text.source)
        read = read_source(text.source, data, library.vocabulary).entry if data is not None else None
        return read or text


def _hints(entry: Item | PlainPage, library: Library) -> Iterator[Hint]:
    title_line, title_column = entry.place("title") if isinstance(entry, Item) else (0, 0)
    for found in hints_of(entry, library.vocabulary):
        values = dict(found.values)
        at = found.column - title_column if found.line == title_line else -1
        yield Hint(found.at(f"{DOCS}/{entry.source}"), values.get("word", ""), values.get("right", ""), at)


def _near(library: Library, entry: Item) -> list[Item]:
    """Return an item among those that it can be mistaken for, in the order of the library."""
    old_addresses = frozenset(entry.fields.aliases)
    addresses = {entry.address, *(f"{alias}/" for alias in old_addresses)}
    code = _code(entry)
    near = [
        item
        for item in library.items
        if item.source != entry.source
        and (
            item.address in addresses
            or (item.section is entry.section and item.day == entry.day)
            or not old_addresses.isdisjoint(item.fields.aliases)
            or (code and _code(item) == code)
        )
    ]
    return sorted([*near, entry], key=lambda item: item.source)


def _code(item: Item) -> str:
    return (item.fields.ma or "")[:8] if isinstance(item.fields, ProcedureFields) else ""
