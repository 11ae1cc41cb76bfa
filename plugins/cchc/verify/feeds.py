"""Feeds: each holds the newest of its items in their order, with title, address and dates of the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.publishing import State
from cchc.verify.facts import FeedDocument, FeedItem
from cchc.verify.looking import Looking, Problems, moment_in, words_of

_WHOLE = ("rss.xml", "atom.xml", "feed.json")
_CORRECTIONS = "dinh-chinh/"


def feeds_of(looking: Looking) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield (file, items) of the feeds that must be there."""
    edition, limit = looking.edition, looking.limit
    of_topic: dict[str, list[Item]] = defaultdict(list)
    of_kind: dict[str, list[Item]] = defaultdict(list)
    of_month: dict[str, list[Item]] = defaultdict(list)
    for item in edition.listed:
        for topic in item.topics:
            of_topic[topic].append(item)
        of_kind[item.kind].append(item)
        of_month[f"{item.day:%Y/%m}"].append(item)
    for name in _WHOLE:
        yield name, edition.listed[:limit]
    parts = [(f"chu-de/{topic}/", of_topic[topic]) for topic in edition.library.vocabulary.topics]
    parts += [(f"loai/{kind}/", of_kind[kind]) for kind in KINDS]
    for folder, items in parts:
        for name in _WHOLE[:2]:
            yield f"{folder}{name}", tuple(items[:limit])
    if len(edition.listed) > limit:
        for month, items in of_month.items():
            yield f"luu-tru/{month}/atom.xml", tuple(items)


def check_feeds(looking: Looking) -> Problems:
    """Yield what is wrong with the entries of feeds."""
    others = dict(looking.feeds)
    for path, items in feeds_of(looking):
        feed = others.pop(path, None)
        if feed is None:
            # A damaged one has been said already.
            if path not in looking.files.sizes:
                yield looking.problem("CCHC901", path, what="của một nguồn tin (RSS, Atom)")
        else:
            yield from _feed(looking, path, feed, items)
    for path, feed in others.items():
        for entry in feed.items:
            address = looking.site.inside(path, entry.url)
            if address is not None and looking.is_hidden(address) and not _tells_of_withdrawal(looking, path, address):
                yield looking.problem("CCHC908", path, entry.line, title=entry.title, reason="bài này không được hiện")


def _tells_of_withdrawal(looking: Looking, path: str, address: str) -> bool:
    """Say whether an entry is that of an item taken down in the feed of corrections, which names those."""
    return path.startswith(_CORRECTIONS) and looking.state(looking.items[address]) is State.WITHDRAWN


def _feed(looking: Looking, path: str, feed: FeedDocument, items: tuple[Item, ...]) -> Problems:
    wanted = {item.address: item for item in items}
    seen: dict[str, None] = {}
    for entry in feed.items:
        address = looking.site.inside(path, entry.url) or ""
        item = wanted.get(address)
        if item is None or address in seen:
            reason = "đứng hai lần" if item else "không thuộc nguồn tin này hoặc không được hiện"
            yield looking.problem("CCHC908", path, entry.line, title=entry.title or entry.url, reason=reason)
            continue
        seen[address] = None
        yield from _entry(looking, path, entry, item)
    for address, item in wanted.items():
        if address not in seen:
            yield looking.problem("CCHC907", path, title=item.title)
    if list(seen) != [address for address in wanted if address in seen]:
        yield looking.problem("CCHC909", path, title=feed.items[0].title, what="thứ tự các mục", right="mới nhất trước")


def _entry(looking: Looking, path: str, entry: FeedItem, item: Item) -> Problems:
    if entry.title != item.title and words_of(entry.title) != words_of(item.title):
        yield looking.problem("CCHC909", path, entry.line, title=entry.title, what="tiêu đề", right=item.title)
    for what, written, moment in (
        ("ngày đăng", entry.published, item.moment),
        ("ngày cập nhật", entry.updated or None, _changed(item)),
    ):
        if written is not None and written != (right := moment.isoformat()) and _moment(written) != moment:
            yield looking.problem("CCHC909", path, entry.line, title=entry.title, what=what, right=right)


def _changed(item: Item) -> datetime:
    """Return when an item last changed, by the content contract: its update, its last change, its publication."""
    fields = item.fields
    if not fields.changes and fields.updated is None:
        return item.moment
    days = [*(change.date for change in fields.changes), *([fields.updated] if fields.updated else [])]
    return max([item.moment, *(day.moment for day in days)])


def _moment(written: str) -> datetime | None:
    """Return a moment in the form of Atom and JSON Feed (RFC 3339) or of RSS (RFC 822)."""
    found = moment_in(written)
    if found is None and written:
        try:
            return parsedate_to_datetime(written)
        except ValueError:
            return None
    return found
