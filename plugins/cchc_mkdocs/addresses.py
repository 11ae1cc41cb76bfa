"""Addresses in templates: marked while parts of pages are made, relative to their page in the end."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

# A character that no text can hold: YAML and Markdown refuse or drop it.
_ROOT = "\x01"
_KEPT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")


@lru_cache(maxsize=65536)
def marked(address: object) -> str:
    """Return an address from the site's root with a mark before it; full addresses and anchors as they are."""
    text = str(address)
    return text if _KEPT.match(text) else _ROOT + text


def base_of(address: str) -> str:
    """Return what leads from the page at `address` to the site's root, as Material writes it: `../..` or `.`."""
    return "/".join([".."] * address.count("/")) or "."


def relative_to(html: str, address: str) -> str:
    """Return `html` with its marked addresses leading from the page at `address`."""
    return html.replace(_ROOT, f"{base_of(address)}/")


def rooted(html: str, site_url: str) -> str:
    """Return `html` with its marked addresses leading from the site's path on its server."""
    return html.replace(_ROOT, urlsplit(site_url).path or "/")
