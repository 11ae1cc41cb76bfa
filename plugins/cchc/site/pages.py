"""All pages of a site, made one after another; nothing walks all items for one page."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.kinds import SECTIONS
from cchc.site.fixed_pages import feeds_page, home_page, plain_pages, search_page
from cchc.site.item_pages import item_pages, redirects
from cchc.site.lists import archive_pages, field_pages, section_pages, topic_pages, topics_page
from cchc.site.model import Site
from cchc.site.statistics_pages import statistics_page, year_pages
from cchc.site.views import PageView


def all_pages(site: Site) -> Iterator[PageView]:
    """Yield every page of the site."""
    vocabulary = site.edition.library.vocabulary
    yield home_page(site)
    for section in SECTIONS.values():
        yield from section_pages(site, section)
    yield topics_page(site)
    for topic in vocabulary.topics:
        yield from topic_pages(site, topic)
    for entry in vocabulary.fields:
        yield from field_pages(site, entry.id)
    yield from archive_pages(site)
    yield statistics_page(site)
    yield from year_pages(site)
    yield feeds_page(site)
    yield search_page(site)
    yield from plain_pages(site)
    yield from item_pages(site)
    yield from redirects(site)
