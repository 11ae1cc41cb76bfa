"""The documents of a feed as the site puts them together: the newest entries, and an archive of each month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cchc.dates import VIETNAM
from cchc.feeds import Feed, FeedEntry, Month, month_archive


def archives_of(feed: Feed, archive_url: Callable[[Month], str]) -> dict[Month, Feed]:
    """Return the archive of each month of publication, newest first; `feed` holds all entries, newest first."""
    entries: dict[Month, list[FeedEntry]] = {}
    for entry in feed.entries:
        day = entry.published.astimezone(VIETNAM)
        entries.setdefault((day.year, day.month), []).append(entry)
    months = sorted(entries)
    return {
        month: month_archive(replace(feed, entries=tuple(entries[month])), month, months, archive_url)
        for month in reversed(months)
    }


def subscription_of(feed: Feed, limit: int, archive_url: Callable[[Month], str]) -> Feed:
    """Return the document with the newest `limit` entries."""
    older = feed.entries[limit:]
    latest = next(iter(archives_of(feed, archive_url)), None) if older else None
    return replace(feed, entries=feed.entries[:limit], prev_archive=archive_url(latest) if latest else None)
