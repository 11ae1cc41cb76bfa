"""Who may ask the desk for anything: this machine, the page that the desk itself sent, with its token.

A cookie is the same for all ports of a machine and any page of the web can send requests to it. So each request must
name the desk's own host, come from its own origin, and hold the token; a change must also hold a header of its own.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = b"x-cchc-desk"
_READING = ("GET", "HEAD")
_STATIC = "/tinh/"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_SHUT = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bàn biên tập</title>
<meta name="viewport" content="width=device-width"></head><body><h1>Bàn biên tập chưa mở được ở đây</h1>
<p>Hãy mở lại bằng biểu tượng “Bàn biên tập”, hoặc chạy lại lệnh <code>cchc desk</code>: mỗi lần chạy, bàn biên tập có
một địa chỉ riêng để người khác không vào được.</p></body></html>"""


def cookie_name(port: int) -> str:
    """Return the name of the cookie with the token; two desks on one machine have two."""
    return f"cchc-ban-{port}"


class Guard:
    """Lets through what comes from the desk's own page. `token` opens it, `port` is where it listens."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token, self._cookie = app, token, cookie_name(port)
        self._hosts = frozenset((f"127.0.0.1:{port}", f"localhost:{port}"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in _HEADERS if one[0] not in there)]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes]) -> tuple[int, bytes, bytes] | None:
        """Return status, media type and words of the refusal; `None` when the request may pass."""
        method, path = scope["method"], scope["path"]
        host = headers.get(b"host", b"").decode("latin-1").lower()
        origin = headers.get(b"origin", b"").decode("latin-1").lower()
        if host not in self._hosts:
            return _words(403, "Bàn biên tập chỉ mở được trên máy này.")
        if (method not in _READING or origin) and origin != f"http://{host}":
            return _words(403, "Yêu cầu đến từ một trang khác nên bị từ chối.")
        if path == "/" and b"ma=" in scope["query_string"]:
            return None
        if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            return _words(403, "Yêu cầu đến từ một trang khác nên bị từ chối.")
        if path.startswith(_STATIC) and method in _READING:
            return None
        if not self.is_token(self._sent(headers)):
            return 401, b"text/html", _SHUT.encode()
        if method not in _READING and headers.get(HEADER) != b"1":
            return _words(403, "Yêu cầu không đúng dạng.")
        return None

    def is_token(self, sent: str) -> bool:
        """Say whether what was sent is the token."""
        return hmac.compare_digest(sent.encode(), self._token.encode())

    def _sent(self, headers: Mapping[bytes, bytes]) -> str:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get(b"cookie", b"").decode("latin-1"))
        except CookieError:
            return ""
        return cookies[self._cookie].value if self._cookie in cookies else ""


def _words(status: int, words: str) -> tuple[int, bytes, bytes]:
    return status, b"text/plain", words.encode()


async def _answer(send: Send, status: int, media: bytes, body: bytes) -> None:
    headers = [
        (b"content-type", media + b"; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", b"default-src 'none'"),
        *_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
