"""View models: what a template shows, ready to print. Dates and numbers are already text; addresses are from the
site's root (`tin-tuc/2026/11/bai/`), the templates make them relative with the `url` filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc.content.items import Item
from cchc.dates import long_date
from cchc.statistics import PublicStatistics, YearStatistics


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
class PlanProgress:
    """How far a year's plan is. `share` is in print (`83,3 %`)."""

    title: str
    done: int
    planned: int
    share: str
    address: str


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What was published in the reporting year of the newest counted item, and in all years."""

    label: str
    span: str
    address: str
    total: int
    news: int
    documents: int
    procedures: int
    activities: int
    answers: int
    ever: int
    plans: tuple[PlanProgress, ...]


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
    fields: tuple[Link, ...]  # fields of the procedures
    series: tuple[Link, ...]
    year: YearFigures | None


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


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series of an item and its neighbours there."""

    series: Link
    near: tuple[Link, ...]


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


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """The public statistics page: all years, and the way to each."""

    statistics: PublicStatistics
    method: tuple[str, ...]
    downloads: tuple[AttachmentView, ...]
    links: Mapping[str, str]  # id of a topic or field → address of its page
    years: tuple[Link, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)  # id of a table → SVG

    @property
    def days(self) -> tuple[DayView, DayView] | None:
        """First and last day of the numbers."""
        return _days(self.statistics)


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
    """The page that lists all feeds: groups of (title, feeds). `embed` is the page on news boxes for other sites."""

    groups: tuple[tuple[str, tuple[tuple[str, tuple[FeedLink, ...]], ...]], ...]
    opml: str
    embed: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """A news box in a frame of its own: the newest items, of which `number` show at first; `all` leads to the rest."""

    all: Link
    cards: tuple[Card, ...]
    number: int


@dataclass(frozen=True, slots=True)
class EmbedView:
    """The page that gives the code of a news box: `boxes` as (id, label), and the frame shown as an example."""

    boxes: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]
    example: Link


@dataclass(frozen=True, slots=True)
class StatementView:
    """A page that the kit itself brings and the department can replace: its text is in the template. `contact` is the
    department's page for feedback, when it has one.
    """

    heading: str
    contact: Link | None


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
    share: ShareView | None = None
    item: Item | None = None  # what the page is about
    words: str = ""  # the item's text without markup
    lang: str = "vi"
    alternates: tuple[tuple[str, str], ...] = ()  # the same page in each language: (language, address)

    @property
    def path(self) -> str:
        """Path of the page's file below the site's folder."""
        return f"{self.address}index.html"


def _days(statistics: PublicStatistics) -> tuple[DayView, DayView] | None:
    if not statistics.first_day:
        return None
    first, last = (
        DayView(long_date(date.fromisoformat(iso)), iso) for iso in (statistics.first_day, statistics.last_day)
    )
    return first, last
