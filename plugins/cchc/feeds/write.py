"""RSS 2.0 and Atom, both written by feedgen. The only module that imports it, and the place where it is mended.

feedgen 1.0 writes a feed right except in these points, each met here through its own extension points:

- the last link given becomes RSS's `<link>`: the HTML page is given last;
- an entry is put before those already there: entries are appended;
- "now" is the default date: dates come from the entries, and are left out where there are none;
- `type="CDATA"` would reach Atom: full text is escaped, `type="html"` (RFC 4287 §4.1.3), never CDATA;
- links of an Atom entry lose `rel`, `type`, `length` and `title`: they are written by `_AtomEntry`;
- of many enclosures the last one goes to RSS, without summary the full text becomes the description, and each date
  switches the locale of the whole process (and back): all written by `_RssItem`. One such switch a document stays;
- its extensions for authors and pictures cost each entry more than all they write: `_RssItem` and `_AtomEntry` do it;
- an entry is written anew for each feed that holds it: `Kept` hands out copies of what was written once;
- it knows no style sheet: the instruction (https://www.w3.org/TR/xml-stylesheet/) is put in after the declaration.

A feed that is opened in a browser is a page: a style sheet, and a few elements of XHTML for what a style sheet cannot
make, links. (XSLT would do both, but browsers warn their readers of it in red and are about to drop it.)

What XML does not allow, repeated categories and empty required texts are dealt with in `cchc.feeds.normal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry as WrittenEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from cchc.dates import VIETNAM, long_date
from cchc.feeds.model import Feed, FeedEntry, last_updated
from cchc.feeds.normal import civil, normal

GENERATOR = "cchc-kit"
NO_ENTRY_YET = datetime(2000, 1, 1, tzinfo=VIETNAM)
ATOM_TYPE = "application/atom+xml"
_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_CREATOR_NAMESPACE = "http://purl.org/dc/elements/1.1/"
_MEDIA_NAMESPACE = "http://search.yahoo.com/mrss/"
_XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
_XHTML = f"{{{_XHTML_NAMESPACE}}}"
_HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0"


class Kept:
    """Entries as feedgen made them. Feeds that hold the same entries and are given the same `Kept` share them."""

    def __init__(self) -> None:
        self._rss: dict[FeedEntry, _Copied] = {}
        self._atom: dict[FeedEntry, _Copied] = {}

    def rss_item(self, entry: FeedEntry) -> _Copied:
        """Return the RSS item of an entry."""
        if entry not in self._rss:
            self._rss[entry] = _Copied(_rss_item(entry).rss_entry())
        return self._rss[entry]

    def atom_entry(self, entry: FeedEntry, *, archived: bool) -> Any:
        """Return the Atom entry. One for an archive is not kept: there are many of them, each in one archive."""
        if entry not in self._atom:
            if archived:
                return _atom_entry(entry)
            self._atom[entry] = _Copied(_atom_entry(entry).atom_entry())
        return self._atom[entry]


def rss(feed: Feed, kept: Kept | None = None) -> bytes:
    """Return `feed` as an RSS 2.0 document (UTF-8), the same bytes for the same feed."""
    feed, kept = normal(feed), kept or Kept()
    generator = _generator(feed)
    generator.register_extension("cchc", partial(_RssChannel, feed))
    for entry in feed.entries:
        generator.add_entry(kept.rss_item(entry), order="append")
    return _styled(bytes(generator.rss_str(pretty=True)), feed)


def atom(feed: Feed, empty_updated: datetime = NO_ENTRY_YET, kept: Kept | None = None) -> bytes:
    """Return `feed` as an Atom document (RFC 4287, UTF-8), the same bytes for the same feed.

    `empty_updated` is the required date of a feed without entries.
    """
    feed, kept = normal(feed), kept or Kept()
    generator = _generator(feed)
    generator.updated(last_updated(feed) or civil(empty_updated))
    generator.register_extension("cchc", partial(_AtomFeed, feed))
    for entry in feed.entries:
        generator.add_entry(kept.atom_entry(entry, archived=feed.is_archive), order="append")
    return _styled(bytes(generator.atom_str(pretty=True)), feed)


def _styled(document: bytes, feed: Feed) -> bytes:
    """Name the feed's style sheet after the XML declaration, which is the first line."""
    if feed.style is None:
        return document
    declaration, _, rest = document.partition(b"\n")
    instruction = f'<?xml-stylesheet type="text/css" href="{escape(feed.style)}"?>'
    return b"\n".join((declaration, instruction.encode(), rest))


def _add_about(element: etree._Element, feed: Feed) -> None:
    """Say to people what this is, before all entries."""
    if feed.about is None:
        return
    words = etree.Element(f"{_XHTML}p", {"class": "about"})
    words.text = (
        "Đây là nguồn tin để chương trình đọc tin tự lấy nội dung mới. Chép địa chỉ của trang này vào chương trình "
        "đọc tin là theo dõi được. "
    )
    for label, address in (("Cách theo dõi", feed.about), ("Mở trang trên web", feed.site_url)):
        link = etree.SubElement(words, f"{_XHTML}a", {"href": address})
        link.text = label
        link.tail = " "
    element.insert(0, words)


def _add_link(element: etree._Element, entry: FeedEntry) -> None:
    """Add the day as it is written here and the way to the page of an entry, for people."""
    etree.SubElement(element, f"{_XHTML}time").text = long_date(entry.published.astimezone(VIETNAM).date())
    etree.SubElement(element, f"{_XHTML}a", {"href": entry.url}).text = "Xem toàn văn"


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


@dataclass(frozen=True, slots=True)
class _Copied:
    """What feedgen made of an entry, copied for each document that holds the entry."""

    element: etree._Element

    def register_extension(self, *arguments: object) -> None:
        """Take no more extensions: the element is complete."""

    def rss_entry(self) -> etree._Element:
        """Return the item of one more RSS document."""
        return deepcopy(self.element)

    def atom_entry(self) -> etree._Element:
        """Return the entry of one more Atom document."""
        return deepcopy(self.element)


def _rss_item(entry: FeedEntry) -> Any:
    """Return an RSS item. A GUID is a permanent link only when it is the entry's address (RSS 2.0, `<guid>`)."""
    item = WrittenEntry()
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate")
    item.guid(entry.id, permalink=entry.id == entry.url)
    if entry.summary:
        item.description(escape(entry.summary, quote=False))  # plain text, in an element that is read as HTML
    if entry.categories:
        labels = dict.fromkeys(label for _, label in entry.categories)
        item.category([{"term": label} for label in labels])
    item.register_extension("cchc", partial(_RssItem, entry), atom=False)
    return item


def _atom_entry(entry: FeedEntry) -> Any:
    """Return an Atom entry (RFC 4287 §4.1.2). Without authors of its own it has the feed's."""
    element = WrittenEntry()
    element.id(entry.id)
    element.title(entry.title)
    element.link(href=entry.url, rel="alternate")
    element.published(entry.published)
    element.updated(entry.updated)
    if entry.summary:
        element.summary(entry.summary)
    if entry.html:
        element.content(entry.html, type="html")
    if entry.authors:
        element.author([{"name": name} for name in entry.authors])
    if entry.categories:
        element.category([{"term": term, "label": label} for term, label in entry.categories])
    element.register_extension("cchc", partial(_AtomEntry, entry), rss=False)
    return element


def _add_image(element: etree._Element, entry: FeedEntry) -> None:
    if entry.image is not None:
        etree.SubElement(element, f"{{{_MEDIA_NAMESPACE}}}thumbnail", {"url": entry.image})


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

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces of authors and of pictures."""
        return {"dc": _CREATOR_NAMESPACE, "media": _MEDIA_NAMESPACE, "h": _XHTML_NAMESPACE}

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
        _add_about(channel, self.feed)
        return element


@dataclass(frozen=True, slots=True)
class _RssItem(_Extension):
    entry: FeedEntry

    def extend_rss(self, element: etree._Element) -> etree._Element:
        """Add authors, picture, date (RFC 822), full text, and the one file that RSS 2.0 has room for: the first."""
        for name in self.entry.authors:
            etree.SubElement(element, f"{{{_CREATOR_NAMESPACE}}}creator").text = name
        _add_image(element, self.entry)
        etree.SubElement(element, "pubDate").text = format_datetime(self.entry.published)
        if self.entry.html:
            etree.SubElement(element, f"{_CONTENT}encoded").text = self.entry.html
        for file in self.entry.enclosures[:1]:
            etree.SubElement(element, "enclosure", {"url": file.url, "length": str(file.length), "type": file.type})
        _add_link(element, self.entry)
        return element


@dataclass(frozen=True, slots=True)
class _AtomFeed(_Extension):
    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        """Return the namespace of pictures, and that of RFC 5005 where it is used."""
        return {"media": _MEDIA_NAMESPACE, "h": _XHTML_NAMESPACE} | (
            {"fh": _HISTORY_NAMESPACE} if self.feed.is_archive else {}
        )

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Mark an archive document (RFC 5005 §4)."""
        if self.feed.is_archive:
            etree.SubElement(element, f"{{{_HISTORY_NAMESPACE}}}archive")
        _add_about(element, self.feed)
        return element


@dataclass(frozen=True, slots=True)
class _AtomEntry(_Extension):
    entry: FeedEntry

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Add the picture, say what the link to the page is, and add a link for every file (RFC 4287 §4.2.7)."""
        _add_image(element, self.entry)
        for link in element.iterchildren("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        for file in self.entry.enclosures:
            values = {"href": file.url, "rel": "enclosure", "type": file.type, "length": str(file.length)}
            etree.SubElement(element, "link", values | ({"title": file.title} if file.title else {}))
        _add_link(element, self.entry)
        return element
