"""The report for other systems and as a workbook: the same numbers as the count, evidence for each of them."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files

import jsonschema
import openpyxl
import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.periods import Basis, parse_period
from cchc.publishing import edition_of
from cchc.reports import build_report, document_of
from cchc.reports.deadlines import due_reports
from cchc.reports.model import Report
from cchc.reports.open_data import report_csv, report_data, report_markdown
from cchc.reports.xlsx import DATA, SUMMARY, TABLES, write_xlsx
from cchc.statistics import Query, count
from cchc.taxonomy.models import Agency, Deadline, Reporting

AGENCY = """name: Sở Khoa học và Công nghệ
reporting:
  deadlines:
    - {period: 6t, recipient: UBND tỉnh, internal: "05/6", outward: "10/6"}
    - {period: nam, recipient: UBND tỉnh, internal: "05/12", outward: "10/12"}
    - {period: q1, recipient: Sở Nội vụ, outward: "20"}
"""


@pytest.fixture(scope="module")
def report() -> Report:
    content = {"_data/agency.yml": AGENCY.encode()}
    for index in range(30):
        day, topic = (
            f"2026-0{1 + index % 3}-{1 + index % 13:02d}",
            ("mot-cua", "van-ban-cchc", "quy-che-dan-chu")[index % 3],
        )
        folder = ("tin-tuc/2026/01", "van-ban/2026")[index % 2]
        content[f"{folder}/muc-{index}.md"] = (
            f"---\ntitle: '=1+1 mục {index}'\ndate: {day}\ntags: [{topic}]\nchannels: [trang-so, zalo]\n---\n\nx\n"
        ).encode()
    edition = edition_of(library_of(content), moment_of("2026-11-21"))
    period = parse_period("2026-q1", Basis.ND09)
    assert period is not None
    return build_report(edition, period, "https://so.example.gov.vn/cchc/")


def test_json_fits_its_schema(report: Report) -> None:
    schema = json.loads(files("cchc").joinpath("reports", "report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(report_data(report)))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["total"] == 30 == len(data["evidence"])


def test_every_number_has_its_evidence(report: Report) -> None:
    data = report_data(report)
    numbers = {row["number"] for row in data["evidence"]}
    for line in data["lines"]:
        for part in line["parts"]:
            assert len(part["evidence"]) == len(set(part["evidence"])) == part["count"]
            assert set(part["evidence"]) <= numbers
    in_lines = {number for line in data["lines"] for part in line["parts"] for number in part["evidence"]}
    assert in_lines | set(data["of_no_line"]) == numbers
    assert not in_lines & set(data["of_no_line"])


def test_csv_says_the_same(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(report))))
    totals = {row["don_vi"]: int(row["so_luong"]) for row in rows if row["dong"] == "tong-so"}
    assert sum(totals.values()) == report.total
    assert totals["tin, bài"] == 15
    assert totals["văn bản"] == 15


def test_workbook_says_the_same_as_the_count(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    data = list(book[DATA].iter_rows(min_row=2, values_only=True))
    assert len(data) == report.total
    assert book[DATA].freeze_panes == "A2"
    assert book[DATA].auto_filter.ref
    assert data[0][1].startswith("=1+1")  # text, not a formula
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    summary = {row[0]: row[1] for row in book[SUMMARY].iter_rows(values_only=True) if isinstance(row[1], int)}
    assert summary["Tổng số"] == report.total
    assert summary["Tin, bài"] == 15
    counted = count(report.items, report.vocabulary, Query(("topic",), report.period.start, report.period.end))
    tables = {row[0]: row[1] for row in book[TABLES].iter_rows(values_only=True) if isinstance(row[1], int)}
    for row in counted.rows:
        assert tables[row.labels[0]] == row.count
    assert write_xlsx(report) == write_xlsx(report)


def test_workbook_has_native_charts(report: Report) -> None:
    import zipfile

    names = zipfile.ZipFile(io.BytesIO(write_xlsx(report))).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2


def test_markdown_reads_as_a_report(report: Report) -> None:
    text = report_markdown(document_of(report), report)
    for heading in ("I. CÔNG TÁC CHỈ ĐẠO", "3. Số lượng tin, bài", "IV. KIẾN NGHỊ", "V. PHƯƠNG HƯỚNG"):
        assert heading in text
    assert text.count("https://so.example.gov.vn/cchc/") == report.total


@pytest.mark.parametrize(
    ("period", "written", "day"),
    [
        ("6t", "05/6", "2026-06-05"),
        ("6t", "trước 05/6", "2026-06-04"),
        ("6t", "Trước ngày 05/6", "2026-06-04"),
        ("6t", "chậm nhất ngày 20/6", "2026-06-20"),
        ("6t", "ngày 20", "2026-06-20"),
        ("6t", "trước ngày 20", "2026-06-19"),
        ("nam", "05/12", "2026-12-05"),
        ("nam", "10/01", "2027-01-10"),
        ("nam", "trước ngày 01/01", "2026-12-31"),
        ("nam", "10/6", "2026-06-10"),
        ("6t", "31/6", ""),
        ("6t", "05/6/2026", ""),
        ("6t", "05/6 và 10/6", ""),
        ("6t", "theo quy định", ""),
    ],
)
def test_the_day_of_a_deadline(period: str, written: str, day: str) -> None:
    agency = Agency(name="Sở", reporting=Reporting(deadlines=(Deadline(period=period, outward=written),)))
    (due,) = (one for one in due_reports(agency, 2026) if one.period.name.startswith("2026"))
    assert str(due.outward or "") == day


@pytest.mark.parametrize("basis", list(Basis))
def test_reports_of_the_year_before_are_due_in_january(basis: Basis) -> None:
    deadlines = (Deadline(period="nam", outward="15/01"), Deadline(period="q4", outward="10/01"))
    agency = Agency(name="Sở", reporting=Reporting(basis=basis, deadlines=deadlines))
    assert [(one.label, str(one.outward)) for one in due_reports(agency, 2026)] == [
        ("Quý IV năm 2025", "2026-01-10"),
        ("Năm 2025", "2026-01-15"),
        ("Quý IV năm 2026", "2027-01-10"),
        ("Năm 2026", "2027-01-15"),
    ]


def test_deadlines(report: Report) -> None:
    due = {one.label: one for one in due_reports(report.agency, 2026)}
    half = due["6 tháng đầu năm 2026"]
    assert str(half.internal) == "2026-06-05"
    assert str(half.outward) == "2026-06-10"
    assert half.before_close
    quarter = due["Quý I năm 2026"]
    assert str(quarter.outward) == "2026-03-20"
    assert not quarter.before_close
