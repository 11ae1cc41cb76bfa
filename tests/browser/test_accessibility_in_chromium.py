"""axe-core (tests/browser/axe) finds nothing on any kind of page, nor in what opens on it: light and dark, on a phone
and on a desktop.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import VIEWPORTS
from tests.kinds_of_page import kinds_of_page, redirect_of

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules whose answer can change with the colours alone.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async ([within, only]) => {
  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)));
  const found = await axe.run(within || document, {runOnly: only, resultTypes: ['violations'], iframes: false});
  return found.violations.map(one => [one.id, one.nodes.map(node => node.target.join(' ')).join(', ')].join(': '));
}"""


def violations(page: Page, within: str = "", colours_only: bool = False) -> list[str]:
    """Return what axe-core finds on a page, or a part of it, as it is now: rules with their places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(RUN, [within, {"type": "rule", "values": COLOURS} if colours_only else STANDARD])


def violations_in_both_schemes(page: Page, within: str = "") -> list[str]:
    page.emulate_media(color_scheme="light")
    light = violations(page, within)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("!window.cchcScheme || document.documentElement.dataset.mdColorScheme === 'slate'")
    return light + violations(page, within, colours_only=True)


@pytest.fixture(params=list(VIEWPORTS))
def tab(chromium: Browser, request: pytest.FixtureRequest) -> Any:
    context = chromium.new_context(viewport=VIEWPORTS[request.param], locale="vi-VN", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_every_kind_of_page(tab: Page, served: str, example: Any) -> None:
    kinds = kinds_of_page(example)
    assert len(kinds) > 45
    found = {}
    for name, address in kinds.items():
        tab.goto(served + address)
        found[f"{name} ({address})"] = violations_in_both_schemes(tab)
    assert {name: said for name, said in found.items() if said} == {}


def test_a_redirect(tab: Page, served: str, example: Any) -> None:
    old, new = redirect_of(example)
    # A page stays where an answer has no content.
    tab.route(served + new, lambda route: route.fulfill(status=204))
    tab.goto(served + old)
    assert tab.locator("a").count() == 1
    assert violations(tab) == []


def test_what_opens_on_a_page(tab: Page, served: str, example: Any) -> None:
    """The menu and the search of a phone, results in the box and on their page, filtered rows, a large picture."""
    tab.goto(served)
    if tab.viewport_size == VIEWPORTS["phone"]:
        tab.get_by_role("button", name="Danh mục").click()
        assert violations_in_both_schemes(tab) == []
        tab.keyboard.press("Escape")
        tab.get_by_role("button", name="Tìm kiếm").first.click()
    tab.locator("input.md-search__input").click()
    tab.locator("input.md-search__input").press_sequentially("mot cua")
    expect(tab.locator(".md-search-result__item a").first).to_be_visible(timeout=15_000)
    assert violations_in_both_schemes(tab) == []
    tab.goto(f"{served}tim-kiem/?q=một+cửa")
    expect(tab.locator(".c-results__list a").first).to_be_visible(timeout=15_000)
    assert violations_in_both_schemes(tab) == []
    tab.goto(f"{served}van-ban/?nam=2022")
    expect(tab.get_by_role("button", name="Bỏ lọc")).to_be_visible()
    assert violations_in_both_schemes(tab) == []
    tab.goto(served + kinds_of_page(example)["gallery"])
    tab.locator("a.c-zoom").first.click()
    expect(tab.locator("dialog.c-lightbox")).to_be_visible()
    # The page behind can't be used now; axe-core would measure what is left uncovered of it.
    assert violations_in_both_schemes(tab, "dialog.c-lightbox") == []


def test_a_fault_is_found(tab: Page, served: str) -> None:
    """The tests above can fail: letters too pale in the dark alone, a picture without words."""
    tab.goto(served + "gioi-thieu/")
    tab.add_style_tag(content="[data-md-color-scheme=slate] .c-body p { color: #333; background: #222 }")
    assert [said.split(":")[0] for said in violations_in_both_schemes(tab)] == ["color-contrast"]
    tab.evaluate("document.querySelector('.c-body').append(new Image())")
    assert "image-alt" in [said.split(":")[0] for said in violations(tab)]
