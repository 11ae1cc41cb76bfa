"""The desk's own page, and the pages of the site as they will be published."""

from __future__ import annotations

import re
import secrets
from html import escape
from pathlib import Path
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from cchc.preview.server import media_type, safe_parts
from cchc.preview.shown import Shown

_LOOK = "/tinh/desk.css"
_START = "/tinh/main.js"
# A page of the site runs no script here: it stands on the desk's own address. Its styles and pictures are its own.
_SITE_POLICY = (
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'self'; script-src 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
)
_SCRIPT = re.compile(rb"<script\b.*?</script>", re.DOTALL)
_SMALLER = re.compile(rb'<source type="image/webp"[^>]*>')
_SHELL = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Bàn biên tập</title>
<link rel="icon" href="/tinh/icon.svg">
<link rel="stylesheet" href="{look}">
<script type="module" src="{start}" nonce="{nonce}" data-nonce="{nonce}"></script>
</head>
<body>
<noscript>Bàn biên tập cần JavaScript. Hãy dùng trình duyệt Edge, Chrome hoặc Firefox bản mới.</noscript>
<div id="desk"></div>
</body>
</html>
"""


def shell() -> Response:
    """Return the page that the desk lives in."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    html = _SHELL.format(look=_LOOK, start=_START, nonce=escape(nonce))
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy})


class Pages(Protocol):
    """Where pages come from: those built, and those made of unsaved words."""

    shown: Shown

    def page(self, address: str, name: str) -> bytes | None: ...


class Assets(Protocol):
    """Where files come from that no build has taken yet."""

    def asset(self, path: str) -> Path | None: ...


class SiteFiles:
    """Answers with pages and files of the site; files that no build has taken yet come from docs/."""

    def __init__(self, pages: Pages, assets: Assets) -> None:
        self._pages, self._assets = pages, assets

    async def answer(self, request: Request) -> Response:
        """Answer a request below `/trang/`."""
        return await run_in_threadpool(self._answer, request.path_params["path"], request.query_params.get("ban", ""))

    def _answer(self, path: str, name: str) -> Response:
        parts = safe_parts(path)
        if parts is None:
            return Response("Không có trang này.", 404, media_type="text/plain")
        if path and not path.endswith("/"):
            return self._file(parts)
        address = "".join(f"{part}/" for part in parts)
        made = self._pages.page(address, name) if name else None
        if made is not None:
            # Smaller pictures are made by the next build: until then, those that were uploaded are shown.
            return _html(_SMALLER.sub(b"", made))
        view = self._pages.shown.view(address)
        if view.moved is not None:
            return RedirectResponse(f"/trang/{view.moved}")
        return _html(view.html, 200 if view.found else 404)

    def _file(self, parts: list[str]) -> Response:
        root = self._pages.shown.site_dir.resolve()
        path = root.joinpath(*parts).resolve()
        headers = {"Content-Security-Policy": _SITE_POLICY}
        if path.is_relative_to(root) and path.is_file():
            return FileResponse(path, media_type=media_type(path.name), headers=headers)
        asset = self._assets.asset("/".join(parts))
        if asset is not None:
            return FileResponse(asset, media_type=media_type(asset.name), headers=headers)
        if path.is_dir():
            return RedirectResponse(f"/trang/{'/'.join(parts)}/")
        return Response("Không có tệp này.", 404, media_type="text/plain")


def _html(html: bytes, status: int = 200) -> Response:
    """A page without its scripts: they would be refused, each with a message in the browser's console."""
    return Response(
        _SCRIPT.sub(b"", html), status, media_type="text/html", headers={"Content-Security-Policy": _SITE_POLICY}
    )
