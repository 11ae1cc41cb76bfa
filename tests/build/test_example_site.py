"""The example, really built: what is visible, what is hidden, and that all numbers are the same number."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import lxml.html
import pytest
from lxml import etree

from cchc.content.kinds import KINDS
from cchc.publishing import State, has_page, is_listed
from cchc.statistics import Query, count

pytestmark = pytest.mark.build
SITE_URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
LOCAL = re.compile(r"(?:href|src|srcset|content)=\"(https?:)?//")


def pages_of(site: Path) -> list[Path]:
    """Return the HTML files but the fragments for pages of others (`nhung/*.html`)."""
    return sorted(path for path in site.rglob("*.html") if path.name in ("index.html", "404.html"))


def is_framed(path: Path) -> bool:
    """Say whether a page is a news box in a frame on pages of others."""
    return path.parts[-4:-2] == ("nhung", "khung")


def test_there_is_enough_to_see(example) -> None:
    kinds = [item.kind for item in example.opened.edition.listed]
    news = [kind for kind in kinds if KINDS[kind].unit == "tin, bài"]
    assert len(news) >= 24
    assert len(set(news)) >= 6
    assert kinds.count("tthc") >= 9  # ten, one of them abolished
    assert kinds.count("hoat-dong") >= 6
    assert kinds.count("van-ban") >= 5
    assert len({item.topic for item in example.opened.edition.listed}) >= 15
    assert not [problem for problem in example.opened.problems if problem.severity == "error"]


def test_each_item_is_where_its_state_says(example) -> None:
    states = example.opened.edition.states
    assert {State.DRAFT, State.SCHEDULED, State.EXPIRED, State.WITHDRAWN, State.ABOLISHED} <= set(states.values())
    everything = {
        path.relative_to(example.site).as_posix(): path.read_text(encoding="utf-8")
        for path in example.site.rglob("*")
        if path.suffix in (".html", ".xml", ".json", ".opml", ".csv", ".txt")
    }
    texts = [json.loads(text) for name, text in everything.items() if name.startswith("search/texts/")]
    found = {text["u"] for text in texts}
    assert len(found) == len(texts) == json.loads(everything["search/manifest.json"])["documents"]
    mapped = {urlsplit(loc.text).path for loc in etree.fromstring(everything["sitemap.xml"].encode()).iter("{*}loc")}
    feed = {entry.link for entry in feedparser.parse(everything["atom.xml"]).entries}
    for item in example.opened.library.items:
        state = states[item.source]
        page = f"{item.address}index.html"
        assert (page in everything) == has_page(state), item.source
        linking = [
            name
            for name, text in everything.items()
            if name != page
            and name.endswith(".html")
            and re.search(rf'href="[^"]*{re.escape(item.address.split("/")[-2])}/"', text)
        ]
        url = urljoin(SITE_URL, item.address)
        listed = is_listed(state)
        assert (item.address in found) == listed, item.source
        assert (urlsplit(url).path in mapped) == listed, item.source
        assert (url in feed) <= listed, item.source
        if listed:
            assert any(name.startswith("luu-tru/") for name in linking), item.source
            assert any(name.startswith(f"{item.section.folder}/") for name in linking), item.source
        else:
            lists = [n for n in linking if not re.search(r"/\d{4}/\d{2}/[^/]+/|tthc/[^/]+/|van-ban/\d{4}/", n)]
            assert lists == [], (item.source, lists)


def test_hidden_texts_are_nowhere(example) -> None:
    """No word of a draft or scheduled item, and no text of a withdrawn one, is in any file of the site."""
    for item in example.opened.library.items:
        state = example.opened.edition.states[item.source]
        if state is State.PUBLISHED or state is State.EXPIRED:
            continue
        sentence = max(re.split(r"[.\n]", re.sub(r"[*_\[\]()#>|-]", " ", item.text.body)), key=len).strip()
        words = " ".join(sentence.split()[:8])
        assert len(words) > 20
        for path in example.site.rglob("*"):
            if path.suffix in (".html", ".xml", ".json"):
                text = " ".join(path.read_text(encoding="utf-8").split())
                assert words not in text, (item.source, path)
                if state in (State.DRAFT, State.SCHEDULED):
                    assert item.title not in text, (item.source, path)


def test_the_numbers_are_one_number(example, cchc) -> None:
    """Command, open data, statistics page and an independent count of the front matter agree."""
    edition = example.opened.edition
    data = json.loads((example.site / "thong-ke.json").read_text(encoding="utf-8"))
    for dimension in ("kind", "topic", "field", "month", "channel", "unit", "year", "quarter"):
        said = json.loads(
            cchc("stats", "-C", example.root, "--now", example.now, "--by", dimension, "--format", "json")
        )
        assert data["tables"][dimension] == said
    assert data["total"] == said["total"] == len(edition.counted)

    rows = list(csv.DictReader(io.StringIO((example.site / "thong-ke.csv").read_text(encoding="utf-8-sig"))))
    assert sum(int(row["count"]) for row in rows) == data["total"]

    page = lxml.html.parse(str(example.site / "thong-ke/index.html")).getroot()
    tables = page.xpath("//main//table")
    assert tables
    for table in tables:
        foot = table.xpath(".//tfoot//td | .//tfoot//th")
        total = int(foot[-1].text_content().strip().replace(".", ""))
        caption = table.xpath("string(.//caption)")
        if re.search(r"Theo tháng", caption):
            continue  # one year only
        assert total == data["total"], caption
    by_topic = {row["topic"]: row["count"] for row in data["tables"]["topic"]["rows"]}
    topics = lxml.html.parse(str(example.site / "chu-de/index.html")).getroot()
    shown = {
        link.get("href").rstrip("/").rsplit("/", 1)[-1]: int(
            re.sub(r"\D", "", link.getparent().text_content().split()[-1])
        )
        for link in topics.xpath("//main//section//li/a")
        if re.search(r"\d+\s*$", link.getparent().text_content())
    }
    for topic, number in by_topic.items():
        assert shown.get(topic) == number, topic


def test_lists_hold_every_listed_item_once(example) -> None:
    """The pages of each section's list, one after another, are the section's listed items."""
    edition = example.opened.edition
    for folder in ("tin-tuc", "van-ban", "tthc", "hoat-dong", "hoi-dap"):
        expected = sorted(item.address for item in edition.listed if item.section.folder == folder)
        seen: list[str] = []
        pages = [example.site / folder / "index.html", *sorted((example.site / folder / "trang").glob("*/index.html"))]
        for page in pages:
            here = page.relative_to(example.site).as_posix().removesuffix("index.html")
            for link in (
                lxml.html.parse(str(page)).getroot().xpath("//article//h2//a | //article//h3//a | //article//tbody//a")
            ):
                target = urlsplit(urljoin(f"http://x/{here}", link.get("href"))).path.lstrip("/")
                if target.startswith(f"{folder}/") and target in expected:
                    seen.append(target)
        assert sorted(seen) == expected, folder


def test_every_link_leads_somewhere(example) -> None:
    """Every internal link, picture, script, style and anchor resolves; nothing is loaded from elsewhere."""
    documents = {path: lxml.html.parse(str(path)).getroot() for path in pages_of(example.site)}
    ids = {path: set(root.xpath("//@id")) for path, root in documents.items()}
    base = urlsplit(SITE_URL).path
    for path, root in documents.items():
        here = urljoin("http://x" + base, path.relative_to(example.site).as_posix().removesuffix("index.html"))
        for element in root.iter("img", "script", "source", "iframe", "link", "a"):
            name = "href" if element.tag in ("a", "link") else "src"
            value = element.get(name)
            if value is None:
                continue
            if element.tag not in ("a", "link") or element.get("rel") in ("stylesheet", "icon", "preload"):
                assert not re.match(r"(https?:)?//", value), (path, value)
            parts = urlsplit(urljoin(here, value))
            if parts.scheme not in ("http", "https") or parts.netloc != "x":
                continue
            assert parts.path.startswith(base), (path, value)
            target = example.site / unquote(parts.path[len(base) :])
            target = target / "index.html" if parts.path.endswith("/") else target
            assert target.is_file(), (path, value)
            if parts.fragment and target in ids and not parts.fragment.startswith("__"):
                assert unquote(parts.fragment) in ids[target], (path, value)


def test_every_page_is_a_whole_vietnamese_page(example) -> None:
    for path in pages_of(example.site):
        text = path.read_text(encoding="utf-8")
        root = lxml.html.fromstring(text)
        if root.xpath("//meta[@http-equiv='refresh']"):
            continue
        english = path.is_relative_to(example.site / "en")
        assert root.get("lang") == ("en" if english else "vi"), path
        assert len(root.xpath("//h1")) == 1, path
        assert root.xpath("string(//title)").strip(), path
        if path.name != "404.html" and not is_framed(path):
            assert root.xpath("//link[@rel='alternate'][@type='application/rss+xml']"), path
            assert root.xpath("//meta[@name='description']/@content")[0].strip(), path
        assert "None" not in re.findall(r">\s*(None)\s*<", text), path
        assert "{{" not in text, path
        assert "{%" not in text, path
        for image in root.xpath("//img"):
            assert image.get("alt") is not None, path


def test_addresses_are_ascii(example) -> None:
    for path in pages_of(example.site):
        assert path.relative_to(example.site).as_posix().isascii(), path


def test_examples_are_marked_as_examples(example) -> None:
    agency = example.opened.library.vocabulary.agency
    assert "minh họa" in agency.notice
    assert "fictional" in agency.notice_en
    for path in pages_of(example.site):
        text = path.read_text(encoding="utf-8")
        notice = agency.notice_en if path.is_relative_to(example.site / "en") else agency.notice
        if 'http-equiv="refresh"' not in text and not is_framed(path):
            assert notice in text, path


def test_counts_of_rows_add_up(example) -> None:
    edition = example.opened.edition
    for dimension in ("topic", "field", "kind", "unit", "month"):
        counted = count(edition.counted, example.opened.library.vocabulary, Query((dimension,)))
        assert sum(row.count for row in counted.rows) == counted.total == len(edition.counted)
