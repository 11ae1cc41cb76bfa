"""`cchc desk`."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import webbrowser
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import uvicorn

from cchc.cli.clock import moment_of
from cchc.cli.console import messages
from cchc.cli.folder import SiteFolder, open_numbers, site_folder
from cchc.cli.serve import PreviewBuilder, site_of, theme_of
from cchc.counted import Counted
from cchc.preview.shown import Shown
from cchc.preview.watch import Watcher
from cchc.preview.workers import Workers
from cchc_desk.app import make_app
from cchc_desk.checking import Checker
from cchc_desk.desk import Desk
from cchc_desk.events import Events
from cchc_desk.guide import Guide
from cchc_desk.keeping import Keeper
from cchc_desk.shelf import Shelf
from cchc_desk.showing import Showing
from cchc_desk.tasks import Tasks
from cchc_markdown import MarkdownDialect

HOST = "127.0.0.1"
_GUIDE = "guide"
_PATIENCE = 2  # seconds for open windows to be let go


def run_desk(directory: Path, port: int, open_browser: bool) -> int:
    """Open the editors' desk until it is stopped."""
    moment_of("")
    folder = site_folder(directory)
    listening = _listening(port)
    if listening is None:
        messages().print(f"Không mở được cổng {port}. Hãy chọn cổng khác, ví dụ --port 0.", style="bold red")
        return 1
    messages().print("Đang đọc nội dung…", markup=False)
    events = Events()
    desk = _desk_of(folder, events)
    token, here = secrets.token_urlsafe(24), listening.getsockname()[1]
    url = f"http://{HOST}:{here}/?ma={token}"
    config = uvicorn.Config(
        make_app(desk, _guide_of(folder), token, here),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    server = _Server(config, events)
    watcher = Watcher(desk.changed)
    theme = theme_of(folder)
    try:
        watched = [(folder.docs, True), (folder.config_file.parent, False)]
        watcher.start([*watched, (theme, True)] if theme.is_dir() else watched)
        desk.showing.start()
        messages().print(f"Bàn biên tập đã mở tại {url}", markup=False)
        messages().print("Giữ cửa sổ này khi đang làm việc; bấm Ctrl+C (hoặc đóng cửa sổ) để dừng.", markup=False)
        if open_browser:
            threading.Timer(0.3, webbrowser.open, (url,)).start()
        # The server has let its windows go before it passes Ctrl+C on.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        watcher.stop()
        desk.tasks.stop()
        desk.showing.stop()
    messages().print("Đã dừng bàn biên tập.", markup=False)
    return 0


class _Server(uvicorn.Server):
    """Lets open windows go before it waits for them."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        self._events.close()
        await super().shutdown(sockets)


def _desk_of(folder: SiteFolder, events: Events) -> Desk:
    shelf = Shelf(folder.docs, partial(open_numbers, folder, ""), moment_of, partial(_numbers_apart, folder))
    keeper = Keeper(folder.root, folder.docs, moment_of)
    workers = Workers(partial(PreviewBuilder, folder.root))
    inputs = (folder.config_file, theme_of(folder))
    found: list[Desk] = []
    showing = Showing(
        folder.docs, inputs, Shown(site_of(folder)), workers, events, lambda problems: found[0].found(problems)
    )
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120"}
    tasks = Tasks(folder.root, (sys.executable, "-m", "cchc"), environment, events)
    checker = Checker(folder.docs, MarkdownDialect())
    found.append(Desk(shelf, keeper, checker, showing, tasks, events, moment_of, folder.root / "site"))
    return found[0]


def _guide_of(folder: SiteFolder) -> Guide:
    """Return the guide beside the content, else the one that the kit came with."""
    places = (folder.root / _GUIDE, Path(__file__).parents[3] / _GUIDE)
    place = next((one for one in places if any(one.glob("*.md"))), places[0])
    return Guide(place, MarkdownDialect().renderer)


def _numbers_apart(folder: SiteFolder) -> Counted:
    """Read all content in a process of its own: reading forks, and this process has threads by now."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(open_numbers, folder, "").result()


def _listening(port: int) -> socket.socket | None:
    """Return a socket on this machine only: at `port`, at any other when that one is taken."""
    for one in dict.fromkeys((port, 0)):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":
            # After an end, a port is held back for a while; on Windows this would let two desks share one.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, one))
            # From now on a browser waits for the answer instead of being turned away.
            found.listen()
        except OSError:
            found.close()
            continue
        return found
    return None
