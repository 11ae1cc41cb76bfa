"""Pages there is one of: home, statistics, feeds; and the plain pages of the editors."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.items import PlainPage
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, KINDS, NEWS, PROCEDURES, Section
from cchc.site.catalogue import choices_of
from cchc.site.corrections import NAME, correction_links
from cchc.site.embed import EMBED
from cchc.site.gathered import series_links
from cchc.site.lists import HOME
from cchc.site.model import Site, toc_of
from cchc.site.views import (
    Card,
    FeedsView,
    HomeView,
    Link,
    PageView,
    StatementView,
    TextView,
)
from cchc.site.year_figures import year_figures
from cchc.texts.rendering import in_english

SEARCH_PAGE = "tim-kiem/"
CONTACT_PAGE = "lien-he/"
# Pages that are there whether or not the department writes them itself: address, template, title, description.
_STATEMENTS = (
    (
        "quyen-rieng-tu/",
        "cchc/privacy.html",
        "Quyền riêng tư",
        "Chuyên mục không dùng cookie, không thu thập thông tin người đọc, không gửi yêu cầu đến trang khác.",
    ),
    (
        "kha-nang-tiep-can/",
        "cchc/accessibility.html",
        "Khả năng tiếp cận",
        "Mục tiêu về khả năng tiếp cận của chuyên mục, những gì đã kiểm tra, hạn chế đã biết và cách góp ý.",
    ),
)
ENGLISH = "en/"
# More than the home page shows of any section.
_NEWEST = 20
_FIELDS = 8
_SERIES = 4


def home_key(site: Site) -> bytes:
    """Return what tells two home pages apart, without counting anything."""
    shown = [item for items in site.in_section.values() for item in items[:_NEWEST]]
    pinned = [item for item in site.in_section.get(NEWS.folder, ()) if item.fields.pinned]
    cards = tuple(site.cards[item.source] for item in (*shown, *pinned))
    # The rest is of the counted items: the numbers, the fields of the procedures, the series.
    page = _home_text(site)
    text = site.text_keys.of(page) if page else None
    return site.digests.of(text, site.count_key, cards, site.translations.get("", ()))


def _home_text(site: Site) -> PlainPage | None:
    return next((page for page in site.edition.pages if page.address == ""), None)


def home_page(site: Site) -> PageView:
    """Return the home page."""
    agency = site.edition.library.vocabulary.agency
    page = _home_text(site)
    news = [site.cards[item.source] for item in site.in_section.get(NEWS.folder, ())]
    pinned = tuple(one for one in news if one.pinned)
    lead = next(iter(pinned or news), None)
    pinned = tuple(one for one in pinned if one is not lead)[:2]
    latest = tuple(one for one in news if one is not lead and one not in pinned)[:6]
    view = HomeView(
        intro=site.rendered(page.text, "").html if page else "",
        lead=lead,
        latest=latest,
        pinned=pinned,
        documents=_first(site, DOCUMENTS, 6),
        procedures=_first(site, PROCEDURES, 6),
        activities=_first(site, ACTIVITIES, 3),
        answers=_first(site, ANSWERS, 3),
        groups=site.groups,
        quick=quick_links(site),
        fields=procedure_fields(site),
        series=tuple(link for link in series_links(site) if link.count)[:_SERIES],
        year=year_figures(site, "thong-ke/"),
    )
    return PageView(
        "",
        "cchc/home.html",
        agency.site_name or "Cải cách hành chính",
        (page.fields.description if page else "") or f"Tin tức, văn bản, thủ tục hành chính của {agency.name}.",
        view,
        feeds=site.site_feeds,
        alternates=site.translations.get("", ()),
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


def procedure_fields(site: Site) -> tuple[Link, ...]:
    """Return the fields of the procedures, the fullest first, each as the catalogue filtered by it."""
    items = site.in_section.get(PROCEDURES.folder, ())
    choices = sorted(choices_of(PROCEDURES, "linh-vuc", items), key=lambda choice: -choice.count)
    return tuple(Link(one.label, f"{PROCEDURES.folder}/?linh-vuc={one.value}", one.count) for one in choices[:_FIELDS])


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
            (NAME, ((NAME, correction_links(site)),)),
            ("Theo loại", kinds),
            ("Theo chủ đề", topics),
        ),
        "feeds.opml",
        EMBED,
    )
    return PageView(
        "theo-doi/",
        "cchc/feeds.html",
        "Theo dõi",
        "Cách theo dõi chuyên mục; nguồn tin RSS, Atom theo loại và theo chủ đề.",
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
            TextView(title, rendered.html if page.fields.lang == "vi" else in_english(rendered.html)),
            section=page.address,
            breadcrumbs=_way_to(site, page),
            toc=toc_of(rendered) if page.fields.lang == "vi" else (),
            feeds=site.site_feeds[:1],
            lang=page.fields.lang,
            alternates=site.translations.get(page.address, ()),
        )


def _way_to(site: Site, page: PlainPage) -> tuple[Link, ...]:
    """Return the way to a plain page: an English one stands below the first of the English ones."""
    if page.fields.lang == "vi":
        return (HOME,)
    first = english_pages(site)[0]
    return () if page.address == first.address else (first,)


def english_pages(site: Site) -> tuple[Link, ...]:
    """Return the English pages, the front page first."""
    pages = [page for page in site.edition.pages if page.fields.lang == "en"]
    named = {page.address: "Home" if page.address == ENGLISH else page.title for page in pages}
    return tuple(Link(named[address], address) for address in sorted(named))


def statements(site: Site) -> tuple[Link, ...]:
    """Return the built-in pages, those apart that the department has written itself (`docs/quyen-rieng-tu.md`)."""
    written = {page.address for page in site.edition.pages}
    return tuple(Link(title, address) for address, _, title, _ in _STATEMENTS if address not in written)


def statement_pages(site: Site) -> Iterator[PageView]:
    """Yield the built-in pages."""
    contact = next(
        (Link(page.title, page.address) for page in site.edition.pages if page.address == CONTACT_PAGE), None
    )
    own = {link.address for link in statements(site)}
    for address, template, title, description in _STATEMENTS:
        if address in own:
            view = StatementView(title, contact)
            feeds = site.site_feeds[:1]
            yield PageView(address, template, title, description, view, address, (HOME,), feeds=feeds)
