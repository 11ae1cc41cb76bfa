"""Where things were and where they are now: what a link becomes when files and pages move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, relpath
from urllib.parse import quote, unquote

from cchc.content.links import Leads, LinkMap, Target
from cchc.content.paths import resolve

# Signs that end an address or mean something in Markdown, in an address or in a URL.
_UNSAFE_IN_FIELDS = re.compile(r"[%#?\\]")
_UNSAFE = re.compile(r"[\s()<>\[\]\\%#?\"'`{}|^*!&;:]")
_INSIDE = frozenset({Leads.TEXT, Leads.ASSET, Leads.LIST})


@dataclass(frozen=True, slots=True)
class Renames:
    """`files`: old → new path below docs/; `addresses`: old → new address of a page (both end with `/`)."""

    files: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)

    def path(self, path: str) -> str:
        """Return what the path in a link becomes: of a file, a folder with its text, a page's address."""
        if path in self.files:
            return self.files[path]
        index = self.files.get(f"{path}/index.md")
        if index is not None:
            return dirname(index) if index.endswith("/index.md") else index
        for ending in ("", "/index.md", ".md"):
            address = f"{path.removesuffix(ending)}/"
            if path.endswith(ending) and address in self.addresses:
                return self.addresses[address].rstrip("/") + ending
        return path

    def link(self, links: LinkMap, source: str, written: str, in_text: bool = True) -> str | None:
        """Return how a link in the file `source` is written from now on; `None` when it stays as it is.

        In front matter (not `in_text`) a path needs no encoding of the signs of Markdown.
        """
        target = links.target(source, written)
        if target.leads not in _INSIDE:
            return None
        link = written.strip()
        bare, mark, rest = _split(link)
        old = resolve(source, unquote(bare))
        if old is None:
            return None
        here, new = self.files.get(source, source), self.path(old)
        # The shortest way stays the shortest, so that a move and one back leave a text as it was.
        if resolve(here, unquote(bare)) == new and bare != _as_written(bare, old, source, in_text):
            return None
        path = _as_written(bare, new, here, in_text)
        return None if path == bare else path + mark + rest

    def target(self, target: Target) -> tuple[object, ...]:
        """Return what a target from before is now, to be compared with `told` of the target that is found now."""
        text = target.text
        path = self.files.get(text.source, text.source) if text else self.files.get(target.path, target.path)
        address = "" if text else self.addresses.get(target.address, target.address)
        return _told(target, path, address)


def told(target: Target) -> tuple[object, ...]:
    """Return what tells two targets apart."""
    return _told(target, target.text.source if target.text else target.path, "" if target.text else target.address)


def _told(target: Target, path: str, address: str) -> tuple[object, ...]:
    if target.leads is Leads.ASSET:
        return target.leads, path, target.anchor
    if target.leads is Leads.LIST:
        return target.leads, address, target.anchor
    if target.leads is Leads.TEXT:
        return target.leads, path, target.anchor
    return (target.leads, target.address, target.anchor) if target.leads is Leads.OUT else (target.leads,)


def _split(link: str) -> tuple[str, str, str]:
    """Split a link into the path and what follows it."""
    at = min((found for found in (link.find("?"), link.find("#")) if found >= 0), default=len(link))
    return link[:at], link[at : at + 1], link[at + 1 :]


def _as_written(bare: str, new: str, here: str, in_text: bool) -> str:
    """Write the path `new` as the link was written: from the root or from `here`, encoded or not, with its slash."""
    path = f"/{new}" if bare.startswith(("/", "\\")) else relpath(new, dirname(here) or ".")
    if bare.endswith(("/", "\\")) and not path.endswith("/"):
        path += "/"
    # A link with letters percent-encoded stays one; `%20` alone is how a space is written.
    if bare.isascii() and not unquote(bare).isascii():
        return quote(path)
    unsafe = _UNSAFE if in_text or unquote(bare) != bare else _UNSAFE_IN_FIELDS
    return unsafe.sub(lambda match: quote(match[0], safe=""), path)
