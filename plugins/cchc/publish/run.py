"""One run of publishing: what is there, what changes, and the change made and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cchc.publish.difference import Difference, difference
from cchc.publish.history import History
from cchc.publish.manifest import Manifest
from cchc.publish.staged import Told
from cchc.publish.targets.model import Served, Target


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be published to a target, compared with what readers see there and with the files it replaces."""

    served: Served
    change: Difference
    to_send: Difference

    @property
    def fresh(self) -> Manifest:
        """The version to be published."""
        return self.change.fresh

    @property
    def is_needed(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.change) or self.served.unfinished or self.served.manifest is None


def compare(target: Target, fresh: Manifest) -> Run:
    """Return what publishing would change."""
    served = target.served()
    return Run(served, difference(served.manifest, fresh), difference(served.replaced, fresh))


def carry_out(run: Run, target: Target, history: History, told: Told, now: datetime) -> int:
    """Publish; return how many bytes were sent. The contents must be kept in `history`. Raises PublishError."""
    return target.publish(run.fresh, history.content, told, now)
