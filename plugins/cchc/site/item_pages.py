"""The pages of all items, with their neighbours, related items and old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.citations import parse_citation
from cchc.content.items import Item
from cchc.content.kinds import PROCEDURES
from cchc.content.schema import ProcedureFields
from cchc.lifecycle.redirects import redirects_of
from cchc.publishing import State, is_removed
from cchc.site.cards import lead_of
from cchc.site.gathered import series_address, unit_address
from cchc.site.item_view import item_view
from cchc.site.lists import HOME
from cchc.site.media_files import share_of
from cchc.site.model import Site, TextOnPage, toc_of
from cchc.site.views import (
    Card,
    ItemView,
    Link,
    PageView,
    RedirectView,
    SeriesView,
    TocEntry,
)
from cchc.text import name_key

_RELATED = 4
_BESIDE = 2  # in a series, on each side
_GROUNDS_HEADING = "can cu phap ly"


class ItemPages:
    """The pages of all items of an edition that have one."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._places = {
            item.source: (items, place) for items in site.by_primary_topic.values() for place, item in enumerate(items)
        }
        self._series = _series(site)

    def all(self) -> Iterator[PageView]:
        """Yield the page of every item."""
        return map(self.page, self.site.edition.paged)

    def page(self, item: Item) -> PageView:
        """Return the page of one item."""
        site, state = self.site, self.site.edition.state(item)
        removed = is_removed(state)
        rendered = None if removed else site.rendered(item.text, item.address)
        view = item_view(
            item,
            state,
            site.links,
            rendered.html if rendered else "",
            self._neighbours(item),
            self._related(item),
            site.relations.of(item),
            today=site.edition.now.date(),
            stale_days=site.edition.library.vocabulary.agency.reporting.compare_days,
            grounds=_grounds(site, item, rendered),
            unit_address=unit_address(site, item.unit),
            series=self._series.get(item.source),
            words=rendered.text if rendered else "",
        )
        updated = item.fields.updated.day if item.fields.updated else item.day
        section = f"{item.section.folder}/"
        return PageView(
            item.address,
            "cchc/item.html",
            item.title,
            view.notices[0].title if removed else lead_of(item),
            view,
            section=section,
            breadcrumbs=(HOME, Link(item.section.label, section)),
            toc=(*toc_of(rendered), *_sections(view)) if rendered else (),
            feeds=site.site_feeds[:1],
            indexed=state is State.PUBLISHED,
            modified=max(updated, item.day).isoformat(),
            share=share_of(site, item),
            item=item,
            words=rendered.text if rendered else "",
        )

    def key(self, item: Item) -> bytes:
        """Return what tells two pages of an item apart, without making them: the item, and all that it meets."""
        site, fields = self.site, item.fields
        compared = fields.ngay_doi_chieu if isinstance(fields, ProcedureFields) else None
        grounds = fields.can_cu if isinstance(fields, ProcedureFields) else ()
        return site.digests.of(
            site.text_keys.of(item),
            site.edition.state(item),
            (site.edition.now.date() - compared.day).days > self._stale_days if compared else None,
            self._neighbours(item),
            self._related(item),
            self._series.get(item.source),
            unit_address(site, item.unit),
            site.relations.of(item),
            tuple(_ground(site, written) for written in grounds),
            tuple(self._plan_documents(item)),
            site.share_cards,
        )

    @property
    def _stale_days(self) -> int:
        return self.site.edition.library.vocabulary.agency.reporting.compare_days

    def _neighbours(self, item: Item) -> tuple[Link | None, Link | None]:
        """Return the older and the newer neighbour of a listed item in its primary topic."""
        items, place = self._places.get(item.source, ((), 0))
        older, newer = items[place + 1 : place + 2], items[max(0, place - 1) : place]
        return _link(older), _link(newer)

    def _related(self, item: Item) -> tuple[Card, ...]:
        """Return the nearest in time of the same primary topic for a listed item."""
        items, place = self._places.get(item.source, ((), 0))
        around = [*items[max(0, place - _RELATED) : place], *items[place + 1 : place + _RELATED + 1]]
        near = sorted(around, key=lambda other: (abs((other.day - item.day).days), other.address))
        return tuple(self.site.cards[other.source] for other in near[:_RELATED])

    def _plan_documents(self, item: Item) -> Iterator[str]:
        """Yield the addresses of the plans that the item's tasks are of."""
        library = self.site.edition.library
        for task in item.plan:
            document = library.by_source.get(library.vocabulary.plans[task.partition("/")[0]].data.document)
            yield document.address if document else ""


def _link(items: Sequence[Item]) -> Link | None:
    return Link(items[0].title, items[0].address) if items else None


def _grounds(site: Site, item: Item, rendered: TextOnPage | None) -> tuple[Link, ...]:
    """Return the legal grounds of a procedure whose text does not deal with them, linked to their pages here."""
    if not isinstance(item.fields, ProcedureFields) or rendered is None:
        return ()
    if any(name_key(heading.title).endswith(_GROUNDS_HEADING) for heading in rendered.toc):
        return ()
    return tuple(_ground(site, written) for written in item.fields.can_cu)


def _ground(site: Site, written: str) -> Link:
    citation = parse_citation(written)
    document = site.citing.index.resolve(citation, suggesting=False).item if citation else None
    if document is None:
        return Link(written, "")
    return Link(document.title if written in document.title else f"{written}: {document.title}", document.address)


def _sections(view: ItemView) -> tuple[TocEntry, ...]:
    """Return the headings of a procedure's page that do not come from its text; the template prints the same ones."""
    if view.kind != PROCEDURES.default_kind:
        return ()
    sections = (
        ("c-cach-thuc", "Cách thức thực hiện", view.submissions),
        ("c-ho-so", "Thành phần hồ sơ", view.papers),
        ("c-tep", "Tệp đính kèm", view.attachments),
        ("c-can-cu", "Căn cứ pháp lý", view.grounds),
        ("c-khac", "Thông tin khác", view.more_facts),
        ("c-sua-doi", "Lịch sử sửa đổi", view.changes),
    )
    return tuple(TocEntry(id_, title, 2) for id_, title, shown in sections if shown)


def _series(site: Site) -> dict[str, SeriesView]:
    """Return the series of each listed item that has one, with its neighbours there, the older first."""
    found: dict[str, SeriesView] = {}
    for series, items in site.in_series.items():
        entry = site.edition.library.vocabulary.series[series]
        links = [Link(item.title, item.address) for item in items]
        for index, item in enumerate(items):
            around = [*links[max(0, index - _BESIDE) : index], *links[index + 1 : index + 1 + _BESIDE]]
            found[item.source] = SeriesView(Link(entry.label, series_address(series)), tuple(reversed(around)))
    return found


def redirects(site: Site) -> Iterator[PageView]:
    """Yield a page at every old address of items that have a page, and of topics that were merged."""
    for redirect in redirects_of(site.edition):
        yield PageView(
            redirect.old,
            "cchc/redirect.html",
            redirect.title,
            "",
            RedirectView(Link(redirect.title, redirect.new)),
            indexed=False,
        )
