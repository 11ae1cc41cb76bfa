"""A small site and the desk on it, for the tests of the desk."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from cchc.counted import Counted
from cchc.dates import VIETNAM
from cchc.preview.shown import Shown
from cchc.preview.workers import Workers
from cchc.service import open_content
from cchc_desk.app import make_app
from cchc_desk.checking import Checker
from cchc_desk.desk import Desk
from cchc_desk.events import Events
from cchc_desk.guard import cookie_name
from cchc_desk.guide import Guide
from cchc_desk.keeping import Keeper
from cchc_desk.shelf import Shelf
from cchc_desk.showing import Showing
from cchc_desk.tasks import Tasks
from cchc_markdown import MarkdownDialect

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
PORT, TOKEN = 8765, "chia-khoa-thu"
HOST = f"http://127.0.0.1:{PORT}"
GUIDE = Guide(Path(__file__).resolve().parents[2] / "guide", MarkdownDialect().renderer)
NEWS = "tin-tuc/2026/11/tap-huan.md"
OTHER = "tin-tuc/2026/11/hoi-nghi.md"

# Line ends of Windows, a comment, an odd order and both kinds of quotes: all that an edit must leave alone.
NEWS_TEXT = (
    "---\r\n# do Văn phòng soạn\r\ntags: [mot-cua]   # một chủ đề\r\n"
    "title: \"Tập huấn: thủ tục hành chính\"\r\ndate: '2026-11-09'\r\n---\r\n\r\n"
    "Đoạn một.  \r\n\r\nXem [hội nghị](hoi-nghi.md).\r\n"
).encode()
OTHER_TEXT = "---\ntitle: Hội nghị\ndate: 2026-11-10\ntags: [mot-cua]\n---\n\nNội dung.\n".encode()


@dataclass(frozen=True)
class Site:
    """A folder with docs/, the desk on it, and a browser that the desk has let in."""

    root: Path
    desk: Desk
    browser: TestClient

    def file(self, source: str) -> Path:
        return self.root / "docs" / source

    def post(self, path: str, **sent: Any) -> Any:
        return self.browser.post(path, json=sent)

    def item(self, source: str) -> Any:
        return self.browser.get("/api/item", params={"source": source}).json()

    def save(self, source: str, base: str, **unsaved: Any) -> Any:
        return self.post("/api/save", source=source, base=base, window="w", **unsaved)


def desk_on(root: Path, now: datetime = NOW, workers: Workers | None = None) -> Desk:
    docs = root / "docs"

    def read() -> Counted:
        opened = open_content(docs, now, MarkdownDialect())
        return Counted(opened.edition, opened.problems)

    events = Events()
    # Nothing is built in these tests, so no process is started.
    showing = Showing(docs, (), Shown(root / "site"), workers or Workers(lambda: None), events, lambda _: None)  # type: ignore[arg-type, return-value]
    tasks = Tasks(root, (sys.executable, "-m", "cchc"), {}, events)
    return Desk(
        Shelf(docs, read, lambda: now),
        Keeper(root, docs, lambda: now),
        Checker(docs, MarkdownDialect()),
        showing,
        tasks,
        events,
        lambda: now,
        root / "site",
    )


def small_site(root: Path) -> Site:
    for source, data in ((NEWS, NEWS_TEXT), (OTHER, OTHER_TEXT)):
        path = root / "docs" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    desk = desk_on(root)
    browser = TestClient(make_app(desk, GUIDE, TOKEN, PORT), base_url=HOST, follow_redirects=False)
    browser.headers.update({"Origin": HOST, "X-Cchc-Desk": "1"})
    browser.cookies.set(cookie_name(PORT), TOKEN)
    return Site(root, desk, browser)
