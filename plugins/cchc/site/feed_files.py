"""Feeds of the site: which there are, what they hold, where they are."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.content.links import Leads
from cchc.feeds import (
    Enclosure,
    Feed,
    FeedEntry,
    OpmlFeed,
    OpmlGroup,
    SelfUrls,
    archived,
    atom,
    json_feed,
    make_absolute,
    opml,
    rss,
)
from cchc.site.cards import kind_address, lead_of
from cchc.site.model import Site

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


def feed_files(site: Site, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every feed of the site."""
    entries = _Entries(site, site_url)
    listed = site.edition.listed
    agency = site.edition.library.vocabulary.agency
    make = partial(_feed, site_url=site_url, author=agency.name)

    whole = make("", "", site.feed_title(), entries.of(listed), with_json=True)
    documents = archived(whole, site.feed_limit, lambda year: urljoin(site_url, f"luu-tru/{year}/atom.xml"))
    yield "rss.xml", rss(documents.subscription)
    yield "atom.xml", atom(documents.subscription)
    yield "feed.json", json_feed(documents.subscription)
    for archive in documents.archives:
        yield f"luu-tru/{archive.year}/atom.xml", atom(archive.feed)

    vocabulary = site.edition.library.vocabulary
    parts = [
        (f"chu-de/{topic.id}/", f"chu-de/{topic.id}/", topic.label, site.in_topic.get(topic.id, []))
        for topic in vocabulary.topics.values()
    ]
    parts += [
        (f"loai/{kind.id}/", kind_address(kind.id), kind.label, site.in_kind.get(kind.id, []))
        for kind in KINDS.values()
    ]
    for folder, page, label, items in parts:
        feed = make(folder, page, site.feed_title(label), entries.of(items[: site.feed_limit]))
        yield f"{folder}rss.xml", rss(feed)
        yield f"{folder}atom.xml", atom(feed)
    yield "feeds.opml", _opml(site, site_url)


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
    base = urljoin(site_url, folder)
    return Feed(
        title=title,
        description=f"Tin tức, văn bản, thủ tục hành chính của {author}.",
        site_url=urljoin(site_url, page),
        self_urls=SelfUrls(
            rss=urljoin(base, "rss.xml"),
            atom=urljoin(base, "atom.xml"),
            json=urljoin(base, "feed.json") if with_json else None,
        ),
        author=author,
        entries=entries,
    )


class _Entries:
    """Items → entries, each made once."""

    def __init__(self, site: Site, site_url: str) -> None:
        self.site, self.site_url = site, site_url
        self.made: dict[str, FeedEntry] = {}

    def of(self, items: Sequence[Item]) -> tuple[FeedEntry, ...]:
        return tuple(self.entry(item) for item in items)

    def entry(self, item: Item) -> FeedEntry:
        if item.source not in self.made:
            self.made[item.source] = self.new_entry(item)
        return self.made[item.source]

    def new_entry(self, item: Item) -> FeedEntry:
        vocabulary = self.site.edition.library.vocabulary
        url = urljoin(self.site_url, item.address)
        html = make_absolute(self.site.rendered(item.text, item.address).html, url)
        image = item.fields.image
        target = self.site.links.target(item.source, image.src) if image else None
        picture = urljoin(self.site_url, target.address) if target and target.leads is Leads.ASSET else None
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
        assets = self.site.edition.library.assets
        for attachment in item.fields.attachments:
            target = self.site.links.target(item.source, attachment.file)
            if target.leads is Leads.ASSET:
                name = target.path.rsplit("/", 1)[-1]
                yield Enclosure(
                    urljoin(self.site_url, target.address),
                    assets[target.path],
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
        return title, urljoin(site_url, page), urljoin(site_url, path)

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
