"""What is known of one file of a site after reading it: nothing here depends on any other file or on the content."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.problems import Finding


# Without slots, as everything that is kept: read twice as fast.
@dataclass(frozen=True)
class Number:
    """A number that a page shows. `of` says what it is of: an address that it stands beside, or a label."""

    of: str
    shown: str
    line: int


@dataclass(frozen=True)
class ShownTable:
    """A table of numbers: the `id` of its heading, rows of texts, the last one the totals."""

    id: str
    line: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Thing:
    """One thing of a page's JSON-LD, as far as it must agree with the page."""

    kind: str
    name: str
    url: str
    published: str


@dataclass(frozen=True)
class Page:
    """An HTML page. Texts are lists with one entry a line: addresses of `entries` from the site's root.

    `entries` are what the headings of cards and lines of lists lead to. `redirect` is where a page of an old address
    leads to. `labelled_of` is the page of statistics that the labelled numbers name as theirs. `hidden` says that
    search engines are told to leave the page out, or that it is only a piece of one.
    """

    heading: str = ""
    canonical: str = ""
    hidden: bool = False
    redirect: str = ""
    issued: str = ""
    entries: str = ""
    total: Number | None = None
    beside: tuple[Number, ...] = ()
    labelled: tuple[Number, ...] = ()
    labelled_of: str = ""
    tables: tuple[ShownTable, ...] = ()
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class FeedItem:
    """An entry of a feed, as it is written there."""

    url: str
    title: str
    published: str
    updated: str
    line: int


@dataclass(frozen=True)
class FeedDocument:
    """A feed; `form` is `rss`, `atom` or `json`."""

    form: str
    items: tuple[FeedItem, ...]


@dataclass(frozen=True)
class SearchText:
    """What the search shows of one document."""

    address: str
    title: str
    day: str


@dataclass(frozen=True)
class SearchManifest:
    """The root of the search index: the number of documents, the first keys of the files of terms."""

    documents: int
    shards: tuple[str, ...]
    filters: tuple[int, ...]


@dataclass(frozen=True)
class SearchTerms:
    """A file of terms: its first key, and the documents that it names, packed."""

    first: str
    documents: bytes


@dataclass(frozen=True)
class MapLine:
    """A line of the sitemap."""

    url: str
    modified: str
    line: int


@dataclass(frozen=True)
class SiteMap:
    """A sitemap, or an index of sitemaps."""

    lines: tuple[MapLine, ...]


Detail = Page | FeedDocument | SearchText | SearchManifest | SearchTerms | SiteMap | None


@dataclass(frozen=True)
class Facts:
    """What is known of a file.

    `links` and `frame` are where its links lead, one a line (`address#anchor`, from the root); `frame` those of the
    part that all pages share. `ids` are what links can name. `marks` are those of its sentences (`cchc.verify.marks`).
    `personal` is what looks like data of a person: what it is, and the value mostly hidden.
    """

    findings: tuple[Finding, ...] = ()
    frame: str = ""
    links: str = ""
    frame_ids: str = ""
    ids: str = ""
    marks: bytes = b""
    personal: tuple[tuple[str, str], ...] = ()
    link_count: int = 0
    detail: Detail = None


NOTHING = Facts()
