"""The processes that build and make pages: while one builds, the one that has built last makes what is saved.

A process of its own for each, because a build forks and this one has threads; and a build in one does not hold up a
page in the other. The state of a build stays in the process that made it: nothing is read or handed over again.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, Protocol

from cchc.preview.orders import Build, Done, Outcome, Rest, Save, SavedPage
from cchc.preview.quick import QuickPages

_PATIENCE = 5.0  # seconds for a process to end


class Builder(Protocol):
    """Builds the whole site; returns what comes of it and, when it is built, what makes the pages of saved texts."""

    def build(self, order: Build) -> tuple[Outcome, QuickPages | None]: ...


class WorkerLost(Exception):  # noqa: N818 - not a mistake of the caller
    """A worker process has ended unexpectedly."""


def run_worker(connection: Any, make: Callable[[], Builder]) -> None:
    """Do what is ordered through `connection` until this process is ended."""
    # Ctrl+C is the preview's to handle; it then ends this process, and what the build has begun is cleaned up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    try:
        _work(connection, make())
    except (EOFError, BrokenPipeError):
        # The preview itself has been killed.
        sys.exit(1)


def _work(connection: Any, builder: Builder) -> None:
    quick: QuickPages | None = None
    while True:
        order = connection.recv()
        if isinstance(order, Build):
            outcome, made = builder.build(order)
            quick = made or quick
            connection.send(outcome)
        elif isinstance(order, Save):
            connection.send(quick.saved(order.source, order.data, order.beside) if quick else None)
        else:
            quick = None


def _end(_number: int, _frame: FrameType | None) -> None:
    # The processes of a build would be waited for, whatever they are at.
    for child in multiprocessing.active_children():
        child.terminate()
    raise SystemExit


class _Worker:
    """One process, asked by one thread at a time."""

    def __init__(self, make: Callable[[], Builder]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection: Connection[Any, Any]
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=run_worker, args=(theirs, make))
        self._process.start()
        theirs.close()

    def ask(self, order: Build | Save) -> Any:
        self.tell(order)
        try:
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost from error

    def tell(self, order: Build | Save | Rest) -> None:
        try:
            self._connection.send(order)
        except OSError as error:
            raise WorkerLost from error

    def stop(self) -> None:
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()


class Workers:
    """Two processes that take turns. `make` makes the builder in each; it must be picklable."""

    def __init__(self, make: Callable[[], Builder]) -> None:
        self._make = make
        self._front: _Worker | None = None
        self._spare: _Worker | None = None
        self._turn, self._stopped = threading.Lock(), False

    def build(self, order: Build) -> Outcome:
        """Build; called by one thread only. Raises WorkerLost."""
        worker = self._spare = self._spare or _Worker(self._make)
        try:
            outcome: Outcome = worker.ask(order)
        except WorkerLost:
            self._spare = None
            worker.stop()
            raise
        if isinstance(outcome, Done):
            with self._turn:
                self._front, self._spare = worker, self._front
            if self._spare is not None:
                self._rest(self._spare)
        return outcome

    def get_ready(self) -> None:
        """Start the process that will build next."""
        if self._spare is None and not self._stopped:
            self._spare = _Worker(self._make)

    def _rest(self, worker: _Worker) -> None:
        try:
            worker.tell(Rest())
        except WorkerLost:
            self._spare = None

    def save(self, order: Save) -> SavedPage | None:
        """Make the page of a saved text; `None` when no site is built yet. Raises WorkerLost."""
        with self._turn:
            if self._front is None:
                return None
            try:
                saved: SavedPage | None = self._front.ask(order)
            except WorkerLost:
                self._front = None
                raise
            return saved

    def stop(self) -> None:
        """End both."""
        self._stopped = True
        for worker in (self._front, self._spare):
            if worker is not None:
                worker.stop()
