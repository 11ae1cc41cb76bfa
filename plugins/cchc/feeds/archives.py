"""Archived feeds (RFC 5005 §4): a document to subscribe to, and one archive document a year that keeps everything.

The archive of the running year grows until the year is over. RFC 5005 would rather have it fixed from the start
("SHOULD NOT change"); a reader who looks in before the newest entries have all been replaced misses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cchc.dates import VIETNAM
from cchc.feeds.model import Feed, FeedEntry, SelfUrls
from cchc.feeds.normal import uri


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive document of a civil year, to be written as Atom and served at `feed.self_urls.atom`."""

    year: int
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


def year_archives(feed: Feed, archive_url: Callable[[int], str]) -> tuple[Archive, ...]:
    """Return an archive document for each civil year of publication of `feed`'s entries, newest year first.

    `feed` holds all entries; `archive_url` gives the address of a year's archive. The archives keep the order of the
    entries and the feed's id (all documents are one logical feed), and are linked to each other and to the current
    document.
    """
    entries_of: dict[int, list[FeedEntry]] = {}
    for entry in feed.entries:
        entries_of.setdefault(entry.published.astimezone(VIETNAM).year, []).append(entry)
    years = sorted(entries_of)
    return tuple(
        Archive(year, year_archive(replace(feed, entries=tuple(entries_of[year])), year, years, archive_url))
        for year in reversed(years)
    )


def year_archive(feed: Feed, year: int, years: Sequence[int], archive_url: Callable[[int], str]) -> Feed:
    """Return the archive document of one of the `years` that have entries; `feed` holds the entries of that year."""
    return replace(
        feed,
        id=feed.id or uri(feed.self_urls.atom),
        title=f"{feed.title} – năm {year}",
        self_urls=SelfUrls(atom=archive_url(year)),
        prev_archive=next((archive_url(one) for one in sorted(years, reverse=True) if one < year), None),
        next_archive=next((archive_url(one) for one in sorted(years) if one > year), None),
        current=feed.self_urls.atom,
    )


def archived(feed: Feed, limit: int, archive_url: Callable[[int], str]) -> Archived:
    """Return the documents of `feed`, which holds all entries: the newest `limit`, and archives if some do not fit."""
    newest, older = paged(feed.entries, limit)
    archives = year_archives(feed, archive_url) if older else ()
    latest = archives[0].feed.self_urls.atom if archives else None
    return Archived(replace(feed, entries=newest, prev_archive=latest), archives)
