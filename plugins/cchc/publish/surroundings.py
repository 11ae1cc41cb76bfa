"""The machine that a site is published from, as far as targets need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cchc.publish.lock import PlaceLock
from cchc.publish.transport import Files, Retrying, Transport, with_patience

T = TypeVar("T")


@dataclass(frozen=True)
class Surroundings:
    """What a target needs of the machine it is published from.

    `root` is the site's folder, `work` a folder for the run's own files, `owner` what locks name; `password` may be
    empty; `environment` is given to programs; `pause` waits between tries, `told` hears of them.
    """

    root: Path
    work: Path
    owner: str
    password: str = field(repr=False)
    environment: Mapping[str, str] = field(repr=False)
    take_over: bool
    pause: Callable[[float], None]
    told: Callable[[str], None]

    def locking(self, place: Files, path: str, now: datetime) -> PlaceLock:
        """Return the lock of a place."""
        return PlaceLock(place, path, self.owner, now, self.take_over)

    def retrying(self, place: Transport) -> Retrying:
        """Return a connected place whose work is tried again."""
        again = Retrying(place, self.pause, self.told)
        again.connect()
        return again

    def patiently(self, work: Callable[[], T]) -> T:
        """Do what may be done again, and again while the network is in trouble."""
        return with_patience(work, work, self.pause, self.told)
