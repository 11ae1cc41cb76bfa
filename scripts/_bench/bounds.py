"""What the kit promises about its speed, and whether a run keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import Final

# (name of a figure, number of items) → figure
Figures = Mapping[tuple[str, int], float]


class Unit(StrEnum):
    """What a figure is counted in."""

    RATIO = "ratio"
    SECONDS = "s"
    MEGABYTES = "MB"
    EXPONENT = "exponent"


@dataclass(frozen=True, slots=True)
class Bound:
    """The largest allowed figure for each number of items."""

    figure: str
    label: str
    unit: Unit
    limits: Mapping[int, float]


# For growth, the number of items is the larger one; the smaller is GROWTH_FROM.
GROWTH_FROM: Final = 1_000
BOUNDS: Final = (
    Bound(
        "cold_to_stock",
        "cold build ÷ stock Material with blog, tags, search",
        Unit.RATIO,
        {1_000: 0.25, 10_000: 0.08},
    ),
    Bound("unchanged_to_cold", "nothing changed ÷ cold", Unit.RATIO, {1_000: 0.2, 10_000: 0.1}),
    Bound("edited_to_cold", "one item edited ÷ cold", Unit.RATIO, {1_000: 0.25, 10_000: 0.12}),
    Bound("save_to_page", "save to page in the browser under serve", Unit.SECONDS, {1_000: 0.2, 10_000: 0.5}),
    Bound("peak", "peak memory", Unit.MEGABYTES, {1_000: 200, 10_000: 500}),
    Bound("growth", "cold build growth from 1,000, exponent", Unit.EXPONENT, {10_000: 1.05}),
)


class State(StrEnum):
    """How a figure stands to its bound."""

    KEPT = "kept"
    WORSE = "WORSE"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound for one number of items, and what was measured."""

    bound: Bound
    count: int
    limit: float
    figure: float | None

    @property
    def state(self) -> State:
        """Say whether the figure keeps the bound; a figure equal to its limit does."""
        if self.figure is None:
            return State.NOT_MEASURED
        return State.KEPT if self.figure <= self.limit else State.WORSE


def verdicts(figures: Figures, bounds: Sequence[Bound] = BOUNDS) -> tuple[Verdict, ...]:
    """Compare figures with bounds, in the order of the bounds."""
    return tuple(
        Verdict(bound, count, limit, figures.get((bound.figure, count)))
        for bound in bounds
        for count, limit in bound.limits.items()
    )


def growth_exponent(first: tuple[int, float], second: tuple[int, float]) -> float:
    """Return k where time grows with the k-th power of the number of items; each point is (items, seconds).

    Raises ValueError when the numbers of items are equal or anything is not positive.
    """
    (few, short), (many, long) = first, second
    if few == many or min(few, many, short, long) <= 0:
        raise ValueError(f"no growth between {first} and {second}")
    return log(long / short) / log(many / few)
