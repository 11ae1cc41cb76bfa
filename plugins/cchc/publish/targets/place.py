"""Targets that are a place for files: folder, SFTP, FTP, S3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cchc.publish.lock import PlaceLock
from cchc.publish.manifest import OWN_PREFIX, Manifest
from cchc.publish.staged import Contents, Told, has_other_site, read_state, transfer
from cchc.publish.targets.model import Served, Target
from cchc.publish.transport import Below, Files, Linking, Transport

LOCK = f"{OWN_PREFIX}lock.json"
Locking = Callable[[Files, str, datetime], PlaceLock]


class InPlace:
    """Files are changed where they are. For the guarantee see `staged`."""

    def __init__(self, place: Transport, locking: Locking) -> None:
        self._place, self._locking = place, locking

    def served(self) -> Served:
        """See Target."""
        state = read_state(self._place)
        return Served(state.manifest, state.journal is not None, has_other_site(self._place, state))

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """See Target."""
        lock = self._locking(self._place, LOCK, now)
        with lock.held():
            return transfer(self._place, fresh, contents, told, lock.check)

    def close(self) -> None:
        """See Target."""
        self._place.close()


class Switched:
    """Two folders take turns: the one that is not served is made the new version, then a link is switched to it.

    Guarantee: at every moment the served site is wholly the old or wholly the new version. What is sent is what has
    changed since the version before the last.
    """

    def __init__(self, place: Transport, linked: Linking, name: str, locking: Locking) -> None:
        """`place` is the folder that holds the link `name`; `linked` is the same and can switch links."""
        self._place, self._linked, self._locking = place, linked, locking
        self._name = name
        self._folders = slots_of(name)

    def served(self) -> Served:
        """See Target."""
        live = self._live()
        if live is None:
            return Served(None)
        state = read_state(Below(self._place, live))
        idle = read_state(Below(self._place, self._idle(live)))
        return Served(state.manifest, idle.journal is not None, idle=idle.manifest or Manifest({}))

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """See Target."""
        lock = self._locking(self._place, f"{OWN_PREFIX}{self._name}-lock.json", now)
        with lock.held():
            idle = self._idle(self._live())
            sent = transfer(Below(self._place, idle), fresh, contents, told, lock.check)
            self._place.flush()
            if not self._linked.relink(self._name, idle):
                # No links here (Windows without the right to): the first version gets the name itself, for good.
                self._place.move(idle, self._name)
        return sent

    def close(self) -> None:
        """See Target."""
        self._place.close()

    def _live(self) -> str | None:
        """Return the folder that is served."""
        return self._linked.link_of(self._name)

    def _idle(self, live: str | None) -> str:
        return self._folders[1] if live == self._folders[0] else self._folders[0]


def slots_of(name: str) -> tuple[str, str]:
    """Return the two folders that take turns for a site `name`."""
    return f"{OWN_PREFIX}{name}-a", f"{OWN_PREFIX}{name}-b"


def place_target(
    inside: Callable[[], Transport], beside: tuple[Transport, Linking] | None, name: str, locking: Locking
) -> Target:
    """Return the better of the two ways.

    `inside` gives the place itself; `beside` (as it is tried again, and bare) is the folder that holds it, `None` where
    there are no links or they are not wanted. A place that is a folder already stays one.
    """
    if beside is not None:
        around, bare = beside
        if bare.link_of(name) in slots_of(name) or not bare.is_there(name):
            return Switched(around, bare, name, locking)
        around.close()
    return InPlace(inside(), locking)
