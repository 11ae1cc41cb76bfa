"""Addresses as they stand in a built site: which of them lead into it, and to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote, urlsplit

INDEX = "index.html"
# What a link that leaves the site's folder is taken for: no file can have this name.
ABOVE = ".."
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the site is served: `origin` (`https://so.gov.vn`) and `prefix`, the path with `/` at both ends."""

    origin: str
    prefix: str

    @classmethod
    def of(cls, site_url: str) -> SiteAddress:
        """Return the address of `site_url`; without one, every full address leads elsewhere."""
        parts = urlsplit(site_url)
        return cls(
            f"{parts.scheme}://{parts.netloc}" if parts.netloc else "", f"/{parts.path.strip('/')}/".replace("//", "/")
        )

    def full(self, address: str) -> str:
        """Return the full address of a place in the site."""
        return f"{self.origin}{self.prefix}{address}"

    def inside(self, page: str, written: str) -> str | None:
        """Return what `written` on the file `page` leads to, from the site's root with its `#…`; `None`: elsewhere.

        A folder ends with `/`. What would be above the site is `ABOVE`.
        """
        link, mark, anchor = written.strip().partition("#")
        link = link.partition("?")[0]
        if not link:
            path: str | None = f"{page.rpartition('/')[0]}/".lstrip("/") if page.endswith(INDEX) else page
        elif link[0] == "/" or _SCHEME.match(link):
            path = self._of_full(link)
        else:
            path = _joined(page.rpartition("/")[0], unquote(link) if "%" in link else link)
        if path is None or not mark or not anchor or anchor.startswith(":~:"):
            return path
        return f"{path}#{unquote(anchor)}"

    def _of_full(self, link: str) -> str | None:
        base = f"{self.origin}{self.prefix}"
        if (
            self.origin
            and link.startswith(base)
            and "%" not in link
            and "/." not in link
            and "//" not in link[len(base) :]
        ):
            return link[len(base) :]
        if link.startswith("//"):
            link = f"{self.origin.partition(':')[0]}:{link}"
        if link[0] != "/":
            if not self.origin or not f"{link}/".startswith(f"{self.origin}/"):
                return None
            link = link[len(self.origin) :] or "/"
        if not f"{link}/".startswith(self.prefix):
            return None
        rest = unquote(link[len(self.prefix) :])
        return _joined("", rest) if rest else ""


def _joined(folder: str, link: str) -> str:
    path = normpath(f"{folder}/{link}".lstrip("/"))
    if path == "." or not path:
        return ""
    if path.startswith(ABOVE):
        return ABOVE
    return f"{path}/" if link.endswith(("/", "/.", "/..")) or link in (".", "..") else path


def file_at(address: str) -> str:
    """Return the file that is served at an address of the site."""
    return f"{address}{INDEX}" if not address or address.endswith("/") else address


def address_of(file: str) -> str:
    """Return the address at which a file of the site is served."""
    return file.removesuffix(INDEX) if file == INDEX or file.endswith(f"/{INDEX}") else file
