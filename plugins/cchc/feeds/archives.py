"""Archived feeds (RFC 5005 §4): a document to subscribe to, and one archive document a month that keeps everything.

The archive of the running month grows until the month is over. RFC 5005 would rather have it fixed from the start
("SHOULD NOT change"); a reader who looks in before the newest entries have all been replaced misses nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from cchc.feeds.model import Feed, SelfUrls
from cchc.feeds.normal import uri

Month: TypeAlias = tuple[int, int]
"""Year and month."""


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
