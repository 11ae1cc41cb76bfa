"""What was measured, and what follows from it: figures, tables, a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Final

from _bench.bounds import GROWTH_FROM, Figures, State, Unit, Verdict, growth_exponent, verdicts
from _bench.measure import Cost, Output
from _bench.tables import Table

KIT, STOCK = "cchc-kit", "stock Material"
COLD, UNCHANGED, EDITED = "cold", "unchanged", "edited"
STEPS: Final = (COLD, UNCHANGED, EDITED)
# A text saved under `cchc serve`: seconds until its page has it.
SAVED = "save to page"
# The whole site compared with its content, nothing kept from before.
VERIFIED = "verify"
_BESIDE: Final = (SAVED, VERIFIED)
_NOTHING: Final = "–"
_MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One step of one tool on so many items."""

    tool: str
    count: int
    step: str
    cost: Cost
    output: Output


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run took place: figures of two machines can't be compared, their ratios can."""

    system: str
    cores: int
    python: str
    packages: dict[str, str]

    @property
    def line(self) -> str:
        """Return one line for people."""
        versions = ", ".join(f"{name} {version}" for name, version in self.packages.items())
        return f"{self.cores} cores, {self.system}, Python {self.python}, {versions}"


def best(measures: Iterable[Measure]) -> list[Measure]:
    """Return one measure of each tool, number and step: the shortest time, and with it the highest memory of all."""
    groups: dict[tuple[str, int, str], list[Measure]] = {}
    for measure in measures:
        groups.setdefault((measure.tool, measure.count, measure.step), []).append(measure)
    return [_best_of(group) for group in groups.values()]


def _best_of(group: Sequence[Measure]) -> Measure:
    fastest = min(group, key=lambda measure: measure.cost.seconds)
    peaks = [measure.cost.peak for measure in group if measure.cost.peak is not None]
    cost = Cost(fastest.cost.seconds, max(peaks, default=None))
    return Measure(fastest.tool, fastest.count, fastest.step, cost, fastest.output)


def growth_of(measures: Sequence[Measure], tool: str) -> list[tuple[int, int, float]]:
    """Return (fewer items, more items, exponent) of a tool's cold builds, for each number and the next."""
    points = sorted((measure.count, measure.cost.seconds) for measure in measures if _is(measure, tool, COLD))
    return [(first[0], second[0], growth_exponent(first, second)) for first, second in pairwise(points)]


def figures_of(measures: Sequence[Measure]) -> dict[tuple[str, int], float]:
    """Return the figures that bounds speak of, from the best measures of one run, as far as they can be had."""
    figures: dict[tuple[str, int], float] = {}
    seconds = {(measure.tool, measure.count, measure.step): measure.cost.seconds for measure in measures}
    for count in sorted({measure.count for measure in measures}):
        cold = (KIT, count, COLD)
        for figure, part, whole in (
            ("cold_to_stock", cold, (STOCK, count, COLD)),
            ("unchanged_to_cold", (KIT, count, UNCHANGED), cold),
            ("edited_to_cold", (KIT, count, EDITED), cold),
        ):
            if part in seconds and whole in seconds:
                figures[figure, count] = seconds[part] / seconds[whole]
        if (KIT, count, SAVED) in seconds:
            figures["save_to_page", count] = seconds[KIT, count, SAVED]
        peaks = [
            m.cost.peak
            for m in measures
            if m.tool == KIT and m.count == count and m.step in STEPS and m.cost.peak is not None
        ]
        if peaks:
            figures["peak", count] = max(peaks) / _MEGA
        if count > GROWTH_FROM and {cold, (KIT, GROWTH_FROM, COLD)} <= seconds.keys():
            figures["growth", count] = growth_exponent(
                (GROWTH_FROM, seconds[KIT, GROWTH_FROM, COLD]), (count, seconds[cold])
            )
    return figures


def _is(measure: Measure, tool: str, step: str) -> bool:
    return measure.tool == tool and measure.step == step


# --- Tables ----------------------------------------------------------------------------------------------------------


def tables_of(measures: Sequence[Measure]) -> list[Table]:
    """Return the tables of a run: what was measured, ratios, growth, bounds."""
    figures = figures_of(measures)
    tools = list(dict.fromkeys(measure.tool for measure in measures))
    growth = [(tool, *row) for tool in tools for row in growth_of(measures, tool)]
    tables = [measured_table(measures), _ratios(figures)]
    if growth:
        rows = tuple((tool, f"{few:,} → {many:,}", f"{exponent:.2f}") for tool, few, many, exponent in growth)
        tables.append(Table("Growth of cold builds (1 is linear)", ("tool", "items", "exponent"), rows, words=2))
    return [*tables, bounds_table(verdicts(figures))]


def measured_table(measures: Sequence[Measure]) -> Table:
    """Return what each tool took and made for each number of items."""
    header = ("tool", "items", *(f"{step} (s)" for step in (*STEPS, *_BESIDE)), "peak (MB)", "output (MB)", "files")
    groups: dict[tuple[int, str], dict[str, Measure]] = {}
    for measure in measures:
        groups.setdefault((measure.count, measure.tool), {})[measure.step] = measure
    rows = []
    for (count, tool), steps in sorted(groups.items(), key=lambda group: group[0][0]):
        peaks = [one.cost.peak for step, one in steps.items() if step in STEPS and one.cost.peak is not None]
        output = steps[COLD].output
        rows.append(
            (
                tool,
                f"{count:,}",
                *(f"{steps[step].cost.seconds:.2f}" if step in steps else _NOTHING for step in (*STEPS, *_BESIDE)),
                f"{max(peaks) / _MEGA:,.0f}" if peaks else _NOTHING,
                f"{output.size / _MEGA:,.1f}",
                f"{output.files:,}",
            )
        )
    return Table("Builds", header, tuple(rows))


def _ratios(figures: Figures) -> Table:
    counts = sorted({count for _, count in figures})
    wanted = {
        "cold_to_stock": f"{KIT}, cold ÷ {STOCK}, cold",
        "unchanged_to_cold": f"{KIT}, nothing changed ÷ cold",
        "edited_to_cold": f"{KIT}, one item edited ÷ cold",
    }
    rows = tuple(
        (label, *(f"{figures[name, count]:.3f}" if (name, count) in figures else _NOTHING for count in counts))
        for name, label in wanted.items()
    )
    return Table("Ratios within this run", ("", *(f"{count:,} items" for count in counts)), rows)


def bounds_table(found: Sequence[Verdict]) -> Table:
    """Return every bound with what was measured."""
    rows = tuple(
        (
            verdict.bound.label,
            f"{verdict.count:,}",
            written(verdict.limit, verdict.bound.unit),
            _NOTHING if verdict.figure is None else written(verdict.figure, verdict.bound.unit),
            str(verdict.state),
        )
        for verdict in found
    )
    return Table("Bounds", ("row", "items", "at most", "measured", "state"), rows)


def written(figure: float, unit: Unit) -> str:
    """Return a figure for people, with its unit where it has one."""
    return {
        Unit.RATIO: f"{figure:.3f}",
        Unit.EXPONENT: f"{figure:.3f}",
        Unit.SECONDS: f"{figure:.3f} s",
        Unit.MEGABYTES: f"{figure:,.1f} MB",
    }[unit]


def complaint(verdict: Verdict) -> str:
    """Return one line about a bound that is not kept."""
    unit = verdict.bound.unit
    return (
        f"{verdict.bound.label}, {verdict.count:,} items: {written(verdict.figure or 0, unit)}, "
        f"at most {written(verdict.limit, unit)} is allowed"
    )


def record(machine: Machine, settings: dict[str, Any], runs: Sequence[Measure]) -> dict[str, Any]:
    """Return everything about a run as JSON can hold it: each single measure, the figures, the bounds."""
    measures = best(runs)
    found = verdicts(figures_of(measures))
    tools = list(dict.fromkeys(measure.tool for measure in runs))
    return {
        "machine": asdict(machine),
        "settings": settings,
        "measures": [asdict(measure) for measure in runs],
        "growth": [
            {"tool": tool, "from": few, "to": many, "exponent": exponent}
            for tool in tools
            for few, many, exponent in growth_of(measures, tool)
        ],
        "bounds": [
            {
                "figure": one.bound.figure,
                "items": one.count,
                "limit": one.limit,
                "measured": one.figure,
                "state": str(one.state),
            }
            for one in found
        ],
        "kept": not any(one.state is State.WORSE for one in found),
    }
