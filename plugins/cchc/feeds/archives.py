"""Archived feeds (RFC 5005 §4): a document to subscribe to, and one archive document a month that keeps everything.

The archive of the running month grows until the month is over. RFC 5005 would rather have it fixed from the start
("SHOULD NOT change"); a reader who looks in before the newest entries have all been replaced misses nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from cchc.dates import VIETNAM
from cchc.feeds.model import Feed, FeedEntry, SelfUrls
from cchc.feeds.normal import uri

Month: TypeAlias = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive document of a month, to be written as Atom and served at `feed.self_urls.atom`."""

    month: Month
    feed: Feed


@dataclass(frozen=True, slots=True)
class Archived:
    """The documents that make up a feed: the one to subscribe to, and its archives, newest first."""

    subscription: Feed
    archives: tuple[Archive, ...]


def paged(entries: Sequence[FeedEntry], limit: int) -> tuple[tuple[FeedEntry, ...], tuple[FeedEntry, ...]]:
    """Return the newest `limit` (at least 1) of `entries`, which are newest first, and the rest."""
    if limit < 1:
        raise ValueError(f"a feed cannot be limited to {limit} entries")
    return tuple(entries[:limit]), tuple(entries[limit:])


def month_archives(feed: Feed, archive_url: Callable[[Month], str]) -> tuple[Archive, ...]:
    """Return an archive document for each month of publication of `feed`'s entries, newest month first.

    `feed` holds all entries; `archive_url` gives the address of a month's archive. The archives keep the order of the
    entries and the feed's id (all documents are one logical feed), and are linked to each other and to the current
    document.
    """
    entries_of: dict[Month, list[FeedEntry]] = {}
    for entry in feed.entries:
        day = entry.published.astimezone(VIETNAM)
        entries_of.setdefault((day.year, day.month), []).append(entry)
    months = sorted(entries_of)
    return tuple(
        Archive(month, month_archive(replace(feed, entries=tuple(entries_of[month])), month, months, archive_url))
        for month in reversed(months)
    )


def month_archive(feed: Feed, month: Month, months: Sequence[Month], archive_url: Callable[[Month], str]) -> Feed:
    """Return the archive document of one of the `months` that have entries; `feed` holds the entries of that month.

    `months` are in their order.
    """
    place = bisect_left(months, month)
    return replace(
        feed,
        id=feed.id or uri(feed.self_urls.atom),
        title=f"{feed.title} – tháng {month[1]}/{month[0]}",
        self_urls=SelfUrls(atom=archive_url(month)),
        prev_archive=archive_url(months[place - 1]) if place else None,
        next_archive=archive_url(months[place + 1]) if place + 1 < len(months) else None,
        current=feed.self_urls.atom,
    )


def archived(feed: Feed, limit: int, archive_url: Callable[[Month], str]) -> Archived:
    """Return the documents of `feed`, which holds all entries: the newest `limit`, and archives if some do not fit."""
    newest, older = paged(feed.entries, limit)
    archives = month_archives(feed, archive_url) if older else ()
    latest = archives[0].feed.self_urls.atom if archives else None
    return Archived(replace(feed, entries=newest, prev_archive=latest), archives)
