"""The numbers of one reporting year for its public page: every period, month, topic, kind and channel."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.periods import Basis, Period, parse_period, period_label
from cchc.publishing import Edition
from cchc.statistics.count import Query, count
from cchc.statistics.tables import Table, TableRow, crossed, topic_table
from cchc.taxonomy.vocabulary import Vocabulary

_PERIODS = ("q1", "q2", "6t", "q3", "9t", "q4")


@dataclass(frozen=True, slots=True)
class YearStatistics:
    """A year's tables. `by_month` has all twelve months; `by_period` rows overlap (a quarter is in the half-year)."""

    year: str
    period: Period
    items: tuple[Item, ...]
    by_period: Table
    by_month: Table
    by_topic: Table
    by_kind: Table
    by_channel: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of the page."""
        return (self.by_period, self.by_month, self.by_topic, self.by_kind, self.by_channel)


def years_of(edition: Edition) -> tuple[str, ...]:
    """Return the reporting years that have counted items, newest first."""
    vocabulary = edition.library.vocabulary
    basis = Basis(vocabulary.agency.reporting.basis)
    rows = count(edition.counted, vocabulary, Query(("year",), basis=basis)).rows
    return tuple(sorted((row.keys[0] for row in rows if row.keys[0]), reverse=True))


def year_statistics(edition: Edition, year: str) -> YearStatistics:
    """Return the numbers of the reporting year `year` (a name of `years_of`)."""
    vocabulary = edition.library.vocabulary
    basis = Basis(vocabulary.agency.reporting.basis)
    period = parse_period(year, basis)
    if period is None:
        raise ValueError(f"not a year: {year}")
    items = tuple(item for item in edition.counted if item.day in period)
    names = [f"{year}-{part}" for part in _PERIODS] + [year]
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    return YearStatistics(
        year=year,
        period=period,
        items=items,
        by_period=_by_span("theo-ky", "Theo kỳ báo cáo", names, items, vocabulary, basis, additive=False),
        by_month=_by_span("theo-thang", "Theo tháng", months, items, vocabulary, basis),
        by_topic=topic_table(items, vocabulary, basis),
        by_kind=crossed("theo-loai", "Theo loại", "kind", "", items, vocabulary, basis),
        by_channel=crossed("theo-kenh", "Theo kênh", "channel", "", items, vocabulary, basis),
    )


def _by_span(
    id_: str,
    title: str,
    names: list[str],
    items: tuple[Item, ...],
    vocabulary: Vocabulary,
    basis: Basis,
    additive: bool = True,
) -> Table:
    """Rows are periods, columns the units of counting."""
    units = tuple(dict.fromkeys(kind.unit for kind in KINDS.values()))

    def numbers(span: Period | None) -> tuple[int, ...]:
        query = Query(("kind",), span.start if span else None, span.end if span else None, basis)
        counted = count(items, vocabulary, query)
        sums = dict.fromkeys(units, 0)
        for row in counted.rows:
            sums[KINDS[row.keys[0] or ""].unit] += row.count
        return (*sums.values(), counted.total)

    rows = tuple(TableRow(name, period_label(name), numbers(parse_period(name, basis))) for name in names)
    heads = tuple(unit[0].upper() + unit[1:] for unit in units)
    return Table(id_, title, "Kỳ", (*heads, "Tổng số"), rows, numbers(None), additive)
