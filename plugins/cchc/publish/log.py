"""The publishing log: one line of JSON for each run that changed a target, or tried to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_NAME = "log.jsonl"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A run. `result` is empty when it went well, else what went wrong; `allowed` are the refusals it passed over."""

    when: str
    who: str
    target: str
    action: str
    version: str
    new: int
    changed: int
    removed: int
    sent: int
    allowed: tuple[str, ...] = ()
    result: str = ""


def add_to_log(folder: Path, entry: LogEntry) -> None:
    """Append to the log in `folder`."""
    line = json.dumps(asdict(entry), ensure_ascii=False)
    with (folder / _NAME).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{line}\n")


def read_log(folder: Path) -> list[LogEntry]:
    """Return all entries, oldest first; a line that a loss of power has cut is left out."""
    place = folder / _NAME
    lines = place.read_text(encoding="utf-8", errors="replace").splitlines() if place.is_file() else []
    entries = (_entry(line) for line in lines)
    return [entry for entry in entries if entry is not None]


def _entry(line: str) -> LogEntry | None:
    try:
        whole: Any = json.loads(line)
        return LogEntry(**{**whole, "allowed": tuple(whole.get("allowed", ()))})
    except (ValueError, TypeError, AttributeError):
        return None
