"""`cchc stats`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from cchc.cli.console import messages, refuses
from cchc.cli.folder import open_numbers, site_folder
from cchc.dates import long_date, parse_civil
from cchc.periods import PERIOD_EXAMPLES, Basis, parse_period, period_label
from cchc.statistics import DIMENSIONS, Count, Query, count, count_csv, unknown_dimensions
from cchc.suggest import nearest
from cchc.text import plural_free_count


def run_stats(
    directory: Path,
    now: str,
    period: str | None,
    start: str | None,
    end: str | None,
    by: str,
    basis: str | None,
    form: str,
) -> int:
    """Print the counts; refuse to count content with errors."""
    dimensions = _dimensions(by)
    if period and (start or end):
        raise click.UsageError("Dùng --period hoặc --from/--to, không dùng cả hai.")
    first, last = parse_day(start, "--from"), parse_day(end, "--to")
    if first and last and first > last:
        raise click.UsageError(f"Ngày --from ({long_date(first)}) sau ngày --to ({long_date(last)}).")
    if period and parse_period(period, Basis.ND09) is None:
        raise click.UsageError(f"Không hiểu kỳ “{period}”. Ví dụ: {', '.join(PERIOD_EXAMPLES)}.")
    opened = open_numbers(site_folder(directory), now)
    if refuses(opened.problems, "chưa đếm"):
        return 1
    vocabulary = opened.library.vocabulary
    used = Basis(basis or vocabulary.agency.reporting.basis)
    span = parse_period(period, used) if period else None
    query = Query(dimensions, span.start if span else first, span.end if span else last, used)
    counted = count(opened.edition.counted, vocabulary, query)
    if form == "json":
        click.echo(json.dumps(counted.as_json(), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(count_csv(counted), nl=False)
    else:
        _print_table(counted, span.name if span else "")
    return 0


def _dimensions(by: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
    for unknown in unknown_dimensions(names):
        near = nearest(unknown, DIMENSIONS)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có tiêu chí “{unknown}”.{meant} Các tiêu chí: {', '.join(DIMENSIONS)}.")
    return names


def parse_day(text: str | None, option: str) -> date | None:
    """Return the day that an option names; wrong usage when it can't be read."""
    if not text:
        return None
    parsed = parse_civil(text)
    if parsed is None:
        raise click.UsageError(f"{option}: không hiểu ngày “{text}”. Viết 2026-11-05 hoặc 05/11/2026.")
    return parsed.day


def _print_table(counted: Count, period: str) -> None:
    query = counted.query
    table = Table(box=SIMPLE_HEAD, title=_title(counted, period), title_justify="left", title_style="bold")
    for name in query.by:
        table.add_column(DIMENSIONS[name].label, overflow="fold")
    table.add_column("Số lượng", justify="right")
    for row in counted.rows:
        table.add_row(*row.labels, plural_free_count(row.count))
    table.add_section()
    if query.by:
        table.add_row("Tổng số", *[""] * (len(query.by) - 1), plural_free_count(counted.total), style="bold")
    else:
        table.add_row(plural_free_count(counted.total), style="bold")
    Console(highlight=False).print(table)
    if not counted.additive:
        messages().print("Các dòng không cộng dồn được: một bài có thể đứng ở nhiều dòng; tổng số đếm mỗi bài một lần.")


def _title(counted: Count, period: str) -> str:
    query = counted.query
    span = " ".join(
        part
        for part in (
            f"từ {long_date(query.start)}" if query.start else "",
            f"đến hết {long_date(query.end)}" if query.end else "",
        )
        if part
    )
    name = period_label(period) if period else "Số lượng"
    return f"{name} ({span})" if span else f"{name} (toàn bộ)"
