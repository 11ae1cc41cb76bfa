"""`cchc build`."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from cchc.cli.console import MANY, messages, print_problems, tally_of
from cchc.cli.engine import EngineError, build_site
from cchc.cli.folder import open_folder, site_folder
from cchc.content.kinds import KINDS
from cchc.problems import has_errors
from cchc.publishing import STATE_LABELS, State
from cchc.service import Opened
from cchc.text import plural_free_count


def run_build(directory: Path, now: str, site_dir: Path | None, engine: str) -> int:
    """Check, build, print the summary; return 1 when the content has errors or the build failed."""
    started = time.monotonic()
    folder = site_folder(directory)
    console = messages()
    opened, _ = open_folder(folder, now)
    print_problems(opened.problems, MANY)
    if has_errors(opened.problems):
        console.print(f"Chưa dựng trang vì nội dung có lỗi: {tally_of(opened.problems)}.", style="bold red")
        return 1
    target = (site_dir or folder.root / "site").absolute()
    try:
        with console.status("Đang dựng trang…"):
            pages, warnings = build_site(folder, target, opened, engine)
    except EngineError as error:
        console.print("Dựng trang không thành công; trang cũ được giữ nguyên.", style="bold red")
        console.print(str(error), markup=False)
        return 1
    for warning in warnings:
        console.print(f"Phần mềm dựng trang báo: {warning}", style="yellow", markup=False)
    for line in summary(opened, pages, time.monotonic() - started, target):
        console.print(line, markup=False)
    return 0


def summary(opened: Opened, pages: int, seconds: float, target: Path) -> list[str]:
    """Return the lines that end a build."""
    edition = opened.edition
    kinds: Counter[str] = Counter()
    for item in edition.counted:
        kinds[KINDS[item.kind].unit] += 1
    units = list(dict.fromkeys(kind.unit for kind in KINDS.values()))
    counted = "; ".join(f"{plural_free_count(kinds[unit])} {unit}" for unit in units if kinds[unit])
    states = Counter(edition.states.values())
    others = ", ".join(
        f"{states[state]} {STATE_LABELS[state]}" for state in State if state is not State.PUBLISHED and states[state]
    )
    return [
        "Đã dựng xong trang.",
        f"  Nội dung được đếm: {counted or 'chưa có'} (tổng số {plural_free_count(len(edition.counted))})",
        *([f"  Không hiện trong danh sách: {others}"] if others else []),
        f"  Số trang: {plural_free_count(pages)}",
        f"  Kiểm tra: {tally_of(opened.problems)}",
        f"  Thời gian: {seconds:.1f} giây".replace(".", ","),
        f"  Mở trang: {(target / 'index.html').as_uri()}",
        "  Xem như trên mạng (có tìm kiếm): python3 scripts/serve.py",
    ]
