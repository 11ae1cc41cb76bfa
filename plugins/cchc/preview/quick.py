"""One saved text → its page, with all else as it was in the last build: nothing walks all items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from cchc.citations import Citation
from cchc.content.items import Item, PlainPage
from cchc.content.kinds import SECTIONS
from cchc.content.library import Library
from cchc.content.paths import item_address, page_address, place_of
from cchc.content.reading import Reading, Role
from cchc.preview.orders import SavedPage
from cchc.publishing import State, state_of
from cchc.search import KeptIndex
from cchc.site.citing import Citing
from cchc.site.fixed_pages import home_page, plain_pages
from cchc.site.item_pages import ItemPages
from cchc.site.lists import section_pages, topic_pages
from cchc.site.model import Site
from cchc.site.views import PageView
from cchc.texts.library import Texts
from cchc.texts.prepare import Prepared
from cchc.texts.records import TextRecord

T = TypeVar("T")
_DRAFT = "Bản nháp: bài này chưa có trên trang. Bỏ dòng “draft: true” khi muốn đăng."


@dataclass(frozen=True, slots=True)
class _OneNew:
    """The texts of the last build, one of them as it is now."""

    others: Texts
    source: str
    record: TextRecord
    preparation: Prepared

    def prepared(self, source: str) -> Prepared:
        return self.preparation if source == self.source else self.others.prepared(source)

    def index(self, sources: Sequence[str]) -> KeptIndex:
        return self.others.index(sources)

    def citations(self, source: str) -> tuple[Citation, ...]:
        return self.record.citations if source == self.source else self.others.citations(source)

    def digest(self, source: str) -> bytes:
        return self.others.digest(source)

    def head(self, source: str) -> bytes:
        return self.others.head(source)

    @property
    def surface(self) -> bytes:
        return self.others.surface

    def once(self, kind: str, key: bytes, of: type[T], make: Callable[[], T]) -> T:
        return self.others.once(kind, key, of, make)


class QuickPages:
    """Makes the pages of saved texts from the `site` of the last build; `html` renders a page."""

    def __init__(
        self, site: Site, texts: Texts, html: Callable[[PageView], str], clock: Callable[[], datetime]
    ) -> None:
        self._site, self._texts, self._html, self._clock = site, texts, html, clock
        # Found now, while nobody waits.
        self._items = ItemPages(site)
        _ = site.relations, site.citing.index, site.groups, site.statistics

    def saved(self, source: str, data: bytes, beside: Sequence[tuple[str, int]] = ()) -> SavedPage:
        """Return the page of the text `source` that now holds `data`; `beside` are files that are there by now."""
        record, now = self._texts.reader.record(source, data), self._clock()
        reading, library = record.reading, self._site.edition.library
        former = library.by_source.get(source)
        saved = SavedPage(
            source,
            likely_address(source, library, now.date()),
            former=former.address if former else None,
            problems=tuple(sorted({*reading.problems, *record.problems})),
        )
        entry = reading.entry
        if entry is None:
            return saved
        made = self._page(reading, entry, record, now, beside)
        return replace(
            saved, address=entry.address, html=self._html(made) if made else None, notice=_notice(entry, now)
        )

    def _page(
        self,
        reading: Reading,
        entry: Item | PlainPage,
        record: TextRecord,
        now: datetime,
        beside: Sequence[tuple[str, int]],
    ) -> PageView | None:
        site = self._site_with(reading, entry, record, now, beside)
        if isinstance(entry, Item):
            pages = copy(self._items)
            pages.site = site
            return pages.page(entry)
        if reading.role is Role.SECTION_INTRO:
            return next(section_pages(site, SECTIONS[reading.of]), None)
        if reading.role is Role.TOPIC_INTRO:
            return next(topic_pages(site, reading.of), None)
        return home_page(site) if entry.address == "" else next(plain_pages(site), None)

    def _site_with(
        self,
        reading: Reading,
        entry: Item | PlainPage,
        record: TextRecord,
        now: datetime,
        beside: Sequence[tuple[str, int]],
    ) -> Site:
        """Return the last build's site with one text changed; its relations, neighbours and counts are as they were."""
        old, source = self._site, reading.source
        library = old.edition.library
        changes: dict[str, Any] = {"by_source": {**library.by_source, source: entry}}
        if beside:
            changes["assets"] = {**library.assets, **dict(beside)}
        if isinstance(entry, PlainPage) and reading.role is Role.SECTION_INTRO:
            changes["section_intros"] = {**library.section_intros, reading.of: entry}
        if isinstance(entry, PlainPage) and reading.role is Role.TOPIC_INTRO:
            changes["topic_intros"] = {**library.topic_intros, reading.of: entry}
        library = replace(library, sources=library.sources | {source}, **changes)
        edition = replace(old.edition, library=library, now=now)
        links = replace(old.links, library=library)
        if isinstance(entry, Item):
            edition = replace(edition, states={**edition.states, source: state_of(entry, now)})
        if reading.role is Role.PAGE and isinstance(entry, PlainPage):
            edition = replace(edition, pages=(entry,))
        if reading.role in (Role.ITEM, Role.PAGE):
            links = replace(links, addresses={**links.addresses, entry.address: entry})
        texts = _OneNew(self._texts, source, record, self._texts.reader.prepared(entry, record.citations))
        citing = Citing(edition, links, texts.citations)
        citing.index = old.citing.index
        # A copy keeps what has been found for all items.
        site = copy(old)
        site.edition, site.links, site.texts, site.citing = edition, links, texts, citing
        return site


def likely_address(source: str, library: Library, today: date) -> str:
    """Return the address of a text's page: the one it has, else the one that its place gives."""
    known = library.by_source.get(source)
    if known is not None:
        return known.address
    place = place_of(source)
    return item_address(place, today) if place.section else page_address(source)


def _notice(entry: Item | PlainPage, now: datetime) -> str:
    """Return why a text is not on the site yet; empty when it is."""
    if entry.fields.draft:
        return _DRAFT
    if isinstance(entry, Item) and state_of(entry, now) is State.SCHEDULED:
        return f"Hẹn giờ: bài này chưa có trên trang, sẽ được đăng từ {entry.moment:%H:%M} ngày {entry.day:%d/%m/%Y}."
    return ""
