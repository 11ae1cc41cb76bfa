"""What a feed says, whatever its format. All addresses are absolute, all moments aware."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an entry. `length` is its true size in bytes, `type` its media type."""

    url: str
    length: int
    type: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. `id` never changes: a `tag:` URI (RFC 4151), or the entry's own address.

    `summary` is plain text; `html` is the full text, its links and pictures absolute (see `make_absolute`).
    `categories` are pairs of a term's id and its label. `image` is the address of the picture shown in lists.
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str = ""
    html: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str | None = None
    # Set by `normal_entry` alone; an entry made of this one with `replace` does not have it.
    is_normal: bool = field(default=False, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a moment without time zone: RFC 3339 and RFC 822 dates both say theirs."""
        if self.published.tzinfo is None or self.updated.tzinfo is None:
            raise ValueError(f"a moment of {self.id} has no time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfUrls:
    """Where the documents of a feed are served; `None`: there is none in that format."""

    atom: str
    rss: str | None = None
    json: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed document: `entries` are written in the order given, which is newest first.

    `site_url` is the HTML page that the feed is about. `id` is the Atom feed's (RFC 4287 §4.2.6), the address of its
    Atom document by default. `prev_archive`, `next_archive` and `current` are RFC 5005's; a feed with `current` is an
    archive document, one without it the document to subscribe to. `style` is the address of a style sheet for browsers
    and `about` that of a page that says what a feed is.
    """

    title: str
    description: str
    site_url: str
    self_urls: SelfUrls
    author: str
    entries: tuple[FeedEntry, ...] = ()
    language: str = "vi"
    id: str = ""
    prev_archive: str | None = None
    next_archive: str | None = None
    current: str | None = None
    style: str | None = None
    about: str | None = None

    @property
    def is_archive(self) -> bool:
        """Say whether this is an archive document (RFC 5005 §4)."""
        return self.current is not None


def last_updated(feed: Feed) -> datetime | None:
    """Return the latest `updated` of the entries of `feed` (RFC 4287 §4.2.15), `None` when it has none."""
    return max((entry.updated for entry in feed.entries), default=None)
