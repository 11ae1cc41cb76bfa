"""The plan against what was done, scores and diversity; comparison with other periods; how long topics are silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.periods import Basis, Period, parse_period, year_of
from cchc.publishing import Edition, edition_of
from cchc.reports import build_report, document_of
from cchc.reports.compare import compare, freshness, previous_period, same_period_last_year, since_new_year
from cchc.reports.document import Bullet, Grid, decimal
from cchc.reports.model import Report
from cchc.reports.open_data import report_markdown
from cchc.reports.plan_coverage import PlanCoverage, TaskState, due_day, score_of
from cchc.reports.proofs import proofs_of
from cchc.site.year_figures import plans_of_year
from cchc.taxonomy.models import FORM_CLASSES
from cchc.text import percent

SITE = "https://so.example.gov.vn/cchc/"
BASES = list(Basis)


def item(section: str, slug: str, day: str, **more: str) -> tuple[str, bytes]:
    """Return path and bytes of an item."""
    year, month, _ = day.split("-")
    folder = {"tin-tuc": f"/{year}/{month}", "tthc": ""}.get(section, f"/{year}")
    fields = {"title": slug, "date": day, "tags": "[mot-cua]", **more}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"{section}{folder}/{slug}.md", f"---\n{head}---\n\nx\n".encode()


def edition_at(now: str, *items: tuple[str, bytes], data: Mapping[str, str] | None = None) -> Edition:
    files = {f"_data/{name}": text.encode() for name, text in (data or {}).items()}
    library = library_of({**files, **dict(items)})
    assert library.problems == ()
    return edition_of(library, moment_of(now))


def period_of(name: str, basis: Basis = Basis.ND09) -> Period:
    found = parse_period(name, basis)
    assert found is not None
    return found


# When a task's time ends


@pytest.mark.parametrize(
    ("time", "nd09", "calendar"),
    [
        ("quý I", "2024-03-14", "2024-03-31"),
        ("Quý II", "2024-06-14", "2024-06-30"),
        ("QUÝ III", "2024-09-14", "2024-09-30"),
        ("trong quý 4", "2024-12-14", "2024-12-31"),
        ("Quý II/2024", "2024-06-14", "2024-06-30"),
        ("Quý I năm 2024", "2024-03-14", "2024-03-31"),
        ("6 tháng", "2024-06-14", "2024-06-30"),
        ("06 tháng đầu năm", "2024-06-14", "2024-06-30"),
        ("9 tháng", "2024-09-14", "2024-09-30"),
    ],
)
def test_due_day_of_a_period_follows_the_basis(time: str, nd09: str, calendar: str) -> None:
    assert due_day(time, 2024, Basis.ND09) == date.fromisoformat(nd09)
    assert due_day(time, 2024, Basis.CALENDAR) == date.fromisoformat(calendar)


@pytest.mark.parametrize("basis", BASES)
def test_due_day_of_a_date(basis: Basis) -> None:
    for time in ("30/6/2024", "2024-06-30", "30/06/2024"):
        assert due_day(time, 2024, basis) == date(2024, 6, 30)
    assert due_day("29/02/2024", 2024, basis) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "time",
    [
        "",
        "thường xuyên",
        "Thường xuyên",
        "theo kế hoạch kiểm tra",
        "cả năm",
        "hằng quý",
        "31/02/2024",
        "quý V",
        "từ 01/3",
        "từ ngày 06 tháng 9",
        "sau ngày 30/6",
        "trước 31/6",
        "trước 01/01/0001",
        "theo Kế hoạch 36/2024",
    ],
)
def test_no_due_day(time: str) -> None:
    assert due_day(time, 2024, Basis.ND09) is None


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("6 tháng cuối năm", "2024-12-14"),
        ("Quý I, Quý II", "2024-06-14"),
        ("Quý I/2025", "2025-03-14"),
    ],
)
def test_due_day_reads_the_whole_time(time: str, day: str) -> None:
    assert due_day(time, 2024, Basis.ND09) == date.fromisoformat(day)


# The plan

PLAN = """
title: Kế hoạch truyền thông năm 2024
year: 2024
groups: [{id: I, label: Nhóm một}, {id: II, label: Nhóm hai}]
tasks:
  - {id: I.1, group: I, text: Việc quý một, time: quý I, lead: [van-phong-so]}
  - {id: I.2, group: I, text: Việc quý hai, time: Quý II/2024, lead: [van-phong-so, Phòng Hành chính]}
  - {id: II.1, group: II, text: Ba bài, time: thường xuyên, target: 3, lead: [Phòng Hành chính]}
  - {id: II.2, group: II, text: Việc cả năm, time: thường xuyên}
"""
UNITS = "units: [{id: van-phong-so, label: Văn phòng Sở, aliases: [VP Sở]}]\n"


def plan_report(now: str, period: str, *tasks: tuple[str, str], plan: str = PLAN, agency: str = "name: Sở\n") -> Report:
    """Return the report with one news item for each (task, day)."""
    items = [
        item("tin-tuc", f"tin-{number}", day, plan=f"[ke-hoach/{task}]") for number, (task, day) in enumerate(tasks)
    ]
    data = {"plans/ke-hoach.yml": plan, "units.yml": UNITS, "agency.yml": agency}
    return build_report(edition_at(now, *items, data=data), period_of(period), SITE)


def coverage_of(report: Report) -> PlanCoverage:
    (found,) = report.coverages
    return found


def states(report: Report) -> dict[str, TaskState]:
    return {task.task.id: task.state for task in coverage_of(report).tasks}


def test_states_of_tasks() -> None:
    report = plan_report("2024-08-01", "2024", ("I.1", "2024-03-14"), ("II.1", "2024-02-01"), ("II.1", "2024-02-02"))
    assert states(report) == {
        "I.1": TaskState.DONE,
        "I.2": TaskState.OVERDUE,
        "II.1": TaskState.STARTED,
        "II.2": TaskState.WITHOUT_EVIDENCE,
    }
    coverage = coverage_of(report)
    assert coverage.by_group() == (("I. Nhóm một", 1, 2), ("II. Nhóm hai", 1, 2))
    assert coverage.by_lead(report.vocabulary) == (("Văn phòng Sở", 1, 2), ("Phòng Hành chính", 1, 2))
    assert [task.done for task in coverage.tasks] == [1, 0, 2, 0]
    assert (coverage.score.done, coverage.score.planned) == (1, 4)


def test_a_task_is_done_at_its_target() -> None:
    days = [("II.1", f"2024-02-0{day}") for day in (1, 2, 3)]
    assert states(plan_report("2024-08-01", "2024", *days))["II.1"] is TaskState.DONE
    assert states(plan_report("2024-08-01", "2024", *days[:2]))["II.1"] is TaskState.STARTED


def test_a_task_begun_but_past_its_time_is_overdue() -> None:
    plan = PLAN.replace("text: Việc quý một, time: quý I,", "text: Việc quý một, time: quý I, target: 2,")
    report = plan_report("2024-08-01", "2024", ("I.1", "2024-03-01"), plan=plan)
    assert states(report)["I.1"] is TaskState.OVERDUE
    assert [task.task.id for task in coverage_of(report).of_state(TaskState.OVERDUE)] == ["I.1", "I.2"]


def test_a_task_is_not_overdue_on_its_last_day() -> None:
    assert states(plan_report("2024-03-14", "2024"))["I.1"] is TaskState.WITHOUT_EVIDENCE
    assert states(plan_report("2024-03-15", "2024"))["I.1"] is TaskState.OVERDUE


def test_a_task_of_the_period_is_overdue_once_the_books_are_closed() -> None:
    assert states(plan_report("2024-03-20", "2024-q1"))["I.1"] is TaskState.OVERDUE


def test_the_plan_is_held_against_its_year_up_to_the_period() -> None:
    done = [("I.1", "2023-12-14"), ("I.1", "2023-12-15"), ("II.1", "2024-06-14"), ("II.1", "2024-06-15")]
    half = coverage_of(plan_report("2025-02-01", "2024-6t", *done))
    # What carries the plan out before its year begins counts for it, too.
    assert {task.task.id: task.done for task in half.tasks} == {"I.1": 2, "I.2": 0, "II.1": 1, "II.2": 0}
    second = coverage_of(plan_report("2025-02-01", "2024-q2", *done))
    assert [task.done for task in second.tasks] == [task.done for task in half.tasks]
    assert plan_report("2025-02-01", "2025", *done).coverages == ()


def test_the_site_says_of_a_plan_what_the_report_says() -> None:
    days = [("I.1", "2023-12-10"), ("I.1", "2024-01-05"), ("II.1", "2024-12-14"), ("II.1", "2024-12-20")]
    items = [item("tin-tuc", f"tin-{day}", day, plan=f"[ke-hoach/{task}]") for task, day in days]
    edition = edition_at("2025-02-01", *items, data={"plans/ke-hoach.yml": PLAN, "units.yml": UNITS})
    (shown,) = plans_of_year(edition, period_of("2024"))
    told = coverage_of(plan_report("2025-02-01", "2024", *days))
    assert [task.done for task in shown.tasks] == [task.done for task in told.tasks] == [2, 0, 1, 0]
    assert [task.state for task in shown.tasks] == [task.state for task in told.tasks]
    assert shown.score == told.score


def test_work_of_the_year_before_is_named_when_its_books_were_closed() -> None:
    late = ("I.1", "2024-12-20"), ("I.1", "2024-12-21"), ("II.1", "2024-12-31")
    (remark,) = [one for one in plan_report("2025-06-01", "2025", *late).remarks if "theo nhiệm vụ" in one]
    assert remark.endswith("theo nhiệm vụ: I.1 (02), II.1 (01).")
    assert not [one for one in plan_report("2025-06-01", "2024", *late).remarks if "theo nhiệm vụ" in one]


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-10-01", "2025-03-31", "2025"),
        ("2024-07-01", "2024-12-20", "2024"),
        ("2024-12-15", "2024-12-31", "2025"),
    ],
)
def test_a_span_is_held_against_the_plan_of_most_of_its_days(start: str, end: str, year: str) -> None:
    span = Period(f"{start}_{end}", date.fromisoformat(start), date.fromisoformat(end), Basis.ND09)
    found = year_of(span)
    assert found is not None
    assert found.name == year


def test_the_document_shows_the_plan() -> None:
    report = plan_report("2024-08-01", "2024", ("I.1", "2024-03-14"))
    blocks = document_of(report).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid) and block.head[0] == "Mã"]
    assert [row[0] for row in grid.rows] == ["I.1", "I.2", "II.1", "II.2"]
    assert grid.rows[0][4:] == ("01", "Đạt")
    bullets = [block.text for block in blocks if isinstance(block, Bullet)]
    assert "Quá thời hạn: 01 nhiệm vụ (I.2)." in bullets
    assert "Chưa có minh chứng: 02 nhiệm vụ (II.1, II.2)." in bullets
    assert [text for text in bullets if text.startswith("I.2.")] == ["I.2. Việc quý hai."]


# The score

FULL = Fraction(1)


@pytest.mark.parametrize(
    ("done", "planned", "floor", "points"),
    [
        (10, 10, 90, FULL),
        (9, 10, 90, Fraction(9, 10)),  # exactly at the floor
        (89, 100, 90, Fraction(0)),  # one below
        (90, 100, 90, Fraction(9, 10)),
        (4, 5, 80, Fraction(4, 5)),
        (1, 3, 0, Fraction(1, 3)),
        (0, 4, 0, Fraction(0)),
        (0, 0, 90, Fraction(0)),  # no tasks: nothing to score
        (0, 0, 0, Fraction(0)),
    ],
)
def test_score(done: int, planned: int, floor: int, points: Fraction) -> None:
    score = score_of(done, planned, Fraction(floor, 100), FULL)
    assert score.points == points
    assert score.share == (Fraction(done, planned) if planned else 0)
    assert score_of(done, planned, Fraction(floor, 100), Fraction(2)).points == 2 * points


def test_floor_and_points_come_from_the_agency() -> None:
    agency = "name: Sở\nreporting:\n  par_index: {floor: 25, points: 2}\n"
    score = coverage_of(plan_report("2024-08-01", "2024", ("I.1", "2024-03-01"), agency=agency)).score
    assert (score.share, score.points, score.full) == (Fraction(1, 4), Fraction(1, 2), Fraction(2))
    half = plan_report("2024-08-01", "2024", ("I.1", "2024-03-01"), agency=agency.replace("points: 2", "points: 0,5"))
    assert (coverage_of(half).score.points, coverage_of(half).score.full) == (Fraction(1, 8), Fraction(1, 2))
    texts = [getattr(block, "text", "") for block in document_of(half).blocks]
    assert any("0,125/0,5 điểm" in text for text in texts)
    default = coverage_of(plan_report("2024-08-01", "2024", ("I.1", "2024-03-01"))).score
    assert (default.points, default.full) == (Fraction(0), Fraction(1))


def test_a_plan_without_tasks() -> None:
    report = plan_report("2024-08-01", "2024", plan="title: Kế hoạch\nyear: 2024\ntasks: []\n")
    assert coverage_of(report).score.points == 0
    assert any("00/00 nhiệm vụ" in getattr(block, "text", "") for block in document_of(report).blocks)


@pytest.mark.parametrize(
    ("share", "text"),
    [(Fraction(1), "100 %"), (Fraction(5, 6), "83,3 %"), (Fraction(0), "0 %"), (Fraction(9, 10), "90 %")],
)
def test_percent(share: Fraction, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1), "1"),
        (Fraction(0), "0"),
        (Fraction(1, 2), "0,5"),
        (Fraction(1, 20), "0,05"),
        (Fraction(1, 8), "0,125"),
        (Fraction(1, 3), "0,3333"),
        (Fraction(199, 200), "0,995"),  # not yet the full score
        (Fraction(100), "100"),
    ],
)
def test_decimal(number: Fraction, text: str) -> None:
    assert decimal(number) == text


# Diversity of forms


def diversity_of(*items: tuple[str, bytes], data: Mapping[str, str] | None = None) -> dict[str, dict[str, int]]:
    report = build_report(edition_at("2024-12-20", *items, data=data), period_of("2024"), SITE)
    return {label: {use.label: use.count for use in used} for label, used in report.forms.forms}


ONLINE, TRADITIONAL = FORM_CLASSES.values()


def test_diversity_by_class() -> None:
    assert diversity_of(
        item("hoat-dong", "hoi-nghi-1", "2024-03-01", form="hoi-nghi"),
        item("hoat-dong", "hoi-nghi-2", "2024-03-02", form="hoi-nghi"),
        item("hoat-dong", "to-gap", "2024-03-03", form="to-gap"),
        item("hoat-dong", "zalo", "2024-03-04", form="zalo"),
        item("tin-tuc", "tin", "2024-03-05"),
        item("tthc", "thu-tuc", "2024-03-06"),
    ) == {ONLINE: {"Trang thông tin điện tử": 2, "Zalo": 1}, TRADITIONAL: {"Hội nghị": 2, "Tờ gấp, tờ rơi": 1}}


def test_an_activity_without_form_is_of_no_form() -> None:
    assert diversity_of(item("hoat-dong", "viec", "2024-03-01")) == {ONLINE: {}, TRADITIONAL: {}}


def test_without_the_form_website_published_items_are_of_no_form() -> None:
    forms = {"forms.yml": "forms: [{id: hoi-nghi, label: Hội nghị, class: truyen-thong}]\n"}
    assert diversity_of(item("tin-tuc", "tin", "2024-03-05"), data=forms) == {ONLINE: {}, TRADITIONAL: {}}


def test_the_document_says_what_is_of_no_form_no_topic_and_no_channel() -> None:
    edition = edition_at("2024-11-21", item("hoat-dong", "viec", "2024-03-01", tags="[]"))
    report = build_report(edition, period_of("2024"), "https://so.gov.vn/")
    said = [block.text for block in document_of(report).blocks if isinstance(block, Bullet)]
    assert "Chưa xếp vào hình thức nào: 01 nội dung." in said
    assert "Nội dung không gắn chủ đề – 01 nội dung." in said
    proofs = {(one.section, one.label): one.rows for one in proofs_of(report)}
    assert proofs["II.2", "Chưa xếp vào hình thức nào"] == proofs["II.1", "Nội dung không gắn chủ đề"] == (1,)
    assert "(không ghi)" not in report_markdown(document_of(report), report)


def test_classes_used() -> None:
    activity = item("hoat-dong", "hop", "2024-03-01", form="giao-ban")
    news = item("tin-tuc", "tin", "2024-03-05")
    for items, used in (((), 0), ((activity,), 1), ((news,), 1), ((activity, news), 2)):
        report = build_report(edition_at("2024-12-20", *items), period_of("2024"), SITE)
        assert report.forms.classes_used == used
    bullets = [block.text for block in document_of(report).blocks if isinstance(block, Bullet)]
    assert "Hình thức truyền thống: Họp giao ban (01 hoạt động)." in bullets
    assert "Hình thức trực tuyến: Trang thông tin điện tử (01 nội dung)." in bullets


FORMS = """forms:
  - {id: website, label: Trang thông tin điện tử, class: truc-tuyen}
  - {id: to-gap, label: Tờ gấp, class: truyen-thong, unit: tờ}
  - {id: hoi-nghi, label: Hội nghị, class: truyen-thong}
"""


def form_bullets(*items: tuple[str, bytes]) -> tuple[str, str]:
    """Return what the report says of online and of traditional forms."""
    report = build_report(edition_at("2024-12-20", *items, data={"forms.yml": FORMS}), period_of("2024"), SITE)
    bullets = [block.text for block in document_of(report).blocks if isinstance(block, Bullet)]
    online, traditional = (text for text in bullets if text.startswith("Hình thức"))
    return online, traditional


def leaflets(slug: str, **more: str) -> tuple[str, bytes]:
    return item("hoat-dong", slug, "2024-03-01", form="to-gap", **more)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((leaflets("a", quantity="1500"),), "Tờ gấp (01 hoạt động, tổng số lượng 1.500 tờ)"),
        (
            (leaflets("a", quantity="1.500"), leaflets("b", quantity="7")),
            "Tờ gấp (02 hoạt động, tổng số lượng 1.507 tờ)",
        ),
        ((leaflets("a", quantity="0"),), "Tờ gấp (01 hoạt động, tổng số lượng 00 tờ)"),
        ((leaflets("a"),), "Tờ gấp (01 hoạt động)"),
        (
            (leaflets("a", quantity="5"), leaflets("b")),
            "Tờ gấp (02 hoạt động, tổng số lượng ghi ở 01 hoạt động là 05 tờ)",
        ),
        (
            (item("hoat-dong", "h", "2024-03-01", form="hoi-nghi", quantity="2"),),
            "Hội nghị (01 hoạt động, tổng số lượng 02)",
        ),
    ],
)
def test_activities_and_their_quantity(items: tuple[tuple[str, bytes], ...], words: str) -> None:
    assert form_bullets(*items)[1] == f"Hình thức truyền thống: {words}."


def test_an_activity_on_the_web_is_told_apart_from_what_is_published_there() -> None:
    online, _ = form_bullets(
        item("tin-tuc", "tin", "2024-03-05"),
        item("hoat-dong", "phat-truc-tiep", "2024-03-06", form="website", quantity="3"),
    )
    assert online == (
        "Hình thức trực tuyến: Trang thông tin điện tử (02 nội dung, trong đó 01 hoạt động, tổng số lượng 03)."
    )


# Comparison


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(
    ("name", "previous", "last_year"),
    [
        ("2026-q1", "2025-q4", "2025-q1"),
        ("2026-q2", "2026-q1", "2025-q2"),
        ("2026-q4", "2026-q3", "2025-q4"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-02", "2026-01", "2025-02"),
        ("2026-12", "2026-11", "2025-12"),
        ("2026", "2025", "2025"),
        ("2026-6t", None, "2025-6t"),
        ("2026-9t", None, "2025-9t"),
    ],
)
def test_other_periods(name: str, previous: str | None, last_year: str, basis: Basis) -> None:
    period = period_of(name, basis)
    before = previous_period(period)
    assert before == (None if previous is None else period_of(previous, basis))
    assert before is None or (period.start - before.end).days == 1
    assert same_period_last_year(period) == period_of(last_year, basis)
    whole = since_new_year(period)
    assert whole is not None
    assert (whole.start, whole.end) == (period_of("2026", basis).start, period.end)


TURN = ("2025-09-15", "2025-12-14", "2025-12-15", "2025-12-31", "2026-01-01", "2026-01-14", "2026-01-15", "2026-03-14")


@pytest.mark.parametrize(
    ("name", "basis", "now", "previous", "since"),
    [
        ("2026-q1", Basis.ND09, 6, 2, 6),
        ("2026-q1", Basis.CALENDAR, 4, 3, 4),
        ("2026-01", Basis.ND09, 4, 1, 4),
        ("2026-01", Basis.CALENDAR, 3, 3, 3),
        ("2026-02", Basis.ND09, 1, 4, 5),
    ],
)
def test_comparison_over_the_turn_of_the_year(name: str, basis: Basis, now: int, previous: int, since: int) -> None:
    items = edition_at("2026-11-21", *(item("tin-tuc", f"tin-{day}", day) for day in TURN)).counted
    row = next(row for row in compare(items, period_of(name, basis), named=True) if row.unit == "tin, bài")
    assert (row.now, row.previous, row.last_year, row.since_new_year) == (now, previous, 0, since)


def test_a_plain_span_has_nothing_to_compare_with() -> None:
    items = edition_at("2026-11-21", *(item("tin-tuc", f"tin-{day}", day) for day in TURN)).counted
    span = Period("2026-01-01_2026-01-31", date(2026, 1, 1), date(2026, 1, 31), Basis.ND09)
    row = next(row for row in compare(items, span, named=False) if row.unit == "tin, bài")
    assert (row.now, row.previous, row.last_year, row.since_new_year) == (3, None, None, 5)


# Freshness


def test_freshness() -> None:
    edition = edition_at(
        "2026-03-10",
        item("tin-tuc", "cu", "2026-01-01"),
        item("tin-tuc", "moi", "2026-03-01", tags="[iso-9001, de-an-06]"),
        item("tin-tuc", "sau", "2026-03-09", tags="[iso-9001]"),
    )
    rows = freshness(edition.counted, edition.library.vocabulary, date(2026, 3, 2))
    days = {row.topic: row.days for row in rows}
    assert days["mot-cua"] == 60
    assert days["iso-9001"] == 1  # what came after the day does not count
    assert days["de-an-06"] is None  # only a second topic
    assert [row.topic for row in rows[-2:]] == ["mot-cua", "iso-9001"]  # never used first, then the longest silent
    assert set(days) == set(edition.library.vocabulary.topics)


TOPICS = """
fields:
  - id: cai-cach-tthc
    label: Cải cách thủ tục hành chính
    topics:
      - {id: mot-cua, label: Một cửa}
      - {id: het-dung, label: Hết dùng, valid_to: 2026-03-01}
      - {id: da-gop, label: Đã gộp, merged_into: mot-cua, merged_on: 2026-03-01}
"""
OWN = {"topics.yml": TOPICS, "report-lines.yml": "lines: []\n"}


def silent(day: date) -> set[str]:
    edition = edition_at("2026-03-10", item("tin-tuc", "cu", "2026-01-01"), data=OWN)
    return {row.topic for row in freshness(edition.counted, edition.library.vocabulary, day)}


def test_topics_that_ended_are_not_silent() -> None:
    assert silent(date(2026, 3, 2)) == {"mot-cua"}
    assert "het-dung" in silent(date(2026, 3, 1))


def test_topics_are_silent_until_they_are_merged() -> None:
    assert "da-gop" in silent(date(2026, 2, 28))


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("trước 30/6/2024", "2024-06-29"),
        ("Trước ngày 05/6", "2024-06-04"),
        ("30/6", "2024-06-30"),
        ("chậm nhất ngày 10/12", "2024-12-10"),
        ("05/6 và 05/12", "2024-12-05"),
        ("trước ngày 05/6 và 05/12", "2024-12-04"),
        ("trước ngày 30 tháng 6", "2024-06-29"),
        ("trước ngày 06 tháng 9", "2024-09-05"),
        ("ngày 09 tháng 6 năm 2024", "2024-06-09"),
        ("TRƯỚC 01/3", "2024-02-29"),
        ("trước 01/01/2025", "2024-12-31"),
        ("trước 2024-06-30", "2024-06-29"),
        ("từ 01/3 đến 30/6", "2024-06-30"),
        ("Quý II, trước ngày 10/6", "2024-06-09"),
        ("trước 31/12/2025", "2025-12-30"),
    ],
)
def test_due_day_of_a_day_in_words(time: str, day: str) -> None:
    for basis in BASES:
        assert due_day(time, 2024, basis) == date.fromisoformat(day)
