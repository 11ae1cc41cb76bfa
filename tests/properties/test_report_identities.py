"""What holds for every report: periods add up, each item is evidence once, sums are explained, what is past stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.cli.clock import moment_of
from cchc.content.kinds import KINDS, SECTIONS
from cchc.content.library import Library, library_of
from cchc.dates import long_date
from cchc.periods import Basis, Period, parse_period
from cchc.publishing import edition_of
from cchc.reports import build_report, document_of
from cchc.reports.lines import count_lines, house_number
from cchc.reports.model import Report
from cchc.reports.open_data import report_data
from cchc.taxonomy.data_files import default_file
from cchc.taxonomy.models import LinePart, ReportLine

SITE = "https://so.example.gov.vn/cchc/"
NOW = "2026-11-21"
YEAR = 2024  # a leap year
TOPICS = ("mot-cua", "van-ban-cchc", "quy-che-dan-chu", "iso-9001")
CHANNELS = ("trang-so", "zalo", "cong-dvc")
SOURCES = ("tu-san-xuat", "dan-lai")
KIND_IDS = ("tin", "bai", "video", "van-ban", "tthc", "hoat-dong", "hoi-dap")
# Lines that overlap, that narrow by channel and source, and that leave items out.
LINES = """
lines:
  - id: a
    label: Dòng a
    topics: [mot-cua, van-ban-cchc]
    parts: [{kinds: [tin, bai], unit: "tin, bài"}, {kinds: [van-ban], unit: văn bản}]
  - {id: b, label: Dòng b, topics: [van-ban-cchc, quy-che-dan-chu], parts: [{kinds: [van-ban], unit: văn bản}]}
  - {id: c, label: Dòng c, channels: [zalo, cong-dvc], parts: [{kinds: [tthc], unit: thủ tục hành chính}]}
  - {id: d, label: Dòng d, kinds: [tin, video, hoat-dong], sources: [tu-san-xuat]}
"""
EDGES = [
    date(YEAR + years, month, day)
    for years, month, day in (
        *((-1, 12, day) for day in (14, 15, 31)),
        *((0, month, day) for month in (1, 3, 6, 9, 12) for day in (1, 14, 15)),
        *((0, 2, day) for day in (28, 29)),
        *((0, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))),
        *((1, 1, day) for day in (1, 15)),
    )
]
days = st.sampled_from(EDGES) | st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 2, 15))


@dataclass(frozen=True)
class Spec:
    """An item to be made."""

    day: date
    kind: str
    topic: str
    channels: tuple[str, ...]
    source: str

    def file(self, slug: str, more: str = "") -> tuple[str, bytes]:
        """Return its path and bytes; `more` are further lines of the front matter."""
        section = next(one for one in SECTIONS.values() if self.kind in {kind.id for kind in one.kinds})
        folder = {"": "", "year": f"{self.day.year}/", "month": f"{self.day.year}/{self.day.month:02d}/"}[section.dated]
        channels = f"channels: [{', '.join(self.channels)}]\n" if self.channels else ""
        head = f"title: {slug}\ndate: {self.day}\ntags: [{self.topic}]\nkind: {self.kind}\nsource: {self.source}\n"
        return f"{section.folder}/{folder}{slug}.md", f"---\n{head}{channels}{more}---\n\nx\n".encode()


specs = st.builds(
    Spec,
    day=days,
    kind=st.sampled_from(KIND_IDS),
    topic=st.sampled_from(TOPICS),
    channels=st.lists(st.sampled_from(CHANNELS), max_size=2, unique=True).map(tuple),
    source=st.sampled_from(SOURCES),
)
contents = st.lists(specs, max_size=16)
bases = st.sampled_from(list(Basis))
fewer = settings(max_examples=40, deadline=None)


def library(content: list[Spec], more: Callable[[int], str] = lambda _: "", **data: bytes) -> Library:
    """Return the library of items; `more` gives further lines of an item, `data` further files of docs/_data."""
    files = {"_data/report-lines.yml": LINES.encode()}
    files.update({f"_data/{name}.yml": content_of for name, content_of in data.items()})
    files.update(spec.file(f"muc-{number:02d}", more(number)) for number, spec in enumerate(content))
    made = library_of(files)
    assert made.problems == ()
    assert len(made.items) == len(content)
    return made


def report_of(made: Library, name: str, basis: Basis, now: str = NOW) -> Report:
    period = parse_period(name, basis)
    assert period is not None
    return build_report(edition_of(made, moment_of(now)), period, SITE)


Numbers = Counter[tuple[str, str]]


def numbers(report: Report) -> Numbers:
    """Return all numbers of a report: totals, lines, items of no line, channels."""
    found: Numbers = Counter({("tổng số", ""): report.total, ("ngoài các dòng", ""): len(report.lines.of_no_line)})
    found.update({("tổng", part.unit): part.count for part in report.lines.totals})
    found.update({(line.id, part.unit): part.count for line in report.lines.lines for part in line.parts})
    found.update({("kênh", row.labels[0]): row.count for row in report.by_channel.rows})
    found.update({("chủ đề", row.labels[0]): row.count for row in report.by_topic.rows})
    return +found


@fewer
@given(contents, bases)
def test_quarters_add_up(content: list[Spec], basis: Basis) -> None:
    made = library(content)

    def of(*parts: str) -> Numbers:
        return sum((numbers(report_of(made, f"{YEAR}{part}", basis)) for part in parts), Counter())

    assert of("-q1", "-q2") == of("-6t")
    assert of("-6t", "-q3") == of("-9t")
    assert of("-9t", "-q4") == of("")
    assert of("-q1", "-q2", "-q3", "-q4") == of("")


@fewer
@given(contents, bases)
def test_months_partition_the_year(content: list[Spec], basis: Basis) -> None:
    made = library(content)
    year = report_of(made, str(YEAR), basis)
    months = [report_of(made, f"{YEAR}-{month:02d}", basis) for month in range(1, 13)]
    assert sum((numbers(month) for month in months), Counter()) == numbers(year)
    sources = [row.source for month in months for row in month.evidence]
    assert len(sources) == len(set(sources))
    assert set(sources) == {row.source for row in year.evidence}
    by_month = {row.keys[0]: row.count for row in year.by_month.rows}
    assert by_month == {month.period.name: month.total for month in months if month.total}


@given(days, bases)
def test_a_day_is_in_one_month_one_quarter_and_one_year(day: date, basis: Basis) -> None:
    def owners(*parts: str) -> list[str]:
        names = [f"{year}{part}" for year in range(day.year - 1, day.year + 2) for part in parts]
        periods = [period for name in names if (period := parse_period(name, basis))]
        return [period.name for period in periods if day in period]

    months, quarters, years = (
        owners(*(f"-{m:02d}" for m in range(1, 13))),
        owners(*(f"-q{q}" for q in range(1, 5))),
        owners(""),
    )
    assert len(months) == len(quarters) == len(years) == 1
    assert months[0][:4] == quarters[0][:4] == years[0]


@fewer
@given(contents, bases)
def test_spans_that_meet_add_up(content: list[Spec], basis: Basis) -> None:
    """A year cut anywhere in two from–to spans gives the same numbers."""
    edition = edition_of(library(content), moment_of(NOW))
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    whole = build_report(edition, Period("tat-ca", first, last, basis), SITE, named=False)
    for cut in (date(YEAR, 2, 29), date(YEAR, 6, 14), date(YEAR, 12, 30)):
        halves = [(first, cut), (cut + timedelta(days=1), last)]
        parts = [build_report(edition, Period("phan", *half, basis), SITE, named=False) for half in halves]
        assert sum(map(numbers, parts), Counter()) == numbers(whole)


@fewer
@given(contents, bases, st.sampled_from(["", "-q1", "-6t", "-02", "-12"]))
def test_every_item_is_evidence_once(content: list[Spec], basis: Basis, part: str) -> None:
    made = library(content)
    report = report_of(made, f"{YEAR}{part}", basis)
    expected = sorted(item.source for item in made.items if item.day in report.period)
    assert sorted(row.source for row in report.evidence) == expected
    assert [row.number for row in report.evidence] == list(range(1, len(expected) + 1))
    assert [row.day for row in report.evidence] == sorted(row.day for row in report.evidence)
    appendix = document_of(report).appendix[0]
    assert len(appendix.rows) == len(appendix.links) == len(expected)
    data = report_data(report)
    for line in data["lines"]:
        for one in line["parts"]:
            assert len(one["evidence"]) == len(set(one["evidence"])) == one["count"]
            assert one["words"] == house_number(one["count"], one["unit"])
    in_lines = {number for line in data["lines"] for one in line["parts"] for number in one["evidence"]}
    assert in_lines.isdisjoint(data["of_no_line"])
    assert in_lines | set(data["of_no_line"]) == {row["number"] for row in data["evidence"]}
    for row in report.evidence:
        lines = [line for line in report.lines.lines for p in line.parts if row.source in {i.source for i in p.items}]
        assert row.lines == tuple(line.label for line in lines)


some_kinds = st.lists(st.sampled_from(KIND_IDS), min_size=1, max_size=3, unique=True).map(tuple)
parts = st.builds(LinePart, kinds=some_kinds, unit=st.sampled_from(["tin, bài", "văn bản", "mục"]))


@st.composite
def report_lines(draw: st.DrawFn) -> tuple[ReportLine, ...]:
    """Draw any lines: overlapping, empty, with a kind in two parts, without parts."""

    def some(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)))

    return tuple(
        ReportLine(
            id=f"dong-{number}",
            label=f"Dòng {number}",
            topics=some(TOPICS),
            fields=some(("cai-cach-tthc", "noi-dung-lien-quan")),
            kinds=some(KIND_IDS),
            channels=some(CHANNELS),
            sources=some(SOURCES),
            parts=tuple(draw(st.lists(parts, max_size=3))),
        )
        for number in range(draw(st.integers(0, 5)))
    )


@fewer
@given(contents, report_lines())
def test_the_sum_of_lines_is_explained(content: list[Spec], lines: tuple[ReportLine, ...]) -> None:
    made = library(content)
    counted = count_lines(made.items, replace(made.vocabulary, report_lines=lines))
    times = Counter(item.source for line in counted.lines for part in line.parts for item in part.items)
    assert {item.source for item in counted.of_no_line} == {item.source for item in made.items} - set(times)
    assert {one.item.source: len(one.lines) for one in counted.overlaps} == {
        source: number for source, number in times.items() if number > 1
    }
    total = sum(part.count for part in counted.totals)
    assert total == len(made.items)
    repeated = sum(len(one.lines) - 1 for one in counted.overlaps)
    assert counted.sum_of_lines == total - len(counted.of_no_line) + repeated
    assert f"Tổng số {total} mục" in counted.explanation
    assert f"Tổng các dòng: {counted.sum_of_lines}." in counted.explanation
    assert (f"tăng thêm {repeated}" in counted.explanation) == bool(counted.overlaps)
    assert (f"{len(counted.of_no_line)} mục không thuộc dòng nào" in counted.explanation) == bool(counted.of_no_line)
    for part in counted.totals:
        assert all(KINDS[item.kind].unit == part.unit for item in part.items)


# What is past stays


def without(value: Any, *keys: str) -> Any:
    """Return plain data without these keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(one, *keys) for key, one in value.items() if key not in keys}
    return [without(one, *keys) for one in value] if isinstance(value, list) else value


DEFAULT_TOPICS = default_file("topics.yml").decode()
TOPIC_LINE = "      - id: quy-che-dan-chu\n        label: Quy chế dân chủ ở cơ sở\n"
assert DEFAULT_TOPICS.count(TOPIC_LINE) == 1


def topics_with(lines: str) -> bytes:
    """Return topics.yml with the topic `quy-che-dan-chu` written with these lines."""
    return DEFAULT_TOPICS.replace(TOPIC_LINE, f"      - id: quy-che-dan-chu\n{lines}").encode()


@fewer
@given(contents, bases)
def test_a_new_label_changes_no_number(content: list[Spec], basis: Basis) -> None:
    renamed = topics_with("        label: Dân chủ ở cơ quan\n")
    before, after = (report_of(made, str(YEAR), basis) for made in (library(content), library(content, topics=renamed)))
    assert without(report_data(before), "topic") == without(report_data(after), "topic")
    for one, two in zip(report_data(before)["evidence"], report_data(after)["evidence"], strict=True):
        labels = (one["topic"], two["topic"])
        assert labels[0] == labels[1] or labels == ("Quy chế dân chủ ở cơ sở", "Dân chủ ở cơ quan")
    assert [row.keys for row in before.by_topic.rows] == [row.keys for row in after.by_topic.rows]


@fewer
@given(contents, bases, st.integers(0, 60))
def test_merging_topics_leaves_past_reports_alone(content: list[Spec], basis: Basis, later: int) -> None:
    period = parse_period(f"{YEAR}-9t", basis)
    assert period is not None
    merged_on = period.end + timedelta(days=1 + later)
    merged = topics_with(
        f"        label: Quy chế dân chủ ở cơ sở\n        merged_into: mot-cua\n        merged_on: {merged_on}\n"
    )
    before, after = library(content), library(content, topics=merged)
    one, two = (report_data(report_of(made, period.name, basis)) for made in (before, after))
    assert one == two
    one_year, two_year = (report_of(made, str(YEAR), basis) for made in (before, after))
    assert one_year.total == two_year.total
    topic = {item.source: item.topic for item in after.items}
    for item in before.items:
        moved = item.topic == "quy-che-dan-chu" and item.day >= merged_on
        assert topic[item.source] == ("mot-cua" if moved else item.topic)
    told = [remark for remark in two_year.remarks if "gộp vào" in remark]
    assert bool(told) == (merged_on in two_year.period)
    assert all(f"từ ngày {long_date(merged_on)}" in remark for remark in told)


@dataclass(frozen=True)
class Case:
    """How an item is withdrawn, and whether it counts then."""

    lines: str
    counts: bool


CASES = (
    Case(lines="withdrawn: {date: 2026-03-01, reason: Trùng nội dung}\n", counts=False),
    Case(lines="withdrawn: {date: 2026-03-01, reason: Trùng nội dung, counted: true}\n", counts=True),
    Case(lines="withdrawn: {date: 2026-03-01, reason: Trùng nội dung}\ncounted: true\n", counts=True),
)


@fewer
@given(st.lists(specs, min_size=1, max_size=10), bases, st.data())
def test_a_withdrawn_item_is_told(content: list[Spec], basis: Basis, data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(content) - 1))
    case = data.draw(st.sampled_from(CASES))
    before = report_of(library(content), str(YEAR), basis)
    made = library(content, lambda number: case.lines if number == chosen else "")
    after = report_of(made, str(YEAR), basis)
    withdrawn = next(item for item in made.items if item.title == f"muc-{chosen:02d}")
    inside = withdrawn.day in after.period
    assert after.total == before.total - (inside and not case.counts)
    assert withdrawn.source in {row.source for row in after.evidence} or case.counts is False or not inside
    how = "vẫn đếm" if case.counts else "không đếm"
    remark = f"Đã gỡ ngày 01/03/2026 ({how}): “{withdrawn.title}”, đăng ngày {long_date(withdrawn.day)}."
    assert (remark in after.remarks) == inside
    if case.counts or not inside:
        assert numbers(after) == numbers(before)
    # Before the day of withdrawal nothing had changed.
    earlier = report_of(made, str(YEAR), basis, now="2026-02-28")
    assert numbers(earlier) == numbers(before)
    assert not any(text.startswith("Đã gỡ") for text in earlier.remarks)


@fewer
@given(contents, bases)
def test_drafts_and_other_periods_do_not_count(content: list[Spec], basis: Basis) -> None:
    drafts = library(content, lambda number: "draft: true\n" if number % 2 else "")
    kept = [spec for number, spec in enumerate(content) if not number % 2]
    one, two = report_of(drafts, str(YEAR), basis), report_of(library(kept), str(YEAR), basis)
    assert numbers(one) == numbers(two)


@fewer
@given(contents, bases, st.sampled_from(["", "-q2", "-01"]))
def test_the_comparison_repeats_the_other_report(content: list[Spec], basis: Basis, part: str) -> None:
    """What a report says of the period before is what that period's own report says."""
    made = library(content)
    report = report_of(made, f"{YEAR}{part}", basis)
    before = report_of(made, {"": f"{YEAR - 1}", "-q2": f"{YEAR}-q1", "-01": f"{YEAR - 1}-12"}[part], basis)
    previous = {total.unit: total.count for total in before.lines.totals}
    now = {total.unit: total.count for total in report.lines.totals}
    assert {row.unit: row.previous for row in report.comparisons} == previous
    assert {row.unit: row.now for row in report.comparisons} == now


@given(st.integers(0, 10_000_000), st.sampled_from(["văn bản", "tin, bài"]))
def test_house_numbers(number: int, unit: str) -> None:
    written, _, word = house_number(number, unit).partition(" ")
    assert word == unit
    assert int(written.replace(".", "")) == number
    assert len(written) >= 2
    groups = written.split(".")
    assert all(len(group) == 3 for group in groups[1:])
    assert len(groups[0]) <= 3
