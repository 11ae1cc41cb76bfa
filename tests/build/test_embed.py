"""News boxes for other sites, and the frame of all pages that a portal replaces."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest

from cchc.cli.clock import moment_of
from cchc.content.kinds import NEWS_KINDS
from cchc.content.library import library_of
from cchc.publishing import edition_of, holds_until

pytestmark = pytest.mark.build
SITE_URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def html_of(text: str) -> Any:
    return lxml.html.fromstring(text)


def expected(example: Any, topic: str) -> list[str]:
    listed = example.opened.edition.listed
    return [SITE_URL + item.address for item in listed if topic == "tat-ca" or topic in item.topics]


def test_every_form_of_a_box_holds_the_newest_items(example: Any) -> None:
    for topic in ("tat-ca", *example.opened.library.vocabulary.topics):
        items = expected(example, topic)
        for name, number in ((topic, 5), (f"{topic}-10", 10)):
            root = html_of((example.site / f"nhung/{name}.html").read_text("utf-8"))
            assert root.xpath(".//li/a/@href") == items[:number]
            assert all(link.startswith(SITE_URL) for link in root.xpath(".//@href"))
            assert not root.xpath(".//script | .//style | .//*[@style]")
        data = json.loads((example.site / f"nhung/{topic}.json").read_text("utf-8"))
        assert [item["url"] for item in data["items"]] == items[:10]
        frame = html_of((example.site / f"nhung/khung/{topic}/index.html").read_text("utf-8"))
        rows = frame.xpath("//li")
        assert len(rows) == len(items[:10])
        assert [row.get("hidden") is None for row in rows] == [place < 5 for place in range(len(rows))]
        assert frame.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_code_to_copy_leads_to_what_is_there(example: Any) -> None:
    root = html_of((example.site / "nhung/index.html").read_text("utf-8"))
    choices = root.xpath("//select[@name='box']/option/@value")
    assert choices == ["tat-ca", *example.opened.library.vocabulary.topics]
    codes = "\n".join(root.xpath("//code[@data-c-code]/text()"))
    snippet: Any = lxml.html.fragment_fromstring(f"<div>{codes}</div>")
    written = [*snippet.xpath(".//@src"), *(line for line in codes.splitlines() if line.startswith("https://"))]
    assert len(written) == 4
    for address in written:
        path = example.site / urlsplit(address).path.removeprefix(urlsplit(SITE_URL).path)
        assert path.is_file() or (path / "index.html").is_file(), address


def test_the_news_sitemap_holds_news_of_two_days(example: Any) -> None:
    now = moment_of(example.now)
    fresh = [
        item
        for item in example.opened.edition.listed
        if item.kind in NEWS_KINDS and item.moment > now - timedelta(days=2)
    ]
    root = lxml.etree.parse(example.site / "sitemap-news.xml").getroot()
    assert [one.text for one in root.iter("{*}loc")] == [SITE_URL + item.address for item in fresh]
    assert fresh
    assert [one.text for one in root.iter(f"{NEWS}title")] == [item.title for item in fresh]
    for one in root.iter(f"{NEWS}publication_date"):
        assert datetime.fromisoformat(one.text or "").year == now.year
    robots = (example.site / "robots.txt").read_text("utf-8")
    assert [line for line in robots.splitlines() if line.startswith("Sitemap")] == [
        f"Sitemap: {SITE_URL}sitemap.xml",
        f"Sitemap: {SITE_URL}sitemap-news.xml",
    ]


def test_a_build_holds_until_a_news_item_leaves_the_news_sitemap() -> None:
    text = b"---\ntitle: Tin\ndate: 2026-11-19 10:30\ntags: [mot-cua]\n---\n\nTin.\n"
    library = library_of({"tin-tuc/2026/11/tin.md": text})
    assert holds_until(edition_of(library, moment_of("2026-11-21 09:00"))) == moment_of("2026-11-21 10:30")


def copy_of(example: Any, target: Path) -> Path:
    for name in ("docs", "overrides", "mkdocs.yml"):
        source = example.root / name
        shutil.copytree(source, target / name) if source.is_dir() else shutil.copy(source, target / name)
    return target


def test_the_portal_and_the_department_bring_their_own(example: Any, cchc: Any, tmp_path: Path) -> None:
    """Header and footer of the portal, made safe; a privacy page of the department in place of the built-in one."""
    root = copy_of(example, tmp_path)
    (root / "docs/hinh").mkdir()
    (root / "docs/hinh/logo.png").write_bytes(b"\x89PNG")
    hostile = '<script>alert(1)</script><img src="https://khac.example/x.png" alt=""><p onclick="x()" style="top:0">'
    (root / "docs/_data/dau-trang.html").write_text(
        f'<a href="https://cong.example.gov.vn/"><img src="hinh/logo.png" alt="Cổng tỉnh"></a>{hostile}', "utf-8"
    )
    (root / "docs/_data/chan-trang.html").write_text('<p>Chân trang cổng, <a href="lien-he/">liên hệ</a></p>', "utf-8")
    (root / "docs/quyen-rieng-tu.md").write_text("---\ntitle: Chính sách riêng\n---\n\nLời của Sở.\n", "utf-8")
    cchc("build", "-C", root, "--now", example.now)
    usual = html_of((example.site / "tthc/index.html").read_text("utf-8"))
    for address, up in (("tthc/index.html", "../"), ("404.html", "/chuyen-muc/cchc/")):
        page = html_of((root / "site" / address).read_text("utf-8"))
        (head,) = page.find_class("c-portal--head")
        assert head.xpath(".//img/@src") == [f"{up}hinh/logo.png"]
        assert head.xpath(".//a/@href") == ["https://cong.example.gov.vn/"]
        assert not head.xpath(".//script | .//@onclick | .//@style")
        (foot,) = page.xpath("//footer")
        assert foot.xpath(".//a/@href") == [f"{up}lien-he/"]
    assert len(page.xpath("//script")) <= len(usual.xpath("//script"))
    own = html_of((root / "site/quyen-rieng-tu/index.html").read_text("utf-8"))
    assert own.xpath("string(//h1)") == "Chính sách riêng"
    assert "localStorage" not in own.text_content()


def test_english_pages(example: Any) -> None:
    """Each says its language; a page that stands in two languages names both, the same on both sides."""
    for address, other in (("en/", ""), ("en/about/", "gioi-thieu/")):
        pages = {
            lang: html_of((example.site / where / "index.html").read_text("utf-8"))
            for lang, where in (("en", address), ("vi", other))
        }
        named = {
            lang: {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}
            for lang, page in pages.items()
        }
        assert named["vi"] == named["en"]
        assert named["vi"] == {"vi": SITE_URL + other, "en": SITE_URL + address, "x-default": SITE_URL + other}
        for lang, page in pages.items():
            assert page.get("lang") == lang
        switch = pages["en"].xpath("//header//a[@hreflang='vi']")
        assert [link.get("lang") for link in switch] == ["vi"]
        assert pages["vi"].xpath("//a[@hreflang='en'][@lang='en']")
    sitemap = (example.site / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{SITE_URL}en/about/</loc>" in sitemap
