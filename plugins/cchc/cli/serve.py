"""`cchc serve`."""

from __future__ import annotations

import signal
import threading
import webbrowser
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from cchc.cli.build_state import built_of, content_digest, load_state, save_state, state_of_build
from cchc.cli.clock import moment_of
from cchc.cli.console import MANY, messages, print_problems, tally_of
from cchc.cli.engine import Engine, EngineError
from cchc.cli.folder import SiteFolder, moment_asked, open_sources, site_folder, site_url_of, store_of_folder
from cchc.content.library import load_sources
from cchc.content.nodes import read_yaml
from cchc.content.paths import DOCS
from cchc.preview.orders import Build, Done, Failed, Outcome, Refused, SavedPage
from cchc.preview.quick import QuickPages, likely_address
from cchc.preview.server import HOST, PreviewServer
from cchc.preview.session import Session
from cchc.preview.shown import Shown
from cchc.preview.watch import Watcher
from cchc.preview.workers import Workers
from cchc.problems import Problem, Severity
from cchc.service import Opened, opened
from cchc.store import FOLDER, PREVIEW

_ENGINE = "mkdocs"
_VOCABULARY = f"{DOCS}/_data/"


def run_serve(directory: Path, port: int, open_browser: bool) -> int:
    """Show the site on this machine, following each save, until it is stopped."""
    folder = site_folder(directory)
    moment_asked("")
    base = _base_of(folder)
    shown = Shown(site_of(folder))
    try:
        server = PreviewServer(port, base, shown)
    except OSError as error:
        messages().print(_no_port(port, error), style="bold red", markup=False)
        return 1
    url = f"http://{HOST}:{server.server_port}{base}"
    theme = theme_of(folder)
    workers = Workers(partial(PreviewBuilder, folder.root))
    session = Session(folder.docs, (folder.config_file, theme), shown, workers, _Terminal(url, open_browser))
    watcher = Watcher(session.changed)
    signal.signal(signal.SIGTERM, _interrupt)
    messages().print(f"Đang chuẩn bị xem trước tại {url} (bấm Ctrl+C để dừng).", markup=False)
    try:
        threading.Thread(target=server.serve_forever, name="preview-server", daemon=True).start()
        watched = [(folder.docs, True), (folder.config_file.parent, False)]
        watcher.start([*watched, (theme, True)] if theme.is_dir() else watched)
        session.start()
        while True:
            # A wait without end can't be interrupted on Windows.
            threading.Event().wait(1)
    except KeyboardInterrupt:
        messages().print("Đã dừng xem trước.")
        return 0
    finally:
        watcher.stop()
        session.stop()
        server.shutdown()
        server.server_close()


class PreviewBuilder:
    """Builds a folder's site for the preview, the way `cchc build` does, into a folder beside the cache."""

    def __init__(self, root: Path) -> None:
        self._folder = SiteFolder(root)

    def build(self, order: Build) -> tuple[Outcome, QuickPages | None]:
        """Build what has changed. Content with errors is built as far as it can be read when `order` accepts them."""
        folder, moment, target = self._folder, moment_asked(""), site_of(self._folder)
        store, sources = store_of_folder(folder), load_sources(folder.docs)
        digest = content_digest(sources, folder.docs)
        try:
            generator = Engine(_ENGINE, folder)
            if order.told:
                content = open_sources(sources, moment, store, generator.dialect, preparing=True)
            else:
                content = opened(sources, moment, generator.dialect, None, store, preparing=True)
            problems, addresses = content.problems, _addresses(content)
            damaged = frozenset(one.path for one in problems if one.severity is Severity.ERROR)
            if not _may_build(damaged, order.accepted):
                return Refused(problems, addresses), None
            built, warnings = generator.build(target, content, built_of(load_state(store, target), moment))
        except EngineError as error:
            return Failed(str(error)), None
        state = state_of_build(built, digest, generator.inputs, content.edition, problems, ())
        save_state(store, target, state)
        writer = generator.writer
        quick = QuickPages(writer.site, content.texts, writer.page_html, moment_of)
        return Done(problems, addresses, damaged, tuple(warnings)), quick


def _may_build(damaged: frozenset[str], accepted: frozenset[str] | None) -> bool:
    """Say whether a build loses no page that is there now: the first one may leave out texts that can't be read, later
    ones only these; nothing is built from a damaged vocabulary.
    """
    if any(path.startswith(_VOCABULARY) for path in damaged):
        return False
    return accepted is None or damaged <= accepted


def _addresses(content: Opened) -> dict[str, str]:
    """Return on which page the problems of each file are shown; those of the vocabulary on the home page."""
    today = content.edition.now.date()
    paths = {problem.path for problem in content.problems}
    return {
        path: ""
        if path.startswith(_VOCABULARY)
        else likely_address(path.removeprefix(f"{DOCS}/"), content.library, today)
        for path in paths
    }


class _Terminal:
    """Tells the editor on the terminal."""

    def __init__(self, url: str, open_browser: bool) -> None:
        self._url, self._open = url, open_browser
        self._known: frozenset[Problem] = frozenset()

    def saved(self, saved: SavedPage, address: str, seconds: float) -> None:
        """Say where a saved text is to be seen, and what is wrong with it."""
        print_problems(saved.problems)
        self._known |= set(saved.problems)
        words = "còn lỗi, trang giữ bản đúng gần nhất" if saved.html is None else "đã hiện"
        messages().print(f"{DOCS}/{saved.source}: {words} ({_seconds(seconds)}) {self._url}{address}", markup=False)

    def built(self, outcome: Outcome, seconds: float, first: bool) -> None:
        """Say what has come of a build; problems are shown once."""
        if isinstance(outcome, Failed):
            messages().print("Dựng trang không thành công; trang cũ được giữ nguyên.", style="bold red")
            messages().print(outcome.reason, markup=False)
            return
        self._show_new(outcome.problems)
        if isinstance(outcome, Refused):
            words = f"Danh sách, tìm kiếm, số liệu chưa theo kịp vì nội dung có lỗi: {tally_of(outcome.problems)}."
            messages().print(words, style="bold red", markup=False)
            return
        for warning in outcome.warnings:
            messages().print(f"Phần mềm dựng trang báo: {warning}", style="yellow", markup=False)
        done = "Đã dựng xong trang" if first else "Danh sách, tìm kiếm, số liệu đã theo kịp"
        messages().print(f"{done} ({_seconds(seconds)}); {tally_of(outcome.problems)}.", markup=False)
        if first:
            messages().print(f"Xem trước tại {self._url}", markup=False)
        if self._open:
            self._open = False
            webbrowser.open(self._url)

    def lost(self) -> None:
        """Say that a process has broken down."""
        words = "Việc dựng trang dừng đột ngột; trang cũ được giữ nguyên. Lưu lại tệp để thử lại."
        messages().print(words, style="bold red")

    def _show_new(self, problems: Iterable[Problem]) -> None:
        problems = tuple(problems)
        print_problems([problem for problem in problems if problem not in self._known], MANY)
        self._known = frozenset(problems)


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} giây".replace(".", ",")


def site_of(folder: SiteFolder) -> Path:
    """Return the folder of the previewed site."""
    return folder.root / FOLDER / PREVIEW / "site"


def _base_of(folder: SiteFolder) -> str:
    path = urlsplit(site_url_of(folder)).path.strip("/")
    return f"/{path}/" if path else "/"


def theme_of(folder: SiteFolder) -> Path:
    """Return the folder of the site's own templates."""
    root = read_yaml(folder.config_file.read_text(encoding="utf-8")).root
    node = root.find(("theme", "custom_dir")) if root else None
    written = node.value if node is not None and isinstance(node.value, str) else "overrides"
    return folder.config_file.parent / written


def _no_port(port: int, error: OSError) -> str:
    return (
        f"Không mở được cổng {port} ({error.strerror or error}). Có thể một lần xem trước khác đang chạy: dừng nó, "
        f"hoặc chọn cổng khác, ví dụ --port {port + 1 if port < 65535 else 8000}."
    )


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
