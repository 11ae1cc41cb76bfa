"""A problem: something an editor should change, with its place and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from cchc.problems.catalogue import CATALOGUE


class Severity(StrEnum):
    """`error` stops a build; `warning` and `hint` do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem at one place. `path` is relative to the site's folder, with `/`; line and column start at 1."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str

    @property
    def hint_with_example(self) -> str:
        """The hint, with the right example of the catalogue where the hint itself shows none."""
        right = CATALOGUE[self.code].right
        return self.hint if "ví dụ" in self.hint.casefold() else f"{self.hint} Ví dụ đúng: {right}"

    def as_json(self) -> dict[str, str | int]:
        """Return the object of the content contract."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint_with_example,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that does not know its file yet."""

    code: str
    line: int
    column: int
    values: tuple[tuple[str, str], ...] = ()

    def at(self, path: str) -> Problem:
        """Return the problem in the file `path`."""
        return make_problem(self.code, path, self.line, self.column, **dict(self.values))


def finding(code: str, line: int, column: int = 1, **values: object) -> Finding:
    """Return a finding; `values` fill the sentences of the catalogue."""
    return Finding(code, line, column, tuple((key, str(value)) for key, value in values.items()))


def make_problem(code: str, path: str, line: int = 1, column: int = 1, **values: object) -> Problem:
    """Return the problem `code` of the catalogue, its sentences filled with `values`.

    A value `nearest` that is not empty adds the question "Có phải ý bạn là …?" before the hint.
    """
    entry = CATALOGUE[code]
    texts = {key: str(value) for key, value in values.items()}
    nearest = texts.pop("nearest", "")
    hint = _fill(entry.hint, texts)
    if nearest:
        hint = f"Có phải ý bạn là “{nearest}”? {hint}"
    return Problem(path, line, column, code, Severity(entry.severity), _fill(entry.message, texts), hint)


def _fill(template: str, values: dict[str, str]) -> str:
    return Formatter().vformat(template, (), values) if "{" in template else template


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any problem stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
