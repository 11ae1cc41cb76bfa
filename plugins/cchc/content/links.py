"""What a link in a text leads to: the one answer for the check, the pages and the feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from unicodedata import is_normalized
from urllib.parse import quote, unquote

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import SECTIONS
from cchc.content.library import Library
from cchc.content.paths import resolve
from cchc.content.schema import ActivityFields, ProcedureFields
from cchc.content.schemes import Begins, beginning
from cchc.media.facts import MediaFacts
from cchc.text import nfc


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
    begins = beginning(link)
    if begins is not Begins.INSIDE:
        return Target(Leads.OUT, link.strip()) if begins is Begins.SAFE else Target(Leads.UNSAFE)
    path, _, anchor = link.strip().partition("#")
    return None if unquote(path.partition("?")[0]) else Target(Leads.ANCHOR, anchor=unquote(anchor))


@dataclass(frozen=True)
class LinkMap:
    """All that links inside the site can lead to; `media` is what is known of pictures and PDF files, by path."""

    library: Library
    addresses: dict[str, Item | PlainPage]
    lists: frozenset[str]
    assets_folded: dict[str, str]
    media: Mapping[str, MediaFacts] = field(default_factory=dict)
    # Files whose names came decomposed (from macOS, from some archives): to an editor they are the names typed.
    decomposed: Mapping[str, str] = field(default_factory=dict)
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
        if not path.isascii() and path not in library.assets and path not in library.sources:
            path = self.decomposed.get(nfc(path), nfc(path))
        # An item that has got a folder of its own is still what links to its file mean.
        text = library.by_source.get(path) or library.by_source.get(f"{path.removesuffix('.md')}/index.md")
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


def addresses_in(entry: Item | PlainPage) -> Iterator[str]:
    """Yield all addresses that a text and what stands above it name, as they are written."""
    yield from (link.target for link in entry.text.links)
    if not isinstance(entry, Item):
        return
    fields = entry.fields
    yield from (one.file for one in fields.attachments)
    if fields.image is not None:
        yield fields.image.src
    if isinstance(fields, ActivityFields):
        yield from fields.evidence
    if isinstance(fields, ProcedureFields):
        yield from (paper.mau for paper in fields.ho_so if paper.mau)


def link_map(library: Library) -> LinkMap:
    """Return the link map of a library."""
    lists = {f"{folder}/" for folder in SECTIONS} | set(FIXED_LISTS)
    lists |= {f"chu-de/{topic}/" for topic in library.vocabulary.topics}
    lists |= {f"linh-vuc/{field.id}/" for field in library.vocabulary.fields}
    addresses: dict[str, Item | PlainPage] = {page.address: page for page in library.pages}
    addresses.update({item.address: item for item in library.items})
    folded = {path.casefold(): path for path in library.assets}
    decomposed = {
        nfc(path): path
        for path in (*library.sources, *library.assets)
        if not path.isascii() and not is_normalized("NFC", path)
    }
    return LinkMap(library, addresses, frozenset(lists), folded, decomposed=decomposed)
