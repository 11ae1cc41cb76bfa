"""What is visible and what is counted at a given moment, and why not: the one answer for pages, lists, feeds,
search, sitemap and counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import chain

from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.schema import ProcedureFields

# A date that lies further ahead is probably mistyped.
FAR_AHEAD = timedelta(days=366)


# How long a news item stands in the news sitemap (Google's news sitemaps: the last two days).
FRESH = timedelta(days=2)


class State(StrEnum):
    """The state of an item at a moment."""

    PUBLISHED = "da-dang"
    DRAFT = "ban-nhap"
    SCHEDULED = "hen-gio"
    EXPIRED = "het-han"
    WITHDRAWN = "da-go"
    ABOLISHED = "bai-bo"


STATE_LABELS = {
    State.PUBLISHED: "đã đăng",
    State.DRAFT: "bản nháp",
    State.SCHEDULED: "hẹn giờ",
    State.EXPIRED: "hết hạn đăng",
    State.WITHDRAWN: "đã gỡ",
    State.ABOLISHED: "thủ tục đã bãi bỏ",
}
_WITH_PAGE = frozenset({State.PUBLISHED, State.EXPIRED, State.WITHDRAWN, State.ABOLISHED})


def state_of(item: Item, now: datetime) -> State:
    """Return the state of `item` at `now` (aware). A draft stays one; withdrawal goes before expiry."""
    fields = item.fields
    if fields.draft:
        return State.DRAFT
    if item.moment > now:
        return State.SCHEDULED
    if fields.withdrawn is not None and fields.withdrawn.date.moment <= now:
        return State.WITHDRAWN
    if isinstance(fields, ProcedureFields) and fields.trang_thai == "bai-bo":
        return State.ABOLISHED
    if fields.expires is not None and fields.expires.moment <= now:
        return State.EXPIRED
    return State.PUBLISHED


def has_page(state: State) -> bool:
    """Say whether an item in `state` has a page (for some only a notice)."""
    return state in _WITH_PAGE


def is_removed(state: State) -> bool:
    """Say whether only a notice is shown where the text was."""
    return state in (State.WITHDRAWN, State.ABOLISHED)


def is_listed(state: State) -> bool:
    """Say whether an item in `state` stands in lists, feeds, search and the sitemap."""
    return state is State.PUBLISHED


def is_counted(item: Item, state: State) -> bool:
    """Say whether an item in `state` counts: published and expired ones do, withdrawn ones only on demand."""
    if state is State.WITHDRAWN:
        withdrawn = item.fields.withdrawn
        return item.fields.counted or (withdrawn is not None and withdrawn.counted)
    return state in (State.PUBLISHED, State.EXPIRED)


@dataclass(frozen=True)
class Edition:
    """The library as it is at one moment. All tuples are newest first; ties are ordered by address."""

    library: Library
    now: datetime
    states: dict[str, State]
    pages: tuple[PlainPage, ...]
    listed: tuple[Item, ...]
    paged: tuple[Item, ...]
    counted: tuple[Item, ...]

    def has_page(self, text: Item | PlainPage) -> bool:
        """Say whether an item or plain page has a page now."""
        return has_page(self.state(text)) if isinstance(text, Item) else not text.fields.draft

    def has_text(self, text: Item | PlainPage) -> bool:
        """Say whether readers see a text, and so the places in it that links lead to."""
        return self.has_page(text) and not (isinstance(text, Item) and is_removed(self.state(text)))

    def state(self, item: Item) -> State:
        """Return the state of an item of this library."""
        return self.states[item.source]


def edition_of(library: Library, now: datetime) -> Edition:
    """Return what is visible and counted in `library` at `now`."""
    states = {item.source: state_of(item, now) for item in library.items}
    ordered = newest_first(library.items)
    return Edition(
        library=library,
        now=now,
        states=states,
        pages=tuple(page for page in library.pages if not page.fields.draft),
        listed=tuple(item for item in ordered if is_listed(states[item.source])),
        paged=tuple(item for item in ordered if has_page(states[item.source])),
        counted=tuple(item for item in ordered if is_counted(item, states[item.source])),
    )


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Return items by date, newest first, equal dates by address."""
    return sorted(items, key=lambda item: (-item.moment.timestamp(), item.address))


def holds_until(edition: Edition) -> datetime:
    """Return until when the edition, its problems and its notices stay as they are: the next moment that an item names,
    or midnight, as some notices count days.
    """
    midnight = datetime.combine(edition.now.date() + timedelta(days=1), time(), edition.now.tzinfo)
    moments = (moment for item in edition.library.items for moment in _moments(item))
    return min(moment for moment in chain(moments, [midnight]) if moment > edition.now)


def _moments(item: Item) -> Iterator[datetime]:
    fields = item.fields
    yield item.moment
    # From then on, the date is no longer taken for a mistake.
    yield item.moment - FAR_AHEAD
    yield item.moment + FRESH
    if fields.withdrawn is not None:
        yield fields.withdrawn.date.moment
    if fields.expires is not None:
        yield fields.expires.moment
    # From then on, the feed of corrections has them.
    for day in (fields.updated, *(change.date for change in fields.changes)):
        if day is not None:
            yield day.moment
