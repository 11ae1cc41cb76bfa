"""View models: what a template shows, ready to print. Dates and numbers are already text; addresses are from the
site's root (`tin-tuc/2026/11/bai/`), the templates make them relative with the `url` filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc.statistics import PublicStatistics, YearStatistics


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
    """A picture with its size in pixels (0 when unknown)."""

    src: str
    alt: str
    width: int = 0
    height: int = 0


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
class HomeView:
    """The home page. `lead` is the newest pinned (else newest) news item; `latest` follow it."""

    intro: str
    lead: Card | None
    latest: tuple[Card, ...]
    pinned: tuple[Card, ...]
    documents: tuple[Card, ...]
    procedures: tuple[Card, ...]
    activities: tuple[Card, ...]
    answers: tuple[Card, ...]
    groups: tuple[TopicGroupView, ...]
    quick: tuple[Link, ...]
    statistics: PublicStatistics


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of items: a section, a topic, a field, a month of the archive."""

    heading: str
    intro: str
    style: str  # "news", "van-ban", "tthc", "hoat-dong", "hoi-dap" or "mixed"
    total: int
    cards: tuple[Card, ...]
    pager: Pager
    feeds: tuple[FeedLink, ...]
    siblings: tuple[Link, ...] = ()
    siblings_label: str = ""
    note: str = ""
    empty: str = "Chưa có nội dung nào ở mục này."


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
class AttachmentView:
    """A file to download: `type` for readers (`PDF`), `size` for readers (`1,4 MB`)."""

    label: str
    address: str
    type: str
    size: str


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


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A way to hand in papers."""

    way: str
    time: str
    fee: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of a file."""

    name: str
    form: str
    originals: int
    copies: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's page. `body` is safe HTML (empty for a withdrawn item). `key_facts` stand at the top (procedures,
    documents, activities), `facts` beside or below the text (unit, authors, channels, source …).
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
    official: Link | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """The public statistics page: all years, and the way to each."""

    statistics: PublicStatistics
    method: tuple[str, ...]
    downloads: tuple[AttachmentView, ...]
    links: Mapping[str, str]  # id of a topic or field → address of its page
    years: tuple[Link, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)  # id of a table → SVG


@dataclass(frozen=True, slots=True)
class PlanGroupView:
    """A group of a plan: tasks with evidence of all tasks."""

    label: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class PlanTaskView:
    """A task of a plan with the items that carry it out."""

    id: str
    text: str
    lead: str
    time: str
    target: int | None
    done: int
    state: str
    state_label: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """How far a year's plan is. `share` is in print (`83,3 %`)."""

    title: str
    done: int
    planned: int
    share: str
    groups: tuple[PlanGroupView, ...]
    tasks: tuple[PlanTaskView, ...]
    targets: tuple[tuple[str, str, str], ...] = ()  # index, target of the year, target of the longer time


@dataclass(frozen=True, slots=True)
class YearView:
    """The numbers of one reporting year. `charts` are SVG by the id of the table that they stand beside."""

    label: str
    span: str
    statistics: YearStatistics
    charts: Mapping[str, str]
    plans: tuple[PlanView, ...]
    method: tuple[str, ...]
    downloads: tuple[AttachmentView, ...]
    links: Mapping[str, str]
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page that lists all feeds: groups of (title, feeds)."""

    groups: tuple[tuple[str, tuple[tuple[str, tuple[FeedLink, ...]], ...]], ...]
    opml: str


@dataclass(frozen=True, slots=True)
class TextView:
    """A plain page: safe HTML."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page that only leads on."""

    target: Link


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page."""

    id: str
    title: str
    level: int
    children: tuple[TocEntry, ...] = ()

    @property
    def url(self) -> str:
        """Address of the heading on its page, as Material's templates ask for it."""
        return f"#{self.id}"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the site. `template` is a file of the theme; `section` the address of its entry in the main menu."""

    address: str
    template: str
    title: str
    description: str
    view: object
    section: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    toc: tuple[TocEntry, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    indexed: bool = True  # False: noindex, and not in the sitemap
    modified: str = ""  # ISO day for the sitemap
    picture: PictureView | None = None

    @property
    def path(self) -> str:
        """Path of the page's file below the site's folder."""
        return f"{self.address}index.html"
