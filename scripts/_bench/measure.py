"""Runs a command and says how long it took and how much memory its processes had together at the worst moment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from _bench import BenchError

_PROC: Final = Path("/proc")
_SHORTEST: Final = 0.02  # seconds between two looks at the memory
_SHARE: Final = 100  # looking takes at most a hundredth of the time: what is measured may need all cores


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost. `peak` is in bytes, `None` where the system does not tell."""

    seconds: float
    peak: int | None


@dataclass(frozen=True, slots=True)
class Output:
    """What a command has written: files and their bytes."""

    files: int
    size: int


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, its words kept away. Raises BenchError with its last words when it fails."""
    _settle()
    with tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        try:
            with watch:
                largest = _wait(process)
                seconds = time.perf_counter() - started
        except BaseException:
            _stop(process)
            raise
        if process.returncode:
            raise BenchError(f"{' '.join(command)} ended with code {process.returncode}:\n{_last_words(words)}")
    return Cost(seconds, max(watch.peak, largest) or None)


def output_of(folder: Path) -> Output:
    """Count the files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Output(len(sizes), sum(sizes))


def tree(root: int) -> Iterator[int]:
    """Return the running processes that `root` started, itself first (Linux; elsewhere none)."""
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        for listed in _PROC.glob(f"{process}/task/*/children"):
            waiting += map(int, _read(listed).split())


def memory_of(processes: Sequence[int]) -> int:
    """Return the bytes that processes hold in memory together; pages that several share are counted once."""
    if len(processes) == 1:
        fields = _read(_PROC / str(processes[0]) / "statm").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0
    return sum(map(_proportional, processes))


def _proportional(process: int) -> int:
    """Return a process's memory, of each shared page only its part (PSS)."""
    lines = _read(_PROC / str(process) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    """Return a file of /proc, empty when its process has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""


class _Watch:
    """Looks at the memory of a process and its children in a thread, for as long as the context lasts."""

    def __init__(self, root: int) -> None:
        self.peak = 0
        self._root = root
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        if _PROC.joinpath("self/statm").exists():
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _look(self) -> None:
        pause = _SHORTEST
        while not self._done.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, memory_of(list(tree(self._root))))
            pause = max(_SHORTEST, _SHARE * (time.perf_counter() - started))


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end; return the peak of the largest single process in bytes, which no look can miss, or 0."""
    if sys.platform == "win32":
        process.wait()
        return 0
    else:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return int(usage.ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it started; called when the benchmark itself is interrupted."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _settle() -> None:
    """Let the system write what the command before left, so that this one does not pay for it."""
    if sys.platform != "win32":
        os.sync()


def _last_words(words: IO[bytes]) -> str:
    words.seek(0)
    return "\n".join(words.read().decode("utf-8", "replace").strip().splitlines()[-15:])
