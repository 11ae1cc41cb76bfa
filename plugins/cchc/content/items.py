"""Typed content: items, plain pages, introductions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from cchc.content.kinds import KINDS, Section
from cchc.content.nodes import Node
from cchc.content.schema import IntroFields, ItemFields


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text with its place: `source` below docs/, `body_line` the line of the file where it starts."""

    source: str
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
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
    plan: tuple[str, ...]
    form: str | None
    mapping: Node = field(compare=False, repr=False)

    @property
    def source(self) -> str:
        """Path below docs/."""
        return self.text.source

    @property
    def title(self) -> str:
        """Headline."""
        return self.fields.title

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


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that is no item: `gioi-thieu.md`, the home page's text, an introduction of a list or topic."""

    text: Text
    address: str
    fields: IntroFields

    @property
    def source(self) -> str:
        """Path below docs/."""
        return self.text.source
