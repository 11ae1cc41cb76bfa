"""The five departments: their profiles load and report, and Quảng Trị's letter of 2019 comes out to the digit."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cchc.cli.clock import moment_of
from cchc.content.kinds import KINDS, SECTIONS
from cchc.content.library import Library, library_of, sources_of
from cchc.periods import Basis, Period, parse_period
from cchc.publishing import edition_of
from cchc.reports import build_report, document_of
from cchc.reports.deadlines import due_reports
from cchc.reports.document import Bullet, Grid, Heading, Paragraph
from cchc.reports.model import Form, Report
from cchc.reports.open_data import report_csv, report_data
from cchc.reports.plan_coverage import TaskState
from cchc.service import open_content, opened
from cchc.site.model import Site
from cchc.site.statistics_pages import year_page
from cchc.site.views import YearView
from cchc_markdown import MarkdownDialect

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SITE = "https://so.example.gov.vn/cchc/"
# Profile → (year, groups of the plan, tasks of the plan).
PROFILES = {
    "lang-son-2022": (2022, 4, 12),
    "ninh-thuan-2022": (2022, 7, 26),
    "quang-ngai-2024": (2024, 4, 11),
    "quang-tri-2019": (2019, 1, 6),
    "son-la-2020": (2020, 1, 7),
}
PARTS = ("", "-q1", "-q2", "-q3", "-q4", "-6t", "-9t", "-01", "-12")


def profile_files(name: str) -> dict[str, bytes]:
    """Return the files of a profile by their paths below docs/."""
    docs = EXAMPLES / name / "docs"
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in sorted(docs.rglob("*")) if path.is_file()}


def front_matter(**fields: object) -> bytes:
    """Return a file with these keys; lists are written on one line."""
    written = {key: f"[{', '.join(value)}]" if isinstance(value, list) else value for key, value in fields.items()}
    head = "".join(f"{key}: {value}\n" for key, value in written.items())
    return f"---\n{head}---\n\nNội dung.\n".encode()


def path_of(section: str, day: date, slug: str) -> str:
    """Return where an item of a section stands."""
    folders = {"": "", "year": f"{day.year}/", "month": f"{day.year}/{day.month:02d}/"}[SECTIONS[section].dated]
    return f"{section}/{folders}{slug}.md"


# Quảng Trị: công văn số 477/SKHCN-TTNCUĐ, 11/11/2019, mục II.3

LETTER_DAY = "2019-11-11"
PORTAL = "Cổng Thông tin điện tử Khoa học và Công nghệ"
SERVICE = "Cổng dịch vụ công của UBND tỉnh Quảng Trị"
LETTER = [
    (PORTAL, "Chuyên đề tuyên truyền các văn bản về CCHC của các cấp", "11 văn bản"),
    (PORTAL, "Tuyên truyền quy chế dân chủ phòng chống tham nhũng", "07 văn bản"),
    (
        PORTAL,
        "Tuyên truyền các chủ trương, chính sách của Nhà nước đến với người dân và doanh nghiệp",
        "20 tin, bài; 107 văn bản",
    ),
    (
        SERVICE,
        "Thủ tục hành chính thuộc lĩnh vực quản lý của Sở Khoa học và Công nghệ Quảng Trị",
        "54 thủ tục hành chính",
    ),
]
# The letter's own words; "Cổng Cổng" and "20 tin,bài" are its slips of the pen.
LETTER_SENTENCES = [
    (
        "Đăng tải trên Cổng Thông tin điện tử Khoa học và Công nghệ: "
        "Chuyên đề tuyên truyền các văn bản về CCHC của các cấp: 11 văn bản; "
        "Tuyên truyền quy chế dân chủ phòng chống tham nhũng: 07 văn bản; "
        "Tuyên truyền các chủ trương, chính sách của Nhà nước đến với người dân và doanh nghiệp: "
        "20 tin, bài; 107 văn bản."
    ),
    (
        "Đăng tải trên Cổng dịch vụ công của UBND tỉnh Quảng Trị: "
        "54 thủ tục hành chính thuộc lĩnh vực quản lý của Sở Khoa học và Công nghệ Quảng Trị."
    ),
]
# (section, topics taken in turn, channel or the default one, how many)
CONTENT: list[tuple[str, list[str], str, int]] = [
    ("van-ban", ["van-ban-cchc"], "", 11),
    ("van-ban", ["quy-che-dan-chu", "phong-chong-tham-nhung"], "cong-ttdt", 7),
    ("tin-tuc", ["chu-truong-chinh-sach", "dien-hinh-sang-kien", "mot-cua"], "", 20),
    ("van-ban", ["chu-truong-chinh-sach", "trach-nhiem-nguoi-dung-dau", "sap-xep-to-chuc-bo-may"], "", 107),
    ("tthc", ["cong-khai-tthc"], "cong-dvc-tinh", 54),
]


def letter_content() -> dict[str, bytes]:
    """Return the profile of Quảng Trị with 199 items whose dates are spread over 01/01 – 11/11/2019."""
    files = profile_files("quang-tri-2019")
    rows = [(row, index) for row in CONTENT for index in range(row[3])]
    first, last = date(2019, 1, 1), date.fromisoformat(LETTER_DAY)
    for number, ((section, topics, channel, _), index) in enumerate(sorted(rows, key=lambda pair: (pair[1], pair[0]))):
        day = first + timedelta(days=number * (last - first).days // (len(rows) - 1))
        topic = topics[index % len(topics)]
        named = {"channels": [channel]} if channel else {}
        files[path_of(section, day, f"muc-{number:03d}")] = front_matter(
            title=f"Mục {number:03d}", date=day.isoformat(), tags=[topic], **named
        )
    return files


LETTER_SPANS = {
    "năm dương lịch": ("2019", None),
    "từ ngày đến ngày": ("", Period("2019-01-01_2019-11-11", date(2019, 1, 1), date(2019, 11, 11), Basis.CALENDAR)),
}


@pytest.fixture(scope="module")
def letter_library() -> Library:
    return library_of(letter_content())


@pytest.fixture(scope="module", params=LETTER_SPANS)
def letter(request: pytest.FixtureRequest, letter_library: Library) -> Report:
    name, span = LETTER_SPANS[request.param]
    basis = Basis(letter_library.vocabulary.agency.reporting.basis)
    period = span or parse_period(name, basis)
    assert period is not None
    edition = edition_of(letter_library, moment_of(LETTER_DAY))
    return build_report(edition, period, SITE, Form.LETTER, named=span is None)


def test_quang_tri_content_is_199_items_of_2019(letter_library: Library) -> None:
    assert letter_library.problems == ()
    days = [item.day for item in letter_library.items]
    assert len(days) == 199
    assert (min(days), max(days)) == (date(2019, 1, 1), date(2019, 11, 11))
    assert len({(day.year, day.month) for day in days}) == 11


def test_quang_tri_lines_and_totals(letter: Report) -> None:
    assert [(line.name, line.words) for line in letter.lines.lines] == [(label, words) for _, label, words in LETTER]
    assert {part.unit: part.count for part in letter.lines.totals if part.count} == {
        "tin, bài": 20,
        "văn bản": 125,
        "thủ tục hành chính": 54,
    }
    assert letter.total == 199 == letter.lines.sum_of_lines
    assert letter.lines.of_no_line == () == letter.lines.overlaps


def test_quang_tri_groups_by_channel(letter: Report) -> None:
    groups = [(group.label, [(line.name, line.words) for line in group.lines]) for group in letter.groups]
    assert groups == [
        (channel, [(label, words) for where, label, words in LETTER if where == channel])
        for channel in (PORTAL, SERVICE)
    ]
    assert {row.labels[0]: row.count for row in letter.by_channel.rows} == {PORTAL: 145, SERVICE: 54}


def test_quang_tri_section_of_the_document(letter: Report) -> None:
    document = document_of(letter)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert [text.split(".")[0] for text in headings if text.isupper()] == ["I", "II", "III", "IV", "V"]
    start = next(i for i, block in enumerate(document.blocks) if getattr(block, "text", "").startswith("3. Số lượng"))
    end = next(i for i, block in enumerate(document.blocks) if i > start and isinstance(block, Heading))
    section = document.blocks[start + 1 : end]
    assert [block.text for block in section if isinstance(block, Bullet)] == LETTER_SENTENCES
    paragraphs = [block.text for block in section if isinstance(block, Paragraph)]
    assert paragraphs[0] == "Tổng số trong kỳ: 20 tin, bài; 125 văn bản; 54 thủ tục hành chính."
    assert paragraphs[1] == "Tổng số 199 mục, mỗi mục đếm một lần. Tổng các dòng: 199."
    assert "số liệu đến ngày 11/11/2019" in document.opening
    assert document.subject.startswith("V/v báo cáo kết quả")


def test_quang_tri_letter_names_its_addressee(letter_library: Library) -> None:
    period = parse_period("2019", Basis.CALENDAR)
    assert period is not None
    report = build_report(edition_of(letter_library, moment_of(LETTER_DAY)), period, SITE, Form.LETTER)
    assert document_of(report).addressees == ("Sở Thông tin và Truyền thông Quảng Trị",)


def test_quang_tri_every_number_has_its_evidence(letter: Report) -> None:
    rows = {row.number: row for row in letter.evidence}
    data = report_data(letter)
    assert len(rows) == 199 == len(document_of(letter).appendix[0].rows) == len({row.url for row in rows.values()})
    for line in data["lines"]:
        for part in line["parts"]:
            assert len(set(part["evidence"])) == part["count"]
            assert all(rows[number].lines == (line["label"],) for number in part["evidence"])
    by_label = Counter(label for row in rows.values() for label in row.lines)
    assert [by_label[label] for _, label, _ in LETTER] == [11, 7, 127, 54]


def test_quang_tri_json_and_csv_say_the_same(letter: Report) -> None:
    data = report_data(letter)
    words = ["; ".join(part["words"] for part in line["parts"]) for line in data["lines"]]
    assert words == [words for _, _, words in LETTER]
    assert data["total"] == 199
    assert [row["count"] for row in data["totals"] if row["count"]] == [20, 125, 54]
    rows = list(csv.DictReader(io.StringIO(report_csv(letter))))
    assert [
        (row["dong"], row["kenh"], int(row["so_luong"]), row["don_vi"]) for row in rows if int(row["so_luong"])
    ] == [
        ("van-ban-cchc", "cong-ttdt", 11, "văn bản"),
        ("dan-chu-phong-chong-tham-nhung", "cong-ttdt", 7, "văn bản"),
        ("chu-truong-chinh-sach", "cong-ttdt", 20, "tin, bài"),
        ("chu-truong-chinh-sach", "cong-ttdt", 107, "văn bản"),
        ("thu-tuc-hanh-chinh", "cong-dvc-tinh", 54, "thủ tục hành chính"),
        ("tong-so", "", 20, "tin, bài"),
        ("tong-so", "", 125, "văn bản"),
        ("tong-so", "", 54, "thủ tục hành chính"),
    ]


def test_quang_tri_news_on_democracy_is_in_no_line_and_listed() -> None:
    """The letter's second line counts documents only: a news item there is not lost, it is listed."""
    files = letter_content()
    files["tin-tuc/2019/11/hop.md"] = front_matter(title="Họp", date="2019-11-05", tags=["quy-che-dan-chu"])
    period = parse_period("2019", Basis.CALENDAR)
    assert period is not None
    report = build_report(edition_of(library_of(files), moment_of(LETTER_DAY)), period, SITE)
    assert [item.title for item in report.lines.of_no_line] == ["Họp"]
    assert [line.words for line in report.lines.lines] == [words for _, _, words in LETTER]
    assert report.lines.explanation == (
        "Tổng số 200 mục, mỗi mục đếm một lần. 1 mục không thuộc dòng nào (liệt kê riêng). Tổng các dòng: 199."
    )


# All five


@pytest.fixture(scope="module", params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def full_content(name: str) -> dict[str, bytes]:
    """Return a profile with an item of each kind on each topic, and one for each task of the plan, over its year."""
    year, _, _ = PROFILES[name]
    files = profile_files(name)
    vocabulary = library_of(files).vocabulary
    specs: list[tuple[str, dict[str, Any]]] = [
        (section.folder, {"kind": kind.id, "tags": [topic]})
        for topic in vocabulary.topics
        for section in SECTIONS.values()
        for kind in section.kinds
        if kind.id in ("tin", "bai", "van-ban", "tthc", "hoat-dong", "hoi-dap")
    ]
    specs += [
        ("tin-tuc", {"tags": list(task.topics[:1]), "plan": [f"{plan.id}/{task.id}"], "unit": lead})
        for plan in vocabulary.plans.values()
        for task in plan.data.tasks
        for lead in (task.lead or tuple(vocabulary.units)[:1])[:1]
    ]
    for number, (section, fields) in enumerate(specs):
        day = date(year, 1, 1) + timedelta(days=number * 7 % 340)
        files[path_of(section, day, f"muc-{number}")] = front_matter(
            title=f"Mục {number}", date=day.isoformat(), **fields
        )
    return files


@pytest.fixture(scope="module")
def full(profile: str) -> Library:
    return library_of(full_content(profile))


def test_profile_has_no_problem(profile: str) -> None:
    opened = open_content(EXAMPLES / profile / "docs", moment_of(f"{PROFILES[profile][0]}-12-20"), MarkdownDialect())
    assert opened.problems == ()
    assert (EXAMPLES / profile / "README.md").is_file()
    assert (EXAMPLES / profile / "docs" / "index.md").is_file()


def test_profile_says_only_what_its_document_says(profile: str) -> None:
    vocabulary = library_of(profile_files(profile)).vocabulary
    agency = vocabulary.agency
    assert agency.signatory is not None
    assert agency.signatory.name == ""
    assert agency.signatory.title.endswith("GIÁM ĐỐC")
    assert agency.name.startswith("Sở ")
    assert agency.parent.startswith("Ủy ban nhân dân tỉnh ")
    dates = [text for deadline in agency.reporting.deadlines for text in (deadline.internal, deadline.outward) if text]
    assert sorted(dates) == (["05/12", "05/6", "10/12", "10/6"] if profile == "son-la-2020" else [])


def test_plan_of_profile(profile: str) -> None:
    vocabulary = library_of(profile_files(profile)).vocabulary
    year, groups, tasks = PROFILES[profile]
    (plan,) = vocabulary.plans.values()
    assert (plan.id, plan.data.year) == (profile, year)
    assert (len(plan.data.groups), len(plan.data.tasks)) == (groups, tasks)
    assert {task.group for task in plan.data.tasks} == {group.id for group in plan.data.groups}
    assert all(task.topics for task in plan.data.tasks)
    units = [unit for task in plan.data.tasks for unit in (*task.lead, *task.support)]
    assert set(units) <= set(vocabulary.units)
    assert bool(units) == (profile != "quang-tri-2019")  # the letter names no unit for its contents


def test_lang_son_follows_the_reduction_of_time() -> None:
    vocabulary = library_of(profile_files("lang-son-2022")).vocabulary
    (task,) = [task for task in vocabulary.plans["lang-son-2022"].data.tasks if "tối thiểu 30%" in task.text]
    (line,) = [line for line in vocabulary.report_lines if "tối thiểu 30%" in line.label]
    assert task.topics == line.topics == ("rut-ngan-thoi-gian",)


def test_deadlines_of_profiles() -> None:
    def due(name: str, year: int) -> list[tuple[str, str, str, str]]:
        agency = library_of(profile_files(name)).vocabulary.agency
        return sorted(
            (one.period.name, one.recipient, str(one.internal or ""), str(one.outward or ""))
            for one in due_reports(agency, year)
        )

    people = "Ủy ban nhân dân tỉnh (qua Sở Thông tin và Truyền thông)"
    assert due("son-la-2020", 2020) == [
        ("2020", people, "2020-12-05", "2020-12-10"),
        ("2020-6t", people, "2020-06-05", "2020-06-10"),
    ]
    assert due("ninh-thuan-2022", 2022) == [
        (name, "Sở Nội vụ", "", "") for name in ("2022", "2022-6t", "2022-9t", "2022-q1")
    ]
    assert due("quang-tri-2019", 2019) == [("2019", "Sở Thông tin và Truyền thông Quảng Trị", "", "")]
    assert due("lang-son-2022", 2022) == due("quang-ngai-2024", 2024) == []


def test_son_la_reports_before_the_books_close() -> None:
    library = library_of(profile_files("son-la-2020"))
    assert all(one.before_close for one in due_reports(library.vocabulary.agency, 2020))
    period = parse_period("2020-6t", Basis.ND09)
    assert period is not None
    document = document_of(build_report(edition_of(library, moment_of("2020-06-10")), period, SITE))
    assert "6 tháng đầu năm 2020 (số liệu đến ngày 10/06/2020)" in document.subject


def test_plan_references_resolve(full: Library) -> None:
    assert full.problems == ()
    (plan,) = full.vocabulary.plans.values()
    named = Counter(name for item in full.items for name in item.plan)
    assert named == {f"{plan.id}/{task}": 1 for task in plan.tasks}


@pytest.mark.parametrize("part", PARTS)
def test_report_of_each_period(profile: str, full: Library, part: str) -> None:
    year = PROFILES[profile][0]
    vocabulary = full.vocabulary
    period = parse_period(f"{year}{part}", Basis(vocabulary.agency.reporting.basis))
    assert period is not None
    for form in Form:
        report = build_report(edition_of(full, moment_of(f"{year + 1}-02-01")), period, SITE, form)
        document = document_of(report)
        assert report.total == sum(item.day in period for item in full.items) == len(report.evidence) > 0
        assert len(document.appendix[0].rows) == len(report.evidence) + len(report.earlier)
        assert not report.interim
        assert report.agency.name in document.opening
        assert [line.id for line in report.lines.lines] == [line.id for line in vocabulary.report_lines]
        assert report_data(report)["total"] == report.total


def test_every_topic_and_kind_is_in_one_line(profile: str, full: Library) -> None:
    """The lines of the profiles neither leave a topic out nor count one twice; Quảng Trị has just the letter's four."""
    year = PROFILES[profile][0]
    whole = Period(str(year), date(year, 1, 1), date(year, 12, 31), Basis.CALENDAR)
    report = build_report(edition_of(full, moment_of(f"{year + 1}-02-01")), whole, SITE)
    assert report.lines.overlaps == ()
    if profile != "quang-tri-2019":
        assert report.lines.of_no_line == ()
        assert report.lines.sum_of_lines == report.total
        assert {part.unit for line in report.lines.lines for part in line.parts} == {one.unit for one in KINDS.values()}


def test_plan_is_carried_out_by_the_items(profile: str, full: Library) -> None:
    year = PROFILES[profile][0]
    period = parse_period(str(year), Basis(full.vocabulary.agency.reporting.basis))
    assert period is not None
    (coverage,) = build_report(edition_of(full, moment_of(f"{year + 1}-02-01")), period, SITE).coverages
    assert [task.state for task in coverage.tasks] == [TaskState.DONE] * PROFILES[profile][2]
    assert coverage.score.points == coverage.score.full
    groups = [f"{group.id}. {group.label}" for group in coverage.plan.data.groups]
    assert [label for label, _, _ in coverage.by_group()] == groups
    assert all(done == planned for _, done, planned in (*coverage.by_group(), *coverage.by_lead(full.vocabulary)))


def test_quang_ngai_by_lead_unit() -> None:
    library = library_of(profile_files("quang-ngai-2024"))
    period = parse_period("2024", Basis.ND09)
    assert period is not None
    (coverage,) = build_report(edition_of(library, moment_of("2025-02-01")), period, SITE).coverages
    assert {label: planned for label, _, planned in coverage.by_lead(library.vocabulary)} == {
        "Các phòng, đơn vị thực hiện giải quyết TTHC": 6,
        "Phòng Hành chính - Tổng hợp": 9,
        "Trung tâm Ứng dụng và Dịch vụ khoa học và Công nghệ": 1,
    }


TARGETS = (
    ("PAR INDEX", "tăng 10 bậc so với năm 2021", "đến năm 2025 nằm trong TOP 20"),
    ("PAPI", "tăng 10 bậc so với năm 2021", "đến năm 2025 nằm trong TOP 20"),
    ("PCI", "tăng 0,5 - 1 điểm so với năm 2021", "đến năm 2025 nằm trong TOP 15"),
    ("SIPAS", "tăng 1 % so với năm 2021", "đến năm 2025 đạt từ 90 % trở lên, nằm trong TOP 25"),
)


def test_ninh_thuan_targets_are_a_table_of_the_report_and_of_the_public_page() -> None:
    found = opened(sources_of(full_content("ninh-thuan-2022")), moment_of("2023-02-01"), MarkdownDialect())
    period = parse_period("2022", Basis.ND09)
    assert period is not None
    blocks = document_of(build_report(found.edition, period, SITE)).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid) and block.head[0] == "Chỉ số"]
    assert grid.rows == TARGETS
    site = Site(found.edition, found.links, found.texts)
    views = {page.address: page.view for page in (year_page(site, year) for year in site.years)}
    view = views["thong-ke/2022/"]
    assert isinstance(view, YearView)
    assert [plan.targets for plan in view.plans] == [TARGETS]
