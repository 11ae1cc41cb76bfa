"""The server of the preview: this machine only, below the path that the site will have."""

from __future__ import annotations

import mimetypes
import os
import shutil
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from cchc.preview.box import SCRIPT, with_additions
from cchc.preview.shown import Shown, View

HOST = "127.0.0.1"
# No address of a site starts like this: slugs have no underscore.
_PRIVATE = "_xem-truoc/"
_SCRIPT, _EVENTS = f"{_PRIVATE}tai-lai.js", f"{_PRIVATE}su-kien"
_PING = 10.0  # seconds after which a browser that has gone is noticed
# A machine's own table (the registry of Windows) may be wrong or lack some.
_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".opml": "text/x-opml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_TEXTUAL = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")


class PreviewServer(ThreadingHTTPServer):
    """Serves what is shown below `base` (starts and ends with `/`). Raises OSError when the port is taken."""

    daemon_threads = True
    # On Windows this would let two previews share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, base: str, shown: Shown) -> None:
        super().__init__((HOST, port), partial(_Handler, shown, base))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that go away in the middle of an answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, shown: Shown, base: str, request: Any, client_address: Any, server: BaseServer) -> None:
        self._shown, self._base = shown, base
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not self._is_ours():
            # A foreign name that leads here: another site in this browser is looking at the preview.
            self._send(HTTPStatus.FORBIDDEN, "text/plain", "Trang xem trước chỉ mở được trên máy này.".encode())
        elif path == "/" != self._base or f"{path}/" == self._base:
            self._redirect(self._base)
        elif not path.startswith(self._base):
            self._missing()
        else:
            self._below(path.removeprefix(self._base))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _is_ours(self) -> bool:
        name = self.headers.get("Host", "").rsplit(":", 1)[0]
        return name.lower() in (HOST, "localhost")

    def _below(self, path: str) -> None:
        if path == _SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", SCRIPT.encode())
        elif path == _EVENTS:
            self._events()
        elif (parts := safe_parts(path)) is None:
            self._missing()
        elif not path or path.endswith("/"):
            self._page("".join(f"{part}/" for part in parts))
        else:
            self._file(parts)

    def _page(self, address: str) -> None:
        view = self._shown.view(address)
        if view.moved is not None:
            self._redirect(self._base + quote(view.moved))
        else:
            self._view(view, address)

    def _view(self, view: View, address: str) -> None:
        events = f"{self._base}{_EVENTS}?{urlencode({'trang': address, 'dau': view.digest})}"
        html = with_additions(view.html, view.box, self._base + _SCRIPT, events)
        self._send(HTTPStatus.OK if view.found else HTTPStatus.NOT_FOUND, "text/html", html)

    def _missing(self) -> None:
        # An address that no page has: it shows the page for missing ones.
        self._view(self._shown.view("404.html/"), "404.html/")

    def _file(self, parts: list[str]) -> None:
        root = self._shown.site_dir.resolve()
        path = root.joinpath(*parts).resolve()
        address = "".join(f"{part}/" for part in parts)
        if not path.is_relative_to(root):
            self._missing()
        elif path.is_file():
            self._send_file(path)
        elif self._shown.view(address).found:
            query = urlsplit(self.path).query
            self._redirect(self._base + quote(address) + (f"?{query}" if query else ""))
        else:
            self._view(self._shown.view(address), address)

    def _send_file(self, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:
            self._missing()
            return
        with file:
            self._head(HTTPStatus.OK, media_type(path.name), os.fstat(file.fileno()).st_size)
            if self.command == "GET":
                shutil.copyfileobj(file, self.wfile)

    def _events(self) -> None:
        """Answer when the page is another one than the browser has (server-sent events)."""
        asked = parse_qs(urlsplit(self.path).query)
        address, digest = asked.get("trang", [""])[0], asked.get("dau", [""])[0]
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream", None)
        if self.command != "GET" or safe_parts(address) is None:
            return
        while not self._shown.closed:
            changed = self._shown.wait(address, digest, _PING)
            self.wfile.write(b"data: tai-lai\n\n" if changed else b": \n\n")
            self.wfile.flush()
            if changed:
                return

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _send(self, status: HTTPStatus, media: str, data: bytes) -> None:
        self._head(status, media, len(data))
        if self.command == "GET":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, media: str, length: int | None) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if media.startswith(_TEXTUAL) else ""
        self.send_header("Content-Type", media + charset)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is the editor's."""


def safe_parts(path: str) -> list[str] | None:
    """Return the names in an encoded path below the site; `None` when it may lead out of it."""
    parts = [part for part in unquote(path).split("/") if part]
    unsafe = any(part in (".", "..") or set(part) & set("\\:\0") for part in parts)
    return None if unsafe else parts


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name, no path
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
