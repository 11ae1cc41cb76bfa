"""What is found in a text, and what links by name lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from cchc.content.link_scanning.lines import TAKEN, Run, widened

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")


class FoundLink(NamedTuple):
    """A link or picture: `line` and `column` (from 1) are in the scanned text. `alt` is `None` for links.

    A link by reference (`[chữ][tên]`) has the place of the address in its definition, a picture its own.
    """

    target: str
    line: int
    column: int
    is_picture: bool = False
    alt: str | None = None


class FoundTag(NamedTuple):
    """A raw HTML tag."""

    name: str
    line: int
    column: int


@dataclass(slots=True)
class Address:
    """What a link leads to, and where that is written if it is defined apart (`[tên]: địa-chỉ`)."""

    target: str
    place: tuple[int, int] | None


class Finds:
    """Collects what is found, at its place in the source."""

    def __init__(self, source: list[str]) -> None:
        self.source = source
        self.links: set[FoundLink] = set()
        self.tags: set[FoundTag] = set()

    def link(self, target: str, place: tuple[int, int], alt: str | None = None) -> None:
        if TAKEN[0] in target:
            return
        row, column = place
        position = row + 1, widened(self.source[row], column) + 1
        self.links.add(FoundLink(_decoded(target), *position, alt is not None, alt))

    def tag(self, name: str, run: Run, offset: int) -> None:
        row, column = run.place(offset)
        self.tags.add(FoundTag(name, row + 1, widened(self.source[row], column) + 1))

    def sorted_links(self) -> tuple[FoundLink, ...]:
        return tuple(sorted(self.links, key=lambda link: (link.line, link.column, link.target)))

    def sorted_tags(self) -> tuple[FoundTag, ...]:
        return tuple(sorted(self.tags, key=lambda tag: (tag.line, tag.column)))


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text
