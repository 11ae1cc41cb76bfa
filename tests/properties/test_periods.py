"""Periods partition the year, on both bases."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.periods import PERIOD_DIMENSIONS, Basis, Period, parse_period

YEARS = st.integers(2001, 2199)
BASES = st.sampled_from(Basis)
DAYS = st.dates(date(2001, 1, 1), date(2199, 12, 31))


def period(name: str, basis: Basis) -> Period:
    found = parse_period(name, basis)
    assert found is not None
    return found


def days(span: Period) -> int:
    return (span.end - span.start).days + 1


@given(YEARS, BASES)
def test_months_partition_the_year(year: int, basis: Basis) -> None:
    whole = period(f"{year}", basis)
    months = [period(f"{year}-{month:02d}", basis) for month in range(1, 13)]
    assert months[0].start == whole.start
    assert months[-1].end == whole.end
    for one, following in pairwise(months):
        assert following.start == one.end + timedelta(days=1)
    assert sum(map(days, months)) == days(whole)
    assert period(f"{year + 1}", basis).start == whole.end + timedelta(days=1)


@given(YEARS, BASES)
def test_quarters_add_up(year: int, basis: Basis) -> None:
    q1, q2, q3, q4 = (period(f"{year}-q{number}", basis) for number in range(1, 5))
    half, nine, whole = (period(name, basis) for name in (f"{year}-6t", f"{year}-9t", f"{year}"))
    assert (half.start, half.end) == (q1.start, q2.end)
    assert (nine.start, nine.end) == (half.start, q3.end)
    assert (whole.start, whole.end) == (nine.start, q4.end)
    assert days(q1) + days(q2) == days(half)
    assert days(half) + days(q3) == days(nine)
    assert days(nine) + days(q4) == days(whole)


@given(DAYS, BASES)
def test_each_day_is_in_one_month_quarter_and_year(day: date, basis: Basis) -> None:
    for dimension, parts in (("month", [f"{m:02d}" for m in range(1, 13)]), ("quarter", ["q1", "q2", "q3", "q4"])):
        name = PERIOD_DIMENSIONS[dimension](day, basis)
        holding = [
            f"{year}-{part}"
            for year in (day.year - 1, day.year, day.year + 1)
            for part in parts
            if day in period(f"{year}-{part}", basis)
        ]
        assert holding == [name]
    assert day in period(PERIOD_DIMENSIONS["year"](day, basis), basis)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [  # domain notes, 1.1: nd09
        ("2026-05", "2026-04-15", "2026-05-14"),
        ("2026-01", "2025-12-15", "2026-01-14"),
        ("2026-q1", "2025-12-15", "2026-03-14"),
        ("2026-q2", "2026-03-15", "2026-06-14"),
        ("2026-q3", "2026-06-15", "2026-09-14"),
        ("2026-q4", "2026-09-15", "2026-12-14"),
        ("2026-6t", "2025-12-15", "2026-06-14"),
        ("2026-9t", "2025-12-15", "2026-09-14"),
        ("2026", "2025-12-15", "2026-12-14"),
        ("2028-03", "2028-02-15", "2028-03-14"),
    ],
)
def test_books_close_on_the_14th(name: str, start: str, end: str) -> None:
    span = period(name, Basis.ND09)
    assert (span.start.isoformat(), span.end.isoformat()) == (start, end)


def test_the_turn_of_the_year() -> None:
    for day, year, quarter, month in (
        (date(2026, 12, 15), "2027", "2027-q1", "2027-01"),
        (date(2026, 12, 14), "2026", "2026-q4", "2026-12"),
    ):
        names = [PERIOD_DIMENSIONS[d](day, Basis.ND09) for d in ("year", "quarter", "month")]
        assert names == [year, quarter, month]


@pytest.mark.parametrize(
    "name", ["", "26", "2026-q5", "2026-13", "2026-00", "2026-3t", "2026-1", "q1", "2026/q1", "0000"]
)
def test_other_names_are_no_period(name: str) -> None:
    assert parse_period(name, Basis.ND09) is None
