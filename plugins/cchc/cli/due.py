"""`cchc due`: when the next build is needed, for people, cron and the Windows Task Scheduler."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import click

from cchc.cli.build_state import load_state
from cchc.cli.console import messages, refuses
from cchc.cli.folder import SiteFolder, moment_asked, open_numbers, site_folder, store_of_folder
from cchc.content.paths import DOCS
from cchc.dates import long_date
from cchc.publishing import STATE_LABELS
from cchc.schedule import StateChange, missed_changes, next_changes

_SHOWN = 10
_REGISTER = 'schtasks /Create /TN "CCHC dung trang" /XML TỆP /F'
_SOON = timedelta(minutes=1)


def run_due(directory: Path, now: str, form: str, site_dir: Path | None) -> int:
    """Print when the next build is needed; return 1 when the content has errors."""
    folder, moment = site_folder(directory), moment_asked(now)
    content = open_numbers(folder, now)
    if refuses(content.problems, "chưa biết khi nào cần dựng lại"):
        return 1
    state = load_state(store_of_folder(folder), (site_dir or folder.root / "site").absolute())
    missed = missed_changes(content.library, state.start, moment) if state is not None else []
    ahead = next_changes(content.library, moment)
    if form == "json":
        click.echo(json.dumps(_as_json(missed, ahead), ensure_ascii=False, indent=1))
    elif form == "text":
        _print_text(missed, ahead, moment)
    else:
        _print_order(folder, form, missed, ahead, moment)
    return 0


def _as_json(missed: Sequence[StateChange], ahead: Sequence[StateChange]) -> dict[str, Any]:
    def listed(changes: Sequence[StateChange]) -> list[dict[str, str]]:
        return [
            {
                "moment": change.moment.isoformat(),
                "path": f"{DOCS}/{change.item.source}",
                "title": change.item.title,
                "before": str(change.before),
                "after": str(change.after),
            }
            for change in changes
        ]

    return {
        "overdue": bool(missed),
        "next": ahead[0].moment.isoformat() if ahead else None,
        "missed": listed(missed),
        "changes": listed(ahead),
    }


def _print_text(missed: Sequence[StateChange], ahead: Sequence[StateChange], now: datetime) -> None:
    if missed:
        click.echo("Cần dựng lại ngay: từ lần dựng trước đến nay đã có thay đổi theo lịch.")
        _print_changes(missed)
    if ahead:
        click.echo(f"Lần dựng tiếp theo cần vào {_clock(ahead[0].moment)} ({_from_now(ahead[0].moment - now)}).")
        _print_changes(ahead)
    elif not missed:
        click.echo("Không có bài nào hẹn giờ, sắp hết hạn hay sắp gỡ; chỉ cần dựng lại khi sửa nội dung.")


def _print_changes(changes: Sequence[StateChange]) -> None:
    for change in changes[:_SHOWN]:
        states = f"{STATE_LABELS[change.before]} → {STATE_LABELS[change.after]}"
        click.echo(f"  {_clock(change.moment)}  {states}  “{change.item.title}” ({DOCS}/{change.item.source})")
    if len(changes) > _SHOWN:
        click.echo(f"  … và {len(changes) - _SHOWN} bài khác")


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M} ngày {long_date(moment.date())}"


def _from_now(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if hours >= 48:
        return f"còn {hours // 24} ngày"
    return f"còn {hours} giờ {minutes} phút" if hours else f"còn {minutes} phút"


def _print_order(
    folder: SiteFolder, form: str, missed: Sequence[StateChange], ahead: Sequence[StateChange], now: datetime
) -> None:
    """Print what makes a machine build at the next moment; on its own clock, whatever its time zone."""
    moment = now + _SOON if missed else ahead[0].moment if ahead else None
    if moment is None:
        messages().print("Không có thay đổi nào theo lịch nên không cần lệnh hẹn giờ.", markup=False)
        return
    order = [sys.executable, "-m", "cchc", "build", "-C", str(folder.root)]
    click.echo(cron_line(moment, order) if form == "cron" else task_xml(moment, order), nl=False)
    how = "Thêm dòng này bằng lệnh crontab -e" if form == "cron" else f"Ghi ra tệp rồi đăng ký: {_REGISTER}"
    messages().print(f"{how}. Máy sẽ dựng lại trang vào {_clock(moment)}, giờ Việt Nam.", markup=False)


def cron_line(moment: datetime, order: Sequence[str]) -> str:
    """Return a crontab line that runs `order` at a moment (once a year: the next build makes the next line)."""
    local = moment.astimezone()
    # cron takes an unquoted % for the end of the line.
    command = shlex.join(order).replace("%", r"\%")
    return f"{local.minute} {local.hour} {local.day} {local.month} * {command}\n"


def task_xml(moment: datetime, order: Sequence[str]) -> str:
    """Return a task of the Windows Task Scheduler (schema 1.2) that runs `order` once. All signs are ASCII."""
    program, *arguments = order
    written = f"""<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Dựng lại chuyên mục cải cách hành chính khi có bài đến giờ</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger><StartBoundary>{moment.isoformat(timespec="seconds")}</StartBoundary><Enabled>true</Enabled></TimeTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>Queue</MultipleInstancesPolicy>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>{escape(program)}</Command><Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments></Exec>
  </Actions>
</Task>
"""
    return written.encode("ascii", "xmlcharrefreplace").decode()
