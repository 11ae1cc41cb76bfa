"""Content as it is counted: problems and items without their texts, kept whole between two changes of any file.

For commands that only check, count and report. Nothing is read when every file has the times that it had, and those
lie far enough back for another change to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from cchc.content.items import Item, PlainPage, Text
from cchc.content.library import Library, SourceFile, scan
from cchc.content.nodes import Node, WrittenMapping
from cchc.problems import Problem
from cchc.publishing import Edition, edition_of, holds_until
from cchc.service import Opened
from cchc.store import Store
from cchc.texts.library import dump, load

_KIND = "counted"
# Two changes within a tick of the clock that a file system stamps with look the same.
_TICK = 2_000_000_000
# Problems are found already; nothing else asks for the places of values.
_NOWHERE = WrittenMapping(Node({}, 1, 1))


@dataclass(frozen=True)
class Counted:
    """Content at a moment; the texts of its items are empty."""

    edition: Edition
    problems: tuple[Problem, ...]

    @property
    def library(self) -> Library:
        """Everything in docs/ but the texts."""
        return self.edition.library


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept: it holds from `start` until `end`."""

    library: Library
    problems: tuple[Problem, ...]
    start: datetime
    end: datetime


def open_counted(docs: Path, now: datetime, store: Store, read: Callable[[], Opened]) -> Counted:
    """Return the content of `docs` as of `now`; `read` reads and checks it where something may have changed."""
    files, problems = scan(docs)
    key = _signature(files, problems)
    found = store.get(_KIND, key)
    kept = load(found, _Kept) if found else None
    if kept is not None and kept.start <= now < kept.end:
        return Counted(edition_of(kept.library, now), kept.problems)
    opened = read()
    newest = max((time for file in files for time in file.changed[:2]), default=0)
    if newest < _newest_write(store) - _TICK:
        kept = _Kept(_without_texts(opened.library), opened.problems, now, holds_until(opened.edition))
        store.keep_only(_KIND, ())
        store.put_many(_KIND, [(key, dump(kept))])
    return Counted(opened.edition, opened.problems)


def _signature(files: Sequence[SourceFile], problems: Sequence[Problem]) -> bytes:
    digest = blake2b(dump(tuple(problems)), digest_size=16)
    for file in files:
        digest.update(f"\0{file.source}\0{file.size} {file.changed}".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _newest_write(store: Store) -> int:
    """Return the present time as the file system tells it, in nanoseconds; 0 where nothing is kept."""
    if store.path is None:
        return 0
    try:
        store.path.touch()
        return store.path.stat().st_mtime_ns
    except OSError:
        return 0


def _without_texts(library: Library) -> Library:
    return replace(
        library,
        items=tuple(_light_item(item) for item in library.items),
        pages=tuple(_light_page(page) for page in library.pages),
        section_intros={key: _light_page(page) for key, page in library.section_intros.items()},
        topic_intros={key: _light_page(page) for key, page in library.topic_intros.items()},
        by_source={
            source: _light_item(entry) if isinstance(entry, Item) else _light_page(entry)
            for source, entry in library.by_source.items()
        },
    )


def _light_item(item: Item) -> Item:
    return replace(item, text=_empty(item.text), written=_NOWHERE)


def _light_page(page: PlainPage) -> PlainPage:
    return replace(page, text=_empty(page.text))


def _empty(text: Text) -> Text:
    return Text.of(text.source, "", text.body_line)
