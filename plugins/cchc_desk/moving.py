"""A text that moves, to a folder of its own (`slug.md` → `slug/index.md`) or to that of its date, with the links in it
as they must then be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, unquote

from cchc.content.front_matter_edit import Head, Plain
from cchc.content.link_scanner import scan_links
from cchc.content.links import outside
from cchc.content.paths import place_of, relative, resolve

_INDEX = "index.md"
# What stands before an address: `](`, `]: `, `src="`, `href="`.
_BEFORE = r"(?:\]\(\s*<?|\]:\s*<?|(?:src|href)\s*=\s*[\"']?)"


def own_folder(source: str) -> str:
    """Return where a text stands that has a folder of its own: `a/slug.md` → `a/slug/index.md`."""
    return source if has_folder(source) else f"{source.rsplit('.', 1)[0]}/{_INDEX}"


def has_folder(source: str) -> bool:
    """Say whether pictures and files of a text stand in its own folder; only items of a section have one."""
    return source.rsplit("/", 1)[-1] == _INDEX or place_of(source).section is None


def place_for(source: str, day: date) -> str:
    """Return where an item of this day stands: `tin-tuc/2026/11/a.md` → `tin-tuc/2026/12/a.md`.

    An item that does not stand in a folder of a date stays where it is.
    """
    place = place_of(source)
    if place.section is None or not place.folder_date or not place.section.dated:
        return source
    name = source.split("/")[-2:] if source.endswith(f"/{_INDEX}") else source.split("/")[-1:]
    folders = [f"{day.year:04d}", f"{day.month:02d}"][: len(place.folder_date)]
    return "/".join([place.section.folder, *folders, *name])


def moved_link(link: str, source: str, target: str) -> str:
    """Return a link of the text `source` as it must be in `target`; links to elsewhere stay as they are, so do those
    to files in the text's own folder: they move along.
    """
    if outside(link) is not None or link.startswith("/"):
        return link
    path, mark, rest = _split(link)
    resolved = resolve(source, unquote(path))
    if resolved is None or (source.endswith(f"/{_INDEX}") and resolved.startswith(source.removesuffix(_INDEX))):
        return link
    new = relative(resolved, target)
    return (quote(new) if "%" in path else new) + mark + rest


def _split(link: str) -> tuple[str, str, str]:
    match = re.search(r"[?#]", link)
    return (link[: match.start()], match[0], link[match.end() :]) if match else (link, "", "")


def moved_body(body: str, source: str, target: str) -> str:
    """Return a text's body with its links as they must be in `target`."""
    lines = body.split("\n")
    # From the end: what stands before keeps its place.
    for link in sorted(scan_links(body), key=lambda one: (one.line, one.column), reverse=True):
        new = moved_link(link.target, source, target)
        if new == link.target:
            continue
        written = re.compile(_BEFORE + re.escape(link.target))
        # A link's address may stand on the line after its words.
        for number in range(link.line - 1, min(link.line + 1, len(lines))):
            match = written.search(lines[number], link.column - 1 if number == link.line - 1 else 0)
            if match is not None:
                end = match.end()
                lines[number] = lines[number][: end - len(link.target)] + new + lines[number][end:]
                break
    return "\n".join(lines)


def moved_values(head: Head, source: str, target: str) -> Mapping[str, Plain | None]:
    """Return the values of a block that name files, where they must change."""
    changed: dict[str, Plain | None] = {}
    for key in ("image", "attachments", "evidence"):
        old = head.values.get(key)
        new = _moved_value(old, source, target)
        if new != old:
            changed[key] = new
    return changed


def _moved_value(value: Any, source: str, target: str) -> Any:
    if isinstance(value, str):
        return moved_link(value, source, target)
    if isinstance(value, list):
        return [_moved_value(one, source, target) for one in value]
    if isinstance(value, dict):
        return {
            key: moved_link(one, source, target) if key in ("src", "file") and isinstance(one, str) else one
            for key, one in value.items()
        }
    return value
