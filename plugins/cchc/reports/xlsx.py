"""The report as a workbook: summary, one row for each item (ready for a pivot table), plan, tables, native charts."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cchc.dates import long_date
from cchc.reports.model import Report
from cchc.reports.plan_coverage import TASK_STATE_LABELS
from cchc.statistics import Count
from cchc.text import percent

SUMMARY, LINES, DATA, PLAN, TABLES, COMPARISON = "Tổng hợp", "Dòng báo cáo", "Dữ liệu", "Kế hoạch", "Bảng", "So sánh"
DATA_HEAD = (
    "STT",
    "Tiêu đề",
    "Ngày đăng",
    "Tháng",
    "Loại",
    "Chủ đề",
    "Kênh",
    "Đơn vị",
    "Dòng báo cáo",
    "Nhiệm vụ",
    "Địa chỉ",
)
# The same report gives the same bytes: no clock in the file's properties.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, XlsxWriter takes naive moments only


def write_xlsx(report: Report) -> bytes:
    """Return the workbook of a report. Texts are written as texts: nothing in them becomes a formula or a link."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(out, options)
    workbook.set_properties(
        {"title": f"Số liệu {report.label}", "author": report.agency.name, "created": _CREATED, "language": "vi-VN"}
    )
    sheets = _Sheets(workbook)
    _summary(sheets, report)
    _lines(sheets, report)
    _data(sheets, report)
    _plans(sheets, report)
    _tables(sheets, report)
    _comparison(sheets, report)
    workbook.close()
    return out.getvalue()


class _Sheets:
    """Formats and the making of sheets with a frozen head and filters."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        self.text = workbook.add_format({**base, "text_wrap": True})
        self.bold = workbook.add_format({**base, "bold": True, "text_wrap": True})
        self.title = workbook.add_format({**base, "bold": True, "font_size": 14})
        # Excel shows the separators of the reader's own settings: 1.234 in a Vietnamese one.
        self.number = workbook.add_format({**base, "num_format": "#,##0"})
        self.sum = workbook.add_format({**base, "num_format": "#,##0", "bold": True, "top": 1})
        self.share = workbook.add_format({**base, "num_format": "0.0%"})
        self.day = workbook.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        head = {**base, "bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "border": 1, "valign": "vcenter"}
        self.head = workbook.add_format(head)
        self.link = workbook.add_format({**base, "font_color": "#0563C1", "underline": 1, "text_wrap": True})

    def sheet(self, name: str, widths: tuple[int, ...]) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.text)
        return sheet

    def table(
        self, sheet: Worksheet, row: int, head: tuple[str, ...], rows: list[tuple[Any, ...]], filters: bool
    ) -> int:
        """Write a table from `row` on; return the row below it. Frozen and filtered when it is the sheet's own."""
        for column, text in enumerate(head):
            sheet.write_string(row, column, text, self.head)
        for index, values in enumerate(rows, row + 1):
            for column, value in enumerate(values):
                self.cell(sheet, index, column, value)
        if filters:
            sheet.freeze_panes(row + 1, 0)
            sheet.repeat_rows(row)
            if rows:
                sheet.autofilter(row, 0, row + len(rows), len(head) - 1)
        return row + 1 + len(rows)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.number)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self.day)
        elif value is not None:
            sheet.write_string(row, column, str(value), self.text)


def _summary(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(SUMMARY, (34, 14, 14, 14, 14))
    sheet.write_string(0, 0, f"SỐ LIỆU TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH – {report.label.upper()}", sheets.title)
    sheet.write_string(1, 0, report.agency.name, sheets.bold)
    period = report.period
    span = f"Từ ngày {long_date(period.start)} đến hết ngày {long_date(period.end)}"
    if report.interim:
        span += f"; số liệu đến ngày {long_date(report.as_of)}"
    sheet.write_string(2, 0, span)
    row = sheets.table(
        sheet, 4, ("Loại", "Số lượng"), [(_upper_first(part.unit), part.count) for part in report.lines.totals], False
    )
    sheet.write_string(row, 0, "Tổng số", sheets.sum)
    sheet.write_number(row, 1, report.total, sheets.sum)
    chart = sheets.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Số lượng",
            "categories": [SUMMARY, 5, 0, row - 1, 0],
            "values": [SUMMARY, 5, 1, row - 1, 1],
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": "Số lượng theo loại"})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    sheet.insert_chart("D5", chart, {"description": "Biểu đồ số lượng theo loại; số liệu ở bảng bên cạnh"})
    for index, remark in enumerate(report.remarks, row + 2):
        sheet.write_string(index, 0, remark)


def _lines(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(LINES, (60, 30, 12, 22))
    rows: list[tuple[Any, ...]] = [
        (line.name, group.label, part.count, part.unit)
        for group in report.groups
        for line in group.lines
        for part in line.parts
    ]
    rows.append(("Không thuộc dòng nào", "", len(report.lines.of_no_line), "nội dung"))
    sheets.table(sheet, 0, ("Dòng", "Kênh", "Số lượng", "Đơn vị đếm"), rows, True)


def _data(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(DATA, (6, 60, 12, 10, 18, 34, 30, 26, 40, 20, 50))
    rows = [
        (
            row.number,
            row.title,
            datetime(row.day.year, row.day.month, row.day.day),  # noqa: DTZ001 - a civil day; XlsxWriter takes naive ones
            row.day.strftime("%Y-%m"),
            row.kind,
            row.topic,
            row.channels,
            row.unit,
            "; ".join(row.lines),
            ", ".join(row.plan),
        )
        for row in report.evidence
    ]
    sheets.table(sheet, 0, DATA_HEAD, rows, True)
    for index, row in enumerate(report.evidence, 1):
        sheet.write_url(index, len(DATA_HEAD) - 1, row.url, sheets.link, row.url)


def _plans(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(PLAN, (10, 70, 22, 10, 12, 22, 14, 30))
    head = ("Mã", "Nội dung", "Thời gian", "Chỉ tiêu", "Đã thực hiện", "Tình trạng", "Hạn", "Chủ trì")
    rows: list[tuple[Any, ...]] = []
    for coverage in report.coverages:
        score = coverage.score
        rows.append(
            (coverage.plan.id, f"{coverage.plan.data.title}: đạt {percent(score.share)}", "", score.planned, score.done)
        )
        rows.extend(
            (
                task.task.id,
                task.task.text,
                task.task.time,
                task.task.target,
                task.done,
                TASK_STATE_LABELS[task.state],
                long_date(task.due) if task.due else "",
                "; ".join(task.task.lead),
            )
            for task in coverage.tasks
        )
    sheets.table(sheet, 0, head, rows, True)


def _tables(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(TABLES, (60, 14))
    row = 0
    for title, counted in (
        ("Theo loại", report.by_kind),
        ("Theo lĩnh vực", report.by_field),
        ("Theo chủ đề", report.by_topic),
        ("Theo kênh (không cộng dồn)", report.by_channel),
        ("Theo tháng", report.by_month),
    ):
        row = _table(sheets, sheet, row, title, counted)
    months = len(report.by_month.rows)
    if months > 1:
        chart = sheets.workbook.add_chart({"type": "column"})
        first = row - 2 - months
        chart.add_series(
            {
                "name": "Số lượng",
                "categories": [TABLES, first, 0, first + months - 1, 0],
                "values": [TABLES, first, 1, first + months - 1, 1],
            }
        )
        chart.set_title({"name": "Số lượng theo tháng"})
        chart.set_legend({"none": True})
        sheet.insert_chart("D2", chart, {"description": "Biểu đồ số lượng theo tháng; số liệu ở bảng bên cạnh"})


def _table(sheets: _Sheets, sheet: Worksheet, row: int, title: str, counted: Count) -> int:
    sheet.write_string(row, 0, title, sheets.title)
    below = sheets.table(
        sheet, row + 1, ("Mục", "Số lượng"), [(line.labels[0], line.count) for line in counted.rows], False
    )
    sheet.write_string(below, 0, "Tổng số (mỗi nội dung một lần)", sheets.sum)
    sheet.write_number(below, 1, counted.total, sheets.sum)
    return below + 2


def _comparison(sheets: _Sheets, report: Report) -> None:
    sheet = sheets.sheet(COMPARISON, (34, 14, 14, 20, 20))
    head = ("Loại", "Kỳ này", "Kỳ trước", "Cùng kỳ năm trước", "Lũy kế từ đầu năm")
    rows = [
        (_upper_first(one.unit), one.now, one.previous, one.last_year, one.since_new_year) for one in report.comparisons
    ]
    row = sheets.table(sheet, 0, head, rows, True)
    sheet.write_string(row + 1, 0, "Chủ đề lâu chưa có nội dung mới", sheets.title)
    silent = [(one.label, "chưa có" if one.last is None else long_date(one.last), one.days) for one in report.silent]
    sheets.table(sheet, row + 2, ("Chủ đề", "Gần nhất", "Số ngày"), silent, False)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
