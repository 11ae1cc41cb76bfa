"""All pages of a site, in pieces of work that can be shared out; nothing walks all items for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial

from cchc.content.items import Item
from cchc.content.kinds import SECTIONS
from cchc.site.embed import embed_pages
from cchc.site.fixed_pages import (
    feeds_page,
    home_key,
    home_page,
    plain_pages,
    search_page,
    statement_pages,
)
from cchc.site.gathered import series_pages, unit_pages
from cchc.site.item_pages import ItemPages, redirects
from cchc.site.lists import (
    archive_page,
    archive_years,
    field_pages,
    section_pages,
    topic_pages,
    topics_page,
    year_lists,
)
from cchc.site.model import Site
from cchc.site.plans import FilePlan, PagePlan, Piece
from cchc.site.statistics_pages import STATISTICS, statistics_page, year_page
from cchc.site.views import PageView

_SLICE = 32


def page_pieces(site: Site) -> list[Piece]:
    """Return the work of making all pages but those of the items, the large pieces first."""
    vocabulary = site.edition.library.vocabulary
    made: list[Callable[[], Iterator[PageView]]] = [
        *(partial(section_pages, site, section) for section in SECTIONS.values()),
        *(partial(year_lists, site, year) for year in archive_years(site)),
        *(partial(field_pages, site, entry.id) for entry in vocabulary.fields),
        *(partial(topic_pages, site, topic) for topic in vocabulary.topics),
        partial(series_pages, site),
        partial(unit_pages, site),
        partial(_single_pages, site),
        partial(plain_pages, site),
        partial(embed_pages, site),
        partial(redirects, site),
    ]
    return [partial(_counted_pages, site), *(partial(_plans, site, piece) for piece in made)]


def item_pieces(site: Site, beside: Iterable[FilePlan]) -> list[Piece]:
    """Return the work of making the pages of all items, and the files `beside`, each of which shows the words of a few
    texts: with their pages, so that one process reads them, once.
    """
    items = ItemPages(site)
    left = {item.source: item for item in site.edition.paged}
    pieces: list[Piece] = []
    for file in beside:
        mine = [left.pop(source) for source in sorted(file.texts or ()) if source in left]
        pieces.append(partial(_file_and_pages, file, items, mine))
    others = list(left.values())
    slices = [others[start : start + _SLICE] for start in range(0, len(others), _SLICE)]
    return [*pieces, *(partial(_plans_of, items, some) for some in slices)]


def text_pieces(site: Site, sources: Set[str]) -> list[Piece]:
    """Return the work of making the pages of these items only."""
    items = ItemPages(site)
    return [partial(_plans_of, items, [item for item in site.edition.paged if item.source in sources])]


def _single_pages(site: Site) -> Iterator[PageView]:
    yield topics_page(site)
    yield archive_page(site)
    yield feeds_page(site)
    yield search_page(site)
    yield from statement_pages(site)


def _counted_pages(site: Site) -> Iterator[PagePlan]:
    """Plan the pages with numbers, which are only made when something that counts has changed."""
    key = partial(site.digests.of, site.count_key)
    yield PagePlan("index.html", partial(home_key, site), partial(home_page, site))
    yield PagePlan(f"{STATISTICS}index.html", key, partial(statistics_page, site))
    for year in site.years:
        yield PagePlan(f"{STATISTICS}{year}/index.html", key, partial(year_page, site, year))


def _plans(site: Site, pages: Callable[[], Iterator[PageView]]) -> Iterator[PagePlan]:
    """Plan pages whose views are quickly made: they are their own key."""
    for page in pages():
        yield PagePlan(page.path, partial(site.digests.of, page), lambda page=page: page)  # type: ignore[misc]


def _file_and_pages(file: FilePlan, items: ItemPages, paged: Sequence[Item]) -> Iterator[FilePlan | PagePlan]:
    yield file
    yield from _plans_of(items, paged)


def _plans_of(items: ItemPages, paged: Sequence[Item]) -> Iterator[PagePlan]:
    for item in paged:
        yield PagePlan(f"{item.address}index.html", partial(items.key, item), partial(items.page, item))
