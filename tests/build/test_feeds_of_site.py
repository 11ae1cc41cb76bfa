"""Feeds of the built example, read by a real parser."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import lxml.html
import pytest
from lxml import etree

from cchc.content.kinds import KINDS

pytestmark = pytest.mark.build
SITE_URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"


def feeds_of(site: Path) -> list[Path]:
    return sorted([*site.rglob("rss.xml"), *site.rglob("atom.xml")])


def test_there_is_a_feed_for_everything(example) -> None:
    vocabulary = example.opened.library.vocabulary
    expected = {"rss.xml", "atom.xml"}
    for folder in [*(f"chu-de/{topic}" for topic in vocabulary.topics), *(f"loai/{kind}" for kind in KINDS)]:
        expected |= {f"{folder}/rss.xml", f"{folder}/atom.xml"}
    present = {path.relative_to(example.site).as_posix() for path in feeds_of(example.site)}
    assert expected <= present
    assert (example.site / "feed.json").is_file()


def test_every_feed_is_sound(example) -> None:
    for path in feeds_of(example.site):
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, path
        assert parsed.feed.title, path
        assert parsed.feed.link.startswith(SITE_URL), path
        assert not parsed.feed.link.endswith((".xml", ".json")), path
        ids = [entry.id for entry in parsed.entries]
        assert len(ids) == len(set(ids)), path
        moments = [entry.published_parsed for entry in parsed.entries]
        assert moments == sorted(moments, reverse=True), path
        for entry in parsed.entries:
            assert entry.link.startswith(SITE_URL), path
            terms = [tag.term for tag in entry.get("tags", [])]
            assert len(terms) == len(set(terms)), (path, terms)
            content = entry.content[0].value if "content" in entry else entry.summary
            for link in lxml.html.fromstring(f"<div>{content}</div>").xpath("//@href | //@src"):
                assert urlsplit(link).scheme in ("http", "https", "mailto", "tel"), (path, link)
        text = path.read_text(encoding="utf-8")
        assert ">None<" not in text
        assert '"None"' not in text


def test_enclosures_are_true(example) -> None:
    found = 0
    for path in feeds_of(example.site):
        for entry in feedparser.parse(path.read_bytes()).entries:
            for enclosure in entry.get("enclosures", []):
                file = example.site / urlsplit(enclosure.href).path.removeprefix(urlsplit(SITE_URL).path)
                assert int(enclosure.length) == file.stat().st_size, path
                assert enclosure.type == "application/pdf" or "/" in enclosure.type
                found += 1
    assert found


def test_dates_say_vietnamese_time(example) -> None:
    rss = etree.parse(str(example.site / "rss.xml"))
    assert all(node.text.endswith("+0700") for node in rss.iter("pubDate", "lastBuildDate"))
    atom = etree.parse(str(example.site / "atom.xml"))
    assert all(node.text.endswith("+07:00") for node in atom.iter("{*}updated", "{*}published"))


def test_json_feed(example) -> None:
    feed = json.loads((example.site / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == SITE_URL
    assert feed["feed_url"] == urljoin(SITE_URL, "feed.json")
    assert len(feed["items"]) == min(50, len(example.opened.edition.listed))


def test_every_listed_item_is_in_reach(example) -> None:
    """The Atom feed and the archives that it leads to hold every listed item."""
    documents, seen, queue = set(), set(), ["atom.xml"]
    while queue:
        name = queue.pop()
        documents.add(name)
        parsed = feedparser.parse((example.site / name).read_bytes())
        seen |= {entry.link for entry in parsed.entries}
        links = parsed.feed.get("links", [])
        queue.extend(link.href.removeprefix(SITE_URL) for link in links if link.rel == "prev-archive")
    assert seen == {urljoin(SITE_URL, item.address) for item in example.opened.edition.listed}


def test_autodiscovery_leads_to_feeds(example) -> None:
    for path in sorted(example.site.rglob("index.html")):
        here = urljoin(SITE_URL, path.relative_to(example.site).as_posix().removesuffix("index.html"))
        root = lxml.html.parse(str(path)).getroot()
        for link in root.xpath("//link[@rel='alternate'][contains(@type, 'xml') or contains(@type, 'json')]"):
            target = urljoin(here, link.get("href")).removeprefix(SITE_URL)
            assert (example.site / target).is_file(), (path, target)
            assert link.get("title"), path


def test_opml_names_every_feed(example) -> None:
    opml = etree.parse(str(example.site / "feeds.opml"))
    addresses = opml.xpath("//outline/@xmlUrl")
    assert len(addresses) == len(set(addresses)) == 1 + len(KINDS) + len(example.opened.library.vocabulary.topics)
    for address in addresses:
        assert (example.site / address.removeprefix(SITE_URL)).is_file(), address
