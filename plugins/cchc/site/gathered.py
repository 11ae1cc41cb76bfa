"""Lists of items that share a name of the vocabulary: series (chuyên đề) and units (đơn vị)."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.dates import long_date
from cchc.site.lists import HOME, list_pages
from cchc.site.model import Site
from cchc.site.views import IndexView, Link, PageView

SERIES = Link("Chuyên đề", "chuyen-de/")
UNITS = Link("Đơn vị", "don-vi/")


def series_address(series: str) -> str:
    """Return the address of a series."""
    return f"{SERIES.address}{series}/"


def unit_address(site: Site, unit: str | None) -> str:
    """Return the address of a unit's list, nothing for one without listed items."""
    return f"{UNITS.address}{unit}/" if unit and unit in site.in_unit else ""


def series_links(site: Site) -> tuple[Link, ...]:
    """Return the series in their order, with how many listed items each has."""
    declared = site.edition.library.vocabulary.series.values()
    return tuple(
        Link(entry.label, series_address(entry.id), len(site.in_series.get(entry.id, ())), entry.description)
        for entry in declared
    )


def unit_links(site: Site) -> tuple[Link, ...]:
    """Return the units that have listed items, with how many; of a former unit the last day is said."""
    units = site.edition.library.vocabulary.units.values()
    return tuple(
        Link(
            entry.label,
            unit_address(site, entry.id),
            len(site.in_unit[entry.id]),
            f"Hoạt động đến ngày {long_date(entry.valid_to.day)}" if entry.valid_to else "",
        )
        for entry in units
        if entry.id in site.in_unit
    )


def indexes(site: Site) -> tuple[Link, ...]:
    """Return the ways to series and units, where there are any."""
    return tuple(way for way, links in ((SERIES, series_links(site)), (UNITS, unit_links(site))) if links)


def series_pages(site: Site) -> Iterator[PageView]:
    """Yield the page of all series and the list of each; nothing where none is declared."""
    links = series_links(site)
    if links:
        intro = "Các bài viết, văn bản, thủ tục cùng nói về một việc, dù khác chủ đề."
        yield _index(site, SERIES, intro, links)
    for entry, link in zip(site.edition.library.vocabulary.series.values(), links, strict=True):
        yield from list_pages(
            site,
            link.address,
            link.label,
            site.in_series.get(entry.id, []),
            "mixed",
            SERIES.address,
            (HOME, SERIES),
            siblings=_marked(links, link),
            siblings_label="Các chuyên đề",
            note=entry.description,
            empty="Chuyên đề này chưa có bài nào được đăng.",
        )


def unit_pages(site: Site) -> Iterator[PageView]:
    """Yield the page of all units and the list of each that has items."""
    links = unit_links(site)
    if links:
        yield _index(site, UNITS, "Nội dung của từng phòng, đơn vị đã thực hiện.", links)
    for unit, link in zip(
        (unit for unit in site.edition.library.vocabulary.units if unit in site.in_unit), links, strict=True
    ):
        yield from list_pages(
            site,
            link.address,
            link.label,
            site.in_unit[unit],
            "mixed",
            UNITS.address,
            (HOME, UNITS),
            siblings=_marked(links, link),
            siblings_label="Các đơn vị",
            note=link.note,
        )


def _marked(links: tuple[Link, ...], current: Link) -> tuple[Link, ...]:
    return tuple(Link(one.label, one.address, one.count, current=one is current) for one in links)


def _index(site: Site, way: Link, intro: str, links: tuple[Link, ...]) -> PageView:
    return PageView(
        way.address,
        "cchc/index.html",
        way.label,
        f"{intro.rstrip('.')}, của {site.edition.library.vocabulary.agency.name}.",
        IndexView(way.label, intro, links),
        section=way.address,
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
    )
