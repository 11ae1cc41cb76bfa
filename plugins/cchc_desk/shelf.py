"""The content as the desk has it in mind: read once, then only the files that change. Made for many short questions
from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cchc.content.items import Item, PlainPage, Text
from cchc.content.library import Library
from cchc.content.nodes import Node, WrittenMapping
from cchc.content.paths import DOCS, is_ignored
from cchc.content.reading import read_source
from cchc.counted import Counted
from cchc.problems import Problem
from cchc.publishing import state_of
from cchc_desk.listing import Glance, Row, glance_at, row_of
from cchc_desk.places import TEXT_SUFFIX

_VOCABULARY = "_data/"
_NOWHERE = WrittenMapping(Node({}, 1, 1))


@dataclass(frozen=True)
class State:
    """The content at one moment: never changed, replaced as a whole. `problems` are by path below docs/."""

    library: Library
    rows: tuple[Row, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    number: int = 0


class Shelf:
    """The content below `docs`. `read` reads all of it, and `again` when the vocabulary has changed; `clock` tells the
    time.
    """

    def __init__(
        self,
        docs: Path,
        read: Callable[[], Counted],
        clock: Callable[[], datetime],
        again: Callable[[], Counted] | None = None,
    ) -> None:
        self._docs, self._again, self._clock = docs, again or read, clock
        self._lock = threading.Lock()
        self._made: dict[str, tuple[object, ...]] = {}
        self._state = self._whole(read, 0)

    @property
    def state(self) -> State:
        """The content now."""
        return self._state

    def changed(self, paths: Iterable[Path]) -> frozenset[str]:
        """Take changes of files; return the texts among them, as paths below docs/."""
        sources = frozenset(self._files(path for path in paths if path.is_relative_to(self._docs)))
        texts = frozenset(one for one in sources if one.lower().endswith(TEXT_SUFFIX) and not is_ignored(one))
        with self._lock:
            if any(one.startswith(_VOCABULARY) for one in sources):
                self._state = self._whole(self._again, self._state.number + 1)
            elif sources:
                self._state = self._with(self._state, texts, sources - texts)
        return texts

    def checked(self, problems: Iterable[Problem]) -> None:
        """Take the problems of all content, found by a build."""
        found = by_source(problems)
        with self._lock:
            old = self._state
            found = {source: _same(old.problems.get(source), ones) for source, ones in found.items()}
            self._state = State(old.library, self._rows(old.library, found), found, old.number + 1)

    def refresh(self) -> None:
        """Tell the states of items anew: time has passed."""
        with self._lock:
            old = self._state
            self._state = State(old.library, self._rows(old.library, old.problems), old.problems, old.number + 1)

    def _files(self, paths: Iterable[Path]) -> Iterator[str]:
        """Yield the files that changes of files and folders mean: those that are in a folder, or were."""
        library = self._state.library
        for path in paths:
            name = path.relative_to(self._docs).as_posix()
            if path.is_dir():
                yield from (one.relative_to(self._docs).as_posix() for one in path.rglob("*") if one.is_file())
            elif path.is_file():
                yield name
            else:
                known = (*library.sources, *library.assets)
                yield from (one for one in known if one == name or one.startswith(f"{name}/"))
                if name.startswith(_VOCABULARY):
                    yield name

    def _whole(self, read: Callable[[], Counted], number: int) -> State:
        counted = read()
        problems = by_source(counted.problems)
        return State(counted.library, self._rows(counted.library, problems), problems, number)

    def _with(self, old: State, texts: Iterable[str], assets: Iterable[str]) -> State:
        library, problems = old.library, dict(old.problems)
        by_path: dict[str, Item | PlainPage] = dict(library.by_source)
        items = {item.source: item for item in library.items}
        sources, sizes = set(library.sources), dict(library.assets)
        for source in texts:
            data = read_bytes(self._docs / source)
            for known in (by_path, items, problems):
                known.pop(source, None)
            sources.discard(source)
            if data is None:
                continue
            sources.add(source)
            reading = read_source(source, data, library.vocabulary)
            if reading.problems:
                problems[source] = reading.problems
            if reading.entry is not None:
                by_path[source] = light(reading.entry)
                if isinstance(reading.entry, Item):
                    items[source] = light(reading.entry)
        for source in assets:
            path = self._docs / source
            sizes.pop(source, None)
            if path.is_file() and not is_ignored(source):
                sizes[source] = path.stat().st_size
        pages = tuple(page for page in library.pages if page.source in by_path)
        fresh = replace(
            library,
            items=tuple(items[source] for source in sorted(items)),
            pages=pages,
            by_source=by_path,
            sources=frozenset(sources),
            assets=sizes,
        )
        return State(fresh, self._rows(fresh, problems), problems, old.number + 1)

    def _rows(self, library: Library, problems: Mapping[str, tuple[Problem, ...]]) -> tuple[Row, ...]:
        now = self._clock()
        made = dict[str, tuple[object, ...]]()
        for source in library.sources:
            entry, wrong = library.by_source.get(source), problems.get(source, ())
            state = state_of(entry, now) if isinstance(entry, Item) else None
            known = self._made.get(source)
            # Made anew only for what has changed.
            if known is not None and known[0] is entry and known[1] is wrong and known[2] is state:
                made[source] = known
            else:
                made[source] = (entry, wrong, state, row_of(source, library, wrong, now, partial(self._glance, source)))
        self._made = made
        rows = [row for *_, row in made.values() if isinstance(row, Row)]
        return tuple(sorted(rows, key=lambda row: row.order, reverse=True))

    def _glance(self, source: str) -> Glance:
        return glance_at(source, read_bytes(self._docs / source) or b"")


def _same(old: tuple[Problem, ...] | None, new: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the old value where the new one is equal: what is made of it can stay."""
    return old if old == new and old is not None else new


def by_source(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Return problems by the path below docs/ of their file."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.path.removeprefix(f"{DOCS}/"), []).append(problem)
    return {source: tuple(ones) for source, ones in found.items()}


def light(entry: Any) -> Any:
    """Return an item or page without its text, as the other ones of the desk's library are."""
    bare = replace(entry, text=Text.of(entry.source, "", entry.text.body_line))
    return replace(bare, written=_NOWHERE) if isinstance(entry, Item) else bare


def read_bytes(path: Path) -> bytes | None:
    """Return a file's bytes; `None` when it is not there or can't be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
