"""What a department's list of procedures is: rows of named values, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cchc.problems import Severity

Value = str | tuple[str, ...]

_CODE_LENGTH = 8


def short_code(code: str) -> str:
    """Return the part of a code by which procedures are compared: `1.001786.000.00.00.H50` → `1.001786`.

    Agency ids at the end changed with the mergers of 01/7/2025, so they say nothing about identity.
    """
    return code[:_CODE_LENGTH]


@dataclass(frozen=True, slots=True)
class ListProblem:
    """Something wrong in a list or with a guide. `place` says where in words, empty for the whole file."""

    message: str
    hint: str
    place: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def stops(problems: Iterable[ListProblem]) -> bool:
    """Say whether any of the problems forbids to go on."""
    return any(problem.severity is Severity.ERROR for problem in problems)


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure of a list. `values` holds what the list says, by column id; an empty cell says nothing."""

    place: str
    values: Mapping[str, Value]

    @property
    def code(self) -> str:
        """The code as the list writes it."""
        return self.text("ma")

    @property
    def key(self) -> str:
        """The code by which procedures are compared."""
        return short_code(self.code)

    @property
    def title(self) -> str:
        """The procedure's name."""
        return self.text("title")

    @property
    def in_force(self) -> bool:
        """Whether the list says that the procedure can be done; abolition is said in either of two columns."""
        return "bai-bo" not in (self.values.get("trang_thai"), self.values.get("lan_thay_doi"))

    def text(self, column: str) -> str:
        """Return a value in words, empty where the list says nothing."""
        value = self.values.get(column, "")
        return value if isinstance(value, str) else "; ".join(value)


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """A list as read: `columns` are the ids of the columns that it has; no code stands in two rows."""

    rows: tuple[Row, ...] = ()
    columns: frozenset[str] = frozenset()
    problems: tuple[ListProblem, ...] = field(default=())

    @property
    def by_key(self) -> dict[str, Row]:
        """The rows by comparable code, in the list's order."""
        return {row.key: row for row in self.rows}
