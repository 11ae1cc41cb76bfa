"""Pages there is one of: home, statistics, feeds; and the plain pages of the editors."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.items import PlainPage
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, KINDS, NEWS, PROCEDURES, Section
from cchc.site.lists import HOME
from cchc.site.model import Site, toc_of
from cchc.site.views import (
    Card,
    FeedsView,
    HomeView,
    Link,
    PageView,
    TextView,
)

SEARCH_PAGE = "tim-kiem/"
# More than the home page shows of any section.
_NEWEST = 20


def home_key(site: Site) -> bytes:
    """Return what tells two home pages apart, without counting anything."""
    shown = [item for items in site.in_section.values() for item in items[:_NEWEST]]
    pinned = [item for item in site.in_section.get(NEWS.folder, ()) if item.fields.pinned]
    cards = tuple(site.cards[item.source] for item in (*shown, *pinned))
    page = _home_text(site)
    return site.digests.of(site.text_keys.of(page) if page else None, site.count_key, cards)


def _home_text(site: Site) -> PlainPage | None:
    return next((page for page in site.edition.pages if page.address == ""), None)


def home_page(site: Site) -> PageView:
    """Return the home page."""
    agency = site.edition.library.vocabulary.agency
    page = _home_text(site)
    news = [site.cards[item.source] for item in site.in_section.get(NEWS.folder, ())]
    pinned = tuple(one for one in news if one.pinned)
    lead = next(iter(pinned or news), None)
    pinned = tuple(one for one in pinned if one is not lead)[:4]
    latest = tuple(one for one in news if one is not lead and one not in pinned)[:8]
    view = HomeView(
        intro=site.rendered(page.text, "").html if page else "",
        lead=lead,
        latest=latest,
        pinned=pinned,
        documents=_first(site, DOCUMENTS, 5),
        procedures=_first(site, PROCEDURES, 6),
        activities=_first(site, ACTIVITIES, 3),
        answers=_first(site, ANSWERS, 3),
        groups=site.groups,
        quick=quick_links(site),
        statistics=site.statistics,
    )
    return PageView(
        "",
        "cchc/home.html",
        agency.site_name or "Cải cách hành chính",
        (page.fields.description if page else "") or f"Tin tức, văn bản, thủ tục hành chính của {agency.name}.",
        view,
        feeds=site.site_feeds,
    )


def _first(site: Site, section: Section, number: int) -> tuple[Card, ...]:
    return tuple(site.cards[item.source] for item in site.in_section.get(section.folder, ())[:number])


def quick_links(site: Site) -> tuple[Link, ...]:
    """Return the quick ways of the home page: own lists, then the portals of agency.yml."""
    own = tuple(
        Link(section.label, f"{section.folder}/", len(site.in_section.get(section.folder, ())))
        for section in (PROCEDURES, DOCUMENTS)
    )
    portals = tuple(Link(entry.label, entry.url) for entry in site.edition.library.vocabulary.agency.links)
    return own + portals


def search_page(site: Site) -> PageView:
    """Return the page of search results; the browser fills it, search engines leave it."""
    return PageView(
        SEARCH_PAGE,
        "cchc/search.html",
        "Tìm kiếm",
        "Kết quả tìm kiếm trong chuyên mục.",
        None,
        section=SEARCH_PAGE,
        breadcrumbs=(HOME,),
        feeds=site.site_feeds,
        indexed=False,
    )


def feeds_page(site: Site) -> PageView:
    """Return the page that lists all feeds."""
    vocabulary = site.edition.library.vocabulary
    topics = tuple(
        (topic.label, site.part_feeds(f"chu-de/{topic.id}/", topic.label)) for topic in vocabulary.topics.values()
    )
    kinds = tuple((kind.label, site.part_feeds(f"loai/{kind.id}/", kind.label)) for kind in KINDS.values())
    view = FeedsView(
        (
            ("Toàn bộ chuyên mục", (("Tất cả nội dung", site.site_feeds),)),
            ("Theo loại", kinds),
            ("Theo chủ đề", topics),
        ),
        "feeds.opml",
    )
    return PageView(
        "theo-doi/",
        "cchc/feeds.html",
        "Theo dõi",
        "Nguồn tin RSS, Atom của chuyên mục, theo loại và theo chủ đề.",
        view,
        section="theo-doi/",
        breadcrumbs=(HOME,),
        feeds=site.site_feeds,
    )


def plain_pages(site: Site) -> Iterator[PageView]:
    """Yield the pages that are no items."""
    for page in site.edition.pages:
        if page.address == "":
            continue
        rendered = site.rendered(page.text, page.address)
        title = page.title
        yield PageView(
            page.address,
            "cchc/text.html",
            title,
            page.fields.description or page.text.summary,
            TextView(title, rendered.html),
            section=page.address,
            breadcrumbs=(HOME,),
            toc=toc_of(rendered),
            feeds=site.site_feeds[:1],
        )
