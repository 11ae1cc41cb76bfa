"""The feed of corrections: what was changed in published items or taken down, and why; newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape

from cchc.content.items import Item
from cchc.content.paths import relative
from cchc.dates import long_date
from cchc.feeds import Feed, FeedEntry, SelfUrls, atom, rss
from cchc.publishing import Edition, State
from cchc.site.feed_files import FEED_STYLE, FEEDS_PAGE, tag_uri
from cchc.site.full_address import full_address
from cchc.site.model import Site
from cchc.site.plans import FilePlan
from cchc.site.views import FeedLink

FOLDER = "dinh-chinh/"
NAME = "Đính chính, cập nhật, gỡ bài"
_WITH_TEXT = frozenset({State.PUBLISHED, State.EXPIRED})


def correction_links(site: Site) -> tuple[FeedLink, ...]:
    """Return the feeds as the page of feeds lists them."""
    return site.part_feeds(FOLDER, NAME)


def correction_plan(site: Site, site_url: str) -> FilePlan:
    """Return the plan of the feed's two documents."""
    entries = tuple(entries_of(site.edition, site_url))[: site.feed_limit]
    feed = _feed(site, site_url, entries)

    def files() -> Iterator[tuple[str, bytes]]:
        yield f"{FOLDER}rss.xml", rss(feed)
        yield f"{FOLDER}atom.xml", atom(feed)

    return FilePlan(f"{FOLDER}feeds", lambda: site.digests.of(feed), files)


def _feed(site: Site, site_url: str, entries: tuple[FeedEntry, ...]) -> Feed:
    agency = site.edition.library.vocabulary.agency
    return Feed(
        title=site.feed_title(NAME),
        description=f"Thay đổi của nội dung đã đăng trên chuyên mục của {agency.name}: đã sửa gì, gỡ bài nào, vì sao.",
        site_url=full_address(site_url, FEEDS_PAGE),
        self_urls=SelfUrls(
            rss=full_address(site_url, f"{FOLDER}rss.xml"), atom=full_address(site_url, f"{FOLDER}atom.xml")
        ),
        author=agency.name,
        entries=entries,
        style=relative(FEED_STYLE, FOLDER),
        about=full_address(site_url, FEEDS_PAGE),
    )


def entries_of(edition: Edition, site_url: str) -> list[FeedEntry]:
    """Return an entry for each change that has come into force, the newest first."""
    entries = [entry for item in edition.paged for entry in _of_item(item, edition, site_url)]
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.id))


def _of_item(item: Item, edition: Edition, site_url: str) -> Iterator[FeedEntry]:
    fields, state = item.fields, edition.state(item)
    if state is State.WITHDRAWN and fields.withdrawn is not None:
        day = fields.withdrawn.date
        yield _entry(item, site_url, day.moment, "Gỡ bài", "go-bai", f"Lý do: {fields.withdrawn.reason}")
    if state not in _WITH_TEXT:
        return
    said = set()
    for number, change in enumerate(fields.changes, 1):
        said.add(change.date.day)
        if change.date.moment <= edition.now:
            mark = f"{change.date.day.isoformat()}-{number}"
            yield _entry(item, site_url, change.date.moment, "Cập nhật", mark, change.note)
    updated = fields.updated
    if updated is not None and updated.moment <= edition.now and updated.day not in said:
        note = f"Nội dung được cập nhật ngày {long_date(updated.day)}."
        yield _entry(item, site_url, updated.moment, "Cập nhật", updated.day.isoformat(), note)


def _entry(item: Item, site_url: str, moment: datetime, what: str, mark: str, note: str) -> FeedEntry:
    return FeedEntry(
        id=f"{tag_uri(site_url, item)}#{mark}",
        url=full_address(site_url, item.address),
        title=f"{what}: {item.title}",
        published=moment,
        updated=moment,
        summary=note,
        html=f"<p>{escape(note)}</p>",
        categories=((item.kind, item.kind_label),),
    )
