"""Nothing of what an editor or a reader writes ever runs: every word of tests/golden/xss.yml in every place, each page
opened without the policy (CSP) that would hide a mistake.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.live_site import ADDRESSES, BLOCKS, ROOT, WORDS, write_site

pytestmark = pytest.mark.browser
NOW = "2026-11-21 09:00"
WORKED_OUT = b"1790243"  # what {{1337*1339}} is
LONGEST = 120
# Runs before a page's own scripts, in its frames too.
HOOK = "window.hit = () => console.warn('c-hit'); window.alert = window.hit;"
# What could run later, when somebody clicks, or without being noticed.
SUSPECTS = """() => {
  const found = [], safe = ["http:", "https:", "mailto:", "tel:", "data:"];
  const named = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "ping", "srcdoc", "background"];
  for (const one of document.querySelectorAll("*")) {
    const said = () => one.outerHTML.slice(0, 200);
    const name = one.localName;
    for (const { name: key, value } of one.attributes) {
      if (key.startsWith("on")) found.push(said());
      if (!named.includes(key) || name === "use") continue;
      let url;
      try { url = new URL(value, location.href); } catch { found.push(said()); continue; }
      if (!safe.includes(url.protocol)) found.push(said());
      if (url.protocol === "data:" && !(name === "img" && /^data:image\\/(png|webp)/.test(value))) found.push(said());
    }
    const data = (one.type || "").includes("json");
    if (name === "script" && !data && (one.textContent.trim() || new URL(one.src).origin !== location.origin))
      found.push(said());
    if (["base", "object", "embed", "applet", "frame", "portal", "animate", "foreignobject", "math"].includes(name))
      found.push(said());
    if (name === "meta" && /refresh/i.test(one.httpEquiv)) found.push(said());
    if (name === "form" && new URL(one.getAttribute("action") || "", location.href).origin !== location.origin)
      found.push(said());
  }
  return found;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without any header of its own."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Watched:
    """A page in which nothing may run and which may ask nobody but `origin`; `ran` is what did."""

    page: Page
    origin: str
    ran: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(HOOK)
        self.page.on("console", lambda said: self.ran.append(said.text) if "c-hit" in said.text else None)
        self.page.on("pageerror", lambda error: self.ran.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda sent: self._asked(sent.url))

    def _asked(self, url: str) -> None:
        # Drawings in the style sheets are written as data: addresses.
        if not url.startswith((self.origin, "data:image/")):
            self.ran.append(url)

    def open(self, address: str) -> None:
        self.page.goto(f"{self.origin}/{address}", wait_until="load")

    def suspects(self) -> list[str]:
        return self.page.evaluate(SUSPECTS)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built though its content has errors, as the preview builds it."""
    from cchc.cli.engine import Engine
    from cchc.cli.folder import moment_asked, open_sources, site_folder
    from cchc.content.library import load_sources
    from cchc.digest import digest_html, digest_of
    from cchc.periods import Basis, parse_period
    from cchc.site.built import NOTHING
    from cchc.store import Store

    root = tmp_path_factory.mktemp("live")
    count = write_site(root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("  - cchc\n", "  - cchc: {share_cards: false}\n", 1), "utf-8")
    folder = site_folder(root)
    engine = Engine("mkdocs", folder)
    opened = open_sources(load_sources(folder.docs), moment_asked(NOW), Store(None), engine.dialect, preparing=True)
    assert len(opened.library.items) == count
    assert len(opened.library.pages) == 3
    assert not [problem for problem in opened.problems if "/_data/" in problem.path]
    engine.build(root / "site", opened, NOTHING)
    period = parse_period("2026", Basis.CALENDAR)
    assert period is not None
    digest = digest_of(opened.edition, period, "https://skhcn.example.gov.vn/", frozenset())
    (root / "site/ban-tin.html").write_text(digest_html(digest), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def origin(root: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(root / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def watched(chromium: Browser, origin: str) -> Iterator[Watched]:
    context = chromium.new_context(bypass_csp=True, locale="vi-VN")
    watched = Watched(context.new_page(), origin)
    yield watched
    context.close()
    assert watched.ran == []


def test_there_are_enough_words() -> None:
    assert len({*WORDS, *ADDRESSES, *BLOCKS}) >= 200


def test_the_watch_sees_what_runs(chromium: Browser, origin: str, root: Path) -> None:
    """The tests below can fail."""
    live = '<script>hit()</script><img src=x onerror=hit()><a href="javascript:hit()">x</a><img src=//x.invalid/a>'
    (root / "site/song.html").write_text(f"<!doctype html>{live}", encoding="utf-8")
    context = chromium.new_context(bypass_csp=True)
    watched = Watched(context.new_page(), origin)
    watched.open("song.html")
    assert len(watched.suspects()) == 3
    context.close()
    (root / "site/song.html").unlink()
    assert watched.ran.count("c-hit") == 2
    assert "http://x.invalid/a" in watched.ran


def test_no_page_runs_anything(watched: Watched, root: Path) -> None:
    """Pages of items, lists, plain pages, numbers; the boxes to embed; the digest; feeds as pages; drawings."""
    site = root / "site"
    files = sorted(path for path in site.rglob("*") if path.suffix in (".html", ".xml", ".svg"))
    files = [path for path in files if "assets" not in path.relative_to(site).parts[:1]]
    assert len(files) > 60
    for path in files:
        address = path.relative_to(site).as_posix()
        watched.open(quote(address))
        if address.startswith("cu/"):
            # An old address leads on, by a script of the site's own.
            watched.page.wait_for_url(lambda url: "/cu/" not in url)
        assert watched.suspects() == [], address
        assert watched.ran == [], address


def test_the_words_are_shown_as_words(watched: Watched, root: Path) -> None:
    """They are not just left out: what stands in a title can be read there, letter by letter."""
    watched.open("tin-tuc/2026/10/b5/")
    title = watched.page.locator("h1").inner_text()
    written = (root / "docs/tin-tuc/2026/10/b5/index.md").read_text(encoding="utf-8")
    words = re.search(r'title: "Bài 5 (.*)"\n', written)
    assert words is not None
    assert words[1].replace('\\"', '"').replace("\\\\", "\\").split()[:3] == title.split()[2:5]


def test_no_template_is_worked_out_and_no_file_is_taken_in(root: Path) -> None:
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    for path in files:
        data = path.read_bytes()
        assert WORKED_OUT not in data, path
        assert b"root:x:0:0" not in data, path
    names = {path.name for path in files}
    assert not {"trang.html", "trang.xhtml"} & names
    assert any("onerror=hit" in name for name in names) or os.name == "nt"


def test_the_search_shows_words_only(watched: Watched) -> None:
    """Results full of them; as what is looked for, typed and in the address; as what is marked on a page."""
    page = watched.page
    watched.open("")
    for query in ("hit script", *WORDS[:6], *WORDS[80:86]):
        page.evaluate("document.querySelector('.md-search__input').focus()")
        page.locator(".md-search__input").fill(query.replace("\n", " "))
        page.wait_for_function("!/^$/.test(document.querySelector('[data-c-search-status]').textContent)")
        assert watched.suspects() == [], query
    for query in ("hit", "".join(WORDS[40:50]), "".join(ADDRESSES[:9])):
        for address in ("tim-kiem/?q=", "tthc/?q=", "tin-tuc/2026/10/b5/?h=", "nhung/khung/tat-ca/?so="):
            watched.open(address + quote(query))
            page.wait_for_timeout(50)
            assert watched.suspects() == [], (address, query)


@pytest.fixture
def desk(root: Path) -> Iterator[str]:
    said = root / "said.txt"
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": NOW}
    command = [sys.executable, "-m", "cchc", "desk", "-C", str(root), "--port", "0", "--no-open"]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        end = time.monotonic() + LONGEST
        while not (found := re.search(r"đã mở tại (http\S+)", said.read_text(encoding="utf-8"))):
            assert process.poll() is None, said.read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield found[1]
        process.send_signal(signal.SIGINT)
        process.wait(LONGEST)


def test_the_desk_shows_words_only(chromium: Browser, desk: str) -> None:
    """The list, items with their forms, problems and topics to choose; without the desk's own policy."""
    context = chromium.new_context(bypass_csp=True, locale="vi-VN")
    context.set_default_timeout(LONGEST * 1000)
    watched = Watched(context.new_page(), desk.split("/?")[0])
    page = watched.page
    page.goto(desk)
    page.locator("tbody tr").first.wait_for()
    assert watched.suspects() == []
    for source in ("tin-tuc/2026/10/b5", "tthc/b7"):
        page.goto(f"{desk.split('?')[0]}#/bai/{source}/index.md")
        page.get_by_label("Nội dung bài").wait_for()
        page.locator(".problems summary").first.click()
        page.locator(".problems button").first.wait_for()
        assert watched.suspects() == [], source
    context.close()
    assert watched.ran == []
