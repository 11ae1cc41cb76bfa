"""Watches folders: tells which files have changed, once for a burst of events."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

# An editor's save is several events: it ends when there is none for _QUIET seconds, or after _MOST.
_QUIET, _MOST = 0.03, 0.2
_CHANGES = frozenset(["created", "modified", "moved", "deleted", "closed"])
Changed = Callable[[frozenset[Path]], None]


class Watcher(FileSystemEventHandler):
    """Calls `changed` with the paths of each burst, in a thread of its own."""

    def __init__(self, changed: Changed) -> None:
        self._changed = changed
        self._paths: set[Path] = set()
        self._first = self._last = 0.0
        self._stopping = False
        self._news = threading.Condition()
        self._observer: BaseObserver | None = None
        self._thread = threading.Thread(target=self._tell, name="preview-watch", daemon=True)

    def start(self, folders: Iterable[tuple[Path, bool]]) -> None:
        """Start with folders: (folder, with all that is below)."""
        folders = list(folders)
        try:
            self._observer = self._observing(Observer(), folders)
        except OSError:
            # The system lets no more be watched (limit of inotify): look at all files each second.
            self._observer = self._observing(PollingObserver(), folders)
        self._thread.start()

    def _observing(self, observer: BaseObserver, folders: Iterable[tuple[Path, bool]]) -> BaseObserver:
        for folder, deep in folders:
            observer.schedule(self, str(folder), recursive=deep)
        observer.start()
        return observer

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a change; that a file was read is none, nor is that a folder's list of names is another."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        paths = {Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        with self._news:
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths |= paths
            self._news.notify()

    def _tell(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._paths or self._stopping)
                while not self._stopping and (rest := self._rest()) > 0:
                    self._news.wait(rest)
                if self._stopping:
                    return
                paths, self._paths = frozenset(self._paths), set()
            self._changed(paths)

    def _rest(self) -> float:
        """Return how long to wait for more events."""
        return min(self._last + _QUIET, self._first + _MOST) - time.monotonic()

    def stop(self) -> None:
        """Stop watching."""
        with self._news:
            self._stopping = True
            self._news.notify()
        if self._observer is not None:
            self._observer.stop()
