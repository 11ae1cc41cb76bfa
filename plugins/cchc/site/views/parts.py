"""Parts that many pages show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayView:
    """A day in print (`05/11/2026`) and for machines."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `address` from the site's root or a full URL. `count` and `note` are optional extras."""

    label: str
    address: str
    count: int | None = None
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its size in pixels (0 when unknown). `sizes` are smaller ones: (address, width)."""

    src: str
    alt: str
    width: int = 0
    height: int = 0
    sizes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ShareView:
    """The picture that is shown where a page is shared: `type` is its media type."""

    src: str
    width: int
    height: int
    alt: str
    type: str


@dataclass(frozen=True, slots=True)
class PlayerView:
    """A film (`kind` video) or sound (audio) of the site: `type` is its media type; `poster` and `captions` are
    addresses, empty when there are none.
    """

    kind: str
    src: str
    type: str
    title: str
    poster: str = ""
    captions: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list. `date` is for readers (`05/11/2026`), `iso` for machines; `facts` are short extra lines
    (number of a document, code and time of a procedure, form of an activity) as (label, text).
    """

    address: str
    title: str
    kind: str
    kind_label: str
    iso: str
    date: str
    description: str
    topic: Link | None
    picture: PictureView | None
    pinned: bool
    facts: tuple[tuple[str, str], ...] = ()
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages of a list; `links` holds every page number to show, gaps as an empty address."""

    number: int
    total: int
    previous: Link | None
    following: Link | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed for autodiscovery: `type` is its media type."""

    title: str
    address: str
    type: str


@dataclass(frozen=True, slots=True)
class TopicGroupView:
    """A field with its topics and their numbers."""

    field: Link
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file to download: `type` for readers (`PDF`), `size` for readers (`1,4 MB`). Of a PDF file, `pages` says how
    many it has, and `preview` shows the first; of a picture, `preview` is a small one.
    """

    label: str
    address: str
    type: str
    size: str
    pages: int = 0
    preview: PictureView | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts of an item: a label and a text, linked when `address` is set."""

    label: str
    text: str
    address: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A box above the text. `kind`: "info", "warning" or "danger"."""

    kind: str
    title: str
    text: str
    link: Link | None = None
