"""What a reader does with a page: on a small screen, with the keyboard, with larger letters, in the dark, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.conftest import VIEWPORTS, no_sideways_scroll
from tests.kinds_of_page import kinds_of_page

pytestmark = pytest.mark.browser
LISTS = ["", "tin-tuc/", "tthc/", "van-ban/", "chu-de/", "linh-vuc/cai-cach-tthc/", "chuyen-de/", "don-vi/"]
OTHERS = ["luu-tru/", "theo-doi/", "thong-ke/", "thong-ke/2026/", "tim-kiem/?q=một+cửa", "404.html"]
# A browser waits for what no page has until there is no more of the page.
WHOLE = '<link rel="expect" href="#khong-co" blocking="render">'
SHIFT = """new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 200);
})"""
FOCUS = "(document.activeElement.innerText || document.activeElement.name || document.activeElement.title).trim()"


def newest_of_each_kind(example: Any) -> list[str]:
    return list({item.kind: item.address for item in reversed(example.opened.edition.listed)}.values())


def test_no_page_scrolls_sideways_on_the_smallest_screen(chromium: Browser, served: str, example: Any) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    for address in [*LISTS, *OTHERS, *newest_of_each_kind(example)]:
        page.goto(served + address)
        no_sideways_scroll(page)
    page.close()


def shown_when_read(route: Route) -> None:
    """Let the page show itself once it is read to its end, however busy the machine: until then its last box grows."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("<head>", f"<head>{WHOLE}", 1))


def test_nothing_moves_once_a_page_is_read(page: Page, served: str, example: Any) -> None:
    """Nor is there an error or a request to elsewhere: they fail the test in `page`."""
    page.route(lambda address: address.endswith("/"), shown_when_read)
    for name, address in kinds_of_page(example).items():
        page.goto(served + address, wait_until="load")
        assert page.evaluate(SHIFT) == 0, name


def test_the_keyboard_goes_through_the_head_of_the_page_in_its_order(chromium: Browser, served: str) -> None:
    page = chromium.new_page(viewport=VIEWPORTS["desktop"])
    page.goto(served)
    reached = []
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS).split("\n")[-1])
    menu = ["Trang chủ", "Tin tức", "Thủ tục hành chính", "Văn bản", "Hoạt động", "Hỏi đáp", "Chủ đề", "Thống kê"]
    assert reached[0] == "Đến nội dung chính"
    assert reached[1] == "Cải cách hành chính"
    assert [name for name in reached if name in menu] == menu
    page.goto(served)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi_dung"
    page.close()


def test_the_menu_of_a_phone_opens_holds_the_focus_and_gives_it_back(chromium: Browser, served: str) -> None:
    page = chromium.new_page(viewport=VIEWPORTS["phone"])
    page.goto(served)
    button = page.get_by_role("button", name="Danh mục")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.evaluate(FOCUS) == "Trang chủ"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "Tin tức"
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    page.close()


def test_a_wide_table_is_read_by_keyboard(chromium: Browser, served: str, example: Any) -> None:
    """It is reached with Tab, says what it is and scrolls with the arrows."""
    page = chromium.new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page.goto(served + kinds_of_page(example)["table"])
    region = page.get_by_role("region", name="Bảng").filter(has=page.locator("table")).first
    region.evaluate("one => { one.querySelector('td').append('x'.repeat(80)); }")
    while not region.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the table was never reached"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=region.element_handle())
    no_sideways_scroll(page)
    page.close()


def test_the_size_of_the_letters_is_kept_only_when_it_is_chosen(chromium: Browser, served: str, example: Any) -> None:
    context = chromium.new_context(viewport=VIEWPORTS["desktop"])
    page = context.new_page()
    item = served + newest_of_each_kind(example)[0]
    size = "parseFloat(getComputedStyle(document.querySelector('.c-body')).fontSize)"
    page.goto(item)
    assert page.evaluate("localStorage.length") == 0
    usual = page.evaluate(size)
    page.get_by_role("button", name="Tăng cỡ chữ").click()
    larger = page.evaluate(size)
    assert larger > usual * 1.1
    no_sideways_scroll(page)
    page.goto(served + "tin-tuc/")
    page.goto(item)
    assert page.evaluate(size) == larger
    page.get_by_role("button", name="Cỡ chữ thường").click()
    assert page.evaluate(size) == usual
    assert page.evaluate("localStorage.length") == 0
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_scheme_of_the_device_holds_until_the_reader_chooses(chromium: Browser, served: str, device: Any) -> None:
    context = chromium.new_context(color_scheme=device)
    page = context.new_page()
    back = "getComputedStyle(document.body).backgroundColor"
    page.goto(served)
    own = page.evaluate(back)
    assert page.evaluate("localStorage.length") == 0
    page.locator("[data-c-scheme]").click()
    other = page.evaluate(back)
    assert other != own
    page.goto(served + "tin-tuc/")
    assert page.evaluate(back) == other
    page.locator("[data-c-scheme]").click()
    assert page.evaluate(back) == own
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_the_link_of_an_item_is_copied_and_sharing_loads_nothing(chromium: Browser, served: str, example: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = newest_of_each_kind(example)[0]
    page.goto(served + address)
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/" + address)
    for network in ("Zalo", "Facebook"):
        assert "http" in (page.locator(".c-tools a", has_text=network).get_attribute("href") or "")
    context.close()


def test_paper_shows_the_agency_and_the_text_without_menus(chromium: Browser, served: str, example: Any) -> None:
    page = chromium.new_page(viewport=VIEWPORTS["desktop"])
    page.emulate_media(media="print")
    for address in ["", "tin-tuc/", "thong-ke/", *newest_of_each_kind(example)]:
        page.goto(served + address)
        for hidden in (".md-header", ".md-tabs", ".md-footer", ".c-breadcrumbs", ".c-tools", ".c-around", ".c-top"):
            assert not page.locator(hidden).first.is_visible(), (address, hidden)
        expect(page.locator(".c-letterhead")).to_be_visible()
        expect(page.locator("h1").first).to_be_visible()
    page.close()
