"""Cells of a department's list → values: dates, codes, periods, lists as offices write them."""

from __future__ import annotations

import re

from pydantic import TypeAdapter, ValidationError

from cchc.content.field_types import Duration, ProcedureCode
from cchc.dates import long_date, parse_civil, suggest_civil
from cchc.procedures.model import Value, short_code
from cchc.text import slugify, tidy

BULLET = re.compile(r"^\s*(?:[-–—+•*]|\d{1,2}[.)]|[a-zđ]\))\s+")
BRACKETS = re.compile(r"\([^()]*\)")
_LOOSE_CODE = re.compile(r"([1-9])[.,](\d{6})((?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?)")
_CODE: TypeAdapter[str] = TypeAdapter(ProcedureCode)
_DURATION: TypeAdapter[str] = TypeAdapter(Duration)
_URL = re.compile(r"https?://[^\s<>\"']+")


class WrongValueError(ValueError):
    """A cell that can't be read: `message` says why, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def line(text: str) -> str:
    """Return one line of text."""
    return tidy(text)


def sentence(text: str) -> str:
    """Several lines of one cell become one line of text, their marks replaced by semicolons."""
    return "; ".join(part.rstrip(" ;") for part in _parts_by_line(text))


def _parts_by_line(text: str) -> list[str]:
    return [part for line in text.splitlines() if (part := tidy(BULLET.sub("", line)))]


def body(text: str) -> str:
    """Return the lines of a text, each tidied, without empty ones."""
    return "\n".join(line for line in (tidy(line) for line in text.splitlines()) if line)


def elements(text: str) -> tuple[str, ...]:
    """Return the parts of a cell: lines where it has several, else what stands between semicolons."""
    lines = _parts_by_line(text)
    parts = lines if len(lines) > 1 else [tidy(part) for part in text.split(";")]
    return tuple(dict.fromkeys(part for part in (part.rstrip(" ;.") for part in parts) if part))


def citations(text: str) -> tuple[str, ...]:
    """Return the documents that a cell names, without marks of lists."""
    parts = re.split(r"[;,\n]", text)
    return tuple(dict.fromkeys(part for part in (tidy(BULLET.sub("", part)) for part in parts) if part))


def code(text: str) -> str:
    """Return a procedure's national code. Raises WrongValueError."""
    code = tidy(text)
    loose = _LOOSE_CODE.fullmatch(code)
    if loose:
        code = f"{loose[1]}.{loose[2]}{loose[3]}"
    try:
        return _CODE.validate_python(code)
    except ValidationError as error:
        short = re.fullmatch(r"([1-9])[.,](\d{3,5})", code)
        meant = f"Có phải ý bạn là “{short[1]}.{short[2]:0<6}”? " if short else ""
        hint = f"{meant}Mã có dạng 1.001786; trong Excel, định dạng cột mã là Văn bản (Text) để không mất số 0 ở cuối."
        raise WrongValueError(f"mã thủ tục “{code}” chưa đúng", hint) from error


def day(text: str) -> str:
    """Return a day in ISO form. Raises WrongValueError."""
    day = parse_civil(tidy(text))
    if day is None:
        near = suggest_civil(text)
        meant = f"Có phải ý bạn là “{near}”? " if near else ""
        raise WrongValueError(f"không hiểu ngày “{tidy(text)}”", f"{meant}Viết ngày như 04/05/2026 hoặc 2026-05-04.")
    return day.day.isoformat()


def duration(text: str) -> str:
    """Return a period with its unit. Raises WrongValueError."""
    words = sentence(text)
    try:
        return _DURATION.validate_python(words)
    except ValidationError as error:
        raise WrongValueError(
            f"thời hạn “{words}” chưa có đơn vị",
            "Viết số kèm đơn vị: 15 ngày làm việc, 3 ngày, 8 giờ làm việc; hoặc “trong ngày”, “không quy định”.",
        ) from error


def number(text: str) -> str:
    """Return the whole number that a cell begins with. Raises WrongValueError."""
    digits = re.match(r"\d{1,3}(?!\d)", tidy(text))
    if digits is None:
        raise WrongValueError(f"“{tidy(text)}” không phải là số", "Viết một số, ví dụ 1.")
    return str(int(digits[0]))


def url(text: str) -> str:
    """Return a full address of a page. Raises WrongValueError."""
    address = tidy(text)
    if not _URL.fullmatch(address):
        raise WrongValueError(f"“{address}” không phải địa chỉ trang", "Viết địa chỉ đầy đủ, bắt đầu bằng https://.")
    return address


def codes(text: str) -> tuple[str, ...]:
    """Return the different codes of a cell. Raises WrongValueError."""
    return tuple(dict.fromkeys(code(part) for part in re.split(r"[;,\s]+", text.strip()) if part))


def shown_day(value: str) -> str:
    """Return an ISO day as it is printed."""
    day = parse_civil(value)
    return value if day is None else long_date(day.day)


def same_code(old: Value, new: Value) -> bool:
    """Say whether two codes are of the same procedure."""
    return short_code(str(old)) == short_code(str(new))


def same_name(old: Value, new: Value) -> bool:
    """Say whether two names differ in spelling only."""
    return slugify(str(old)) == slugify(str(new))


def same_set(old: Value, new: Value) -> bool:
    """Say whether two lists hold the same, in any order."""
    return set(old) == set(new)
