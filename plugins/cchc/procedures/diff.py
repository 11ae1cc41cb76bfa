"""Two lists of the same department: what is new, amended, replaced, abolished.

The words are those of the publication decisions (NĐ 63/2010/NĐ-CP, Điều 14). A procedure that is merely gone from the
new list is shown as such: only a decision abolishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cchc.procedures.columns import COLUMNS
from cchc.procedures.merge import Change
from cchc.procedures.model import ProcedureList, Row, short_code

# What a list says about its own publication or comparison is not the procedure.
_NOT_CONTENT = frozenset({"ma", "trang_thai", "lan_thay_doi", "thay_the_cho", "ngay_doi_chieu", "lien_ket"})
_OF_THE_DECISION = frozenset({"quyet_dinh", "ngay_quyet_dinh"})


@dataclass(frozen=True, slots=True)
class Amended:
    """A procedure in both lists whose parts differ."""

    old: Row
    new: Row
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A procedure in place of others; `old` is empty where neither list says of which."""

    old: tuple[Row, ...]
    new: Row


@dataclass(frozen=True, slots=True)
class Abolished:
    """A procedure that is no more; `declared` when the new list says so, else it is only missing there."""

    old: Row
    new: Row | None = None

    @property
    def declared(self) -> bool:
        """Whether the new list says that it is abolished."""
        return self.new is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """Every procedure in force in one of the lists stands in exactly one place; `unchanged` is a number.

    `not_compared` are the labels of columns that only one list has.
    """

    added: tuple[Row, ...] = ()
    amended: tuple[Amended, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    abolished: tuple[Abolished, ...] = ()
    unchanged: int = 0
    not_compared: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.amended or self.replaced or self.abolished)

    def as_json(self) -> dict[str, Any]:
        """Return the difference for other programs."""
        return {
            "new": [_named(row) for row in self.added],
            "amended": [
                _named(one.new)
                | {"changes": [{"field": c.column, "label": c.label, "old": c.old, "new": c.new} for c in one.changes]}
                for one in self.amended
            ],
            "replaced": [_named(one.new) | {"replaces": [_named(row) for row in one.old]} for one in self.replaced],
            "abolished": [_named(one.old) | {"declared": one.declared} for one in self.abolished],
            "unchanged": self.unchanged,
            "not_compared": list(self.not_compared),
        }


def _named(row: Row) -> dict[str, Any]:
    return {"code": row.code, "title": row.title}


def difference(old: ProcedureList, new: ProcedureList) -> Difference:
    """Compare two lists that were read without errors."""
    before, after = old.by_key, new.by_key
    shared = (old.columns & new.columns) - _NOT_CONTENT
    replaced = tuple(_replacements(before, after, shared))
    gone = {row.key for one in replaced for row in one.old}
    replacing = {one.new.key for one in replaced}
    added, amended, unchanged = [], [], 0
    for key, row in after.items():
        was = before.get(key)
        if not row.in_force or key in replacing:
            continue
        if was is None or not was.in_force:
            added.append(row)
        elif changes := changes_of(was, row, shared):
            amended.append(Amended(was, row, changes))
        else:
            unchanged += 1
    abolished = tuple(
        Abolished(row, after.get(key))
        for key, row in before.items()
        if row.in_force and key not in gone and (key not in after or not after[key].in_force)
    )
    lost = (old.columns ^ new.columns) - _NOT_CONTENT
    labels = tuple(column.label for column in COLUMNS if column.id in lost)
    return Difference(tuple(added), tuple(amended), replaced, abolished, unchanged, labels)


def changes_of(old: Row, new: Row, columns: frozenset[str]) -> tuple[Change, ...]:
    """Return which of `columns` differ; a newer decision counts only where nothing else changed."""
    content = tuple(_changes(old, new, columns - _OF_THE_DECISION))
    return content or tuple(_changes(old, new, columns & _OF_THE_DECISION))


def _changes(old: Row, new: Row, columns: frozenset[str]) -> Iterator[Change]:
    for column in COLUMNS:
        if column.id in columns:
            was, is_now = old.values.get(column.id), new.values.get(column.id)
            same = was == is_now if was is None or is_now is None else column.same(was, is_now)
            if not same:
                yield Change(column.id, old.text(column.id), new.text(column.id))


def _replacements(before: dict[str, Row], after: dict[str, Row], shared: frozenset[str]) -> Iterator[Replaced]:
    """Yield what stands in place of something else; a procedure is replaced once."""
    gone: set[str] = set()
    for key, row in after.items():
        if not row.in_force:
            continue
        named = row.values.get("thay_the_cho", ())
        codes = dict.fromkeys(short_code(code) for code in named if short_code(code) != key)
        old = tuple(
            before[code]
            for code in codes
            if code in before
            and before[code].in_force
            and code not in gone
            and not (code in after and after[code].in_force)
        )
        was = before.get(key)
        is_new = was is None or not was.in_force
        if old or (row.values.get("lan_thay_doi") == "thay-the" and is_new):
            gone.update(one.key for one in old)
            # A code that stays while it takes over others is itself amended: both belong to one replacement.
            yield Replaced((*([was] if was is not None and not is_new else ()), *old), row)
        elif row.values.get("lan_thay_doi") == "thay-the" and was is not None and changes_of(was, row, shared):
            yield Replaced((was,), row)
