"""Typed content: items, plain pages, introductions."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cchc.content.kinds import KINDS, Section
from cchc.content.link_scanner import FoundLink, FoundTag, scan_links, scan_tags
from cchc.content.nodes import Node, WrittenMapping
from cchc.content.schema import IntroFields, ItemFields
from cchc.content.summary import summary_of
from cchc.text import name_key

_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")


@dataclass(frozen=True)
class Text:
    """A Markdown text with its place: `source` below docs/, `body_line` the line of the file where it starts.

    Ten thousand texts are held for as long as a build takes, and few are asked for: a kept one is `packed`, a third of
    its size. What is found in it is found once and stays with it, also when the text is kept from build to build.
    """

    source: str
    packed: bytes
    body_line: int

    @classmethod
    def of(cls, source: str, body: str, body_line: int) -> Text:
        """Return the text `body`."""
        text = cls(source, zlib.compress(body.encode("utf-8", "surrogatepass"), level=1), body_line)
        text.__dict__["body"] = body
        return text

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "body"}

    @cached_property
    def body(self) -> str:
        """The Markdown."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")

    @cached_property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.body.strip()

    @cached_property
    def links(self) -> tuple[FoundLink, ...]:
        """Links and pictures in their order."""
        return tuple(scan_links(self.body))

    @cached_property
    def tags(self) -> tuple[FoundTag, ...]:
        """Raw HTML tags in their order."""
        return tuple(scan_tags(self.body))

    @cached_property
    def procedure_codes(self) -> tuple[str, ...]:
        """National codes of procedures (`1.000123`), without the part of the province, in their order."""
        return tuple(_CODE.findall(self.body))

    @cached_property
    def summary(self) -> str:
        """The first paragraph as plain words, cut at a word."""
        return summary_of(self.body)


# Without slots: an instance with a __dict__ is read from the store twice as fast.
@dataclass(frozen=True)
class Item:
    """One published, planned or hidden thing that can be counted. All names are resolved to ids.

    `topics` starts with the primary topic, the only one that is counted in totals.
    """

    text: Text
    section: Section
    kind: str
    address: str
    fields: ItemFields
    topics: tuple[str, ...]
    channels: tuple[str, ...]
    unit: str | None
    series: str | None
    plan: tuple[str, ...]
    form: str | None
    written: WrittenMapping = field(compare=False, repr=False)

    @property
    def source(self) -> str:
        """Path below docs/."""
        return self.text.source

    @property
    def body(self) -> str:
        """The Markdown of the page: without a first heading that only repeats the title."""
        return without_title(self.text.body, self.title)

    @property
    def title(self) -> str:
        """Headline."""
        return self.fields.title

    @cached_property
    def title_key(self) -> str:
        """What two titles have in common that a reader takes for the same."""
        return name_key(self.title)

    @property
    def mapping(self) -> Node:
        """The front matter as it is written, with the place of each value."""
        return self.written.node

    @property
    def moment(self) -> datetime:
        """Publication moment, aware (+07:00)."""
        return self.fields.date.moment

    @property
    def day(self) -> date:
        """Publication day, the one that is counted."""
        return self.fields.date.day

    @property
    def topic(self) -> str | None:
        """The primary topic."""
        return self.topics[0] if self.topics else None

    @property
    def kind_label(self) -> str:
        """Label of the kind."""
        return KINDS[self.kind].label

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of a value of the front matter."""
        node = self.mapping.find(path)
        return node.line, node.column


@dataclass(frozen=True)
class PlainPage:
    """A page that is no item: `gioi-thieu.md`, the home page's text, an introduction of a list or topic."""

    text: Text
    address: str
    fields: IntroFields

    @property
    def source(self) -> str:
        """Path below docs/."""
        return self.text.source

    @property
    def body(self) -> str:
        """The Markdown of the page: without a first heading that only repeats the title."""
        return without_title(self.text.body, self.title)

    @property
    def title(self) -> str:
        """Its own title, its first heading, or its file's name."""
        if self.fields.title:
            return self.fields.title
        first = self.text.body.lstrip().split("\n", 1)[0]
        if first.startswith("# "):
            return first.lstrip("# ").strip()
        return self.address.strip("/").replace("-", " ").capitalize()


def without_title(body: str, title: str) -> str:
    """Return a text without a first heading that is its title."""
    first, _, rest = body.partition("\n")
    return rest if first.startswith("# ") and name_key(first) == name_key(title) else body
