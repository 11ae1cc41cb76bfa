"""The HTTP headers that the built site is made for. A static site can't send them: the files in `server/` tell nginx,
Apache and IIS to, and a test holds them to what stands here.

Nothing on the pages needs more than this policy allows: no script and no style stands inside a page, all files are the
site's own. `data:` in `img-src` is for the icons in the theme's style sheet. Only the framed news boxes may stand in
pages of others.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc.site.embed import EMBED, FRAMES

_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
PAGE_POLICY = "; ".join((*_SOURCES, "frame-ancestors 'self'"))
FRAME_POLICY = "; ".join((*_SOURCES, "frame-ancestors *"))
SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers_for(path: str) -> dict[str, str]:
    """Return the headers of a file by its path below the site's folder (`index.html`, `nhung/mot-cua.json`)."""
    headers = {**SECURITY, "Content-Security-Policy": FRAME_POLICY if path.startswith(FRAMES) else PAGE_POLICY}
    if path.startswith(EMBED):
        # Programs of other origins may read what is meant for them.
        headers["Access-Control-Allow-Origin"] = "*"
    return headers
