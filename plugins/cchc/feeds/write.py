"""RSS 2.0 and Atom, both written by feedgen. The only module that imports it, and the place where it is mended.

feedgen 1.0 writes a feed right except in these points, each met here through its own extension points:

- the last link given becomes RSS's `<link>`: the HTML page is given last;
- an entry is put before those already there: entries are appended;
- "now" is the default date: dates come from the entries, and are left out where there are none;
- `type="CDATA"` would reach Atom: full text is escaped, `type="html"` (RFC 4287 §4.1.3), never CDATA;
- links of an Atom entry lose `rel`, `type`, `length` and `title`: they are written by `_AtomEntry`;
- of many enclosures the last one goes to RSS, without summary the full text becomes the description, and each date
  switches the locale of the whole process (and back): all written by `_RssItem`. One such switch a document stays.

What XML does not allow, repeated categories and empty required texts are dealt with in `cchc.feeds.normal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from cchc.dates import VIETNAM
from cchc.feeds.model import Feed, FeedEntry, last_updated
from cchc.feeds.normal import civil, normal

GENERATOR = "cchc-kit"
NO_ENTRY_YET = datetime(2000, 1, 1, tzinfo=VIETNAM)
ATOM_TYPE = "application/atom+xml"
_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0"


def rss(feed: Feed) -> bytes:
    """Return `feed` as an RSS 2.0 document (UTF-8), the same bytes for the same feed."""
    feed = normal(feed)
    generator = _generator(feed)
    generator.load_extension("dc", atom=False)
    generator.load_extension("media")
    generator.register_extension("cchc", partial(_RssChannel, feed))
    for entry in feed.entries:
        _add_rss_item(generator, entry)
    return bytes(generator.rss_str(pretty=True))


def atom(feed: Feed, empty_updated: datetime = NO_ENTRY_YET) -> bytes:
    """Return `feed` as an Atom document (RFC 4287, UTF-8), the same bytes for the same feed.

    `empty_updated` is the required date of a feed without entries.
    """
    feed = normal(feed)
    generator = _generator(feed)
    generator.updated(last_updated(feed) or civil(empty_updated))
    generator.load_extension("media")
    generator.register_extension("cchc", partial(_AtomFeed, feed))
    for entry in feed.entries:
        _add_atom_entry(generator, entry)
    return bytes(generator.atom_str(pretty=True))


def _generator(feed: Feed) -> Any:
    """Return feedgen's writer with what RSS and Atom have in common; `feed` is in normal form."""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.author(name=feed.author)
    generator.generator(GENERATOR)
    generator.link(href=feed.self_urls.atom, rel="self", type=ATOM_TYPE)
    for rel, address in _history(feed):
        generator.link(href=address, rel=rel, type=ATOM_TYPE)
    generator.link(href=feed.site_url, rel="alternate", type="text/html")
    return generator


def _history(feed: Feed) -> Iterator[tuple[str, str]]:
    """Yield the links of RFC 5005 §4: relation and address."""
    links = (("current", feed.current), ("prev-archive", feed.prev_archive), ("next-archive", feed.next_archive))
    yield from ((rel, address) for rel, address in links if address is not None)


def _add_rss_item(generator: Any, entry: FeedEntry) -> None:
    """Append an RSS item. A GUID is a permanent link only when it is the entry's address (RSS 2.0, `<guid>`)."""
    item = generator.add_entry(order="append")
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate")
    item.guid(entry.id, permalink=entry.id == entry.url)
    if entry.summary:
        item.description(escape(entry.summary, quote=False))  # plain text, in an element that is read as HTML
    if entry.categories:
        labels = dict.fromkeys(label for _, label in entry.categories)
        item.category([{"term": label} for label in labels])
    item.dc.dc_creator(list(entry.authors))
    _add_image(item, entry)
    item.register_extension("cchc", partial(_RssItem, entry), atom=False)


def _add_atom_entry(generator: Any, entry: FeedEntry) -> None:
    """Append an Atom entry (RFC 4287 §4.1.2). Without authors of its own it has the feed's."""
    element = generator.add_entry(order="append")
    element.id(entry.id)
    element.title(entry.title)
    element.link(href=entry.url, rel="alternate")
    element.published(entry.published)
    element.updated(entry.updated)
    if entry.summary:
        element.summary(entry.summary)
    if entry.html:
        element.content(entry.html, type="html")
    element.author([{"name": name} for name in entry.authors])
    element.category([{"term": term, "label": label} for term, label in entry.categories])
    _add_image(element, entry)
    element.register_extension("cchc", partial(_AtomEntry, entry), rss=False)


def _add_image(element: Any, entry: FeedEntry) -> None:
    if entry.image is not None:
        element.media.thumbnail(url=entry.image, group=None)


class _Extension:
    """The hooks that feedgen calls when the rest of a feed or an entry is written."""

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces to declare."""
        return {}

    def extend_rss(self, element: etree._Element) -> etree._Element:
        """Complete the root of an RSS document, or an item."""
        return element

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Complete the root of an Atom document, or an entry."""
        return element


@dataclass(frozen=True, slots=True)
class _RssChannel(_Extension):
    feed: Feed

    def extend_rss(self, element: etree._Element) -> etree._Element:
        """Put the true date in place of "now", and the links of RFC 5005 (appendix B) beside RSS's own `self`."""
        channel = element[0]
        built = channel.find("lastBuildDate")
        updated = last_updated(self.feed)
        if built is not None and updated is None:
            channel.remove(built)
        elif built is not None and updated is not None:
            built.text = format_datetime(updated)
        own = channel.find(f"{_ATOM}link")
        if own is not None and self.feed.self_urls.rss is None:
            channel.remove(own)
        elif own is not None and self.feed.self_urls.rss is not None:
            own.set("href", self.feed.self_urls.rss)
            own.set("type", "application/rss+xml")
        for rel, address in _history(self.feed):
            etree.SubElement(channel, f"{_ATOM}link", {"href": address, "rel": rel, "type": ATOM_TYPE})
        return element


@dataclass(frozen=True, slots=True)
class _RssItem(_Extension):
    entry: FeedEntry

    def extend_rss(self, element: etree._Element) -> etree._Element:
        """Add the date (RFC 822), the full text, and of the files the one that RSS 2.0 has room for: the first."""
        etree.SubElement(element, "pubDate").text = format_datetime(self.entry.published)
        if self.entry.html:
            etree.SubElement(element, f"{_CONTENT}encoded").text = self.entry.html
        for file in self.entry.enclosures[:1]:
            etree.SubElement(element, "enclosure", {"url": file.url, "length": str(file.length), "type": file.type})
        return element


@dataclass(frozen=True, slots=True)
class _AtomFeed(_Extension):
    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        """Return the namespace of RFC 5005 where it is used."""
        return {"fh": _HISTORY_NAMESPACE} if self.feed.is_archive else {}

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Mark an archive document (RFC 5005 §4)."""
        if self.feed.is_archive:
            etree.SubElement(element, f"{{{_HISTORY_NAMESPACE}}}archive")
        return element


@dataclass(frozen=True, slots=True)
class _AtomEntry(_Extension):
    entry: FeedEntry

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Say what the link to the page is, and add a link for every file (RFC 4287 §4.2.7)."""
        for link in element.findall("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        for file in self.entry.enclosures:
            values = {"href": file.url, "rel": "enclosure", "type": file.type, "length": str(file.length)}
            etree.SubElement(element, "link", values | ({"title": file.title} if file.title else {}))
        return element
