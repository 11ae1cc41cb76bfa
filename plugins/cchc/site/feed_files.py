"""Feeds of the site: which there are, what they hold, where they are."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.content.links import Leads
from cchc.content.paths import relative
from cchc.feeds import (
    Enclosure,
    Feed,
    FeedEntry,
    Kept,
    Month,
    OpmlFeed,
    OpmlGroup,
    SelfUrls,
    atom,
    json_feed,
    make_absolute,
    month_archive,
    normal_entry,
    opml,
    rss,
)
from cchc.site.cards import kind_address, lead_of
from cchc.site.full_address import full_address
from cchc.site.model import Site
from cchc.site.plans import FilePlan

# Types that Windows' registry or an old system knows otherwise; the same bytes on every machine.
_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".zip": "application/zip",
}


FEED_STYLE = "assets/stylesheets/nguon-tin.css"
FEEDS_PAGE = "theo-doi/"
# Most entries stand in several feeds.
_GROUP = "feeds"


def feed_plans(site: Site, site_url: str) -> Iterator[FilePlan]:
    """Yield the plans of all feeds of the site."""
    makers = _Makers(site, site_url)
    vocabulary = site.edition.library.vocabulary
    parts = [
        (f"chu-de/{topic.id}/", f"chu-de/{topic.id}/", topic.label, site.in_topic.get(topic.id, []))
        for topic in vocabulary.topics.values()
    ]
    parts += [
        (f"loai/{kind.id}/", kind_address(kind.id), kind.label, site.in_kind.get(kind.id, []))
        for kind in KINDS.values()
    ]
    yield makers.subscription()
    for folder, page, label, items in parts:
        yield makers.part(folder, page, label, items[: site.feed_limit])
    # Last: by then the entries that other feeds hold too are written.
    yield from makers.archives()
    yield FilePlan("feeds.opml", lambda: b"", lambda: iter([("feeds.opml", _opml(site, site_url))]))


class _Makers:
    """Makes the plans of feeds. Entries are made when a feed is, each once."""

    def __init__(self, site: Site, site_url: str) -> None:
        self.site, self.site_url = site, site_url
        self.entries, self.kept = _Entries(site, site_url), Kept()
        self.author = site.edition.library.vocabulary.agency.name

    def feed(
        self, folder: str, page: str, title: str, entries: tuple[FeedEntry, ...], *, with_json: bool = False
    ) -> Feed:
        return _feed(folder, page, title, entries, site_url=self.site_url, author=self.author, with_json=with_json)

    def key(self, items: Sequence[Item], *values: object) -> bytes:
        return self.site.digests.of(tuple(self.site.text_keys.of(item) for item in items), *values)

    def part(self, folder: str, page: str, label: str, items: Sequence[Item]) -> FilePlan:
        def files() -> Iterator[tuple[str, bytes]]:
            feed = self.feed(folder, page, self.site.feed_title(label), self.entries.of(items))
            yield f"{folder}rss.xml", rss(feed, self.kept)
            yield f"{folder}atom.xml", atom(feed, kept=self.kept)

        return FilePlan(f"{folder}feeds", lambda: self.key(items), files, _sources(items), _GROUP)

    def whole(self, entries: tuple[FeedEntry, ...]) -> Feed:
        return self.feed("", "", self.site.feed_title(), entries, with_json=True)

    def subscription(self) -> FilePlan:
        """Return the plan of the site's own feeds: the newest items, and where the older ones are."""
        items, limit = self.site.edition.listed, self.site.feed_limit
        newest = items[:limit]
        latest = _archive_url(self.site_url, _month_of(items[0])) if len(items) > limit else None

        def files() -> Iterator[tuple[str, bytes]]:
            feed = replace(self.whole(self.entries.of(newest)), prev_archive=latest)
            yield "rss.xml", rss(feed, self.kept)
            yield "atom.xml", atom(feed, kept=self.kept)
            yield "feed.json", json_feed(feed)

        return FilePlan("feeds", lambda: self.key(newest, latest), files, _sources(newest), _GROUP)

    def archives(self) -> Iterator[FilePlan]:
        """Yield the plan of each month's archive, when some items do not fit into the subscription (RFC 5005)."""
        if len(self.site.edition.listed) <= self.site.feed_limit:
            return
        of_month: dict[Month, list[Item]] = {}
        for item in self.site.edition.listed:
            of_month.setdefault(_month_of(item), []).append(item)
        months = sorted(of_month)
        for place, month in enumerate(months):
            beside = months[max(0, place - 1) : place + 2]
            yield self.archive(month, of_month[month], beside)

    def archive(self, month: Month, items: Sequence[Item], beside: Sequence[Month]) -> FilePlan:
        """Return the plan of one archive; `beside` are its month and those before and after it."""
        path = _archive_path(month)

        def files() -> Iterator[tuple[str, bytes]]:
            whole = self.whole(self.entries.for_one_feed(items))
            document = month_archive(whole, month, beside, partial(_archive_url, self.site_url))
            document = replace(document, style=relative(FEED_STYLE, path.removesuffix("atom.xml")))
            yield path, atom(document, kept=self.kept)

        return FilePlan(path, lambda: self.key(items, tuple(beside)), files, _sources(items), _GROUP)


def _sources(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(item.source for item in items)


def _month_of(item: Item) -> Month:
    return item.day.year, item.day.month


def _archive_path(month: Month) -> str:
    return f"luu-tru/{month[0]}/{month[1]:02d}/atom.xml"


def _archive_url(site_url: str, month: Month) -> str:
    return full_address(site_url, _archive_path(month))


def _feed(
    folder: str,
    page: str,
    title: str,
    entries: tuple[FeedEntry, ...],
    *,
    site_url: str,
    author: str,
    with_json: bool = False,
) -> Feed:
    base = full_address(site_url, folder)
    return Feed(
        title=title,
        description=f"Tin tức, văn bản, thủ tục hành chính của {author}.",
        site_url=full_address(site_url, page),
        self_urls=SelfUrls(
            rss=urljoin(base, "rss.xml"),
            atom=urljoin(base, "atom.xml"),
            json=urljoin(base, "feed.json") if with_json else None,
        ),
        author=author,
        entries=entries,
        # From the feed's own folder: right wherever the site is served.
        style=relative(FEED_STYLE, folder),
        about=full_address(site_url, FEEDS_PAGE),
    )


class _Entries:
    """Items → entries, each made once for all feeds that hold the newest items."""

    def __init__(self, site: Site, site_url: str) -> None:
        self.site, self.site_url = site, site_url
        self.made: dict[str, FeedEntry] = {}

    def of(self, items: Sequence[Item]) -> tuple[FeedEntry, ...]:
        return tuple(self.entry(item) for item in items)

    def for_one_feed(self, items: Sequence[Item]) -> tuple[FeedEntry, ...]:
        """Return the entries of items of which most stand in no other feed: new ones are not held."""
        return tuple(self.made.get(item.source) or normal_entry(self.new_entry(item)) for item in items)

    def entry(self, item: Item) -> FeedEntry:
        if item.source not in self.made:
            self.made[item.source] = normal_entry(self.new_entry(item))
        return self.made[item.source]

    def new_entry(self, item: Item) -> FeedEntry:
        vocabulary = self.site.edition.library.vocabulary
        url = full_address(self.site_url, item.address)
        html = make_absolute(self.site.rendered(item.text, item.address).html, url)
        image = item.fields.image
        target = self.site.links.target(item.source, image.src) if image else None
        picture = full_address(self.site_url, target.address) if target and target.leads is Leads.ASSET else None
        topics = tuple((topic, vocabulary.topics[topic].label) for topic in item.topics)
        return FeedEntry(
            id=tag_uri(self.site_url, item),
            url=url,
            title=item.title,
            published=item.moment,
            updated=updated_of(item),
            summary=lead_of(item),
            html=html,
            authors=tuple(vocabulary.author_name(author) for author in item.fields.authors),
            categories=(*topics, *(((item.kind, item.kind_label),) if item.kind not in item.topics else ())),
            enclosures=tuple(self.enclosures(item)),
            image=picture,
        )

    def enclosures(self, item: Item) -> Iterator[Enclosure]:
        assets, media = self.site.edition.library.assets, self.site.links.media
        for attachment in item.fields.attachments:
            target = self.site.links.target(item.source, attachment.file)
            if target.leads is Leads.ASSET:
                name = target.path.rsplit("/", 1)[-1]
                yield Enclosure(
                    full_address(self.site_url, target.address),
                    media[target.path].size if target.path in media else assets[target.path],
                    media_type(name),
                    attachment.title or name,
                )


def updated_of(item: Item) -> datetime:
    """Return when an item last changed: its own `updated`, its last change, else its publication."""
    days = [change.date for change in item.fields.changes]
    if item.fields.updated is not None:
        days.append(item.fields.updated)
    return max([item.moment, *(day.moment for day in days)])


def tag_uri(site_url: str, item: Item) -> str:
    """Return the entry's id (RFC 4151): the site's host, the year of publication and the item's path.

    It stays the same when the site moves below another path or the title changes.
    """
    host = urlsplit(site_url).hostname or "localhost"
    return f"tag:{host},{item.day.year}:{item.address.rstrip('/')}"


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _opml(site: Site, site_url: str) -> bytes:
    vocabulary = site.edition.library.vocabulary

    def feed(title: str, page: str, path: str) -> OpmlFeed:
        return title, full_address(site_url, page), full_address(site_url, path)

    kinds = [feed(kind.label, kind_address(kind.id), f"loai/{kind.id}/rss.xml") for kind in KINDS.values()]
    topics = [
        feed(topic.label, f"chu-de/{topic.id}/", f"chu-de/{topic.id}/rss.xml") for topic in vocabulary.topics.values()
    ]
    groups: list[OpmlGroup] = [
        ("Toàn bộ chuyên mục", [feed(site.feed_title(), "", "rss.xml")]),
        ("Theo loại", kinds),
        ("Theo chủ đề", topics),
    ]
    return opml(site.feed_title(), groups)
