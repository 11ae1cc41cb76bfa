"""What holds for every feed: texts survive, order and number are kept, no entry gets out of reach."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.feed_documents import archives_of, subscription_of

from cchc.dates import VIETNAM
from cchc.feeds import Enclosure, Feed, FeedEntry, Month, SelfUrls, atom, json_feed, make_absolute, rss

SITE = "https://so.tinh.gov.vn/cchc/"
PAGE = SITE + "tin-tuc/2026/11/mot-cua/"
ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

any_text = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text("\x00\x0b\x1f\t\r\n\ufffe\uffff\ud800]]><&\"'ĐđạẬ ", max_size=20),
)
moments = st.timedeltas(timedelta(0), timedelta(days=5000)).map(lambda age: datetime(2015, 1, 1, tzinfo=VIETNAM) + age)
files = st.builds(
    Enclosure,
    url=st.integers(0, 3).map(lambda number: f"{SITE}tep-{number}.pdf"),
    length=st.integers(0, 10**12),
    type=st.just("application/pdf"),
    title=any_text,
)


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Make a feed of up to twelve entries, newest first, with any texts."""
    dates = sorted(draw(st.lists(moments, max_size=12)), reverse=True)
    entries = []
    for number, moment in enumerate(dates):
        url = f"{SITE}bai-{number}/"
        entries.append(
            FeedEntry(
                id=draw(st.sampled_from([url, f"tag:so.tinh.gov.vn,2026:bai-{number}"])),
                url=url,
                title=draw(any_text),
                published=moment,
                updated=moment + draw(st.timedeltas(timedelta(0), timedelta(days=900))),
                summary=draw(any_text),
                html=draw(any_text),
                authors=tuple(draw(st.lists(any_text, max_size=2))),
                categories=tuple(draw(st.lists(st.tuples(any_text, any_text), max_size=3))),
                enclosures=tuple(draw(st.lists(files, max_size=3))),
                image=draw(st.none() | st.just(SITE + "anh.jpg")),
            )
        )
    return Feed(
        title=draw(any_text),
        description=draw(any_text),
        site_url=SITE,
        self_urls=SelfUrls(atom=SITE + "atom.xml", rss=SITE + "rss.xml", json=SITE + "feed.json"),
        author=draw(any_text),
        entries=tuple(entries),
    )


def allowed(text: str) -> str:
    """Return the characters of `text` that XML 1.0 §2.2 allows."""
    spans = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return "".join(c for c in text if c in "\t\n\r" or any(low <= ord(c) <= high for low, high in spans))


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the one child called `name`, empty when there is none."""
    found = element.findall(name)
    assert len(found) <= 1
    return (found[0].text or "") if found else ""


def written_entries(document: bytes, name: str) -> list[etree._Element]:
    """Return the elements of a document called `name`."""
    return list(etree.fromstring(document).iter(name))


@given(feeds())
def test_texts_survive_in_rss(feed: Feed) -> None:
    written = written_entries(rss(feed), "item")
    assert len(written) == len(feed.entries)
    for item, entry in zip(written, feed.entries, strict=True):
        assert text_of(item, "guid") == entry.id
        assert text_of(item, "title") == (allowed(entry.title) or "(Không có tiêu đề)")
        assert text_of(item, ENCODED) == allowed(entry.html)
        creators = [creator.text for creator in item.findall(CREATOR)]
        assert creators == list(dict.fromkeys(name for name in map(allowed, entry.authors) if name))
        categories = [category.text for category in item.findall("category")]
        assert len(categories) == len(set(categories))


@given(feeds())
def test_texts_survive_in_atom(feed: Feed) -> None:
    written = written_entries(atom(feed), f"{ATOM}entry")
    assert len(written) == len(feed.entries)
    for element, entry in zip(written, feed.entries, strict=True):
        assert text_of(element, f"{ATOM}id") == entry.id
        assert text_of(element, f"{ATOM}title") == (allowed(entry.title) or "(Không có tiêu đề)")
        assert text_of(element, f"{ATOM}content") == allowed(entry.html)
        assert text_of(element, f"{ATOM}summary") == allowed(entry.summary)
        terms = [category.get("term") for category in element.findall(f"{ATOM}category")]
        assert len(terms) == len(set(terms))
        enclosures = [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
        assert enclosures == list(dict.fromkeys(file.url for file in entry.enclosures))


@given(feeds())
def test_texts_survive_in_json(feed: Feed) -> None:
    items = json.loads(json_feed(feed))["items"]
    assert [item["id"] for item in items] == [entry.id for entry in feed.entries]
    assert [item.get("content_html", "") for item in items] == [allowed(entry.html) for entry in feed.entries]
    assert all(("content_html" in item) != ("content_text" in item) for item in items)


@pytest.mark.parametrize("writer", [rss, atom, json_feed])
@given(feed=feeds())
def test_the_same_feed_gives_the_same_bytes(writer: Any, feed: Feed) -> None:
    assert writer(feed) == writer(feed)


def archive_url(month: Month) -> str:
    return f"{SITE}atom-{month[0]}-{month[1]}.xml"


def served(feed: Feed, limit: int) -> dict[str, bytes]:
    """Return the Atom documents of a feed by the address they are served at."""
    archives = archives_of(feed, archive_url).values() if len(feed.entries) > limit else ()
    every = [subscription_of(feed, limit, archive_url), *archives]
    return {one.self_urls.atom: atom(one) for one in every}


def linked(document: bytes, relation: str) -> str | None:
    """Return the address that a document links to with a relation."""
    links = etree.fromstring(document).findall(f"{ATOM}link")
    return next((link.get("href") for link in links if link.get("rel") == relation), None)


def walk(documents: dict[str, bytes], start: str, relation: str) -> list[str]:
    """Return the addresses met when following a relation from `start`, as a feed reader does (RFC 5005 §4.2)."""
    met: list[str] = []
    address: str | None = start
    while address is not None:
        assert address not in met
        met.append(address)
        address = linked(documents[address], relation)
    return met


@given(feeds(), st.integers(1, 14))
def test_every_entry_is_within_reach(feed: Feed, limit: int) -> None:
    documents = served(feed, limit)
    chain = walk(documents, feed.self_urls.atom, "prev-archive")
    assert set(chain) == set(documents)
    ids = [
        [text_of(entry, f"{ATOM}id") for entry in written_entries(documents[address], f"{ATOM}entry")]
        for address in chain
    ]
    assert ids[0] == [entry.id for entry in feed.entries[:limit]]
    everything = [identity for page in (ids[1:] or ids) for identity in page]
    assert everything == [entry.id for entry in feed.entries]
    if len(chain) > 1:
        assert walk(documents, chain[-1], "next-archive") == chain[:0:-1]
        assert {linked(documents[address], "current") for address in chain[1:]} == {feed.self_urls.atom}


@given(st.text(st.characters(exclude_characters="<"), max_size=60))
def test_text_without_tags_is_not_touched(text: str) -> None:
    assert make_absolute(text, PAGE) == text


ODD_PIECES = (
    *("<", ">", "/", "=", '"', "'", " ", "a", "href", "src", "<a href=", '<a href="', "<img src='", "</a>", "x.html"),
    *("#p", "&amp;", "&copy=1", "&#47;", "<!--", "-->", "<!", "<?", "</", "<script>", "</script>", "<textarea>", "Đổi"),
    *("<use href='#i'/>", '<p title="a>b" ', "\n", "?q=1", "../", "//h/", "mailto:a", " srcset='a 1x, b,c 2x,'"),
)


@given(st.lists(st.sampled_from(ODD_PIECES), max_size=14).map("".join))
def test_making_absolute_twice_is_making_it_once(html: str) -> None:
    once = make_absolute(html, PAGE)
    assert make_absolute(once, PAGE) == once


@given(st.lists(st.sampled_from(["<b>", "</b>", "<br/>", "Đổi mới & ", "&lt;", '<a href="x">', "</a>", "<img src=y>"])))
def test_only_addresses_change(parts: list[str]) -> None:
    html = "".join(parts)
    changed = make_absolute(html, PAGE)
    assert re.sub(r'href="[^"]*"|src="[^"]*"', "", changed) == re.sub(r'href="[^"]*"|src=y', "", html)
