"""`cchc mv`, `cchc withdraw`, `cchc merge-topic`: what they did, or would do, in an editor's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table

from cchc.cli.console import messages, print_problems
from cchc.cli.folder import SiteFolder, moment_asked, site_folder, store_of_folder
from cchc.content.paths import DOCS
from cchc.dates import CivilDate, at_midnight, long_date, parse_civil
from cchc.disk import reason_of
from cchc.lifecycle.apply import apply
from cchc.lifecycle.content import Change, Content, RefusedError, WrongUsageError, read_content
from cchc.lifecycle.merge_topics import TopicMerge, merge_topics
from cchc.lifecycle.move import Move, move
from cchc.lifecycle.withdraw import Withdrawal, withdraw
from cchc.problems import Problem, Severity
from cchc.service import opened
from cchc.text import plural_free_count
from cchc_markdown import MarkdownDialect

_SHOWN = 60
D = TypeVar("D", Move, Withdrawal, TopicMerge)
NOTHING_CHANGED = "Chưa đổi gì trong thư mục docs."


def run_mv(directory: Path, now: str, old: str, new: str, dry_run: bool) -> int:
    """Move an item, a page or a file; return 1 when that is refused, 2 when it names nothing."""
    folder, moment = site_folder(directory), moment_asked(now)

    def work(content: Content) -> Move:
        return move(content, docs_path(folder, old), docs_path(folder, new))

    done = _carried_out(folder, moment, work, dry_run)
    if isinstance(done, int):
        return done
    say = _Sayer(dry_run)
    say.line(f"{say.verb('chuyển')} “{done.title}”")
    say.line(f"  từ  {DOCS}/{done.source}")
    say.line(f"  đến {DOCS}/{done.target}")
    files = [path for path in done.change.moves.values() if path != done.target]
    say.files("Tệp đi theo", files)
    if done.redirects:
        say.line(f"Địa chỉ cũ {done.old_address} chuyển hướng về địa chỉ mới {done.new_address} (mục aliases của bài).")
    elif done.old_address != done.new_address:
        say.line(f"Địa chỉ cũ {done.old_address} không còn; trang thường không có mục aliases nên không chuyển hướng.")
    elif done.new_address:
        say.line(f"Địa chỉ của trang không đổi: {done.new_address}")
    say.files("Đã sửa liên kết trong" if not dry_run else "Sẽ sửa liên kết trong", done.mended)
    say.files("Chưa xem được liên kết trong các tệp có lỗi; sửa lỗi rồi tự sửa liên kết", done.unread)
    say.end()
    return 0


def run_withdraw(directory: Path, now: str, file: str, reason: str, date: str, counted: bool, dry_run: bool) -> int:
    """Take an item down; return 1 when that is refused, 2 when it says too little."""
    folder, moment = site_folder(directory), moment_asked(now)
    day = parse_civil(date) if date else CivilDate(at_midnight(moment.date()))
    if day is None:
        raise click.UsageError(f"Không hiểu ngày “{date}”. Viết theo mẫu 2026-11-20 hoặc 20/11/2026.")

    def work(content: Content) -> Withdrawal:
        return withdraw(content, docs_path(folder, file), reason, day, counted, moment)

    done = _carried_out(folder, moment, work, dry_run)
    if isinstance(done, int):
        return done
    say = _Sayer(dry_run)
    verb = say.verb("ghi ngày gỡ") if day.moment > moment else say.verb("gỡ")
    say.line(f"{verb} “{done.item.title}” ({DOCS}/{done.item.source})")
    say.line(f"  Ngày gỡ: {long_date(day.day)}. Lý do: {done.reason}")
    if day.moment > moment:
        say.line(f"  Chưa đến ngày gỡ: trước ngày {long_date(day.day)} bài vẫn hiện và vẫn được đếm. Từ ngày đó:")
    say.line("  Trang của bài thành thông báo gỡ bài; bài rời danh sách, nguồn tin và tìm kiếm.")
    before, after = done.counted
    if before and not after:
        say.line("  Bài không còn được đếm trong số liệu. Muốn vẫn đếm: thêm --counted.")
    elif after:
        say.line("  Bài vẫn được đếm trong số liệu.")
    say.files("Các trang đang dẫn tới bài này", done.linked)
    say.end()
    return 0


def run_merge_topic(directory: Path, now: str, one: str, two: str, dry_run: bool) -> int:
    """Merge a topic into another; return 1 when that is refused, 2 when it names no topic."""
    folder, moment = site_folder(directory), moment_asked(now)

    def work(content: Content) -> TopicMerge:
        return merge_topics(content, one, two, moment)

    done = _carried_out(folder, moment, work, dry_run)
    if isinstance(done, int):
        return done
    say = _Sayer(dry_run)
    say.line(f"{say.verb('gộp')} chủ đề {done.one} vào {done.two}")
    _print_counts(done)
    say.line(f"Mã, tên và các tên khác của {done.one} trở thành tên khác của {done.two} trong docs/_data/topics.yml.")
    say.line(f"Trang chu-de/{done.one}/ chuyển hướng về chu-de/{done.two}/.")
    say.files("Bài được gắn lại chủ đề", done.retagged)
    say.files("Tệp khác được sửa", done.others)
    say.end()
    return 0


def docs_path(folder: SiteFolder, written: str) -> str:
    """Return the path below docs/ that a person wrote: with or without docs/, absolute, with backslashes."""
    path = written.replace("\\", "/")
    for start in (f"{folder.docs.as_posix()}/", f"./{DOCS}/", f"{DOCS}/", "./"):
        if path.startswith(start):
            return path.removeprefix(start)
    if Path(path).is_absolute():
        raise click.UsageError(f"{written} không ở trong thư mục {folder.docs}.")
    return path


def _carried_out(folder: SiteFolder, moment: datetime, work: Callable[[Content], D], dry_run: bool) -> D | int:
    """Do the work on the content in memory, check what it makes of it, write it; say why when that is refused.

    Returns what was done, or what the command ends with: 2 for wrong usage, else 1.
    """
    try:
        with messages().status("Đang đọc nội dung và tính thay đổi…"):
            content = read_content(folder.docs)
            done = work(content)
            worse = _new_problems(folder, done.change, moment)
        if errors := [problem for problem in worse if problem.severity is Severity.ERROR]:
            print_problems(errors)
            messages().print(f"Thay đổi này tạo ra lỗi như trên. {NOTHING_CHANGED}", markup=False)
            return 1
        print_problems(worse)
        if not dry_run:
            apply(folder.docs, done.change)
    except RefusedError as error:
        messages().print(str(error), markup=False)
        messages().print(NOTHING_CHANGED, markup=False)
        return 2 if isinstance(error, WrongUsageError) else 1
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        reason = reason_of(error)
        messages().print(f"Không đọc hoặc ghi được tệp{place}: {reason}.", markup=False)
        messages().print(f"Các tệp đã được trả lại như cũ. {NOTHING_CHANGED}", markup=False)
        return 1
    return done


def _new_problems(folder: SiteFolder, change: Change, moment: datetime) -> list[Problem]:
    """Return the problems that are there after a change and were not before: by file, code and number."""
    store, dialect = store_of_folder(folder), MarkdownDialect()
    before, after = (
        opened(content.sources, moment, dialect, store=store).problems for content in (change.before, change.after)
    )
    moved = {f"{DOCS}/{old}": f"{DOCS}/{new}" for old, new in change.moves.items()}
    known = Counter((moved.get(problem.path, problem.path), problem.code) for problem in before)
    new = []
    for problem in after:
        if known[problem.path, problem.code]:
            known[problem.path, problem.code] -= 1
        else:
            new.append(problem)
    return new


class _Sayer:
    """Says what was done, or what would be."""

    def __init__(self, dry_run: bool) -> None:
        self.dry_run = dry_run

    def verb(self, word: str) -> str:
        return f"Sẽ {word}" if self.dry_run else f"Đã {word}"

    def line(self, text: str) -> None:
        click.echo(text)

    def files(self, label: str, paths: Sequence[str]) -> None:
        if paths:
            self.line(f"{label} ({plural_free_count(len(paths))}):")
        for path in paths[:_SHOWN]:
            self.line(f"  {DOCS}/{path}")
        if len(paths) > _SHOWN:
            self.line(f"  … và {plural_free_count(len(paths) - _SHOWN)} tệp khác")

    def end(self) -> None:
        if self.dry_run:
            messages().print("Đây là xem trước, chưa đổi gì. Bỏ --dry-run để thực hiện.", markup=False)
        else:
            messages().print("Xong. Chạy “cchc build” để cập nhật trang.", markup=False)


def _print_counts(done: TopicMerge) -> None:
    table = Table(title="Số bài được đếm theo chủ đề chính", title_justify="left", title_style="bold")
    table.add_column("Chủ đề", overflow="fold")
    for label in ("Trước", "Sau"):
        table.add_column(label, justify="right")
    for count in done.counts:
        table.add_row(f"{count.label} ({count.topic})", plural_free_count(count.before), plural_free_count(count.after))
    table.add_section()
    total = plural_free_count(done.total)
    table.add_row("Tổng số (mọi chủ đề)", total, total, style="bold")
    Console(highlight=False).print(table)
