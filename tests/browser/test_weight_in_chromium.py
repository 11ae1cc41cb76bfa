"""What a first visit to an item fetches, in bytes as they come over the line, counted by Chromium."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import BASE, VIEWPORTS
from tests.kinds_of_page import items_of_each_kind

pytestmark = pytest.mark.browser
LIMIT = 110_000
COMPRESSED = (".html", ".js", ".json", ".css", ".xml", ".svg")


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves the site below its sub-path with gzip, as the files in `server/` configure it."""

    def do_GET(self) -> None:
        inner = urlsplit(self.path).path.removeprefix(BASE)
        path = Path(self.directory) / inner
        path = path / "index.html" if path.is_dir() else path
        if not self.path.startswith(BASE) or not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def compressed(example: Any) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Compressing, directory=str(example.site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()


def first_visit(browser: Browser, address: str) -> dict[str, int]:
    """Return the bytes of each resource that a first visit on a phone fetches, heads of the answers left out."""
    context = browser.new_context(viewport=VIEWPORTS["phone"], locale="vi-VN")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}))
    session.on(
        "Network.dataReceived",
        lambda got: sizes.update({got["requestId"]: sizes.get(got["requestId"], 0) + got["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    context.close()
    return {addresses[request]: size for request, size in sizes.items()}


def test_an_item_without_pictures_is_light(chromium: Browser, compressed: str, example: Any) -> None:
    """Of every kind that has no pictures: at most 110 kB, letters, styles and scripts included."""
    kinds = items_of_each_kind(example)
    for name in ("tin, published", "bai, published", "van-ban, published", "tthc, published", "hoi-dap, published"):
        sizes = first_visit(chromium, compressed + kinds[name])
        assert not [url for url in sizes if url.endswith((".webp", ".jpg"))], name
        assert {url.rpartition(".")[2] for url in sizes} >= {"css", "js", "woff2"}
        assert sum(sizes.values()) <= LIMIT, (name, sizes)
