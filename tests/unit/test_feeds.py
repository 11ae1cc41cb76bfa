"""Feeds: what RSS 2.0, RFC 4287, RFC 5005, JSON Feed 1.1 and OPML 2.0 ask for, and feedgen's defects kept out."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.feed_documents import archives_of, subscription_of

import cchc.feeds
from cchc.dates import VIETNAM
from cchc.feeds import (
    Enclosure,
    Feed,
    FeedEntry,
    Kept,
    Month,
    SelfUrls,
    atom,
    json_feed,
    last_updated,
    make_absolute,
    normal_entry,
    opml,
    rss,
)

SITE = "https://so.tinh.gov.vn/cchc/"
PAGE = SITE + "tin-tuc/2026/11/mot-cua/"
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
# What a browser shows of a feed that is opened as a page.
FOR_PEOPLE = ("{http://www.w3.org/1999/xhtml}time", "{http://www.w3.org/1999/xhtml}a")
WRITERS = [rss, atom, json_feed]
MORNING = datetime(2026, 11, 5, 8, 30, tzinfo=VIETNAM)

ENTRY = FeedEntry(
    id="tag:so.tinh.gov.vn,2026:tin-tuc/mot-cua",
    url=PAGE,
    title="Đổi mới cơ chế “một cửa” & <một cửa liên thông>",
    published=MORNING,
    updated=MORNING + timedelta(days=2, hours=1),
    summary="Giảm 30 % thời gian & phí <trước 31/12>.",
    html='<p>Nội dung <a href="https://so.tinh.gov.vn/x?a=1&amp;b=2">liên kết</a></p>',
    authors=("Nguyễn Thị Ánh", "Trần Đức"),
    categories=(("tthc", "Cải cách thủ tục hành chính"), ("so", "Chuyển đổi số"), ("tthc", "Trùng")),
    enclosures=(
        Enclosure(SITE + "quyet-dinh.pdf", 123456, "application/pdf", "Quyết định 12/QĐ-SCT"),
        Enclosure(SITE + "phu-luc.xlsx", 7, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ),
    image=PAGE + "anh.jpg",
)
FEED = Feed(
    title="Tin cải cách hành chính",
    description="Tin, bài của Sở Công Thương",
    site_url=SITE,
    self_urls=SelfUrls(atom=SITE + "atom.xml", rss=SITE + "rss.xml", json=SITE + "feed.json"),
    author="Sở Công Thương",
    entries=(ENTRY,),
)
EMPTY = replace(FEED, entries=())
BARE = FeedEntry(id=PAGE, url=PAGE, title="Tin", published=MORNING, updated=MORNING)


def entry_at(moment: datetime, number: int = 0) -> FeedEntry:
    """Return an entry published at `moment`."""
    url = f"{SITE}tin-tuc/{moment:%Y/%m}/bai-{number}/"
    return FeedEntry(id=url, url=url, title=f"Bài {number}", published=moment, updated=moment, html=f"<p>{number}</p>")


def with_entries(*entries: FeedEntry) -> Feed:
    """Return the feed with other entries."""
    return replace(FEED, entries=entries)


def archive_url(month: Month) -> str:
    """Return where the archive of a month is served."""
    return f"{SITE}atom-{month[0]}-{month[1]}.xml"


def xml(document: bytes) -> etree._Element:
    """Return the root of an XML document."""
    return etree.fromstring(document)


def texts(element: etree._Element, path: str) -> list[str]:
    """Return the texts of the elements on a path."""
    return [found.text or "" for found in element.findall(path, NAMES)]


def links(element: etree._Element) -> list[tuple[str | None, str | None]]:
    """Return relation and address of the Atom links of an element."""
    return [(link.get("rel"), link.get("href")) for link in element.findall("a:link", NAMES)]


def items(document: bytes) -> list[dict[str, Any]]:
    """Return the items of a JSON Feed."""
    found: list[dict[str, Any]] = json.loads(document)["items"]
    return found


# --- RSS 2.0 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", [rss, atom])
@pytest.mark.parametrize("feed", [FEED, EMPTY, with_entries(BARE)], ids=["full", "empty", "bare"])
def test_feedparser_finds_nothing_wrong(writer: Any, feed: Feed) -> None:
    parsed = feedparser.parse(writer(feed))
    assert parsed.bozo == 0
    assert parsed.version == ("rss20" if writer is rss else "atom10")
    assert len(parsed.entries) == len(feed.entries)


def test_rss_channel() -> None:
    channel = xml(rss(FEED))[0]
    assert texts(channel, "link") == [SITE]
    assert texts(channel, "title") == ["Tin cải cách hành chính"]
    assert texts(channel, "description") == ["Tin, bài của Sở Công Thương"]
    assert texts(channel, "language") == ["vi"]
    assert texts(channel, "lastBuildDate") == ["Sat, 07 Nov 2026 09:30:00 +0700"]
    assert texts(channel, "generator") == ["cchc-kit"]
    assert links(channel) == [("self", SITE + "rss.xml")]


def test_rss_item() -> None:
    item = xml(rss(FEED)).find("channel/item")
    assert item is not None
    assert texts(item, "title") == [ENTRY.title]
    assert texts(item, "link") == [PAGE]
    assert texts(item, "pubDate") == ["Thu, 05 Nov 2026 08:30:00 +0700"]
    assert texts(item, "content:encoded") == [ENTRY.html]
    assert texts(item, "dc:creator") == ["Nguyễn Thị Ánh", "Trần Đức"]
    assert texts(item, "author") == []
    assert texts(item, "category") == ["Cải cách thủ tục hành chính", "Chuyển đổi số"]
    assert [found.get("url") for found in item.findall("media:thumbnail", NAMES)] == [PAGE + "anh.jpg"]


def test_rss_description_is_the_summary_as_html() -> None:
    item = xml(rss(FEED)).find("channel/item")
    assert item is not None
    assert texts(item, "description") == ["Giảm 30 % thời gian &amp; phí &lt;trước 31/12&gt;."]


def test_rss_full_text_is_never_the_description() -> None:
    item = xml(rss(with_entries(replace(ENTRY, summary="")))).find("channel/item")
    assert item is not None
    assert texts(item, "description") == []
    assert texts(item, "content:encoded") == [ENTRY.html]


@pytest.mark.parametrize(("identity", "permalink"), [(PAGE, "true"), (ENTRY.id, "false")])
def test_rss_guid_is_a_permanent_link_only_when_it_is_the_address(identity: str, permalink: str) -> None:
    guid = xml(rss(with_entries(replace(ENTRY, id=identity)))).find("channel/item/guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (identity, permalink)


def test_rss_has_one_enclosure_the_first() -> None:
    enclosures = xml(rss(FEED)).findall("channel/item/enclosure")
    assert [dict(found.attrib) for found in enclosures] == [
        {"url": SITE + "quyet-dinh.pdf", "length": "123456", "type": "application/pdf"}
    ]


def test_rss_dates_of_an_empty_feed_are_left_out() -> None:
    channel = xml(rss(EMPTY))[0]
    assert [element.tag for element in channel if "Date" in str(element.tag)] == []


def test_rss_without_own_address_has_no_self_link() -> None:
    channel = xml(rss(replace(FEED, self_urls=SelfUrls(atom=SITE + "atom.xml"))))[0]
    assert links(channel) == []


def test_rss_labels_that_are_the_same_stand_once() -> None:
    entry = replace(ENTRY, categories=(("a", "Một"), ("b", "Một"), ("c", ""), ("", "Không")))
    assert texts(xml(rss(with_entries(entry))), "channel/item/category") == ["Một", "c"]


# --- Atom (RFC 4287) -------------------------------------------------------------------------------------------------


def test_atom_feed() -> None:
    feed = xml(atom(FEED))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert texts(feed, "a:id") == [SITE + "atom.xml"]
    assert texts(feed, "a:updated") == ["2026-11-07T09:30:00+07:00"]
    assert texts(feed, "a:author/a:name") == ["Sở Công Thương"]
    assert texts(feed, "a:subtitle") == ["Tin, bài của Sở Công Thương"]
    assert links(feed) == [("self", SITE + "atom.xml"), ("alternate", SITE)]


def test_atom_entry() -> None:
    entry = xml(atom(FEED)).find("a:entry", NAMES)
    assert entry is not None
    assert texts(entry, "a:id") == [ENTRY.id]
    assert texts(entry, "a:title") == [ENTRY.title]
    assert texts(entry, "a:published") == ["2026-11-05T08:30:00+07:00"]
    assert texts(entry, "a:updated") == ["2026-11-07T09:30:00+07:00"]
    assert texts(entry, "a:summary") == [ENTRY.summary]
    assert texts(entry, "a:author/a:name") == ["Nguyễn Thị Ánh", "Trần Đức"]
    assert [dict(found.attrib) for found in entry.findall("a:category", NAMES)] == [
        {"term": "tthc", "label": "Cải cách thủ tục hành chính"},
        {"term": "so", "label": "Chuyển đổi số"},
    ]
    assert [found.get("url") for found in entry.findall("media:thumbnail", NAMES)] == [PAGE + "anh.jpg"]


def test_atom_content_is_html_never_cdata() -> None:
    content = xml(atom(FEED)).find("a:entry/a:content", NAMES)
    assert content is not None
    assert (content.get("type"), content.text) == ("html", ENTRY.html)
    assert b"CDATA" not in atom(FEED)


def test_atom_entry_links_say_what_they_are() -> None:
    entry = xml(atom(FEED)).find("a:entry", NAMES)
    assert entry is not None
    first, second = ENTRY.enclosures
    assert [dict(link.attrib) for link in entry.findall("a:link", NAMES)] == [
        {"href": PAGE, "rel": "alternate", "type": "text/html"},
        {"href": first.url, "rel": "enclosure", "type": first.type, "length": "123456", "title": first.title},
        {"href": second.url, "rel": "enclosure", "type": second.type, "length": "7"},
    ]


def test_atom_has_each_required_element_once() -> None:
    """RFC 4287 §4.1.1 and §4.1.2."""
    feed = xml(atom(with_entries(ENTRY, BARE)))
    for element in (feed, *feed.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
        assert len([rel for rel, _ in links(element) if rel == "alternate"]) == 1


def test_atom_date_of_an_empty_feed_is_the_one_given() -> None:
    assert texts(xml(atom(EMPTY)), "a:updated") == ["2000-01-01T00:00:00+07:00"]
    given = datetime(2026, 1, 1, tzinfo=UTC)
    assert texts(xml(atom(EMPTY, empty_updated=given)), "a:updated") == ["2026-01-01T07:00:00+07:00"]


def test_atom_feed_id_may_be_given() -> None:
    assert texts(xml(atom(replace(FEED, id="tag:so.tinh.gov.vn,2026:cchc"))), "a:id") == [
        "tag:so.tinh.gov.vn,2026:cchc"
    ]


@pytest.mark.parametrize("writer", [rss, atom])
def test_a_feed_opened_in_a_browser_is_a_page(writer: Any) -> None:
    """A style sheet before the root; a way to each entry and to the page that says what a feed is."""
    document = writer(replace(with_entries(ENTRY), style="../assets/nguon-tin.css", about=SITE + "theo-doi/"))
    root: Any = etree.fromstring(document)
    (instruction,) = root.xpath("preceding-sibling::processing-instruction()")
    assert (instruction.target, instruction.get("type")) == ("xml-stylesheet", "text/css")
    assert instruction.get("href") == "../assets/nguon-tin.css"
    links = root.xpath("//h:a/@href", namespaces={"h": "http://www.w3.org/1999/xhtml"})
    assert links == [SITE + "theo-doi/", SITE, PAGE]
    assert not etree.fromstring(writer(with_entries(ENTRY))).xpath("preceding-sibling::processing-instruction()")


def test_bare_entry_has_nothing_empty() -> None:
    entry = xml(atom(with_entries(BARE))).find("a:entry", NAMES)
    assert entry is not None
    said = [etree.QName(child).localname for child in entry if child.tag not in FOR_PEOPLE]
    assert said == ["id", "title", "updated", "link", "published"]


# --- JSON Feed 1.1 ---------------------------------------------------------------------------------------------------


def test_json_feed() -> None:
    document = json.loads(json_feed(FEED))
    item = document.pop("items")[0]
    assert document == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin cải cách hành chính",
        "home_page_url": SITE,
        "feed_url": SITE + "feed.json",
        "description": "Tin, bài của Sở Công Thương",
        "authors": [{"name": "Sở Công Thương"}],
        "language": "vi",
    }
    assert item == {
        "id": ENTRY.id,
        "url": PAGE,
        "title": ENTRY.title,
        "summary": ENTRY.summary,
        "content_html": ENTRY.html,
        "image": PAGE + "anh.jpg",
        "date_published": "2026-11-05T08:30:00+07:00",
        "date_modified": "2026-11-07T09:30:00+07:00",
        "authors": [{"name": "Nguyễn Thị Ánh"}, {"name": "Trần Đức"}],
        "tags": ["Cải cách thủ tục hành chính", "Chuyển đổi số"],
        "attachments": [
            {
                "url": file.url,
                "mime_type": file.type,
                **({"title": file.title} if file.title else {}),
                "size_in_bytes": file.length,
            }
            for file in ENTRY.enclosures
        ],
    }


@pytest.mark.parametrize(("summary", "text"), [("Tóm tắt", "Tóm tắt"), ("", "Tin")])
def test_json_item_always_has_text(summary: str, text: str) -> None:
    item = items(json_feed(with_entries(replace(BARE, summary=summary))))[0]
    assert item["content_text"] == text
    assert "content_html" not in item


def test_json_of_an_empty_feed() -> None:
    document = json.loads(json_feed(replace(EMPTY, self_urls=SelfUrls(atom=SITE + "atom.xml"))))
    assert document["items"] == []
    assert "feed_url" not in document


# --- What all formats share ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["full", "empty"])
def test_same_feed_same_bytes(writer: Any, feed: Feed) -> None:
    assert writer(feed) == writer(feed)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("feed", [FEED, EMPTY, with_entries(BARE)], ids=["full", "empty", "bare"])
def test_nothing_is_the_text_none(writer: Any, feed: Feed) -> None:
    document = writer(feed)
    assert b"None" not in document
    assert b"null" not in document


def test_order_is_kept() -> None:
    entries = [entry_at(MORNING - timedelta(days=number), number) for number in range(5)]
    titles = [entry.title for entry in entries]
    feed = with_entries(*entries)
    assert texts(xml(rss(feed)), "channel/item/title") == titles
    assert texts(xml(atom(feed)), "a:entry/a:title") == titles
    assert [item["title"] for item in items(json_feed(feed))] == titles


def test_control_characters_are_removed() -> None:
    dirty = "Tin\x00 \x0btức\x1f\ufffe\ud800\x7f\tmới"
    tidy = "Tin tức\x7f\tmới"
    entry = replace(
        ENTRY,
        title=dirty,
        summary=dirty,
        html=dirty,
        authors=(dirty, "\x00"),
        categories=((dirty, dirty),),
        enclosures=(Enclosure(SITE + "a\x00.pdf", 1, "application/\x00pdf", dirty),),
    )
    feed = replace(with_entries(entry), title=dirty, description=dirty, author=dirty)
    assert texts(xml(rss(feed)), "channel/title") == [tidy]
    assert texts(xml(rss(feed)), "channel/item/dc:creator") == [tidy]
    assert texts(xml(atom(feed)), "a:entry/a:content") == [tidy]
    item = items(json_feed(feed))[0]
    assert [item["title"], item["content_html"], item["tags"]] == [tidy, tidy, [tidy]]
    assert item["attachments"][0]["url"] == SITE + "a.pdf"


@pytest.mark.parametrize("text", ["a ]]> b", "<![CDATA[x]]>", "&amp; &lt; &#0; &nbsp;", "dòng\r\ncuối\r", "None", "  "])
def test_markup_in_texts_is_text(text: str) -> None:
    feed = with_entries(replace(ENTRY, title=text, html=text))
    assert texts(xml(rss(feed)), "channel/item/title") == [text]
    assert texts(xml(rss(feed)), "channel/item/content:encoded") == [text]
    assert texts(xml(atom(feed)), "a:entry/a:title") == [text]
    assert texts(xml(atom(feed)), "a:entry/a:content") == [text]
    assert items(json_feed(feed))[0]["content_html"] == text


def test_required_texts_are_never_empty() -> None:
    feed = replace(with_entries(replace(BARE, title="\x00")), description="", author="")
    assert texts(xml(rss(feed)), "channel/description") == [FEED.title]
    assert texts(xml(rss(feed)), "channel/item/title") == ["(Không có tiêu đề)"]
    assert texts(xml(atom(feed)), "a:author/a:name") == [FEED.title]
    assert texts(xml(atom(replace(feed, title=""))), "a:title") == ["(Không có tiêu đề)"]


def test_vietnamese_addresses_become_uris() -> None:
    address = SITE + "tệp đính kèm/Quyết định.pdf?số=1&b=%20"
    encoded = SITE + "t%E1%BB%87p%20%C4%91%C3%ADnh%20k%C3%A8m/Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf?s%E1%BB%91=1&b=%20"
    entry = replace(BARE, id=address, url=address, enclosures=(Enclosure(address, 1, ""),))
    item = xml(rss(with_entries(entry))).find("channel/item")
    assert item is not None
    assert texts(item, "link") == texts(item, "guid") == [encoded]
    assert [found.get("isPermaLink") for found in item.findall("guid")] == ["true"]
    assert [found.get("type") for found in item.findall("enclosure")] == ["application/octet-stream"]
    assert texts(xml(atom(with_entries(entry))), "a:entry/a:id") == [encoded]


def test_moments_are_written_in_vietnamese_time_and_whole_seconds() -> None:
    moment = datetime(2025, 12, 31, 18, 0, 1, 999999, tzinfo=UTC)
    feed = with_entries(replace(BARE, published=moment, updated=moment))
    (written,) = texts(xml(rss(feed)), "channel/item/pubDate")
    assert written == "Thu, 01 Jan 2026 01:00:01 +0700"
    assert parsedate_to_datetime(written) == moment.replace(microsecond=0)
    assert texts(xml(atom(feed)), "a:entry/a:published") == ["2026-01-01T01:00:01+07:00"]


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(BARE, published=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_file_stands_once() -> None:
    entry = replace(BARE, enclosures=(ENTRY.enclosures[0], ENTRY.enclosures[0]))
    assert len(items(json_feed(with_entries(entry)))[0]["attachments"]) == 1


def test_last_updated_is_the_latest_of_all_entries() -> None:
    assert last_updated(with_entries(BARE, ENTRY)) == ENTRY.updated
    assert last_updated(EMPTY) is None


def test_feeds_that_share_what_was_written_have_the_bytes_they_have_alone() -> None:
    kept = Kept()
    other = replace(FEED, title="Chủ đề khác", entries=(BARE, *FEED.entries))
    archive = replace(other, current=SITE + "atom.xml")
    for feed in (FEED, other, FEED, archive, other):
        assert rss(feed, kept) == rss(feed)
        assert atom(feed, kept=kept) == atom(feed)
    changed = with_entries(replace(ENTRY, title="Tên khác"))
    assert texts(xml(atom(changed, kept=kept)), "a:entry/a:title") == ["Tên khác"]
    assert texts(xml(rss(changed, kept)), "channel/item/title") == ["Tên khác"]


def test_an_entry_in_normal_form_stays_itself_and_one_made_of_it_does_not() -> None:
    entry = normal_entry(replace(ENTRY, title="Tin\x00"))
    assert normal_entry(entry) is entry
    assert normal_entry(replace(entry, title="Tin\x00 mới")).title == "Tin mới"


# --- Archives (RFC 5005) ---------------------------------------------------------------------------------------------


MONTHS = [(2026, 2), (2026, 1), (2022, 12)]


def three_months() -> Feed:
    """Return a feed with two entries a month, newest first, one of them at the first moment of 2026."""
    moments = [datetime(year, month, 1, hour, tzinfo=VIETNAM) for year, month in MONTHS for hour in (12, 0)]
    return with_entries(*(entry_at(moment, number) for number, moment in enumerate(moments)))


def test_archives_are_linked() -> None:
    archives = archives_of(three_months(), archive_url)
    assert list(archives) == MONTHS
    current, alternate = ("current", SITE + "atom.xml"), ("alternate", SITE)
    prev, after = "prev-archive", "next-archive"
    subscription = xml(atom(subscription_of(three_months(), 1, archive_url)))
    assert links(subscription) == [("self", SITE + "atom.xml"), (prev, archive_url(MONTHS[0])), alternate]
    assert subscription.find("fh:archive", NAMES) is None
    roots = [xml(atom(archive)) for archive in archives.values()]
    assert [links(root) for root in roots] == [
        [("self", archive_url(MONTHS[0])), current, (prev, archive_url(MONTHS[1])), alternate],
        [
            ("self", archive_url(MONTHS[1])),
            current,
            (prev, archive_url(MONTHS[2])),
            (after, archive_url(MONTHS[0])),
            alternate,
        ],
        [("self", archive_url(MONTHS[2])), current, (after, archive_url(MONTHS[1])), alternate],
    ]
    for root in roots:
        assert len(root.findall("fh:archive", NAMES)) == 1
        assert texts(root, "a:id") == [SITE + "atom.xml"]


def test_archives_hold_all_entries_of_a_month_in_order() -> None:
    feed = three_months()
    archives = list(archives_of(feed, archive_url).values())
    assert [archive.entries for archive in archives] == [feed.entries[:2], feed.entries[2:4], feed.entries[4:]]
    assert archives[0].title == "Tin cải cách hành chính – tháng 2/2026"


def test_an_old_archive_does_not_change_when_an_entry_is_added() -> None:
    feed = three_months()
    newer = replace(feed, entries=(entry_at(MORNING, 99), *feed.entries))
    before = {month: atom(archive) for month, archive in archives_of(feed, archive_url).items()}
    after = {month: atom(archive) for month, archive in archives_of(newer, archive_url).items()}
    assert [month for month in before if before[month] != after[month]] == MONTHS[:1]


def test_rss_points_to_the_archives_too() -> None:
    channel = xml(rss(subscription_of(three_months(), 1, archive_url)))[0]
    assert links(channel) == [("self", SITE + "rss.xml"), ("prev-archive", archive_url(MONTHS[0]))]


def test_feedparser_reads_an_archive() -> None:
    for archive in archives_of(three_months(), archive_url).values():
        parsed = feedparser.parse(atom(archive))
        assert parsed.bozo == 0
        assert parsed.feed.fh_archive == ""


# --- OPML 2.0 --------------------------------------------------------------------------------------------------------


def test_opml() -> None:
    groups = [
        ("Lĩnh vực", [("Thể chế & \x00văn bản", SITE + "the-che/", SITE + "the-che/atom.xml")]),
        ("", [("Tất cả", SITE, SITE + "atom.xml")]),
    ]
    document = opml("Nguồn tin", groups)
    root = xml(document)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert texts(root, "head/title") == ["Nguồn tin"]
    assert [outline.get("text") for outline in root.findall("body/outline")] == ["Lĩnh vực", "Tất cả"]
    assert [dict(outline.attrib) for outline in root.findall("body/outline/outline")] == [
        {
            "type": "rss",
            "text": "Thể chế & văn bản",
            "title": "Thể chế & văn bản",
            "htmlUrl": SITE + "the-che/",
            "xmlUrl": SITE + "the-che/atom.xml",
        }
    ]
    assert opml("Nguồn tin", groups) == document


# --- Absolute addresses ----------------------------------------------------------------------------------------------

CASES = {
    "relative": ('<a href="../khac/">x</a>', f'<a href="{SITE}tin-tuc/2026/11/khac/">x</a>'),
    "root": ("<img src='/a.png'>", "<img src='https://so.tinh.gov.vn/a.png'>"),
    "other host": ('<img src="//cdn.vn/a.png"/>', '<img src="https://cdn.vn/a.png"/>'),
    "part of the page": ('<a href="#fn:1">1</a>', f'<a href="{PAGE}#fn:1">1</a>'),
    "the page itself": ('<a href="">x</a><a href="#">y</a>', f'<a href="{PAGE}">x</a><a href="{PAGE}#">y</a>'),
    "query": ('<a href="?trang=2&amp;b=1">x</a>', f'<a href="{PAGE}?trang=2&amp;b=1">x</a>'),
    "bare query sign": ('<a href="?a=1&copy=2">x</a>', f'<a href="{PAGE}?a=1&amp;copy=2">x</a>'),
    "character reference": ('<a href="a&#47;b&amp;c">x</a>', f'<a href="{PAGE}a/b&amp;c">x</a>'),
    "unquoted": ("<img src=a.png alt=x>", f'<img src="{PAGE}a.png" alt=x>'),
    "unquoted with slash": ("<a href=b/>x</a>", f'<a href="{PAGE}b/">x</a>'),
    "case and space": ("<A\n HREF = 'b'\tclass=c>x</A>", f"<A\n HREF = '{PAGE}b'\tclass=c>x</A>"),
    "spaces around": ('<a href=" b\n">x</a>', f'<a href="{PAGE}b">x</a>'),
    "quotes inside": ("""<a href='b"c'>x</a>""", f"<a href='{PAGE}b&quot;c'>x</a>"),
    "Vietnamese": ('<a href="tệp/Quyết định.pdf">x</a>', f'<a href="{PAGE}tệp/Quyết định.pdf">x</a>'),
    "poster and source": (
        '<video poster="p.jpg"><source src="v.mp4"></video>',
        f'<video poster="{PAGE}p.jpg"><source src="{PAGE}v.mp4"></video>',
    ),
    "object": ('<object data="a.pdf" data-x="a"></object>', f'<object data="{PAGE}a.pdf" data-x="a"></object>'),
    "srcset": (
        '<img srcset="a.png, b.png 2x,https://x.vn/c.png 3x">',
        f'<img srcset="{PAGE}a.png, {PAGE}b.png 2x, https://x.vn/c.png 3x">',
    ),
    "srcset with data": (
        '<img srcset="data:image/gif;base64,R0l 1x, a,b.png 640w">',
        f'<img srcset="data:image/gif;base64,R0l 1x, {PAGE}a,b.png 640w">',
    ),
    "srcset with commas left over": ('<img srcset=",a.png 1x,,">', f'<img srcset="{PAGE}a.png 1x">'),
    "greater-than in a value": ('<p title="a > b"><a href="b">x</a>', f'<p title="a > b"><a href="{PAGE}b">x</a>'),
    "picture in a drawing": ('<svg><image xlink:href="a.png"/></svg>', f'<svg><image xlink:href="{PAGE}a.png"/></svg>'),
    "link in a drawing": ('<svg><a xlink:href="#x"/></svg>', f'<svg><a xlink:href="{PAGE}#x"/></svg>'),
    "after a comment": ('<!-- > --><a href="b">', f'<!-- > --><a href="{PAGE}b">'),
    "after an empty comment": ('<!--><a href="b">', f'<!--><a href="{PAGE}b">'),
    "after raw text": ('<style>a<b</style><a href="b">', f'<style>a<b</style><a href="{PAGE}b">'),
    "after usual tags": (
        '<P CLASS="a>b">x<br/></P>\n<a id="c" HREF="b">',
        f'<P CLASS="a>b">x<br/></P>\n<a id="c" HREF="{PAGE}b">',
    ),
    "after raw text in capitals": (
        '<Style id="a"><a href="b"></STYLE><a href="b">',
        f'<Style id="a"><a href="b"></STYLE><a href="{PAGE}b">',
    ),
    "script with address": ('<script src="a.js"></script>', f'<script src="{PAGE}a.js"></script>'),
}
UNCHANGED = [
    "",
    "chữ thường, 3 < 5 & a > b",
    "<p>&nbsp;&eacute;&#x1EA1; a&b <br> <br/> <hr /></p>",
    '<a href="https://x.vn/?a=1&b=2#c">x</a>',
    "<a href='HTTP://X.VN'>x</a>",
    '<a href="mailto:a@x.vn">x</a><a href="tel:19001234">y</a><a href="javascript:void(0)">z</a>',
    '<img src="data:image/gif;base64,R0lGOD">',
    '<img srcset="https://x.vn/a.png 1x,  https://x.vn/b.png   2x">',
    '<img src=""><a name="b">x</a><a href>y</a>',
    '<svg><use href="#mark"/><use xlink:href="#mark"/></svg>',
    '<!-- <a href="b"> --><?php <a href="b" ?>',
    '<script>document.write("<a href=\\"b\\">")</script>',
    "<textarea><a href='b'></textarea>",
    '<a href="http://[sai">x</a><a href="//[sai">y</a>',
    '<a data-href="b" title="href=b">x</a>',
    '<p>chưa hết <a href="b',
    "<p>chưa hết <a href=b",
    "<!-- chưa hết <a href='b'>",
    "<script>chưa hết <a href='b'>",
    "<",
    "</",
    "</a href='b'>",
    "< a href='b'>",
]


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_addresses_are_made_absolute(html: str, expected: str) -> None:
    assert make_absolute(html, PAGE) == expected
    assert make_absolute(expected, PAGE) == expected


@given(
    st.lists(
        st.sampled_from(["../", "./", "/", "a", "b.html", "..", "c/", "%20", "-", "~", ";", "?", "#"]), max_size=6
    ),
    st.sampled_from(
        ["https://x.vn/", "https://x.vn", PAGE, PAGE + "b", SITE + "a/../b/", SITE + "?q=1/2", SITE + "a;b/c"]
    ),
)
def test_a_relative_address_is_joined_as_the_standard_says(parts: list[str], page: str) -> None:
    address = "".join(parts)
    if not address.startswith("#"):
        assert (
            make_absolute(f'<a class="b" href="{address}">', page) == f'<a class="b" href="{urljoin(page, address)}">'
        )


@pytest.mark.parametrize("html", UNCHANGED)
def test_the_rest_of_a_fragment_stays_as_it_is(html: str) -> None:
    assert make_absolute(html, PAGE) == html


def test_the_part_of_the_page_address_does_not_count() -> None:
    assert make_absolute('<a href="#b">x</a>', PAGE + "#a") == f'<a href="{PAGE}#b">x</a>'


# --- The package -----------------------------------------------------------------------------------------------------


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_only_one_module_imports_feedgen_and_none_a_site_generator() -> None:
    files = sorted(Path(str(cchc.feeds.__file__)).parent.glob("*.py"))
    imported = {path.name: imports_of(path) for path in files}
    roots = {name: {module.split(".")[0] for module in modules} for name, modules in imported.items()}
    assert [name for name, modules in roots.items() if "feedgen" in modules] == ["write.py"]
    assert not any(modules & {"mkdocs", "jinja2", "markdown"} for modules in roots.values())
    own = {module for modules in imported.values() for module in modules if module.startswith("cchc.")}
    assert {module for module in own if not module.startswith("cchc.feeds.")} <= {"cchc.dates", "cchc.text"}
