"""What report is due when: the deadlines of agency.yml for the periods around a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc.dates import TimeLimit, limits_in
from cchc.periods import Basis, Period, parse_period, period_label
from cchc.taxonomy.models import Agency, Deadline
from cchc.text import fold

_DAY = re.compile(r"(truoc )?(?:ngay )?(\d{1,2})")
_PARTS = {"nam": "", "q1": "q1", "q2": "q2", "q3": "q3", "q4": "q4", "6t": "6t", "9t": "9t"}


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is due. `internal` is the day for the units, `outward` that for the recipient; `before_close` says
    that it must be sent before the books of the period close, so that its numbers are interim.
    """

    period: Period
    label: str
    recipient: str
    internal: date | None
    outward: date | None
    before_close: bool

    @property
    def last_day(self) -> date | None:
        """The day by which it must be out of the house, else that for the units."""
        return self.outward or self.internal


def due_reports(agency: Agency, year: int) -> tuple[Due, ...]:
    """Return the reports of a reporting year, and those of the year before that are due in it, in the order of their
    days.
    """
    basis, deadlines = Basis(agency.reporting.basis), agency.reporting.deadlines
    found = [due for deadline in deadlines for due in _of_deadline(deadline, year, basis)]
    before = [due for deadline in deadlines for due in _of_deadline(deadline, year - 1, basis)]
    found += [due for due in before if due.last_day and due.last_day.year == year]
    return tuple(sorted(found, key=lambda due: (due.last_day or date.max, due.label)))


def _of_deadline(deadline: Deadline, year: int, basis: Basis) -> Iterator[Due]:
    key = deadline.period
    names = [f"{year}-{month:02d}" for month in range(1, 13)] if key == "thang" else []
    if key in _PARTS:
        names = [f"{year}-{_PARTS[key]}".rstrip("-")]
    for name in names:
        period = parse_period(name, basis)
        if period is None:
            continue
        internal, outward = _day(deadline.internal, period), _day(deadline.outward, period)
        last = outward or internal
        yield Due(period, period_label(name), deadline.recipient, internal, outward, bool(last and last <= period.end))


def _day(written: str, period: Period) -> date | None:
    """Read `05/6`, a day of the period's last year, or `20`, a day of its last month; "trước ngày 05/6" is 04/6.

    Several days, or a year in a deadline that comes back with each period, are unclear: `None`.
    """
    year, month = period.end.year, period.end.month
    if match := _DAY.fullmatch(" ".join(fold(written).split())):
        return TimeLimit(int(match[2]), month, None, bool(match[1])).last_day(year)
    limits = limits_in(written)
    if len(limits) != 1 or limits[0].year is not None:
        return None
    # What ends with the year can be due in the January after.
    return limits[0].last_day(year + (month == 12 and limits[0].month <= 2))
