"""What `cchc publish` asks of every kind of target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cchc.publish.manifest import Manifest
from cchc.publish.staged import Contents, Told


@dataclass(frozen=True, slots=True)
class Served:
    """What a target serves. `manifest` is `None` before the first time.

    `unfinished`: a run was cut there; `other_site`: files are there that the kit did not publish. `idle`: where two
    folders take turns, what is in the one that is not served now.
    """

    manifest: Manifest | None
    unfinished: bool = False
    other_site: bool = False
    idle: Manifest | None = None

    @property
    def replaced(self) -> Manifest | None:
        """The version whose files become those of the next one."""
        return self.manifest if self.idle is None else self.idle


class Target(Protocol):
    """A target, opened. Raises PublishError."""

    def served(self) -> Served:
        """Return what is there now."""

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """Make the target serve `fresh`; return how many bytes were sent. `now` is for what is written about it."""

    def close(self) -> None:
        """Let go of connections."""
