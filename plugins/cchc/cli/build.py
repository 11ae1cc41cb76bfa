"""`cchc build`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cchc.cli.build_state import BuildState, built_of, content_digest, load_state, save_state, state_of_build
from cchc.cli.console import MANY, messages, print_problems, tally_of
from cchc.cli.engine import Engine, EngineError, HalfPlacedError
from cchc.cli.folder import SiteFolder, forget, moment_asked, open_sources, site_folder, store_of_folder
from cchc.content.kinds import KINDS
from cchc.content.library import Sources, load_sources
from cchc.problems import has_errors
from cchc.publishing import STATE_LABELS, State
from cchc.service import Opened
from cchc.site.built import Built
from cchc.store import Store
from cchc.text import plural_free_count


def run_build(
    directory: Path, now: str, site_dir: Path | None, engine: str, clean: bool, *, verifying: bool = True
) -> int:
    """Check, build what has changed, verify it, print the summary; return 1 when the content has errors or the build
    failed.
    """
    started = time.monotonic()
    folder, moment = site_folder(directory), moment_asked(now)
    target = (site_dir or folder.root / "site").absolute()
    if clean:
        forget(folder)
    store = store_of_folder(folder)
    # Handed over: the bytes of ten thousand texts are not held while their pages are made.
    held = [load_sources(folder.docs)]
    before = load_state(store, target)
    content = content_digest(held[0], folder.docs)
    if before is not None and before.is_current(content, moment, target, engine, folder.config_file):
        print_problems(before.problems, MANY)
        _print_summary(("Trang không có gì thay đổi.", *before.summary), started, target)
        return 0
    try:
        state, warnings = _build(
            folder, held.pop(), content, moment, store, target, engine, built_of(before, moment), verifying
        )
    except HalfPlacedError as error:
        messages().print(
            "Chưa thay xong trang cũ bằng trang mới, trong thư mục có cả tệp cũ và tệp mới.", style="bold red"
        )
        messages().print(str(error), markup=False)
        messages().print("Chưa đưa trang lên mạng. Đóng chương trình đang mở tệp ấy rồi dựng lại.", markup=False)
        return 1
    except EngineError as error:
        messages().print("Dựng trang không thành công; trang cũ được giữ nguyên.", style="bold red")
        messages().print(str(error), markup=False)
        return 1
    if state is None:
        return 1
    for warning in warnings:
        messages().print(f"Phần mềm dựng trang báo: {warning}", style="yellow", markup=False)
    save_state(store, target, state)
    _print_summary(("Đã dựng xong trang.", *state.summary), started, target)
    return 0


def _build(
    folder: SiteFolder,
    sources: Sources,
    content: bytes,
    moment: datetime,
    store: Store,
    target: Path,
    engine: str,
    before: Built,
    verifying: bool,
) -> tuple[BuildState | None, list[str]]:
    """Read, check, build and verify; `None` when the content or the site has errors. Raises EngineError."""
    generator = Engine(engine, folder)
    opened = open_sources(sources, moment, store, generator.dialect, preparing=True, meanwhile=generator.load_rest)
    del sources
    print_problems(opened.problems, MANY)
    if has_errors(opened.problems):
        reason = f"Chưa dựng trang vì nội dung có lỗi: {tally_of(opened.problems)}."
        messages().print(reason, style="bold red")
        return None, []
    with messages().status("Đang dựng trang…"):
        built, warnings = generator.build(target, opened, before)
    if verifying and not _is_verified(folder, target, opened, store):
        reason = "Trang vừa dựng không khớp với nội dung (các lỗi ở trên); chưa nên đưa lên mạng."
        messages().print(reason, style="bold red")
        return None, []
    opened.texts.forget_others()
    inputs = generator.inputs
    lines = summary(opened, built)
    return (
        state_of_build(built, content, inputs, opened.edition, opened.problems, lines),
        warnings,
    )


def _is_verified(folder: SiteFolder, target: Path, opened: Opened, store: Store) -> bool:
    # An unchanged folder, which is most of what this command sees, needs none of it.
    from cchc.cli.verify import verified_build

    return verified_build(folder, target, opened, store)


def _print_summary(lines: Sequence[str], started: float, target: Path) -> None:
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    ends = (
        f"  Thời gian: {seconds} giây",
        f"  Mở trang: {(target / 'index.html').as_uri()}",
        "  Xem như trên mạng (có tìm kiếm): python3 scripts/serve.py",
    )
    for line in (*lines, *ends):
        messages().print(line, markup=False)


def summary(opened: Opened, built: Built) -> list[str]:
    """Return what the editor is told of a build."""
    edition = opened.edition
    pages = sum(name.endswith("index.html") for name in built.parts)
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
        f"  Nội dung được đếm: {counted or 'chưa có'} (tổng số {plural_free_count(len(edition.counted))})",
        *([f"  Không hiện trong danh sách: {others}"] if others else []),
        f"  Số trang: {plural_free_count(pages)}",
        f"  Kiểm tra: {tally_of(opened.problems)}",
    ]
