"""Lists of items: sections, topics, fields, the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES, Section
from cchc.periods import period_label
from cchc.publishing import State
from cchc.site.catalogue import catalogue_of, has_catalogue
from cchc.site.model import Site
from cchc.site.pager import page_link, pages_of
from cchc.site.views import (
    ArchiveView,
    ArchiveYear,
    CatalogueView,
    FeedLink,
    Link,
    ListView,
    PageView,
    RedirectView,
    TopicsView,
)

PAGE_SIZE = 20
HOME = Link("Trang chủ", "")
_ARCHIVE = Link("Lưu trữ", "luu-tru/")
_EMPTY = {
    NEWS.folder: "Chưa có tin, bài nào được đăng.",
    DOCUMENTS.folder: "Chưa có văn bản nào được đăng.",
    PROCEDURES.folder: "Chưa có thủ tục hành chính nào được đăng.",
    ACTIVITIES.folder: "Chưa có hoạt động nào được đăng.",
    ANSWERS.folder: "Chưa có câu trả lời nào được đăng.",
}


def list_pages(
    site: Site,
    address: str,
    heading: str,
    items: Sequence[Item],
    style: str,
    section: str,
    breadcrumbs: tuple[Link, ...],
    intro: PlainPage | None = None,
    feeds: tuple[FeedLink, ...] = (),
    siblings: tuple[Link, ...] = (),
    siblings_label: str = "",
    note: str = "",
    empty: str = "Chưa có nội dung nào ở mục này.",
) -> Iterator[PageView]:
    """Yield the pages of one list."""
    description = intro.fields.description or intro.text.summary if intro else ""
    for pager, part in pages_of(items, address, PAGE_SIZE):
        here = address if pager.number == 1 else f"{address}trang/{pager.number}/"
        suffix = "" if pager.number == 1 else f" – trang {pager.number}"
        view = ListView(
            heading=heading,
            intro=site.rendered(intro.text, here).html if intro and pager.number == 1 else "",
            style=style,
            total=len(items),
            cards=tuple(site.cards[item.source] for item in part),
            pager=pager,
            feeds=feeds,
            siblings=siblings,
            siblings_label=siblings_label,
            note=note,
            empty=empty,
        )
        yield PageView(
            here,
            "cchc/list.html",
            f"{heading}{suffix}",
            description or f"{heading} của {site.edition.library.vocabulary.agency.name}.",
            view,
            section=section,
            breadcrumbs=breadcrumbs,
            feeds=(*feeds, *site.site_feeds[:1]),
        )


def section_pages(site: Site, section: Section) -> Iterator[PageView]:
    """Yield the list of a section."""
    if has_catalogue(section):
        yield from catalogue_pages(site, section)
        return
    folder = f"{section.folder}/"
    feeds = _section_feeds(site, section)
    style = "news" if section is NEWS else section.folder
    yield from list_pages(
        site,
        folder,
        section.label,
        _pinned_first(site.in_section.get(section.folder, [])),
        style,
        folder,
        (HOME,),
        site.intro(site.edition.library.section_intros, section.folder),
        feeds,
        siblings=_topics_answered(site) if section is ANSWERS else (),
        siblings_label="Theo chủ đề",
        empty=_EMPTY[section.folder],
    )


def _topics_answered(site: Site) -> tuple[Link, ...]:
    """Return the topics that have published answers, with how many; each leads to the topic's page."""
    counts = Counter(topic for item in site.in_section.get(ANSWERS.folder, ()) for topic in item.topics)
    topics = site.edition.library.vocabulary.topics
    return tuple(Link(topics[id_].label, f"chu-de/{id_}/", counts[id_]) for id_ in topics if counts[id_])


def catalogue_pages(site: Site, section: Section) -> Iterator[PageView]:
    """Yield the one page with all entries of a section, and a page at each address of its former paginated list."""
    folder = f"{section.folder}/"
    items = _pinned_first(site.in_section.get(section.folder, []))
    abolished = [
        item for item in site.edition.paged if item.section is section and site.edition.state(item) is State.ABOLISHED
    ]
    intro = site.intro(site.edition.library.section_intros, section.folder)
    feeds = _section_feeds(site, section)
    view = CatalogueView(
        heading=section.label,
        intro=site.rendered(intro.text, folder).html if intro else "",
        unit=section.kinds[0].unit,
        catalogue=catalogue_of(section, items, abolished, site.cards),
        feeds=feeds,
        empty=_EMPTY[section.folder],
    )
    described = intro.fields.description or intro.text.summary if intro else ""
    yield PageView(
        folder,
        "cchc/catalogue.html",
        section.label,
        described or f"{section.label} của {site.edition.library.vocabulary.agency.name}.",
        view,
        section=folder,
        breadcrumbs=(HOME,),
        feeds=(*feeds, *site.site_feeds[:1]),
    )
    for pager, _ in pages_of(items, folder, PAGE_SIZE):
        if pager.number > 1:
            address = page_link(folder, pager.number).address
            whole = RedirectView(Link(section.label, folder))
            yield PageView(address, "cchc/redirect.html", section.label, "", whole, indexed=False)


def _section_feeds(site: Site, section: Section) -> tuple[FeedLink, ...]:
    return site.part_feeds(f"loai/{section.kinds[0].id}/", section.label) if len(section.kinds) == 1 else ()


def _pinned_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: not item.fields.pinned)


def topics_page(site: Site) -> PageView:
    """Return the page of all topics."""
    total = sum(number for number in site.topic_counts.values())
    view = TopicsView("", site.groups, total)
    return PageView(
        "chu-de/",
        "cchc/topics.html",
        "Chủ đề",
        "Các lĩnh vực và chủ đề cải cách hành chính, với số tin, bài, văn bản của mỗi chủ đề.",
        view,
        section="chu-de/",
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
    )


def topic_pages(site: Site, topic_id: str) -> Iterator[PageView]:
    """Yield the list of a topic."""
    vocabulary = site.edition.library.vocabulary
    topic = vocabulary.topics[topic_id]
    items = site.in_topic.get(topic_id, [])
    counted = site.topic_counts.get(topic_id, 0)
    secondary = len(items) - len(site.by_primary_topic.get(topic_id, ()))
    note = f"Số liệu thống kê của chủ đề: {counted}."
    if secondary:
        note += f" Danh sách gồm cả {secondary} nội dung có chủ đề này là chủ đề phụ (không đếm ở đây)."
    yield from list_pages(
        site,
        f"chu-de/{topic_id}/",
        topic.label,
        items,
        "mixed",
        "chu-de/",
        (
            HOME,
            Link("Chủ đề", "chu-de/"),
            Link(vocabulary.field_label(topic.field_id), f"linh-vuc/{topic.field_id}/"),
        ),
        site.intro(site.edition.library.topic_intros, topic_id),
        site.part_feeds(f"chu-de/{topic_id}/", topic.label),
        _topics_beside(site, topic.field_id, topic_id),
        "Chủ đề cùng lĩnh vực",
        note,
    )


def _topics_beside(site: Site, field_id: str, current: str) -> tuple[Link, ...]:
    group = next(group for group in site.groups if group.field.address == f"linh-vuc/{field_id}/")
    return tuple(
        Link(link.label, link.address, link.count, current=link.address == f"chu-de/{current}/")
        for link in group.topics
    )


def field_pages(site: Site, field_id: str) -> Iterator[PageView]:
    """Yield the list of a field: items whose primary topic is in it."""
    label = site.edition.library.vocabulary.field_label(field_id)
    yield from list_pages(
        site,
        f"linh-vuc/{field_id}/",
        label,
        site.in_field.get(field_id, []),
        "mixed",
        "chu-de/",
        (HOME, Link("Chủ đề", "chu-de/")),
        siblings=_topics_beside(site, field_id, ""),
        siblings_label="Chủ đề của lĩnh vực",
    )


def archive_years(site: Site) -> tuple[int, ...]:
    """Return the years that have listed items, newest first."""
    return tuple(sorted({year for year, _ in site.in_month}, reverse=True))


def archive_page(site: Site) -> PageView:
    """Return the page of all years."""
    view = ArchiveView(tuple(_archive_year(site, year) for year in archive_years(site)), len(site.edition.listed))
    return PageView(
        _ARCHIVE.address,
        "cchc/archive.html",
        _ARCHIVE.label,
        "Toàn bộ tin, bài, văn bản, thủ tục theo năm và tháng.",
        view,
        section=_ARCHIVE.address,
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
    )


def year_lists(site: Site, year: int) -> Iterator[PageView]:
    """Yield the lists of a year and of each of its months."""
    entry = _archive_year(site, year)
    months = _months(site, year)
    items = [item for month in months for item in site.in_month[month]]
    way = (HOME, _ARCHIVE)
    yield from list_pages(
        site,
        entry.year.address,
        entry.year.label,
        items,
        "mixed",
        _ARCHIVE.address,
        way,
        siblings=entry.months,
        siblings_label="Các tháng",
    )
    for month, link in zip(months, entry.months, strict=True):
        beside = tuple(Link(one.label, one.address, one.count, current=one is link) for one in entry.months)
        yield from list_pages(
            site,
            link.address,
            link.label,
            site.in_month[month],
            "mixed",
            _ARCHIVE.address,
            (*way, entry.year),
            siblings=beside,
            siblings_label="Các tháng",
        )


def _months(site: Site, year: int) -> list[tuple[int, int]]:
    return sorted((month for month in site.in_month if month[0] == year), reverse=True)


def _archive_year(site: Site, year: int) -> ArchiveYear:
    links = tuple(_month_link(site, month) for month in _months(site, year))
    total = sum(link.count or 0 for link in links)
    return ArchiveYear(Link(f"Năm {year}", f"{_ARCHIVE.address}{year}/", total), links)


def _month_link(site: Site, month: tuple[int, int]) -> Link:
    name = f"{month[0]:04d}-{month[1]:02d}"
    return Link(period_label(name), f"{_ARCHIVE.address}{month[0]}/{month[1]:02d}/", len(site.in_month[month]))
