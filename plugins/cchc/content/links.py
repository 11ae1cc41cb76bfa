"""What a link in a text leads to: the one answer for the check, the pages and the feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote, unquote

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import SECTIONS
from cchc.content.library import Library
from cchc.content.paths import resolve

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


class Leads(Enum):
    """Kinds of targets."""

    OUT = "out"
    ANCHOR = "anchor"
    TEXT = "text"
    ASSET = "asset"
    LIST = "list"
    MISSING = "missing"
    UNSAFE = "unsafe"
    ESCAPES = "escapes"


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to. `text` is set for items and plain pages; `address` is from the site's root."""

    leads: Leads
    address: str = ""
    anchor: str = ""
    text: Item | PlainPage | None = None
    path: str = ""


def outside(link: str) -> Target | None:
    """Return what `link` leads to when that is not a file or page of the site; `None` when it is."""
    bare = _CONTROL.sub("", link)
    scheme = _SCHEME.match(bare)
    if scheme:
        return Target(Leads.OUT, link.strip()) if scheme[0].lower() in _SAFE_SCHEMES else Target(Leads.UNSAFE)
    if bare.startswith(("//", "\\\\", "/\\", "\\/")):
        return Target(Leads.UNSAFE)
    path, _, anchor = link.strip().partition("#")
    return None if unquote(path.partition("?")[0]) else Target(Leads.ANCHOR, anchor=unquote(anchor))


@dataclass(frozen=True)
class LinkMap:
    """All that links inside the site can lead to."""

    library: Library
    addresses: dict[str, Item | PlainPage]
    lists: frozenset[str]
    assets_folded: dict[str, str]
    _known: dict[tuple[str, str], Target] = field(default_factory=dict, init=False, compare=False, repr=False)

    def target(self, source: str, link: str) -> Target:
        """Return what `link`, written in the file `source`, leads to; found once, though many ask."""
        known = self._known.get((source, link))
        if known is None:
            known = self._known[source, link] = self._target(source, link)
        return known

    def _target(self, source: str, link: str) -> Target:
        elsewhere = outside(link)
        if elsewhere is not None:
            return elsewhere
        path, _, anchor = link.strip().partition("#")
        path = unquote(path.partition("?")[0])
        resolved = resolve(source, path)
        if resolved is None:
            return Target(Leads.ESCAPES, path=path)
        return self._inside(resolved, unquote(anchor))

    def _inside(self, path: str, anchor: str) -> Target:
        library = self.library
        text = library.by_source.get(path) or library.by_source.get(f"{path}/index.md")
        if text is None:
            text = self.addresses.get("" if path == "." else f"{path}/")
        if text is not None:
            return Target(Leads.TEXT, text.address, anchor, text, text.source)
        if path in library.assets:
            return Target(Leads.ASSET, quote(path), anchor, path=path)
        listing = f"{path.removesuffix('/index.md').removesuffix('.md')}/"
        if listing in self.lists:
            return Target(Leads.LIST, listing, anchor, path=path)
        if path in library.sources:
            return Target(Leads.TEXT, "", anchor, None, path)
        return Target(Leads.MISSING, anchor=anchor, path=path)


FIXED_LISTS = ("chu-de/", "luu-tru/", "thong-ke/", "theo-doi/", "tim-kiem/")


def link_map(library: Library) -> LinkMap:
    """Return the link map of a library."""
    lists = {f"{folder}/" for folder in SECTIONS} | set(FIXED_LISTS)
    lists |= {f"chu-de/{topic}/" for topic in library.vocabulary.topics}
    lists |= {f"linh-vuc/{field.id}/" for field in library.vocabulary.fields}
    addresses: dict[str, Item | PlainPage] = {page.address: page for page in library.pages}
    addresses.update({item.address: item for item in library.items})
    return LinkMap(library, addresses, frozenset(lists), {path.casefold(): path for path in library.assets})
