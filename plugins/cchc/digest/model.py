"""What a digest says: items of a period by primary topic, newest first, and the counts of the statistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin

from cchc.content.items import Item
from cchc.content.summary import shorten
from cchc.dates import long_date
from cchc.periods import Period, period_label
from cchc.publishing import Edition
from cchc.statistics import Query, count

_LONGEST_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: `url` is its whole address, `date` is in print."""

    title: str
    url: str
    date: str
    kind: str
    summary: str


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A topic: `count` items count in the period; `entries` are those of them that can be read now."""

    label: str
    url: str
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest. `total` is the sum of the parts' counts; `hidden` of them have left the lists (expired, withdrawn)."""

    title: str
    span: str
    agency: str
    address: str
    site_name: str
    site_url: str
    total: int
    hidden: int
    parts: tuple[TopicPart, ...]


def digest_of(edition: Edition, period: Period, site_url: str, topics: Collection[str] = ()) -> Digest:
    """Return the digest of a period below `site_url`; of `topics` (ids) only, where some are given."""
    vocabulary = edition.library.vocabulary
    rows = count(edition.counted, vocabulary, Query(("topic",), period.start, period.end, period.basis)).rows
    counts = {row.keys[0]: (row.labels[0], row.count) for row in rows if not topics or row.keys[0] in topics}
    shown: dict[str | None, list[Item]] = defaultdict(list)
    counted = {item.source for item in edition.counted}
    for item in edition.listed:
        if item.day in period and item.source in counted:
            shown[item.topic or None].append(item)
    parts = tuple(
        TopicPart(
            label if topic else "Nội dung khác",
            urljoin(site_url, f"chu-de/{topic}/") if topic else site_url,
            number,
            tuple(_entry(item, site_url) for item in shown[topic]),
        )
        for topic, (label, number) in counts.items()
    )
    agency, total = vocabulary.agency, sum(part.count for part in parts)
    name = period_label(period.name)
    return Digest(
        title=f"Bản tin cải cách hành chính {name[0].lower()}{name[1:]}",
        span=f"từ {long_date(period.start)} đến hết {long_date(period.end)}",
        agency=agency.name,
        address=agency.address,
        site_name=agency.site_name or "Cải cách hành chính",
        site_url=site_url,
        total=total,
        hidden=total - sum(len(part.entries) for part in parts),
        parts=parts,
    )


def _entry(item: Item, site_url: str) -> Entry:
    summary = item.fields.description or item.text.summary
    return Entry(
        item.title,
        urljoin(site_url, item.address),
        long_date(item.day),
        item.kind_label,
        shorten(summary, _LONGEST_SUMMARY),
    )
