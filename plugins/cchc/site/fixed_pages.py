"""Pages there is one of: home, statistics, feeds; and the plain pages of the editors."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, KINDS, NEWS, PROCEDURES, Section
from cchc.periods import Basis
from cchc.site.lists import HOME
from cchc.site.model import Site, page_title, toc_of
from cchc.site.summary import summary_of
from cchc.site.views import (
    AttachmentView,
    Card,
    FeedsView,
    HomeView,
    Link,
    PageView,
    StatisticsView,
    TextView,
)
from cchc.statistics import public_statistics


def home_page(site: Site) -> PageView:
    """Return the home page."""
    agency = site.edition.library.vocabulary.agency
    page = next((page for page in site.edition.library.pages if page.address == ""), None)
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
        statistics=public_statistics(site.edition),
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


def statistics_page(site: Site) -> PageView:
    """Return the public statistics page."""
    vocabulary = site.edition.library.vocabulary
    statistics = public_statistics(site.edition)
    basis = (
        "Kỳ số liệu chốt ngày 14: tháng tính từ ngày 15 của tháng trước đến hết ngày 14 của tháng; "
        "năm tính từ 15/12 năm trước đến hết 14/12."
        if statistics.basis is Basis.ND09
        else "Kỳ số liệu tính theo tháng dương lịch."
    )
    counting = (
        "Mỗi tin, bài, văn bản, thủ tục, hoạt động được đếm một lần, theo ngày đăng và theo chủ đề chính "
        "(chủ đề đầu tiên). Bản nháp, bài hẹn giờ chưa đến giờ và bài đã gỡ không được đếm; bài hết hạn đăng vẫn "
        "được đếm."
    )
    method = (
        counting,
        basis,
        "Bảng theo kênh không cộng dồn được, vì một bài có thể đăng trên nhiều kênh.",
    )
    links = {topic: f"chu-de/{topic}/" for topic in vocabulary.topics}
    links |= {f"linh-vuc:{entry.id}": f"linh-vuc/{entry.id}/" for entry in vocabulary.fields}
    downloads = (
        AttachmentView("Số liệu thống kê", "thong-ke.csv", "CSV", ""),
        AttachmentView("Số liệu thống kê", "thong-ke.json", "JSON", ""),
    )
    return PageView(
        "thong-ke/",
        "cchc/statistics.html",
        "Thống kê",
        f"Số lượng tin, bài, văn bản, thủ tục hành chính đã đăng của {vocabulary.agency.name}.",
        StatisticsView(statistics, method, downloads, links),
        section="thong-ke/",
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
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
    for page in site.edition.library.pages:
        if page.address == "":
            continue
        rendered = site.rendered(page.text, page.address)
        title = page_title(page)
        yield PageView(
            page.address,
            "cchc/text.html",
            title,
            page.fields.description or summary_of(page.text.body),
            TextView(title, rendered.html),
            section=page.address,
            breadcrumbs=(HOME,),
            toc=toc_of(rendered),
            feeds=site.site_feeds[:1],
        )
