"""What stands beside a number: the type word before it, the date of issue after it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cchc.citations.kinds import TYPE_WORDS

_LOOK_BACK = 80
_WORDS = "|".join(re.escape(word) for word in sorted(TYPE_WORDS, key=len, reverse=True))
# Blank and emphasis with at most one end of line: what the next paragraph says is another thing's.
_GAP = r"[ *_]{0,4}(?:\r?\n)?[ *_]{0,4}"
_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<word>{_WORDS})(?!\w){_GAP}(?:số\b[ *_]{{0,4}}:?{_GAP})?\Z", re.IGNORECASE)
_ISSUED = rf"[ *_]{{0,4}},?{_GAP}\(?(?:(?:được )?(?:ban hành|ký) )?"
_DATE = re.compile(
    rf"{_ISSUED}ngày\s{{0,4}}(?P<day>[0-9]{{1,2}})"
    r"(?:\s?[/.-]\s?(?P<month>[0-9]{1,2})\s?[/.-]\s?(?P<year>(?:19|20)[0-9]{2})"
    r"|\s{1,4}tháng\s{1,4}(?P<month_2>[0-9]{1,2})\s{1,4}năm\s{1,4}(?P<year_2>(?:19|20)[0-9]{2}))(?![0-9])",
    re.IGNORECASE,
)
# A blank before the month ("ngày /3/2024") is a draft's; digits that make no date are a mistake.
_WRONG_DATE = re.compile(rf"{_ISSUED}ngày\s{{0,4}}[0-9]{{1,4}}(?:\s?[/.-]\s?[0-9]|\s{{1,4}}tháng)", re.IGNORECASE)
# "năm 2021-2025" is the time of a plan, not the year of issue.
_YEAR = re.compile(rf"{_ISSUED}năm\s{{1,4}}(?P<year>(?:19|20)[0-9]{{2}})(?!\s?-\s?[0-9]|[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issued:
    """A date of issue as written: whole, the year alone, malformed, or nothing; `end` is where it ends."""

    end: int
    date: dt.date | None = None
    year: int | None = None
    malformed: bool = False


def word_before(text: str, position: int) -> tuple[str, int]:
    """Return the type word that stands right before `position` ("số" may be between) and its start, else "" there."""
    start = max(0, position - _LOOK_BACK)
    match = _WORD_BEFORE.search(text[start:position])
    return (match["word"], start + match.start()) if match else ("", position)


def agrees(word: str, kind: str) -> bool:
    """Say whether a type word goes with the symbol of a kind ("" for a number without one); no word always does."""
    # A letter that only IGNORECASE takes for another ("ı") makes a word that the table does not have.
    known = TYPE_WORDS.get(word.casefold())
    return known is None or kind in known[1]


def date_after(text: str, position: int) -> Issued:
    """Return the date of issue that follows a number ending at `position`."""
    if match := _DATE.match(text, position):
        day, month = int(match["day"]), int(match["month"] or match["month_2"])
        year = int(match["year"] or match["year_2"])
        try:
            return Issued(match.end(), dt.date(year, month, day), year)
        except ValueError:
            return Issued(match.end(), malformed=True)
    if match := _WRONG_DATE.match(text, position):
        return Issued(match.end(), malformed=True)
    if match := _YEAR.match(text, position):
        return Issued(match.end(), year=int(match["year"]))
    return Issued(position)
