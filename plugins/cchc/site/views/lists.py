"""Lists of items, the catalogue of procedures, the archive."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.site.views.parts import Card, FeedLink, Link, Pager, TopicGroupView


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of items: a section, a topic, a field, a month of the archive."""

    heading: str
    intro: str
    style: str  # "news", "hoat-dong", "hoi-dap" or "mixed"
    total: int
    cards: tuple[Card, ...]
    pager: Pager
    feeds: tuple[FeedLink, ...]
    siblings: tuple[Link, ...] = ()
    siblings_label: str = ""
    note: str = ""
    empty: str = "Chưa có nội dung nào ở mục này."


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A value that a catalogue can be filtered by, and how many entries have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """A filter of a catalogue: `key` stands in the address of the page; `every` is the choice when none is made."""

    key: str
    label: str
    every: FilterChoice
    choices: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A row of a catalogue. `values` are its values by key of a filter, with spaces between several; `over` says that
    it is no longer in force. Without an `address` it leads nowhere.
    """

    address: str
    title: str
    number: str
    number_label: str
    iso: str
    date: str
    status: str
    over: bool
    pinned: bool = False
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of a section. Those `apart` are shown only when the filter `apart_key` asks for them."""

    filters: tuple[CatalogueFilter, ...]
    entries: tuple[CatalogueEntry, ...]
    apart: tuple[CatalogueEntry, ...]
    apart_key: str
    apart_label: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The page of a catalogue. `unit` is the word after a number of entries."""

    heading: str
    intro: str
    unit: str
    catalogue: Catalogue
    feeds: tuple[FeedLink, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All fields and topics with their numbers."""

    intro: str
    groups: tuple[TopicGroupView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year of the archive with its months."""

    year: Link
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The archive by year and month."""

    years: tuple[ArchiveYear, ...]
    total: int


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page that leads to lists: series, units."""

    heading: str
    intro: str
    links: tuple[Link, ...]
