"""The page of an item."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.site.views.parts import AttachmentView, Card, Fact, Link, Notice, PictureView, PlayerView


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series of an item and its neighbours there."""

    series: Link
    near: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A way to hand in papers."""

    way: str
    time: str
    fee: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of a file. `file` is its form to download, when that is here."""

    name: str
    form: str
    originals: int
    copies: int
    file: AttachmentView | None = None


@dataclass(frozen=True, slots=True)
class RelationView:
    """Items that belong to an item: the newest as links, and how many there are in all."""

    label: str
    links: tuple[Link, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's page. `body` is safe HTML (empty for a withdrawn item). `key_facts` stand at the top (procedures,
    documents, activities), `facts` beside or below the text (unit, authors, channels, source …). Of a procedure,
    `grounds` are its legal grounds and `more_facts` what does not belong at the top.
    """

    kind: str
    kind_label: str
    kind_address: str
    title: str
    lead: str
    iso: str
    date: str
    time: str
    updated: str
    updated_iso: str
    topics: tuple[Link, ...]
    authors: tuple[str, ...]
    unit: str
    picture: PictureView | None
    body: str
    notices: tuple[Notice, ...]
    key_facts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    submissions: tuple[SubmissionRow, ...]
    papers: tuple[PaperRow, ...]
    attachments: tuple[AttachmentView, ...]
    changes: tuple[tuple[str, str], ...]
    previous: Link | None
    following: Link | None
    related: tuple[Card, ...]
    relations: tuple[RelationView, ...] = ()
    official: Link | None = None
    withdrawn: bool = False
    grounds: tuple[Link, ...] = ()
    more_facts: tuple[Fact, ...] = ()
    series: SeriesView | None = None
    minutes: int = 0  # that a reader needs, 0 for a short text
    players: tuple[PlayerView, ...] = ()
