"""`cchc publish`."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from cchc.cli.console import messages, progress
from cchc.cli.folder import SiteFolder, moment_asked, site_folder
from cchc.cli.publish_settings import settings_of, surroundings
from cchc.cli.publish_site import site_and_refusals
from cchc.disk import reason_of
from cchc.publish.changes import changes_in_words
from cchc.publish.connect import open_target
from cchc.publish.errors import LockedError, PublishError
from cchc.publish.history import FOLDER, History, history_of
from cchc.publish.lock import local_lock
from cchc.publish.log import LogEntry, add_to_log, read_log
from cchc.publish.refusals import Reason, Refusal, refusals_of_target, remaining
from cchc.publish.run import Run, carry_out, compare
from cchc.publish.targets.model import Target
from cchc.taxonomy.targets import TARGET_TYPES, PublishTarget
from cchc.text import file_size, plural_free_count

_NO_WAY_BACK = "Không quay lại được: máy này không giữ bản đăng trước bản đang có ở nơi ấy."


def run_publish(
    directory: Path,
    target: str,
    now: str,
    site_dir: Path | None,
    dry_run: bool,
    rollback: bool,
    allow: Sequence[str],
) -> int:
    """Publish the built site, or show what would change, or put back the version before; 1 when it was refused."""
    folder, moment = site_folder(directory), moment_asked(now)
    _refuse_unknown(allow)
    settings = settings_of(folder, target)
    history = history_of(folder.root)
    around = surroundings(folder, settings, history, Reason.LOCKED in allow)
    try:
        with local_lock(history.folder / "lock"):
            opened = open_target(settings, around)
            try:
                if rollback:
                    return _roll_back(opened, settings, history, moment, dry_run)
                site = (site_dir or folder.root / "site").absolute()
                return _publish(opened, settings, folder, history, site, moment, dry_run, allow)
            finally:
                with suppress(PublishError):
                    opened.close()
    except PublishError as error:
        words = _without(str(error), around.password)
        messages().print(words, style="bold red", markup=False)
        if isinstance(error, LockedError):
            messages().print(_how_to_allow([Reason.LOCKED]), markup=False)
        return 1
    except OSError as error:
        words = f"Không đọc, ghi được {error.filename or 'tệp'} trên máy này: {reason_of(error)}."
        messages().print(words, style="bold red", markup=False)
        return 1


def show_log(directory: Path) -> int:
    """Print what has been published from this folder, newest last."""
    entries = read_log(site_folder(directory).root / FOLDER)
    if not entries:
        messages().print("Chưa có lần đăng trang nào từ thư mục này.", markup=False)
        return 0
    table = Table(box=SIMPLE_HEAD, title="Nhật ký đăng trang", title_justify="left", title_style="bold")
    for head in ("Lúc", "Ai", "Nơi đăng", "Việc", "Mới", "Sửa", "Xóa", "Đã gửi", "Kết quả"):
        table.add_column(head, overflow="fold")
    for entry in entries:
        numbers = (plural_free_count(number) for number in (entry.new, entry.changed, entry.removed))
        passed = f" (bỏ qua: {', '.join(entry.allowed)})" if entry.allowed else ""
        when = entry.when[:16].replace("T", " ")
        result = f"{entry.result or 'xong'}{passed}"
        table.add_row(when, entry.who, entry.target, entry.action, *numbers, file_size(entry.sent), result)
    Console(highlight=False).print(table)
    return 0


def _publish(
    target: Target,
    settings: PublishTarget,
    folder: SiteFolder,
    history: History,
    site: Path,
    now: datetime,
    dry_run: bool,
    allow: Sequence[str],
) -> int:
    fresh, found = site_and_refusals(folder, site, now)
    run = compare(target, fresh)
    found += refusals_of_target(run.served, run.change, settings.max_removed)
    _show(run, settings)
    if dry_run:
        _print_refusals(found, allow)
        return 0
    if _print_refusals(found, allow):
        return 1
    if not run.is_needed:
        return 0
    history.keep(site, fresh)
    _send(run, target, settings, history, "đăng", now, [refusal.reason for refusal in found])
    before = run.served.manifest.id if run.served.manifest else None
    history.published(settings.id, before, fresh.id, max(settings.keep, 2))
    return 0


def _roll_back(target: Target, settings: PublishTarget, history: History, now: datetime, dry_run: bool) -> int:
    served = target.served()
    current = served.manifest.id if served.manifest else ""
    # A run that was cut has not got to its version: the last one that was whole is put back.
    earlier = history.version(current) if served.unfinished else history.before(settings.id, current)
    if earlier is None:
        raise PublishError(_NO_WAY_BACK)
    run = compare(target, earlier)
    _show(run, settings)
    if dry_run:
        return 0
    _send(run, target, settings, history, "quay lại", now, [])
    return 0


def _send(
    run: Run,
    target: Target,
    settings: PublishTarget,
    history: History,
    action: str,
    now: datetime,
    passed: Sequence[Reason],
) -> None:
    """Publish and write the log, whatever comes of it."""
    result, sent = "bị dừng giữa chừng", 0
    try:
        with progress("Đang đưa trang lên") as told:
            sent = carry_out(run, target, history, told, now)
        result = ""
    except PublishError as error:
        result = str(error)
        raise
    finally:
        change = run.change
        entry = LogEntry(
            now.isoformat(timespec="seconds"),
            getpass.getuser(),
            settings.id,
            action,
            run.fresh.id[:12],
            len(change.new),
            len(change.changed),
            len(change.removed),
            sent,
            tuple(passed),
            result,
        )
        add_to_log(history.folder, entry)
    words = f"Đã {'quay lại bản trước trên' if action == 'quay lại' else 'đăng trang lên'} {_name(settings)}"
    messages().print(f"{words}; đã gửi {file_size(sent)}.", style="green", markup=False)


def _show(run: Run, settings: PublishTarget) -> None:
    if run.served.unfinished:
        messages().print(f"Lần đưa trang trước lên {_name(settings)} bị ngắt; lần này làm tiếp.", markup=False)
    if not run.is_needed:
        messages().print(f"{_name(settings)}: không có gì thay đổi.", markup=False)
        return
    for line in (f"Thay đổi trên {_name(settings)}:", *changes_in_words(run.change, run.to_send)):
        click.echo(line)


def _print_refusals(found: Sequence[Refusal], allow: Sequence[str]) -> bool:
    """Say what speaks against publishing; return whether anything is left that was not passed over by name."""
    left = remaining(found, allow)
    for refusal in left:
        messages().print(f"[{refusal.reason}] {refusal.message}", style="bold red", markup=False)
    if left:
        messages().print(_how_to_allow([refusal.reason for refusal in left]), markup=False)
    return bool(left)


def _how_to_allow(reasons: Sequence[Reason]) -> str:
    options = " ".join(f"--allow {reason}" for reason in reasons)
    return f"Chưa đưa trang lên. Nếu vẫn muốn làm, thêm: {options}"


def _refuse_unknown(allow: Sequence[str]) -> None:
    for name in allow:
        if name not in set(Reason):
            raise click.UsageError(f"Không có lý do “{name}” cho --allow. Chọn trong: {', '.join(Reason)}.")


def _without(words: str, password: str) -> str:
    return words.replace(password, "***") if password else words


def _name(settings: PublishTarget) -> str:
    return f"{settings.label or settings.id} ({TARGET_TYPES[settings.type]})"
