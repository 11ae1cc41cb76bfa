"""Work shared among processes: forked where that is safe (Linux), else started anew."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

# Below this many pieces of work, starting a process costs more than it saves.
_FEW_FORKED, _FEW_SPAWNED = 40, 400
# Pieces of work that a process has: one in hand, and more to go on with while this process is busy with its own.
_AHEAD = 3
# Seconds until the thread that hands pieces over gets its turn; others wait for it.
_TURN = 0.0005
_work: Callable[[Any], Any]


def can_fork() -> bool:
    """Say whether a process may be forked; macOS forbids much in one, Windows has none."""
    return sys.platform == "linux"


def processes_for(pieces: int) -> int:
    """Return how many processes are worth starting for so many pieces of work (texts, pages); 1 is this one alone."""
    if pieces < (_FEW_FORKED if can_fork() else _FEW_SPAWNED):
        return 1
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, 8)


class Shared(Generic[Given, Made]):
    """One function at work in several processes, this one among them: it would be as large as the others, waiting."""

    def __init__(self, pool: ProcessPoolExecutor | None, work: Callable[[Given], Made], ahead: int = 0) -> None:
        """`ahead`: how many pieces of work the others have at most, those that wait included."""
        self._pool, self._work, self._ahead = pool, work, ahead

    def each(self, given: Iterable[Given], meanwhile: Callable[[], object] | None = None) -> Iterator[Made]:
        """Yield the answers, in no order of their own. `meanwhile`: what this process has to do for itself, done once
        when the others are at work; not where they leave it nothing to do, or there are none.
        """
        if self._pool is None:
            yield from map(self._work, given)
            return
        waiting: list[Future[Made]] = []
        for one in given:
            for done in [future for future in waiting if future.done()]:
                waiting.remove(done)
                yield done.result()
            if len(waiting) < self._ahead:
                waiting.append(self._pool.submit(_run, one))
                continue
            if meanwhile is not None:
                meanwhile()
                meanwhile = None
            yield self._work(one)
        for done in as_completed(waiting):
            yield done.result()


@contextmanager
def shared(work: Callable[[Given], Made], processes: int) -> Iterator[Shared[Given, Made]]:
    """Put `work` into processes for as long as the context lasts; where they are not forked it must be picklable."""
    if processes <= 1:
        yield Shared(None, work)
        return
    # What is there stays: a collection in a process would copy the memory that it shares.
    gc.freeze()
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    others = processes - 1
    pool = ProcessPoolExecutor(others, context, initializer=partial(_start, work))
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield Shared(pool, work, _AHEAD * others)
    finally:
        pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(turn)
        gc.unfreeze()


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _run(given: Any) -> Any:
    return _work(given)
