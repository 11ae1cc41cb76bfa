"""`cchc report`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from cchc.cli.clock import moment_of
from cchc.cli.console import messages, refuses
from cchc.cli.folder import SiteFolder, full_site_url, moment_asked, open_numbers, site_folder, store_of_folder
from cchc.cli.stats import parse_day
from cchc.counted import Counted
from cchc.dates import long_date
from cchc.disk import reason_of, replace_all
from cchc.periods import PERIOD_EXAMPLES, Basis, Period, parse_period
from cchc.reports.deadlines import Due, due_reports
from cchc.reports.document import ReportDocument, document_of
from cchc.reports.model import Form, Report, build_report
from cchc.reports.office_template import OFFICE_TEMPLATES, TemplateProblem
from cchc.reports.open_data import report_csv, report_json, report_markdown
from cchc.reports.xlsx import write_xlsx

_TEMPLATE = "word-template"
Writer = Callable[[Report, ReportDocument, bytes | None], bytes]


def _write_word(report: Report, document: ReportDocument, template: bytes | None) -> bytes:
    from cchc_word import write_word

    return write_word(report, document, template)


WRITERS: dict[str, Writer] = {
    "docx": _write_word,
    "xlsx": lambda report, _document, _template: write_xlsx(report),
    "csv": lambda report, _document, _template: report_csv(report).encode("utf-8-sig"),
    "json": lambda report, _document, _template: report_json(report).encode(),
    "md": lambda report, document, _template: report_markdown(document, report).encode(),
}


def run_report(
    directory: Path,
    now: str,
    period: str | None,
    start: str | None,
    end: str | None,
    basis: str | None,
    out: Path | None,
    form: str,
    site_url: str,
    due: bool,
) -> int:
    """Write the report files, or show what is due."""
    folder = site_folder(directory)
    if not due and out is None:
        raise click.UsageError("Thiếu --out THƯ-MỤC (nơi ghi báo cáo).")
    opened = open_numbers(folder, now)
    if refuses(opened.problems, "chưa lập báo cáo"):
        return 1
    if due or out is None:
        return _show_due(opened, moment_of(now).date())
    span, named = _span(opened, period, start, end, basis)
    today = moment_asked(now).date()
    if span.start > today:
        raise click.UsageError(
            f"Kỳ báo cáo bắt đầu từ ngày {long_date(span.start)}, sau ngày {long_date(today)} nên chưa có số liệu."
        )
    address = full_site_url(folder, site_url)
    with messages().status("Đang lập báo cáo…"):
        report = build_report(opened.edition, span, address, Form(form), named)
        written = _write(report, folder, out)
    for path in written:
        messages().print(f"Đã ghi {path}", markup=False)
    Console(highlight=False, soft_wrap=True).print(_summary(report), markup=False)
    return 0


def _span(
    opened: Counted, period: str | None, start: str | None, end: str | None, basis: str | None
) -> tuple[Period, bool]:
    used = Basis(basis or opened.library.vocabulary.agency.reporting.basis)
    if period and (start or end):
        raise click.UsageError("Dùng --period hoặc --from/--to, không dùng cả hai.")
    if period:
        found = parse_period(period, used)
        if found is None:
            raise click.UsageError(f"Không hiểu kỳ “{period}”. Ví dụ: {', '.join(PERIOD_EXAMPLES)}.")
        return found, True
    first, last = parse_day(start, "--from"), parse_day(end, "--to")
    if first is None or last is None:
        raise click.UsageError("Cần --period, hoặc cả --from và --to.")
    if first > last:
        raise click.UsageError(f"Ngày --from ({long_date(first)}) sau ngày --to ({long_date(last)}).")
    return Period(f"{first.isoformat()}_{last.isoformat()}", first, last, used), False


def write_templates(directory: Path) -> int:
    """Put the kit's Word templates into docs/_data, where an office restyles them; never over a file that is there."""
    from cchc_word import default_template

    data = site_folder(directory).docs / "_data"
    data.mkdir(parents=True, exist_ok=True)
    for form, name in OFFICE_TEMPLATES.items():
        path = data / name
        try:
            with path.open("xb") as file:
                file.write(default_template(form))
        except FileExistsError:
            messages().print(f"Đã có {path}, giữ nguyên.", markup=False)
        else:
            messages().print(f"Đã ghi {path}", markup=False)
    return 0


def _write(report: Report, folder: SiteFolder, out: Path) -> list[Path]:
    """Make all files, write them beside their places, then put them there: of one report, all or none."""
    document = document_of(report)
    own = folder.docs / "_data" / OFFICE_TEMPLATES[report.form]
    template = own.read_bytes() if own.is_file() else _kits_template(folder, report.form)
    try:
        made = {
            out / f"{report.form}-{report.period.name}.{suffix}": writer(report, document, template)
            for suffix, writer in WRITERS.items()
        }
    except TemplateProblem as error:
        raise click.ClickException(f"{own}: {error}") from error
    try:
        out.mkdir(parents=True, exist_ok=True)
        replace_all(made)
    except OSError as error:
        place = error.filename2 or error.filename or out
        raise click.ClickException(
            f"Không ghi được {place}: {reason_of(error)}. Các tệp cũ (nếu có) giữ nguyên."
        ) from error
    return list(made)


def _kits_template(folder: SiteFolder, form: Form) -> bytes:
    """Return the kit's template: making it takes a fifth of the time that writing a report does, so it is kept."""
    store, key = store_of_folder(folder), form.encode()
    kept = store.get(_TEMPLATE, key)
    if kept is None:
        from cchc_word import default_template

        kept = default_template(form)
        store.put_many(_TEMPLATE, [(key, kept)])
    return kept


def _summary(report: Report) -> str:
    lines = [f"{report.label} (từ {long_date(report.period.start)} đến hết {long_date(report.period.end)})"]
    if report.interim:
        lines[0] += f" – số liệu đến ngày {long_date(report.as_of)}"
    for group in report.groups:
        lines.append(f"Đăng tải trên {group.label}:")
        lines += [f"  - {line.sentence}" for line in group.lines]
    lines += report.remarks
    lines += [
        f"{coverage.plan.data.title}: {coverage.score.done}/{coverage.score.planned} nhiệm vụ đạt"
        for coverage in report.coverages
    ]
    return "\n".join(lines)


def _show_due(opened: Counted, today: date) -> int:
    agency = opened.library.vocabulary.agency
    reports = due_reports(agency, today.year)
    if not reports:
        messages().print("agency.yml chưa khai hạn báo cáo (mục reporting, deadlines).", markup=False)
        return 0
    table = Table(box=SIMPLE_HEAD, title=f"Hạn báo cáo năm {today.year}", title_justify="left", title_style="bold")
    for head in ("Kỳ", "Nơi nhận", "Hạn nội bộ", "Hạn gửi", "Tình trạng"):
        table.add_column(head, overflow="fold")
    for one in reports:
        table.add_row(one.label, one.recipient, _day(one.internal), _day(one.outward), _state(one, today))
    Console(highlight=False).print(table)
    return 0


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _state(due: Due, today: date) -> str:
    last = due.last_day
    if last is None:
        return "chưa rõ hạn"
    days = (last - today).days
    note = "; trước ngày chốt sổ, ghi “số liệu đến ngày …”" if due.before_close else ""
    if days < 0:
        return f"đã qua hạn {-days} ngày{note}"
    return (f"còn {days} ngày" if days else "hạn hôm nay") + note
