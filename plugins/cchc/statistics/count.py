"""The tally. An item counts once in the total; in a dimension with several values it stands in several rows.

Additive dimensions (one value an item): topic, field, kind, unit, form, source, month, quarter, year. Others
(`channel`, `plan`, `any-topic`) can add up to more than the total and say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.content.schema import SOURCES
from cchc.periods import PERIOD_DIMENSIONS, Basis, period_label
from cchc.taxonomy.vocabulary import Vocabulary

NONE_LABEL = "(không ghi)"
Key = str | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to group items. `values` gives the ids an item has; `order` the ids in the order of rows."""

    id: str
    label: str
    additive: bool
    values: Callable[[Item, Vocabulary, Basis], tuple[Key, ...]]
    labels: Callable[[Vocabulary], dict[str, str]]


def _one(value: Key) -> tuple[Key, ...]:
    return (value or None,)


def _many(values: Iterable[str]) -> tuple[Key, ...]:
    return tuple(values) or (None,)


def _field(item: Item, vocabulary: Vocabulary, _basis: Basis) -> tuple[Key, ...]:
    return _one(vocabulary.topics[item.topic].field_id if item.topic else None)


def _topic_labels(vocabulary: Vocabulary) -> dict[str, str]:
    return {topic.id: topic.label for topic in vocabulary.topics.values()}


def _task_labels(vocabulary: Vocabulary) -> dict[str, str]:
    return {f"{plan.id}/{task.id}": task.text for plan in vocabulary.plans.values() for task in plan.data.tasks}


def _no_labels(_vocabulary: Vocabulary) -> dict[str, str]:
    return {}


def _period_dimension(id_: str, label: str) -> Dimension:
    name = PERIOD_DIMENSIONS[id_]
    return Dimension(id_, label, True, lambda item, vocabulary, basis: _one(name(item.day, basis)), _no_labels)


DIMENSIONS: dict[str, Dimension] = {
    dimension.id: dimension
    for dimension in (
        Dimension("topic", "Chủ đề", True, lambda item, v, b: _one(item.topic), _topic_labels),
        Dimension("field", "Lĩnh vực", True, _field, lambda v: {entry.id: entry.label for entry in v.fields}),
        Dimension(
            "kind", "Loại", True, lambda item, v, b: _one(item.kind), lambda v: {k.id: k.label for k in KINDS.values()}
        ),
        Dimension(
            "channel",
            "Kênh",
            False,
            lambda item, v, b: _many(item.channels),
            lambda v: {entry.id: entry.label for entry in v.channels.values()},
        ),
        Dimension(
            "unit",
            "Đơn vị",
            True,
            lambda item, v, b: _one(item.unit),
            lambda v: {entry.id: entry.label for entry in v.units.values()},
        ),
        Dimension("plan", "Nhiệm vụ kế hoạch", False, lambda item, v, b: _many(item.plan), _task_labels),
        Dimension(
            "any-topic", "Chủ đề (kể cả chủ đề phụ)", False, lambda item, v, b: _many(item.topics), _topic_labels
        ),
        Dimension(
            "form",
            "Hình thức",
            True,
            lambda item, v, b: _one(item.form),
            lambda v: {entry.id: entry.label for entry in v.forms.values()},
        ),
        Dimension("source", "Nguồn", True, lambda item, v, b: _one(item.fields.source), lambda v: SOURCES),
        _period_dimension("month", "Tháng"),
        _period_dimension("quarter", "Quý"),
        _period_dimension("year", "Năm"),
    )
}


@dataclass(frozen=True, slots=True)
class Query:
    """What to count: `by` names dimensions; `start` and `end` are inclusive days, `None` for open."""

    by: tuple[str, ...]
    start: date | None = None
    end: date | None = None
    basis: Basis = Basis.ND09


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a key for each dimension (`None`: the item says nothing there), their labels, the number of items."""

    keys: tuple[Key, ...]
    labels: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Count:
    """A counted table. `additive` says whether the rows add up to `total`."""

    query: Query
    rows: tuple[Row, ...]
    total: int
    additive: bool

    def calling_none(self, label: str) -> Count:
        """Return the table with a `label` of its own for what items do not say; as it is without one."""
        if not label:
            return self

        def labels(row: Row) -> tuple[str, ...]:
            return tuple(label if key is None else said for key, said in zip(row.keys, row.labels, strict=True))

        return replace(self, rows=tuple(replace(row, labels=labels(row)) for row in self.rows))

    def as_json(self) -> dict[str, object]:
        """Return the object of the content contract."""
        query = self.query
        return {
            "from": query.start.isoformat() if query.start else None,
            "to": query.end.isoformat() if query.end else None,
            "by": list(query.by),
            "basis": str(query.basis),
            "additive": self.additive,
            "rows": [{**dict(zip(query.by, row.keys, strict=True)), "count": row.count} for row in self.rows],
            "total": self.total,
        }


def unknown_dimensions(names: Iterable[str]) -> list[str]:
    """Return the names that are no dimension."""
    return [name for name in names if name not in DIMENSIONS]


def count(items: Iterable[Item], vocabulary: Vocabulary, query: Query) -> Count:
    """Count `items` (those that count: `Edition.counted`) in the period of `query`, by its dimensions."""
    dimensions = [DIMENSIONS[name] for name in query.by]
    tally: Counter[tuple[Key, ...]] = Counter()
    total = 0
    for item in items:
        if (query.start and item.day < query.start) or (query.end and item.day > query.end):
            continue
        total += 1
        tally.update(product(*(dimension.values(item, vocabulary, query.basis) for dimension in dimensions)))
    labels = [dimension.labels(vocabulary) for dimension in dimensions]
    positions = [{key: place for place, key in enumerate(names)} for names in labels]

    def order(keys: tuple[Key, ...]) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (key is None, place.get(key, len(place)) if key else 0, key or "")
            for key, place in zip(keys, positions, strict=True)
        )

    rows = (
        tuple(
            Row(keys, tuple(_label(key, names) for key, names in zip(keys, labels, strict=True)), tally[keys])
            for keys in sorted(tally, key=order)
        )
        if dimensions
        else ()
    )
    return Count(query, rows, total, all(dimension.additive for dimension in dimensions))


def _label(key: Key, names: dict[str, str]) -> str:
    if key is None:
        return NONE_LABEL
    if key in names:
        return names[key]
    return period_label(key) if key[:4].isdigit() else key
