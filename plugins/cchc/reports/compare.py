"""Comparison with other periods, and how long topics have been silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.periods import Period, parse_period, year_of
from cchc.taxonomy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Comparison:
    """Numbers of one unit of counting in this period and others; `None` where there is no such period.

    `since_new_year` is from the start of the reporting year on.
    """

    unit: str
    now: int
    previous: int | None
    last_year: int | None
    since_new_year: int | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """A topic's newest item up to a day; `days` since then, `None` when it never had one."""

    topic: str
    label: str
    last: date | None
    days: int | None


def previous_period(period: Period) -> Period | None:
    """Return the period before: quarter, month or year; `None` for 6 and 9 months, which have none in their year."""
    year, _, part = period.name.partition("-")
    number = int(year)
    if not part:
        name = f"{number - 1}"
    elif part.startswith("q"):
        name = f"{number}-q{int(part[1]) - 1}" if part != "q1" else f"{number - 1}-q4"
    elif part in ("6t", "9t"):
        return None
    else:
        name = f"{number}-{int(part) - 1:02d}" if part != "01" else f"{number - 1}-12"
    return parse_period(name, period.basis)


def same_period_last_year(period: Period) -> Period | None:
    """Return the period of the same name a year before."""
    year, dash, part = period.name.partition("-")
    return parse_period(f"{int(year) - 1}{dash}{part}", period.basis)


def since_new_year(period: Period) -> Period | None:
    """Return the span from the start of the reporting year to the end of `period`; `None` when `period` begins before
    that.
    """
    year = year_of(period)
    return Period(period.name, year.start, period.end, period.basis) if year and year.start <= period.start else None


def compare(items: Sequence[Item], period: Period, named: bool) -> tuple[Comparison, ...]:
    """Compare the numbers of each unit of counting; a span that is no `named` period has none before it."""
    before = previous_period(period) if named else None
    year_ago = same_period_last_year(period) if named else None
    whole = since_new_year(period)
    by_day = Counter((KINDS[item.kind].unit, item.day) for item in items)

    def numbers(span: Period) -> Counter[str]:
        found = Counter[str]()
        for (unit, day), number in by_day.items():
            if day in span:
                found[unit] += number
        return found

    now = numbers(period)
    others = [None if span is None else numbers(span) for span in (before, year_ago, whole)]
    return tuple(
        Comparison(unit, now[unit], *(None if found is None else found[unit] for found in others))
        for unit in dict.fromkeys(kind.unit for kind in KINDS.values())
    )


def freshness(items: Sequence[Item], vocabulary: Vocabulary, day: date) -> tuple[Freshness, ...]:
    """Return each topic's newest item up to `day`, the longest silent first; ended and merged topics are left out."""
    newest: dict[str, date] = {}
    for item in items:
        if item.topic and item.day <= day:
            newest[item.topic] = max(item.day, newest.get(item.topic, item.day))
    found = [
        Freshness(
            topic.id,
            topic.label,
            newest.get(topic.id),
            (day - newest[topic.id]).days if topic.id in newest else None,
        )
        for topic in vocabulary.topics.values()
        if not (topic.entry.merged_on and topic.entry.merged_on.day <= day)
        and not (topic.entry.valid_to and topic.entry.valid_to.day < day)
    ]
    return tuple(sorted(found, key=lambda one: (one.days is not None, -(one.days or 0))))
