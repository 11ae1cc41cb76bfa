"""The report for other systems: JSON and CSV, and the report as Markdown."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from cchc.dates import long_date
from cchc.reports.document import (
    Bullet,
    Grid,
    Heading,
    Paragraph,
    Prompt,
    ReportDocument,
)
from cchc.reports.model import REPORT_VERSION, Report


def report_json(report: Report) -> str:
    """Return the report as JSON; `report.schema.json` in this package is its schema."""
    return json.dumps(report_data(report), ensure_ascii=False, indent=1) + "\n"


def report_data(report: Report) -> dict[str, Any]:
    """Return the numbers of a report and their evidence as plain data."""
    paths = {row.source: row.number for row in report.evidence}
    period = report.period
    return {
        "version": REPORT_VERSION,
        "agency": report.agency.name,
        "period": {
            "name": period.name,
            "label": report.label,
            "from": period.start.isoformat(),
            "to": period.end.isoformat(),
            "basis": str(period.basis),
            "as_of": report.as_of.isoformat(),
            "interim": report.interim,
        },
        "total": report.total,
        "totals": [{"unit": part.unit, "count": part.count} for part in report.lines.totals],
        "lines": [
            {
                "id": line.id,
                "label": line.name,
                "channels": list(line.channels),
                "parts": [
                    {
                        "unit": part.unit,
                        "count": part.count,
                        "words": part.words,
                        "evidence": [paths[item.source] for item in part.items],
                    }
                    for part in line.parts
                ],
            }
            for line in report.lines.lines
        ],
        "of_no_line": [paths[item.source] for item in report.lines.of_no_line],
        "overlaps": [
            {"evidence": paths[overlap.item.source], "lines": list(overlap.lines)} for overlap in report.lines.overlaps
        ],
        "tables": {
            "+".join(count.query.by): count.as_json()["rows"]
            for count in (report.by_kind, report.by_field, report.by_topic, report.by_channel, report.by_month)
        },
        "plans": [
            {
                "id": coverage.plan.id,
                "title": coverage.plan.data.title,
                "done": coverage.score.done,
                "planned": coverage.score.planned,
                "points": round(float(coverage.score.points), 4),
                "full_points": float(coverage.score.full),
                "tasks": [
                    {
                        "id": task.task.id,
                        "text": task.task.text,
                        "target": task.task.target,
                        "done": task.done,
                        "due": task.due.isoformat() if task.due else None,
                        "state": str(task.state),
                        "evidence": [item.source for item in task.items],
                    }
                    for task in coverage.tasks
                ],
            }
            for coverage in report.coverages
        ],
        "comparison": [
            {
                "unit": row.unit,
                "now": row.now,
                "previous": row.previous,
                "last_year": row.last_year,
                "since_new_year": row.since_new_year,
            }
            for row in report.comparisons
        ],
        "silent_topics": [
            {"topic": row.topic, "last": row.last.isoformat() if row.last else None, "days": row.days}
            for row in report.silent
        ],
        "evidence": [
            {
                "number": row.number,
                "title": row.title,
                "date": row.day.isoformat(),
                "kind": row.kind,
                "topic": row.topic,
                "channels": row.channels,
                "unit": row.unit,
                "url": row.url,
                "lines": list(row.lines),
                "plan": list(row.plan),
            }
            for row in report.evidence
        ],
        "remarks": list(report.remarks),
    }


def report_csv(report: Report) -> str:
    """Return one row for each number of the report lines, and the totals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["ky", "tu_ngay", "den_ngay", "dong", "ten_dong", "kenh", "so_luong", "don_vi"])
    head = [report.period.name, report.period.start.isoformat(), report.period.end.isoformat()]
    for line in report.lines.lines:
        for part in line.parts:
            writer.writerow([*head, line.id, line.name, " ".join(line.channels), part.count, part.unit])
    for part in report.lines.totals:
        writer.writerow([*head, "tong-so", "Tổng số", "", part.count, part.unit])
    writer.writerow([*head, "ngoai-cac-dong", "Không thuộc dòng nào", "", len(report.lines.of_no_line), "nội dung"])
    return out.getvalue()


def report_markdown(document: ReportDocument, report: Report) -> str:
    """Return the report as Markdown."""
    agency = report.agency
    lines = [f"# {document.type_name}: {document.subject}", "", f"{agency.name}", ""]
    if document.addressees:
        lines += [f"Kính gửi: {'; '.join(document.addressees)}", ""]
    lines += [document.opening, ""]
    for block in document.blocks:
        lines += _block(block)
    lines += [document.closing, "", f"## Phụ lục: {document.appendix_title}", ""]
    for note in document.appendix_notes:
        lines += [note, ""]
    for grid in document.appendix:
        lines += _block(grid)
    if report.interim:
        lines += [f"Số liệu đến ngày {long_date(report.as_of)}; sổ của kỳ chưa chốt.", ""]
    return "\n".join(lines)


def _block(block: object) -> list[str]:
    match block:
        case Heading(level, text):
            return [f"{'#' * (level + 1)} {text}", ""]
        case Paragraph(text):
            return [text, ""]
        case Bullet(text, level):
            return [f"{'  ' * (level - 1)}- {text}", ""]
        case Prompt(text):
            return [f"> […] {text}", ""]
        case Grid():
            return [f"**{block.caption}**", "", *_grid(block)]
        case _:
            raise TypeError(f"not a block: {block!r}")


def _grid(grid: Grid) -> list[str]:
    def cell(text: str) -> str:
        return text.replace("|", "\\|").replace("\n", " ")

    rows = ["| " + " | ".join(map(cell, grid.head)) + " |", "|" + "---|" * len(grid.head)]
    for index, row in enumerate(grid.rows):
        cells = [cell(text) for text in row]
        if grid.links and grid.links[index]:
            cells[1] = f"[{cells[1]}]({grid.links[index]})"
        rows.append("| " + " | ".join(cells) + " |")
    return [*rows, ""]
