"""One preview: what is saved is shown at once, and the whole site follows in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from cchc.content.paths import is_ignored
from cchc.preview.orders import Build, Done, Outcome, Refused, Save, SavedPage
from cchc.preview.shown import Shown
from cchc.preview.workers import WorkerLost, Workers

# More texts than this at once are no editing (a branch was changed): the build shows them.
_AT_ONCE = 20
# A build starts when nothing has been saved for so long (seconds).
_PAUSE = 0.15
_TEXT_SUFFIX = ".md"
_LEFTOVERS = ("~", ".tmp", ".swp", ".swx", ".part", ".crdownload")


class Teller(Protocol):
    """Tells the editor what happens."""

    def saved(self, saved: SavedPage, address: str, seconds: float) -> None: ...
    def built(self, outcome: Outcome, seconds: float, first: bool) -> None: ...
    def lost(self) -> None: ...


class Session:
    """Takes changes of the folder `docs`, and of `inputs` (files and folders), and keeps `shown` up to date."""

    def __init__(self, docs: Path, inputs: Sequence[Path], shown: Shown, workers: Workers, tell: Teller) -> None:
        self._docs, self._inputs = docs, inputs
        self._shown, self._workers, self._tell = shown, workers, tell
        self._data: dict[str, bytes] = {}
        self._damaged: frozenset[str] | None = None
        self._number, self._last = 0, 0.0
        self._due, self._look, self._stopping = True, False, False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._build, name="preview-build", daemon=True)

    def start(self) -> None:
        """Build for the first time, then after each change."""
        self._thread.start()

    def stop(self) -> None:
        """End the builds."""
        with self._news:
            self._stopping = True
            self._news.notify()
        self._shown.close()
        self._workers.stop()

    def changed(self, paths: Iterable[Path]) -> None:
        """Take the changes of a burst: show the texts among them at once, then let the site follow."""
        started = time.monotonic()
        names = [name for name in map(self._source, paths) if name is not None]
        if not names:
            return
        texts = sorted(name for name in names if name.lower().endswith(_TEXT_SUFFIX) and not name.startswith("/"))
        new = {source: data for source in texts if (data := self._news_in(source)) is not None}
        for source, data in new.items() if len(new) <= _AT_ONCE else ():
            self._save(source, data, started)
        with self._news:
            self._due, self._last = True, time.monotonic()
            self._look = self._look or len(texts) < len(names)
            self._news.notify()

    def _source(self, path: Path) -> str | None:
        """Return the path below docs/ of a changed file, its whole path when it is elsewhere; `None` for no content."""
        if path.name.startswith((".", "#")) or path.name.endswith(_LEFTOVERS):
            return None
        if not path.is_relative_to(self._docs):
            return path.as_posix() if any(path.is_relative_to(one) for one in self._inputs) else None
        source = path.relative_to(self._docs).as_posix()
        hidden = any(part.startswith(".") for part in source.split("/"))
        return None if hidden else source

    def _news_in(self, source: str) -> bytes | None:
        """Return the bytes of a text unless they are the same as before, or it is gone or no content."""
        path = self._docs / source
        if is_ignored(source) or not path.resolve().is_relative_to(self._docs.resolve()):
            return None
        try:
            data = path.read_bytes()
        except OSError:
            self._data.pop(source, None)
            return None
        if self._data.get(source) == data:
            return None
        self._data[source] = data
        return data

    def _save(self, source: str, data: bytes, started: float) -> None:
        try:
            saved = self._workers.save(Save(source, data))
        except WorkerLost:
            self._tell.lost()
            return
        if saved is not None:
            with self._news:
                self._number += 1
                number = self._number
            address = self._shown.saved(saved, number)
            self._tell.saved(saved, address, time.monotonic() - started)

    def _build(self) -> None:
        first = True
        while self._is_due():
            with self._news:
                self._due, look, self._look = False, self._look, False
                number, known = self._number, tuple(self._data)
            started = time.monotonic()
            try:
                outcome = self._workers.build(Build(first, self._damaged))
            except WorkerLost:
                if not self._stopping:
                    self._tell.lost()
                self._look_again(look)
                continue
            self._show(outcome, number, known, look)
            self._tell.built(outcome, time.monotonic() - started, first)
            first = False
            self._workers.get_ready()

    def _is_due(self) -> bool:
        """Wait until a build is due; say whether there is to be one."""
        with self._news:
            self._news.wait_for(lambda: self._due or self._stopping)
            while not self._stopping and (rest := self._last + _PAUSE - time.monotonic()) > 0:
                self._news.wait(rest)
            return not self._stopping

    def _look_again(self, look: bool) -> None:
        """Leave to the next build what this one has not made."""
        with self._news:
            self._look = self._look or look

    def _show(self, outcome: Outcome, number: int, known: Iterable[str], look: bool) -> None:
        if isinstance(outcome, Done):
            self._damaged = outcome.damaged
            gone = frozenset(source for source in known if not (self._docs / source).is_file())
            self._shown.built(number, outcome.problems, outcome.addresses, gone, look)
            return
        self._look_again(look)
        if isinstance(outcome, Refused):
            self._shown.refused(number, outcome.problems, outcome.addresses)
