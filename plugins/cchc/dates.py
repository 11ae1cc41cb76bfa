"""Civil dates as editors write them, in the time of Asia/Ho_Chi_Minh (UTC+07:00, no summer time)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+(\d{1,2}):(\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
_ANY_THREE = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class CivilDate:
    """A moment as written: `moment` is aware (+07:00), `has_time` says whether the hour was given."""

    moment: datetime
    has_time: bool = False

    @property
    def day(self) -> date:
        """The civil day."""
        return self.moment.date()

    def __str__(self) -> str:
        return self.moment.strftime("%Y-%m-%d %H:%M" if self.has_time else "%Y-%m-%d")


def parse_civil(text: str) -> CivilDate | None:
    """Read `2026-11-05`, `2026-11-05 08:30` or `05/11/2026` (day first, with or without hour); `None` for all else."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day, hour, minute = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute = match.groups()
    else:
        return None
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=VIETNAM)
    except ValueError:
        return None
    return CivilDate(moment, hour is not None)


def suggest_civil(text: str) -> str | None:
    """Return the ISO form that a wrongly written date probably means, or `None` when that is unclear."""
    match = _ANY_THREE.search(text)
    if not match:
        return None
    first, second, third = (int(part) for part in match.groups())
    candidates = []
    if first > 999:
        candidates = [(first, second, third), (first, third, second)]
    elif third > 999:
        candidates = [(third, second, first), (third, first, second)]
    for year, month, day in candidates:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def at_midnight(day: date) -> datetime:
    """Return the start of a civil day, aware (+07:00)."""
    return datetime.combine(day, time(), VIETNAM)


def long_date(day: date) -> str:
    """Return a date as an administrative text writes it in print: `05/11/2026`."""
    return day.strftime("%d/%m/%Y")
