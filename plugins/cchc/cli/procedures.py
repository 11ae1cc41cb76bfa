"""`cchc import-tthc` and `cchc tthc diff`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from cchc.cli.clock import moment_of
from cchc.cli.console import messages, progress
from cchc.cli.folder import SiteFolder, site_folder
from cchc.content.kinds import DATA_FOLDER, NEWS, PROCEDURES
from cchc.content.library import scan
from cchc.content.paths import DOCS
from cchc.disk import reason_of, replace_all
from cchc.problems import Severity
from cchc.procedures import (
    Difference,
    ListProblem,
    Merge,
    NewGuide,
    Newsroom,
    Outcome,
    ProcedureList,
    State,
    difference,
    guide_paths,
    merge,
    news_draft,
    read_list,
    stops,
)
from cchc.suggest import nearest
from cchc.taxonomy.load import load_vocabulary
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import plural_free_count, slugify

_LABELS = {
    State.NEW: "mới",
    State.UPDATED: "cập nhật",
    State.UNCHANGED: "giữ nguyên",
    State.MISSING: "không có trong danh mục",
    State.ABOLISHED: "đã bãi bỏ, chưa có trang",
}
_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_SHOWN = 60
DEFAULT_TOPIC = "cong-khai-tthc"


def run_import(directory: Path, now: str, file: Path, dry_run: bool, draft: bool, tags: str) -> int:
    """Import a list: all of it, or nothing when something is wrong."""
    folder = site_folder(directory)
    day = _today(now)
    listed = _read(file)
    if stops(listed.problems):
        _say(listed.problems, file.name)
        messages().print("Danh mục có lỗi nên chưa nhập gì; các bài giữ nguyên.", markup=False)
        return 1
    topics = _topics(folder, tags) if tags else ()
    guides = _guides(folder)
    result = merge(listed.rows, guides, NewGuide(day, draft, topics))
    _say(listed.problems, file.name)
    _say(result.problems, "")
    if stops(result.problems):
        messages().print("Có bài cần sửa trước nên chưa nhập gì; các bài giữ nguyên.", markup=False)
        return 1
    if not dry_run:
        _write(folder, result, guides)
    _print_merge(result, dry_run)
    return 0


def run_diff(directory: Path, now: str, old: Path, new: Path, form: str, news: bool, topic: str) -> int:
    """Say what changed between two lists; with `news`, write the draft news item into the site's folder."""
    lists = []
    for file in (old, new):
        listed = _read(file)
        _say(listed.problems, file.name)
        lists.append(listed)
    if any(stops(listed.problems) for listed in lists):
        messages().print("Danh mục có lỗi nên chưa so sánh.", markup=False)
        return 1
    found = difference(*lists)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print_difference(found)
    if not news:
        return 0
    if found.empty:
        messages().print("Danh mục không thay đổi nên không lập tin nháp.", markup=False)
        return 0
    return _write_news(site_folder(directory), _today(now), found, topic)


def _today(now: str) -> date:
    try:
        return moment_of(now).date()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _read(file: Path) -> ProcedureList:
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = "không có tệp này" if isinstance(error, FileNotFoundError) else reason_of(error)
        raise click.UsageError(f"Không đọc được {file}: {reason}.") from error
    with messages().status(f"Đang đọc {file.name}…"):
        return read_list(data, file.name)


def _say(problems: Iterable[ListProblem], name: str) -> None:
    console = messages()
    for problem in problems:
        place = ", ".join(part for part in (name, problem.place) if part)
        label = "lỗi" if problem.severity is Severity.ERROR else "cảnh báo"
        console.print(place, label, sep="  ", style=_COLORS[problem.severity], markup=False)
        console.print(f"    {problem.message[:1].upper()}{problem.message[1:]}.", markup=False)
        console.print(f"    → {problem.hint}", markup=False)


def _guides(folder: SiteFolder) -> dict[str, bytes]:
    """Return the Markdown files of docs/tthc but the introduction of the list."""
    files, _ = scan(folder.docs)
    start = f"{PROCEDURES.folder}/"
    names = [
        file
        for file in files
        if file.source.startswith(start) and file.source.lower().endswith(".md") and file.source != f"{start}index.md"
    ]
    guides = {}
    with progress("Đọc các bài hướng dẫn") as told:
        for index, file in enumerate(names, 1):
            try:
                guides[file.source] = Path(file.path).read_bytes()
            except OSError as error:
                raise click.ClickException(f"Không đọc được {file.path}: {reason_of(error)}.") from error
            told(index, len(names))
    return guides


def _vocabulary(folder: SiteFolder) -> Vocabulary:
    data = folder.docs / DATA_FOLDER
    files = [path for path in sorted(data.rglob("*.yml")) if path.is_file()]
    return load_vocabulary({path.relative_to(data).as_posix(): path.read_bytes() for path in files})[0]


def _topics(folder: SiteFolder, written: str) -> tuple[str, ...]:
    vocabulary = _vocabulary(folder)
    return tuple(_topic(vocabulary, name) for name in (part.strip() for part in written.split(",")) if name)


def _topic(vocabulary: Vocabulary, name: str) -> str:
    found = vocabulary.topic_names.get(name)
    if found is None:
        near = nearest(name, vocabulary.topics)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có chủ đề “{name}” trong topics.yml.{meant}")
    return found


def _write(folder: SiteFolder, result: Merge, guides: dict[str, bytes]) -> None:
    """Write all guides or none; one that changed meanwhile stops it."""
    made = {folder.docs / outcome.path: outcome.data for outcome in result.outcomes if outcome.data is not None}
    try:
        for path in made:
            known = guides.get(path.relative_to(folder.docs).as_posix())
            if (path.read_bytes() if path.exists() else None) != known:
                raise click.ClickException(f"{path} vừa được sửa ở nơi khác; hãy chạy lại lệnh.")
            path.parent.mkdir(parents=True, exist_ok=True)
        with messages().status("Đang ghi các bài hướng dẫn…"):
            replace_all(made)
    except OSError as error:
        place = error.filename2 or error.filename
        raise click.ClickException(
            f"Không ghi được {place}: {reason_of(error)}. Chưa nhập gì; sửa rồi chạy lại lệnh."
        ) from error


def _print_merge(result: Merge, dry_run: bool) -> None:
    for outcome in result.outcomes:
        if outcome.state is not State.UNCHANGED:
            click.echo(_line(outcome))
            if outcome.state is State.UPDATED:
                for change in outcome.changes:
                    click.echo(f"    {change.label}: {_cut(change.old) or '(trống)'} → {_cut(change.new)}")
    counts = Counter(outcome.state for outcome in result.outcomes)
    tally = ", ".join(f"{plural_free_count(counts[state])} {_LABELS[state]}" for state in State if counts[state])
    lead = "Chạy thử, chưa ghi gì" if dry_run else "Đã nhập"
    click.echo(f"{lead}: {tally or 'không có thủ tục nào'}.")


def _line(outcome: Outcome) -> str:
    place = f"  {DOCS}/{outcome.path}" if outcome.path else ""
    return f"{_LABELS[outcome.state]}: {outcome.code} {outcome.title}{place}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _print_difference(found: Difference) -> None:
    for row in found.added:
        click.echo(f"mới ban hành: {row.code} {row.title}")
    for amended in found.amended:
        click.echo(f"sửa đổi, bổ sung: {amended.new.code} {amended.new.title}")
        for change in amended.changes:
            click.echo(f"    {change.label}: {_cut(change.old) or '(trống)'} → {_cut(change.new) or '(trống)'}")
    for replaced in found.replaced:
        old = ", ".join(row.code for row in replaced.old) or "không rõ thủ tục nào"
        click.echo(f"thay thế: {replaced.new.code} {replaced.new.title} (thay cho {old})")
    for gone in found.abolished:
        words = "bãi bỏ" if gone.declared else "không còn trong danh mục mới, cần đối chiếu quyết định"
        click.echo(f"{words}: {gone.old.code} {gone.old.title}")
    counted: Sequence[tuple[int, str]] = (
        (len(found.added), "mới ban hành"),
        (len(found.amended), "sửa đổi, bổ sung"),
        (len(found.replaced), "thay thế"),
        (len(found.abolished), "bãi bỏ hoặc không còn"),
        (found.unchanged, "không đổi"),
    )
    click.echo(", ".join(f"{plural_free_count(number)} {words}" for number, words in counted) + ".")
    if found.not_compared:
        messages().print(
            f"Chỉ một danh mục có cột nên không so sánh: {', '.join(found.not_compared)}.", markup=False, style="yellow"
        )


def _write_news(folder: SiteFolder, day: date, found: Difference, topic: str) -> int:
    vocabulary = _vocabulary(folder)
    room = Newsroom(day, _topic(vocabulary, topic), vocabulary.agency.name, _pages(folder))
    path = folder.docs / NEWS.folder / f"{day:%Y}" / f"{day:%m}" / f"{slugify('cập nhật danh mục TTHC')}-{day:%d}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(news_draft(found, room))
    except FileExistsError:
        messages().print(f"Đã có {path}, giữ nguyên; đổi tên hoặc xóa tệp đó rồi chạy lại.", markup=False)
        return 1
    except OSError as error:
        raise click.ClickException(f"Không ghi được {path}: {reason_of(error)}.") from error
    messages().print(
        f"Đã ghi tin nháp {path}. Đối chiếu với quyết định công bố, rồi bỏ dòng draft để đăng.", markup=False
    )
    return 0


def _pages(folder: SiteFolder) -> dict[str, str]:
    """Return the way from a news item's file to each guide, by code."""
    up = "../" * 3
    return {code: f"{up}{path}" for code, path in guide_paths(_guides(folder)).items()}
