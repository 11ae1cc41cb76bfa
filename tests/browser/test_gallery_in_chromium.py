"""Pictures of the example in a real Chromium: seen large by keyboard alone, and without any script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def album(example: Any) -> Any:
    items = example.opened.edition.listed
    return max(items, key=lambda item: sum(link.is_picture for link in item.text.links))


def test_pictures_are_seen_large_by_keyboard(page: Page, served: str, example: Any) -> None:
    item = album(example)
    total = page.goto(served + item.address) and page.locator("a.c-zoom").count()
    assert total
    assert total > 1
    box, count = page.locator("dialog.c-lightbox"), page.locator("dialog.c-lightbox [aria-live]")
    expect(box).to_be_hidden()
    links = page.locator("a.c-zoom")
    links.first.focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    expect(box.get_by_role("button", name="Đóng")).to_be_focused()
    expect(count).to_have_text(f"Ảnh 1 trên {total}")
    shown = box.locator("img")
    expect(shown).to_have_attribute("alt", links.first.locator("img").get_attribute("alt") or "")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text(f"Ảnh 2 trên {total}")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text(f"Ảnh 1 trên {total}")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text(f"Ảnh {total} trên {total}")
    page.wait_for_function("document.querySelector('dialog.c-lightbox img').naturalWidth > 0")
    # It is whole on the screen, and the keyboard stays in the box.
    bounds, size = shown.bounding_box(), page.viewport_size
    assert bounds
    assert size
    assert bounds["y"] >= 0
    assert bounds["y"] + bounds["height"] <= size["height"]
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(links.last).to_be_focused()


def test_nothing_moves_when_pictures_come(page: Page, served: str, example: Any) -> None:
    for address in (album(example).address, "", "tin-tuc/"):
        page.goto(served + address)
        page.evaluate(
            """() => {
              window.moved = 0;
              new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value; })
                .observe({type: "layout-shift", buffered: true});
            }"""
        )
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0, address


def test_without_script_a_picture_leads_to_the_whole_one(chromium: Browser, served: str, example: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + album(example).address)
    link = page.locator("a.c-zoom").first
    assert link.get_attribute("href")
    link.click()
    assert page.url.rpartition(".")[2] in ("png", "jpg")
    context.close()
