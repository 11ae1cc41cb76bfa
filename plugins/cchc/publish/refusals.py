"""Why a site is not published, each reason with the name by which it can be passed over (`--allow`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cchc.publish.difference import Difference
from cchc.publish.targets.model import Served


class Reason(StrEnum):
    """A reason to refuse."""

    ERRORS = "errors"
    UNBUILT = "unknown-build"
    STALE = "stale-build"
    PARTIAL = "partial-build"
    UNVERIFIED = "unverified"
    REMOVAL = "mass-removal"
    OTHER_SITE = "other-site"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, in a sentence for the person who publishes."""

    reason: Reason
    message: str


def refusals_of_target(served: Served, change: Difference, max_removed: int) -> list[Refusal]:
    """Return what speaks against making this change to this target; `max_removed` in percent of the pages."""
    found = []
    if served.other_site:
        found.append(
            Refusal(
                Reason.OTHER_SITE,
                "Nơi đăng đã có trang khác (index.html) không do cchc publish đưa lên; đưa lên sẽ đè trang ấy.",
            )
        )
    if change.removed_share * 100 > max_removed:
        found.append(
            Refusal(
                Reason.REMOVAL,
                f"Lần này sẽ xóa {_percent(change.removed_share)} số trang đang đăng, quá mức {max_removed} %.",
            )
        )
    return found


def remaining(found: Iterable[Refusal], allowed: Iterable[str]) -> list[Refusal]:
    """Return the refusals that are not passed over."""
    names = set(allowed)
    return [refusal for refusal in found if refusal.reason not in names]


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.0f} %"
