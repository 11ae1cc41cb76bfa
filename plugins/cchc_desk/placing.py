"""Where the page shows a problem or a hint: a line of the text, or a field of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.fields import FieldInfo

from cchc.problems import Problem
from cchc_desk.checking import Hint
from cchc_desk.parts import Parts, parts_of, schema_for
from cchc_desk.wording import MISSING, in_form

# A key that is not there has no line of its own.
_REQUIRED = ("title", "date", "tags")


def placed(source: str, data: bytes, problems: Iterable[Problem], hints: Iterable[Hint]) -> list[dict[str, Any]]:
    """Return problems, then hints, of a text that holds `data`, each with its place."""
    parts = parts_of(source, data)
    body_line, keys = (parts.body_line, _lines_of_keys(parts)) if parts is not None else (1, [])
    labels = schema_for(source).model_fields
    shown = [_shown(problem, body_line, keys, labels) for problem in problems]
    for hint in hints:
        # What is wrong and right, and where the field starts: the page can put it right.
        repair = {"wrong": hint.wrong, "right": hint.right, "at": hint.at}
        shown.append({**_shown(hint.problem, body_line, keys, labels), **repair})
    return shown


def _lines_of_keys(parts: Parts) -> list[tuple[int, str]]:
    """Return at which line each key of the block starts, in their order."""
    if parts.head is None:
        return []
    return sorted((node.key_line, key) for key, node in parts.head.entries.items())


def _shown(
    problem: Problem, body_line: int, keys: list[tuple[int, str]], fields: Mapping[str, FieldInfo]
) -> dict[str, Any]:
    in_body = bool(keys) and problem.line >= body_line
    field = next((key for line, key in reversed(keys) if line <= problem.line), "") if not in_body else ""
    if problem.code == MISSING:
        field = next((key for key in _REQUIRED if f"“{key}”" in problem.message), field)
    message, hint = in_form(problem, field, fields) if field else (problem.message, problem.hint)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": message,
        "hint": hint,
        "line": problem.line - body_line + 1 if in_body else 0,
        "column": problem.column if in_body else 0,
        "file_line": problem.line,
        "field": field,
    }
