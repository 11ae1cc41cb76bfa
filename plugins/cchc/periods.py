"""Reporting periods and the two bases on which books are closed.

`nd09`: a month runs from the 15th of the month before to the 14th (Nghị định 09/2019/NĐ-CP, Điều 12);
`calendar`: plain months. Both ends of a period are inclusive civil days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Basis(StrEnum):
    """How a day is assigned to a reporting month."""

    ND09 = "nd09"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of civil days, `start` and `end` inclusive; `name` is the short form of the contract (`2026-q1`)."""

    name: str
    start: date
    end: date
    basis: Basis

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


_CLOSING_DAY = 14
_SPANS: dict[str, tuple[int, int]] = {
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
    "6t": (1, 6),
    "9t": (1, 9),
}
_NAME = re.compile(r"(\d{4})(?:-(q[1-4]|6t|9t|0[1-9]|1[0-2]))?")
PERIOD_EXAMPLES = ("2026", "2026-q1", "2026-6t", "2026-9t", "2026-05")


def parse_period(name: str, basis: Basis) -> Period | None:
    """Return the period of a name such as `2026`, `2026-q1`, `2026-6t`, `2026-9t` or `2026-05`; `None` for another."""
    name = name.strip().lower()
    match = _NAME.fullmatch(name)
    if not match or int(match[1]) < 2:
        return None
    year, part = int(match[1]), match[2]
    if part is None:
        first, last = 1, 12
    elif part in _SPANS:
        first, last = _SPANS[part]
    else:
        first = last = int(part)
    return Period(name, _month_start(year, first, basis), _month_end(year, last, basis), basis)


def reporting_month(day: date, basis: Basis) -> tuple[int, int]:
    """Return (year, month) of the reporting month that a civil day belongs to."""
    if basis is Basis.ND09 and day.day > _CLOSING_DAY:
        return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return day.year, day.month


def month_name(day: date, basis: Basis) -> str:
    """Return the name of the month period of `day`, `2026-05`."""
    return "{:04d}-{:02d}".format(*reporting_month(day, basis))


def quarter_name(day: date, basis: Basis) -> str:
    """Return the name of the quarter period of `day`, `2026-q2`."""
    year, month = reporting_month(day, basis)
    return f"{year:04d}-q{(month + 2) // 3}"


def year_name(day: date, basis: Basis) -> str:
    """Return the name of the year period of `day`, `2026`."""
    return f"{reporting_month(day, basis)[0]:04d}"


def year_of(period: Period) -> Period | None:
    """Return the reporting year of a period: the one that most of its days are of, of two the later; `None` before the
    year 2.
    """
    first, last = (int(year_name(day, period.basis)) for day in (period.start, period.end))
    years = [year for number in range(first, last + 1) if (year := parse_period(f"{number:04d}", period.basis))]

    def days(year: Period) -> int:
        return (min(year.end, period.end) - max(year.start, period.start)).days

    return max(years, key=lambda year: (days(year), year.start), default=None)


PERIOD_DIMENSIONS: dict[str, Callable[[date, Basis], str]] = {
    "month": month_name,
    "quarter": quarter_name,
    "year": year_name,
}


def period_label(name: str) -> str:
    """Return the Vietnamese name of a period: `2026-q1` → `Quý I năm 2026`."""
    year, _, part = name.partition("-")
    if not part:
        return f"Năm {year}"
    if part.startswith("q"):
        return f"Quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]} năm {year}"
    if part in ("6t", "9t"):
        return f"{'6 tháng đầu' if part == '6t' else '9 tháng đầu'} năm {year}"
    return f"Tháng {int(part)} năm {year}"


def _month_start(year: int, month: int, basis: Basis) -> date:
    if basis is Basis.CALENDAR:
        return date(year, month, 1)
    return date(year - 1, 12, _CLOSING_DAY + 1) if month == 1 else date(year, month - 1, _CLOSING_DAY + 1)


def _month_end(year: int, month: int, basis: Basis) -> date:
    if basis is Basis.ND09:
        return date(year, month, _CLOSING_DAY)
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)
