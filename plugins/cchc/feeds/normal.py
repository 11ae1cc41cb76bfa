"""A feed as every format can write it: the rules that RSS, Atom and JSON Feed share, met once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from cchc.dates import VIETNAM
from cchc.feeds.model import Enclosure, Feed, FeedEntry, SelfUrls

UNTITLED = "(Không có tiêu đề)"
_UNKNOWN_TYPE = "application/octet-stream"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_CHARACTERS = "%/:?#[]@!$&'()*+,;=-._~"
_URI = re.compile(rf"[A-Za-z0-9{re.escape(_URI_CHARACTERS)}]*+")


def clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 §2.2 does not allow (most control characters, surrogates)."""
    return _NOT_XML.sub("", text)


def uri(address: str) -> str:
    """Return an address as a URI (RFC 3986 §2): letters with diacritics, spaces and the like percent-encoded."""
    if _URI.fullmatch(address):
        return address
    return quote(clean(address).strip(), safe=_URI_CHARACTERS)


def normal(feed: Feed) -> Feed:
    """Return `feed` with clean texts, URIs for addresses, Vietnamese time, no empty required text and nothing twice.

    A required text that is empty gets the next best one, for RFC 4287 §4.1.1 and RSS 2.0 ask for it.
    """
    title = clean(feed.title) or UNTITLED
    self_urls = SelfUrls(
        atom=uri(feed.self_urls.atom), rss=_uri_or_none(feed.self_urls.rss), json=_uri_or_none(feed.self_urls.json)
    )
    return Feed(
        title=title,
        description=clean(feed.description) or title,
        site_url=uri(feed.site_url),
        self_urls=self_urls,
        author=clean(feed.author) or title,
        entries=tuple(normal_entry(entry) for entry in feed.entries),
        language=clean(feed.language),
        id=uri(feed.id) or self_urls.atom,
        prev_archive=_uri_or_none(feed.prev_archive),
        next_archive=_uri_or_none(feed.next_archive),
        current=_uri_or_none(feed.current),
        style=feed.style,
        about=_uri_or_none(feed.about),
    )


def civil(moment: datetime) -> datetime:
    """Return a moment in the time of Việt Nam (+07:00), in whole seconds."""
    if moment.tzinfo is VIETNAM and not moment.microsecond:
        return moment
    return moment.astimezone(VIETNAM).replace(microsecond=0)


def normal_entry(entry: FeedEntry) -> FeedEntry:
    """Return an entry in normal form; one that has it stays itself, so that many feeds may share it."""
    if entry.is_normal:
        return entry
    made = replace(
        entry,
        id=uri(entry.id),
        url=uri(entry.url),
        title=clean(entry.title) or UNTITLED,
        published=civil(entry.published),
        updated=civil(entry.updated),
        summary=clean(entry.summary),
        html=clean(entry.html),
        authors=tuple(dict.fromkeys(name for name in map(clean, entry.authors) if name)),
        categories=_distinct_categories(entry.categories),
        enclosures=_distinct_enclosures(entry.enclosures),
        image=_uri_or_none(entry.image),
    )
    object.__setattr__(made, "is_normal", True)
    return made


def _distinct_categories(categories: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return each term once, with the first label given for it; a term without label is its own label."""
    distinct: dict[str, str] = {}
    for term, label in categories:
        if term := clean(term):
            distinct.setdefault(term, clean(label) or term)
    return tuple(distinct.items())


def _distinct_enclosures(enclosures: Iterable[Enclosure]) -> tuple[Enclosure, ...]:
    """Return each file once."""
    distinct: dict[str, Enclosure] = {}
    for file in enclosures:
        if url := uri(file.url):
            distinct.setdefault(url, Enclosure(url, file.length, clean(file.type) or _UNKNOWN_TYPE, clean(file.title)))
    return tuple(distinct.values())


def _uri_or_none(address: str | None) -> str | None:
    return None if address is None else uri(address) or None
