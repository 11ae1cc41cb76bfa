"""`cchc log`: who did what to which item, and when."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import click

from cchc.audit.events import DEED_LABELS, Event, of_file
from cchc.audit.git import NoGitError, git_events
from cchc.audit.plain import plain_events
from cchc.cli.console import messages
from cchc.cli.folder import SiteFolder, moment_asked, open_numbers, site_folder
from cchc.cli.lifecycle import docs_path
from cchc.content.paths import DOCS
from cchc.dates import parse_civil
from cchc.text import plural_free_count


def run_log(directory: Path, now: str, file: str, since: str, form: str) -> int:
    """Print the events, newest first; return 1 when a named item has none."""
    folder = site_folder(directory)
    start = parse_civil(since) if since else None
    if since and start is None:
        raise click.UsageError(f"Không hiểu ngày “{since}”. Viết theo mẫu 2026-11-20 hoặc 20/11/2026.")
    events, source = _events(folder, now)
    if file:
        path = docs_path(folder, file).rstrip("/")
        events = list(of_file(events, path)) or list(of_file(events, f"{path}/index.md"))
    if start is not None:
        events = [event for event in events if event.moment >= start.moment]
    if form == "json":
        click.echo(json.dumps([_as_json(event) for event in events], ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_as_csv(events), nl=False)
    else:
        for event in events:
            _print(event)
    messages().print(f"{plural_free_count(len(events))} việc. {source}", markup=False)
    if file and not events:
        messages().print(f"Không thấy bài {file} trong nhật ký. Ghi đường dẫn của bài, kể từ docs/.", markup=False)
        return 1
    return 0


def _events(folder: SiteFolder, now: str) -> tuple[list[Event], str]:
    try:
        with messages().status("Đang đọc lịch sử từ git…"):
            return git_events(folder.root), "Nguồn: git (những gì đã ghi vào kho)."
    except NoGitError as error:
        library = open_numbers(folder, now).library
        events = plain_events(library, folder.docs, moment_asked(now))
        return events, f"Nguồn: khối thông tin của bài và giờ lưu tệp, vì {error}; không biết ai đã sửa tệp."


def _print(event: Event) -> None:
    who = f"  {event.who}" if event.who else ""
    title = f"“{event.title}” " if event.title else ""
    click.echo(f"{event.moment:%d/%m/%Y %H:%M}  {DEED_LABELS[event.deed]}{who}")
    click.echo(f"    {title}({DOCS}/{event.path})")
    if event.old_path and event.old_path != event.path:
        click.echo(f"    từ {DOCS}/{event.old_path}")
    if event.note:
        click.echo(f"    {event.note}")


def _as_json(event: Event) -> dict[str, str]:
    return {
        "moment": event.moment.isoformat(),
        "deed": str(event.deed),
        "path": f"{DOCS}/{event.path}",
        "old_path": f"{DOCS}/{event.old_path}" if event.old_path else "",
        "title": event.title,
        "who": event.who,
        "note": event.note,
    }


def _as_csv(events: Iterable[Event]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("Thời điểm", "Việc", "Tệp", "Tệp cũ", "Tiêu đề", "Ai", "Ghi chú"))
    for event in events:
        moment, deed = f"{event.moment:%Y-%m-%d %H:%M}", DEED_LABELS[event.deed]
        writer.writerow((moment, deed, event.path, event.old_path, event.title, event.who, event.note))
    return out.getvalue()
