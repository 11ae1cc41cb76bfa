"""`cchc import`: Word files → new items. One bad file does not stop the others; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from cchc.authoring import Suggestion, TextIndex
from cchc.cli.asked import kind_asked, topics_asked
from cchc.cli.console import messages, print_problems, progress, tally_of
from cchc.cli.folder import SiteFolder, moment_asked, open_folder, site_folder
from cchc.cli.stats import parse_day
from cchc.content.kinds import KINDS
from cchc.content.library import Library
from cchc.content.paths import DOCS
from cchc.disk import reason_of
from cchc.problems import has_errors
from cchc_import import Converter, Wish, WordError, plan_import, read_word, write_import
from cchc_import.office import converter
from cchc_import.package import LARGEST_FILE


@dataclass
class _Result:
    """What came of a file: where the item is, or in `failure` why there is none."""

    file: Path
    path: str = ""
    title: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    pictures: int = 0
    renamed: bool = False
    notes: tuple[str, ...] = ()
    failure: str = ""


@dataclass
class _Door:
    """What every file of one command needs."""

    folder: SiteFolder
    library: Library
    wish: Wish
    dry_run: bool
    convert: Converter | None
    index: TextIndex
    taken: list[str] = field(default_factory=list)

    def take(self, file: Path) -> _Result:
        """Import one file."""
        try:
            imported = read_word(_data(file), file.name, self.convert)
            planned = plan_import(imported, self.wish, self.library, self.taken, self.index)
            if not self.dry_run:
                write_import(self.folder.docs, planned.files)
        except WordError as error:
            return _Result(file, failure=str(error))
        self.taken += planned.files
        topics = self.wish.topics or tuple(one.topic_id for one in planned.suggestions[:1])
        return _Result(
            file,
            planned.file.path,
            imported.title,
            planned.kind,
            topics,
            () if self.wish.topics else planned.suggestions[:1],
            len(planned.pictures),
            planned.file.renamed,
            imported.notes,
        )


def run_import_word(
    files: Sequence[Path],
    directory: Path,
    now: str,
    kind: str,
    topic: str,
    date: str | None,
    draft: bool,
    dry_run: bool,
) -> int:
    """Import files; return 1 when one could not be, or a new item has errors."""
    folder = site_folder(directory)
    # Word's own mark of a file that is open: `*.docx` takes it in.
    if not (own := [file for file in files if not file.name.startswith("~$")]):
        raise click.UsageError(
            "Tệp có tên bắt đầu bằng ~$ là tệp tạm của Word khi văn bản đang mở, không có nội dung để nhập. "
            "Ghi tên tệp văn bản, không có ~$ ở đầu."
        )
    when = parse_day(date, "--date") or moment_asked(now).date()
    chosen = kind_asked(kind) if kind else ""
    library = open_folder(folder, now).library
    wish = Wish(when, chosen, topics_asked(library.vocabulary, topic), draft)
    door = _Door(folder, library, wish, dry_run, converter(), TextIndex.of(library.items))
    results = []
    with progress("Nhập tệp Word") as told:
        for index, file in enumerate(own):
            told(index, len(own))
            results.append(door.take(file))
    for result in results:
        _print(result, library, dry_run)
    if len(results) > 1:
        _print_summary(results, dry_run)
    failed = any(result.failure for result in results)
    done = [result for result in results if result.path]
    if dry_run or not done:
        return int(failed)
    return int(_check(folder, now, done, draft) or failed)


def _data(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise WordError("Tệp lớn hơn 50 MB. Giảm cỡ ảnh trong Word rồi nhập lại.")
        return file.read_bytes()
    except OSError as error:
        reasons = {FileNotFoundError: "không có tệp này", IsADirectoryError: "đây là thư mục"}
        reason = reasons.get(type(error), reason_of(error))
        raise WordError(
            f"Không đọc được tệp: {reason}. Kiểm tra lại tên tệp; nếu tệp đang mở, hãy đóng lại."
        ) from error


def _print(result: _Result, library: Library, dry_run: bool) -> None:
    console = messages()
    if result.failure:
        console.print(f"{result.file.name}: chưa nhập được", style="bold red", markup=False)
        console.print(f"    {result.failure}\n", markup=False)
        return
    lead = "Sẽ ghi" if dry_run else "Đã ghi"
    click.echo(f"{lead} {DOCS}/{result.path}")
    pictures = f", {result.pictures} ảnh" if result.pictures else ""
    console.print(f"    từ {result.file.name}; loại: {KINDS[result.kind].label}{pictures}", markup=False)
    for topic in result.topics[:1] if not result.suggestions else ():
        console.print(f"    chủ đề: {library.vocabulary.topics[topic].label}", markup=False)
    for one in result.suggestions:
        label = library.vocabulary.topics[one.topic_id].label
        console.print(f"    chủ đề gợi ý: {label} ({one.topic_id}), vì {one.why}", markup=False)
    if not result.topics:
        console.print("    chưa gợi ý được chủ đề: ghi thêm mục tags", style="yellow", markup=False)
    if result.renamed:
        console.print(
            "    đã có bài trùng tên nên tệp mới mang tên khác; bài cũ giữ nguyên", style="yellow", markup=False
        )
    for note in result.notes:
        console.print(f"    • {note}", markup=False)
    console.print()


def _print_summary(results: Sequence[_Result], dry_run: bool) -> None:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("Tệp Word", overflow="fold")
    table.add_column("Kết quả", no_wrap=True)
    table.add_column("Tiêu đề")
    for result in results:
        state = "chưa nhập được" if result.failure else "sẽ nhập" if dry_run else "đã nhập"
        table.add_row(result.file.name, state, result.title)
    Console(highlight=False).print(table)
    done = sum(not result.failure for result in results)
    lead = "Chạy thử, chưa ghi gì: nhập được" if dry_run else "Đã nhập"
    click.echo(f"{lead} {done} trên {len(results)} tệp.")


def _check(folder: SiteFolder, now: str, done: Sequence[_Result], draft: bool) -> bool:
    """Show what `cchc check` says of the new items, and what to do next; say whether one has errors."""
    new = {f"{DOCS}/{result.path}" for result in done}
    problems = [problem for problem in open_folder(folder, now).problems if problem.path in new]
    print_problems(problems)
    console = messages()
    console.print(f"Kiểm tra bài mới: {tally_of(problems)}.", markup=False)
    steps = ["mở bài, đọc lại một lượt", "xem lại chủ đề và sửa các chỗ nêu trên", "xem trước bằng “cchc serve”"]
    steps += ["xong thì xóa dòng “draft: true” để đăng"] if draft else []
    console.print(f"Việc tiếp theo: {'; '.join(steps)}.", markup=False)
    return has_errors(problems)
