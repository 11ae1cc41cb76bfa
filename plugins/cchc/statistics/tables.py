"""The tables of the public statistics page, made by the same `count` as the command.

Nothing here depends on the day of the build: the years shown are those of the items.
"""

from __future__ import annotations

from dataclasses import dataclass

from cchc.content.items import Item
from cchc.content.kinds import KINDS, NEWS_KINDS
from cchc.periods import Basis
from cchc.publishing import Edition
from cchc.statistics.count import DIMENSIONS, NONE_LABEL, Query, count
from cchc.taxonomy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a page's table. `level` 0 is a sum of the rows of level 1 below it; `id` is what the row counts."""

    id: str
    label: str
    numbers: tuple[int, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of numbers: `columns` name the numbers of each row; the last column is the row's total."""

    id: str
    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    totals: tuple[int, ...]
    additive: bool = True


@dataclass(frozen=True, slots=True)
class PublicStatistics:
    """What the statistics page shows. `latest_year` is the reporting year of the newest counted item."""

    total: int
    news: int
    documents: int
    procedures: int
    activities: int
    answers: int
    basis: Basis
    latest_year: str
    first_day: str
    last_day: str
    tables: tuple[Table, ...]


def public_statistics(edition: Edition) -> PublicStatistics:
    """Return the numbers of the statistics page for everything that counts in `edition`."""
    items, vocabulary = edition.counted, edition.library.vocabulary
    basis = Basis(vocabulary.agency.reporting.basis)
    by_kind = {row.keys[0]: row.count for row in count(items, vocabulary, Query(("kind",), basis=basis)).rows}
    years = [row.keys[0] for row in count(items, vocabulary, Query(("year",), basis=basis)).rows]
    days = [item.day for item in items]
    latest = max((year for year in years if year), default="")
    in_latest = [item for item in items if DIMENSIONS["year"].values(item, vocabulary, basis) == (latest,)]
    tables = (
        crossed("theo-loai", "Theo loại tin, bài, văn bản", "kind", "year", items, vocabulary, basis),
        topic_table(items, vocabulary, basis),
        crossed("theo-quy", "Theo quý", "quarter", "", items, vocabulary, basis),
        crossed("theo-thang", f"Theo tháng, năm {latest}", "month", "", in_latest, vocabulary, basis),
        crossed("theo-kenh", "Theo kênh", "channel", "year", items, vocabulary, basis),
        crossed("theo-don-vi", "Theo đơn vị thực hiện", "unit", "year", items, vocabulary, basis),
    )
    return PublicStatistics(
        total=len(items),
        news=sum(number for kind, number in by_kind.items() if kind in NEWS_KINDS),
        documents=by_kind.get("van-ban", 0),
        procedures=by_kind.get("tthc", 0),
        activities=by_kind.get("hoat-dong", 0),
        answers=by_kind.get("hoi-dap", 0),
        basis=basis,
        latest_year=latest,
        first_day=min(days).isoformat() if days else "",
        last_day=max(days).isoformat() if days else "",
        tables=tuple(table for table in tables if table.rows),
    )


def crossed(
    id_: str,
    title: str,
    rows_by: str,
    columns_by: str,
    items: tuple[Item, ...] | list[Item],
    vocabulary: Vocabulary,
    basis: Basis,
) -> Table:
    """Rows of one dimension against the columns of another (or the total alone)."""
    by = (rows_by, columns_by) if columns_by else (rows_by,)
    counted = count(items, vocabulary, Query(by, basis=basis))
    sums = count(items, vocabulary, Query((rows_by,), basis=basis))
    columns = count(items, vocabulary, Query((columns_by,), basis=basis)).rows if columns_by else ()
    cells = {row.keys: row.count for row in counted.rows}
    rows = tuple(
        TableRow(
            row.keys[0] or "",
            row.labels[0],
            (*(cells.get((row.keys[0], column.keys[0]), 0) for column in columns), row.count),
        )
        for row in sums.rows
    )
    return Table(
        id_,
        title,
        DIMENSIONS[rows_by].label,
        (*(column.labels[0] for column in columns), "Tổng số"),
        rows,
        (*(column.count for column in columns), sums.total),
        sums.additive,
    )


def topic_table(items: tuple[Item, ...], vocabulary: Vocabulary, basis: Basis) -> Table:
    """Fields with their topics below, by kind groups."""
    counted = count(items, vocabulary, Query(("field", "topic", "kind"), basis=basis))
    columns: dict[str, tuple[str, ...]] = {}
    for kind in KINDS.values():
        columns[kind.unit] = (*columns.get(kind.unit, ()), kind.id)
    place = {kind: index for index, kinds in enumerate(columns.values()) for kind in kinds}
    sums: dict[tuple[str, str | None], list[int]] = {}
    for row in counted.rows:
        field_id, topic_id, kind_id = (key or "" for key in row.keys)
        for key in ((field_id, topic_id), (field_id, None)):
            numbers = sums.setdefault(key, [0] * (len(columns) + 1))
            numbers[place[kind_id]] += row.count
            numbers[-1] += row.count
    rows: list[TableRow] = []
    for field in [*(entry.id for entry in vocabulary.fields), ""]:
        if (field, None) not in sums:
            continue
        label = vocabulary.field_label(field) if field else NONE_LABEL
        rows.append(TableRow(field, label, tuple(sums[field, None]), 0))
        rows.extend(
            TableRow(topic.id, topic.label, tuple(sums[field, topic.id]))
            for topic in vocabulary.topics.values()
            if (field, topic.id) in sums
        )
    totals = tuple(sum(row.numbers[index] for row in rows if row.level == 0) for index in range(len(columns) + 1))
    heads = tuple(unit[0].upper() + unit[1:] for unit in columns)
    return Table("theo-chu-de", "Theo lĩnh vực và chủ đề", "Lĩnh vực, chủ đề", (*heads, "Tổng số"), tuple(rows), totals)
