"""The built example served with the headers of `server/`: nothing on any kind of page is refused by the policy, news
boxes work in pages of another origin, and a feed that is opened looks like a page.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import BASE
from tests.kinds_of_page import kinds_of_page

from cchc.site.headers import headers_for

pytestmark = pytest.mark.browser
MORE = ("rss.xml", "chu-de/mot-cua/atom.xml", "nhung/khung/tat-ca/?so=10", "tim-kiem/?q=một+cửa")


class _Guarded(http.server.SimpleHTTPRequestHandler):
    """Serves the site below its sub-path as a configured server does."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")) if path.startswith(BASE) else "/nowhere")

    def end_headers(self) -> None:
        for name, value in headers_for(self.path.removeprefix(BASE)).items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        # What browsers ask of every server, whatever is on it.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class _Portal(http.server.SimpleHTTPRequestHandler):
    """A plain page of another origin."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[http.server.SimpleHTTPRequestHandler], folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def guarded(example: Any) -> Iterator[str]:
    with serving(_Guarded, example.site) as origin:
        yield origin + BASE


@pytest.fixture
def strict(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test for anything that the policy refuses and for every other error."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert context.cookies() == []
    context.close()
    assert wrong == []


def test_the_policy_refuses_nothing(strict: Page, guarded: str, example: Any) -> None:
    for address in (*MORE, *kinds_of_page(example).values()):
        answer = strict.goto(guarded + address, wait_until="load")
        assert answer is not None
        assert answer.ok, address
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_search_works_under_the_policy(strict: Page, guarded: str) -> None:
    """With its worker; what is kept in the browser is what the privacy page says."""
    strict.goto(guarded)
    strict.locator("input.md-search__input").click()
    strict.locator("input.md-search__input").press_sequentially("thủ tục", delay=15)
    expect(strict.locator(".md-search-result__item a").first).to_be_visible(timeout=15_000)
    strict.goto(guarded + "tthc/")
    strict.locator("[data-c-scheme]").click()
    assert strict.evaluate("Object.keys(localStorage)") == ["cchc-nen"]


def test_the_policy_is_enforced(chromium: Browser, guarded: str) -> None:
    """The test above can fail: a script inside a page does not run."""
    page = chromium.new_page()
    page.goto(guarded)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert page.evaluate("window.ran") is None
    page.close()


def test_boxes_work_in_a_page_of_another_origin(chromium: Browser, guarded: str, example: Any, tmp_path: Path) -> None:
    """The frame at its height, the number asked for; the fragment put in by the portal; JSON read by a program."""
    newest = [item.title for item in example.opened.edition.listed]
    fragment = (example.site / "nhung/mot-cua.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang=vi><meta charset=utf-8><title>Cổng</title><h1>Cổng</h1>"
        f'<iframe src="{guarded}nhung/khung/tat-ca/?so=7" title="Tin mới" width="100%" height="100"></iframe>'
        f'<script src="{guarded}assets/javascripts/nhung.js" async></script>{fragment}',
        "utf-8",
    )
    page = chromium.new_page()
    with serving(_Portal, tmp_path) as portal:
        page.goto(f"{portal}/index.html")
        frame = page.frame_locator("iframe")
        expect(frame.locator("li:visible")).to_have_count(7)
        assert [text.strip() for text in frame.locator("li:visible a").all_text_contents()] == newest[:7]
        # No inner scrolling is left.
        page.wait_for_function("Number(document.querySelector('iframe').height) > 300")
        inner = page.frames[1].evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert inner[0] <= inner[1]
        of_topic = [item for item in example.opened.edition.listed if "mot-cua" in item.topics][:5]
        assert page.locator("section.cchc-tin li a").all_text_contents() == [item.title for item in of_topic]
        data = page.evaluate("address => fetch(address).then(got => got.text())", f"{guarded}nhung/tat-ca.json")
        assert [item["title"] for item in json.loads(data)["items"]] == newest[:10]
        # A page of the site itself stands in no frame of others.
        page.set_content(f'<iframe src="{guarded}tthc/"></iframe>')
        page.wait_for_timeout(300)
        assert not [one for one in page.frames[1:] if one.url.endswith("tthc/") and one.locator("h1").count()]
    page.close()


def test_the_code_follows_the_choice(strict: Page, guarded: str) -> None:
    strict.goto(guarded + "nhung/")
    strict.get_by_label("Nội dung").select_option("mot-cua")
    strict.get_by_label("Số tin").select_option("10")
    expect(strict.locator("[data-c-code=iframe]")).to_contain_text("nhung/khung/mot-cua/?so=10")
    expect(strict.locator("[data-c-code=html]")).to_have_text(
        "https://skhcn.example.gov.vn/chuyen-muc/cchc/nhung/mot-cua-10.html"
    )
    expect(strict.frame_locator("[data-c-example]").locator("h1")).to_contain_text("Cơ chế một cửa")


def test_a_feed_that_is_opened_is_a_page(strict: Page, guarded: str, example: Any) -> None:
    """Titles, summaries and links that can be followed; no markup, no address for programs."""
    newest = example.opened.edition.listed[0]
    for address in ("rss.xml", "atom.xml"):
        strict.goto(guarded + address)
        shown = strict.evaluate("document.documentElement.innerText ?? document.documentElement.textContent")
        visible = strict.evaluate(
            "[...document.querySelectorAll('*')].filter(one => one.checkVisibility() && !one.children.length)"
            ".map(one => one.textContent.trim())"
        )
        assert newest.title in visible
        assert "Cách theo dõi" in visible
        assert not [text for text in visible if "<p>" in text or text.startswith("tag:")], shown[:200]
        link = strict.evaluate("[...document.querySelectorAll('a')].filter(one => one.checkVisibility())[2].href")
        assert link.endswith(newest.address)
