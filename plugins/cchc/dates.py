"""Civil dates as editors write them, in the time of Asia/Ho_Chi_Minh (UTC+07:00, no summer time)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from cchc.text import fold

VIETNAM = timezone(timedelta(hours=7))

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+(\d{1,2}):(\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
_LIMIT = re.compile(
    r"(?:\b(?P<lead>truoc|tu|sau) )?(?P<word>\bngay )?(?<![\d/.,-])"
    r"(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?P<mark>/| thang )(?P<month>\d{1,2})(?:(?:/| nam )(?P<year>\d{4}))?)(?![\d/-])"
)
_AND = {",", "va", ", va", ";"}
_ANY_THREE = re.compile(r"(?<!\d)(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})(?!\d)")
_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH_WORD = re.compile(r"(\d{1,2})\s*(?:,\s*)?thang\s*(\d{1,2})\s*(?:,|nam)?\s*(\d{4})")
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|h|gio)\s*(\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True)
class CivilDate:
    """A moment as written: `moment` is aware (+07:00), `has_time` says whether the hour was given."""

    moment: datetime
    has_time: bool = False

    @property
    def day(self) -> date:
        """The civil day."""
        return self.moment.date()

    def __reduce__(self) -> tuple[type[CivilDate], tuple[datetime, bool]]:
        # Made like any other: the standard way for frozen classes takes several times as long.
        return CivilDate, (self.moment, self.has_time)

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


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A day by which something is to be done, as written: `year` is `None` where it is not said, and `before` says that
    the day itself is too late.
    """

    day: int
    month: int
    year: int | None
    before: bool

    def last_day(self, year: int) -> date | None:
        """Return the last day in time, in `year` where none is written; `None` where there is no such day."""
        try:
            day = date(self.year or year, self.month, self.day)
            return day - timedelta(days=1) if self.before else day
        except (ValueError, OverflowError):
            return None


def limits_in(text: str) -> tuple[TimeLimit, ...]:
    """Return the days in `text` that end a time: `30/6`, `trước 30/6/2024`, `ngày 30 tháng 6 năm 2024`, `2024-06-30`.

    "Trước ngày 05/6" ends with 04/6: its words leave the day out, while "05/6", "đến hết ngày 05/6" and "chậm nhất ngày
    05/6" include it; it holds for all days of a list ("trước ngày 05/6 và 05/12"). A day after "từ" or "sau" begins a
    time and is left out. Offices write both ways: the plan of Sở KH&CN Sơn La (118/KH-KHCN, 07/02/2020, mục IV) says "6
    tháng trước ngày 05/6 và cả năm trước ngày 05/12". Nghị định 09/2019/NĐ-CP sets the days on which books close, not
    how such words are read: this is their plain meaning.
    """
    found: list[TimeLimit] = []
    plain = " ".join(fold(text).split())
    lead, end = "", 0
    for match in _LIMIT.finditer(plain):
        # "06 tháng 9" without "ngày" can be two spans of months.
        if match["mark"] == " thang " and not match["word"]:
            continue
        listed = bool(found) and plain[end : match.start()].strip() in _AND
        lead, end = match["lead"] or (lead if listed else ""), match.end()
        if lead in ("tu", "sau"):
            continue
        day, month = int(match["iso_day"] or match["day"]), int(match["iso_month"] or match["month"])
        year = match["iso_year"] or match["year"]
        found.append(TimeLimit(day, month, int(year) if year else None, lead == "truoc"))
    return tuple(found)


def suggest_civil(text: str) -> str | None:
    """Return the ISO form that a wrongly written date probably means, with its hour, or `None` when that is unclear."""
    plain = _MONTH_WORD.sub(r"\1/\2/\3", fold(text))
    match = _ANY_THREE.search(plain) or _DIGITS.search(plain)
    if not match:
        return None
    first, second, third = (int(part) for part in match.groups())
    if first > 999:
        candidates = [(first, second, third), (first, third, second)]
    else:
        year = third if third > 999 else 2000 + third
        candidates = [(year, second, first), (year, first, second)] if third > 999 or third < 100 else []
    rest = f"{plain[: match.start()]} {plain[match.end() :]}"
    hour = _HOUR.search(rest)
    at = time(int(hour[1]), int(hour[2] or 0)) if hour and int(hour[1]) < 24 and int(hour[2] or 0) < 60 else None
    for year, month, day in candidates:
        try:
            found = date(year, month, day).isoformat()
        except ValueError:
            continue
        return f"{found} {at:%H:%M}" if at else found
    return None


def at_midnight(day: date) -> datetime:
    """Return the start of a civil day, aware (+07:00)."""
    return datetime.combine(day, time(), VIETNAM)


def long_date(day: date) -> str:
    """Return a date as an administrative text writes it in print: `05/11/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
