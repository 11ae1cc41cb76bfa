"""Feeds a reader and keeps what it can't take."""

from __future__ import annotations

import hashlib
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from _fuzz.readers import Reader


@dataclass(frozen=True)
class Fault:
    """An input that a reader did not take: it raised, or took too long (CPU seconds)."""

    reader: str
    data: bytes
    what: str

    def save(self, folder: Path) -> Path:
        """Write the input and what happened; return the input's file."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.reader}-{hashlib.blake2b(self.data, digest_size=6).hexdigest()}"
        path.write_bytes(self.data)
        path.with_suffix(".txt").write_text(self.what, encoding="utf-8")
        return path


@dataclass(frozen=True)
class Outcome:
    """What happened: inputs taken, CPU seconds in all, the slowest, and the faults."""

    inputs: int
    seconds: float
    slowest: float
    faults: tuple[Fault, ...]


def feed(reader: Reader, count: int, seed: int, most: int = 20) -> Outcome:
    """Give a reader `count` damaged inputs; stop after `most` faults."""
    faults: list[Fault] = []
    slowest = whole = 0.0
    done = 0
    seeds = reader.seeds()
    # What is made once for all inputs is not the first one's fault.
    reader.read(seeds[0])
    for data in reader.inputs(seeds, count, seed):
        before = time.process_time()
        try:
            reader.read(data)
        except Exception:  # noqa: BLE001 - that anything at all is raised is what is looked for
            faults.append(Fault(reader.name, data, traceback.format_exc()))
        taken = time.process_time() - before
        if taken > reader.slow:
            faults.append(Fault(reader.name, data, f"{taken:.2f} seconds"))
        slowest, whole, done = max(slowest, taken), whole + taken, done + 1
        if len(faults) >= most:
            break
    return Outcome(done, whole, slowest, tuple(faults))
