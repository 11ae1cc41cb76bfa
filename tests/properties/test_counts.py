"""For generated libraries the counts equal an independent naive count, and tables reconcile."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.citations import Citation
from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.content.links import link_map
from cchc.periods import Basis, parse_period
from cchc.publishing import Edition, edition_of
from cchc.search import KeptIndex
from cchc.site.model import Site
from cchc.statistics import Query, count, count_csv, json_of, public_statistics, year_statistics, years_of
from cchc.texts.prepare import Prepared

TOPICS = {
    "mot-cua": "cai-cach-tthc",
    "kiem-soat-tthc": "cai-cach-tthc",
    "chi-so-cchc": "chi-dao-dieu-hanh",
    "iso-9001": "xay-dung-chinh-phu-so",
}
CHANNELS = ("trang-so", "zalo", "facebook")
NEWS = ("tin", "bai", "video")
NOW = date(2026, 11, 21)


@dataclass(frozen=True)
class Draw:
    """What a generated item says, kept apart from the kit's own reading of it."""

    folder: str
    kind: str
    day: date
    topics: tuple[str, ...]
    channels: tuple[str, ...]
    state: str

    def text(self, number: int) -> str:
        lines = ["---", f"title: Mục số {number}", f"date: {self.day.isoformat()}", f"tags: [{', '.join(self.topics)}]"]
        if self.folder == "tin-tuc" and self.kind != "tin":
            lines.append(f"kind: {self.kind}")
        if self.channels:
            lines.append(f"channels: {', '.join(self.channels)}")
        lines += {
            "draft": ["draft: true"],
            "expired": [f"expires: {(self.day + timedelta(days=1)).isoformat()}"],
            "withdrawn": [f"withdrawn: {{date: {self.day.isoformat()}, reason: Trùng}}"],
            "withdrawn-counted": [f"withdrawn: {{date: {self.day.isoformat()}, reason: Trùng}}", "counted: true"],
        }.get(self.state, [])
        return "\n".join([*lines, "---", "", "Nội dung"])

    @property
    def counts(self) -> bool:
        return self.day <= NOW and self.state not in ("draft", "withdrawn")


# Days around the ends of periods, on both bases.
EDGES = [date(year, month, day) for year in (2024, 2025, 2026) for month in range(1, 13) for day in (1, 14, 15, 28)] + [
    date(2024, 2, 29)
]
draws = st.builds(
    lambda place, day, topics, channels, state: Draw(place[0], place[1], day, tuple(topics), tuple(channels), state),
    st.sampled_from([*(("tin-tuc", kind) for kind in NEWS), ("van-ban", "van-ban"), ("hoat-dong", "hoat-dong")]),
    st.one_of(st.sampled_from(EDGES), st.dates(date(2024, 1, 1), date(2027, 1, 31))),
    st.lists(st.sampled_from(sorted(TOPICS)), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(CHANNELS), max_size=3, unique=True),
    st.sampled_from(["", "", "", "draft", "expired", "withdrawn", "withdrawn-counted"]),
)
libraries = st.lists(draws, max_size=25)


def edition(items: list[Draw]) -> Edition:
    files = {
        f"{item.folder}/{item.day.year}/muc-{number}.md": item.text(number).encode()
        for number, item in enumerate(items)
    }
    library = library_of(files)
    assert len(library.items) == len(items), library.problems
    return edition_of(library, moment_of(NOW.isoformat()))


def naive(items: list[Draw], start: date | None = None, end: date | None = None) -> list[Draw]:
    return [
        item
        for item in items
        if item.counts and (start is None or item.day >= start) and (end is None or item.day <= end)
    ]


def month_nd09(day: date) -> str:
    shifted = day + timedelta(days=17) if day.day >= 15 else day
    return f"{shifted.year}-{shifted.month:02d}"


@settings(max_examples=60, deadline=None)
@given(libraries)
def test_counts_equal_a_naive_count(items: list[Draw]) -> None:
    found = edition(items)
    vocabulary = found.library.vocabulary
    expected = {
        "kind": Counter(item.kind for item in naive(items)),
        "topic": Counter(item.topics[0] for item in naive(items)),
        "field": Counter(TOPICS[item.topics[0]] for item in naive(items)),
        "any-topic": Counter(topic for item in naive(items) for topic in item.topics),
        "channel": Counter(channel for item in naive(items) for channel in item.channels or ("trang-so",)),
        "month": Counter(month_nd09(item.day) for item in naive(items)),
    }
    for dimension, numbers in expected.items():
        counted = count(found.counted, vocabulary, Query((dimension,)))
        assert {row.keys[0]: row.count for row in counted.rows} == dict(numbers), dimension
        assert counted.total == len(naive(items))
        if counted.additive:
            assert sum(row.count for row in counted.rows) == counted.total


@settings(max_examples=40, deadline=None)
@given(libraries, st.sampled_from(Basis), st.sampled_from(["2024", "2025", "2026"]))
def test_periods_of_counts_add_up(items: list[Draw], basis: Basis, year: str) -> None:
    found = edition(items)

    def number(name: str) -> int:
        span = parse_period(name, basis)
        assert span is not None
        total = count(found.counted, found.library.vocabulary, Query((), span.start, span.end, basis)).total
        assert total == len(naive(items, span.start, span.end))
        return total

    assert number(f"{year}-q1") + number(f"{year}-q2") == number(f"{year}-6t")
    assert number(f"{year}-6t") + number(f"{year}-q3") == number(f"{year}-9t")
    assert number(f"{year}-9t") + number(f"{year}-q4") == number(year)
    assert sum(number(f"{year}-{month:02d}") for month in range(1, 13)) == number(year)


@settings(max_examples=30, deadline=None)
@given(libraries)
def test_public_tables_reconcile(items: list[Draw]) -> None:
    found = edition(items)
    statistics = public_statistics(found)
    assert statistics.total == len(naive(items))
    tables = [*statistics.tables, *(table for year in years_of(found) for table in year_statistics(found, year).tables)]
    for table in tables:
        for row in table.rows:
            assert len(row.numbers) == len(table.columns) == len(table.totals)
            if len(row.numbers) > 1:
                assert sum(row.numbers[:-1]) == row.numbers[-1]
        tops = [row for row in table.rows if row.level == (0 if table.id == "theo-chu-de" else 1)]
        if table.additive:
            assert tuple(sum(column) for column in zip(*(row.numbers for row in tops), strict=True)) in (
                table.totals,
                (),
            )


class NoTexts:
    """For pages that show no text."""

    def prepared(self, source: str) -> Prepared:
        raise AssertionError(source)

    def citations(self, source: str) -> tuple[Citation, ...]:
        return ()

    def index(self, sources: Sequence[str]) -> KeptIndex:
        raise AssertionError(sources)

    def digest(self, source: str) -> bytes:
        return source.encode()

    def head(self, source: str) -> bytes:
        return source.encode()


@settings(max_examples=20, deadline=None)
@given(libraries)
def test_lists_search_and_open_data_say_the_same(items: list[Draw]) -> None:
    found = edition(items)
    site = Site(found, link_map(found.library), NoTexts())
    listed = {item.source for item in found.listed}
    assert {item.source for group in site.in_section.values() for item in group} == listed
    assert {item.source for group in site.in_month.values() for item in group} == listed
    assert sum(len(group) for group in site.in_month.values()) == len(listed)
    assert f'"total": {len(naive(items))},' in json_of(found)
    counted = count(found.counted, found.library.vocabulary, Query(("month", "topic", "kind")))
    rows = list(csv.DictReader(io.StringIO(count_csv(counted))))
    assert sum(int(row["count"]) for row in rows if row["month"] != "total") == len(naive(items))
