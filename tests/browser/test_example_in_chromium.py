"""The built example in a real Chromium: a reader's ways through it, on a phone and on a desktop."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import VIEWPORTS, no_sideways_scroll

pytestmark = pytest.mark.browser


def test_home_topic_item_statistics(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.locator("h1")).to_have_count(1)
    no_sideways_scroll(page)
    page.goto(served + "chu-de/")
    page.locator("#noi_dung a[href*='dich-vu-cong-truc-tuyen']").first.click()
    expect(page.locator("h1")).to_contain_text("Dịch vụ công trực tuyến")
    no_sideways_scroll(page)
    page.locator("#noi_dung a[href*='tin-tuc/2']").first.click()
    expect(page).to_have_url(re.compile(r"tin-tuc/20\d\d/\d\d/[a-z0-9-]+/$"))
    expect(page.locator("#noi_dung time").first).to_be_visible()
    expect(page.locator("#noi_dung a[href*='chu-de/']").first).to_be_visible()
    no_sideways_scroll(page)
    page.goto(served + "thong-ke/")
    expect(page.locator("#noi_dung table").first).to_be_visible()
    no_sideways_scroll(page)


def test_every_kind_of_page_fits(page: Page, served: str, example: Any) -> None:
    firsts = {item.kind: item.address for item in example.opened.edition.paged}
    for address in ["", "tin-tuc/", "tthc/", "van-ban/", "luu-tru/", "theo-doi/", "gioi-thieu/", *firsts.values()]:
        page.goto(served + address)
        expect(page.locator("h1")).to_have_count(1)
        no_sideways_scroll(page)


def test_search_finds(page: Page, served: str) -> None:
    page.goto(served)
    if page.viewport_size == VIEWPORTS["phone"]:
        page.get_by_role("button", name="Tìm kiếm").first.click()
    box = page.locator("input.md-search__input")
    box.click()
    box.press_sequentially("thủ tục hành chính", delay=15)
    results = page.locator(".md-search-result__item a")
    expect(results.first).to_be_visible(timeout=15_000)
    results.first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url != served


def test_a_feed_link_leads_to_a_feed(page: Page, served: str) -> None:
    page.goto(served)
    address = page.evaluate("document.querySelector('link[rel~=alternate][type=\"application/rss+xml\"]').href")
    assert address.startswith(served)
    response = page.request.get(address)
    assert response.ok
    parsed = feedparser.parse(response.body())
    assert not parsed.bozo
    assert parsed.entries


def test_an_old_address_leads_on(page: Page, served: str, example: Any) -> None:
    item = next(item for item in example.opened.edition.listed if item.fields.aliases)
    page.goto(served + item.fields.aliases[0] + "/")
    expect(page).to_have_url(served + item.address, timeout=10_000)
    expect(page.locator("h1")).to_contain_text(item.title)


def test_text_of_an_editor_never_runs(chromium: Browser, cchc: Any, example: Any, tmp_path: Path) -> None:
    """Script and HTML in a title, a text, a description and a picture's words are words."""
    import shutil

    for name in ("docs", "overrides", "mkdocs.yml"):
        source = example.root / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    attack = "<img src=tan-cong.png alt=x onerror=window.hit=1><script>window.hit=1</script>\"'>"
    bad = tmp_path / "docs/tin-tuc/2026/11/tan-cong.md"
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_text(
        f"---\ntitle: 'Tin {attack.replace(chr(39), chr(39) * 2)}'\ndate: 2026-11-19\ntags: [mot-cua]\npinned: true\n"
        f"description: 'Tóm tắt {attack.replace(chr(39), chr(39) * 2)}'\n---\n\n{attack}\n\n"
        "<svg onload=window.hit=1></svg>\n\n"
        "<details open ontoggle=window.hit=1><summary>x</summary></details>\n",
        encoding="utf-8",
    )
    (bad.parent / "tan-cong.png").write_bytes(b"not a picture: onerror would fire")
    cchc("build", "-C", tmp_path, "--now", example.now)
    context = chromium.new_context()
    tab = context.new_page()
    for path in (
        "index.html",
        "tin-tuc/index.html",
        "tin-tuc/2026/11/tan-cong/index.html",
        "chu-de/mot-cua/index.html",
    ):
        tab.goto((tmp_path / "site" / path).as_uri())
        tab.wait_for_timeout(100)
        assert tab.evaluate("window.hit") is None, path
        assert "Tin <img" in tab.locator("body").inner_text(), path
    context.close()
