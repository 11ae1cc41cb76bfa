"""The catalogues in a real Chromium: filters by keyboard, in the address, told aloud; lists without JavaScript."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import no_sideways_scroll

pytestmark = pytest.mark.browser
ROWS = ".c-entry:visible"


def listed(example: Any, folder: str) -> int:
    """Return how many items the list of a section holds."""
    return sum(item.section.folder == folder for item in example.opened.edition.listed)


def status(page: Page) -> Locator:
    return page.get_by_role("status").and_(page.locator(".c-filters__status"))


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def number_in(label: str) -> int:
    """Return the number in brackets at the end of a choice."""
    found = re.search(r"\((\d+)\)\s*$", label)
    assert found, label
    return int(found[1])


@pytest.mark.parametrize("folder", ["tthc", "van-ban"])
def test_every_choice_shows_as_many_rows_as_it_says(page: Page, served: str, example: Any, folder: str) -> None:
    page.goto(f"{served}{folder}/")
    expect(page.locator(ROWS)).to_have_count(listed(example, folder))
    expect(status(page)).to_be_empty()
    for select in page.locator(".c-filters select").all():
        values = select.locator("option").evaluate_all("options => options.map(one => [one.value, one.textContent])")
        assert len(values) >= 2
        for value, label in values[1:]:
            select.select_option(value)
            expect(page.locator(ROWS)).to_have_count(number_in(label))
            expect(status(page)).to_contain_text(f"Có {number_in(label)} ")
            assert chosen(page) == {select.get_attribute("name"): [value]}
        select.select_option("")
        expect(status(page)).to_contain_text(f"Đang hiện tất cả {listed(example, folder)} ")
        assert chosen(page) == {}
    no_sideways_scroll(page)


def test_filters_work_together_and_counts_follow(page: Page, served: str) -> None:
    page.goto(f"{served}tthc/")
    page.get_by_label("Đối tượng thực hiện").select_option("doanh-nghiep")
    level = page.get_by_label("Mức độ dịch vụ công trực tuyến")
    said = number_in(level.locator("option[value=toan-trinh]").inner_text())
    level.select_option("toan-trinh")
    expect(page.locator(ROWS)).to_have_count(said)
    for row in page.locator(ROWS).all():
        assert "doanh-nghiep" in (row.get_attribute("data-doi-tuong") or "").split()
        assert row.get_attribute("data-muc-do") == "toan-trinh"
    assert chosen(page) == {"doi-tuong": ["doanh-nghiep"], "muc-do": ["toan-trinh"]}


def test_an_address_with_filters_can_be_shared(page: Page, served: str) -> None:
    page.goto(f"{served}van-ban/?nam=2022&loai=ke-hoach&hieu-luc=la-lung")
    expect(page.get_by_label("Năm ban hành")).to_have_value("2022")
    expect(page.get_by_label("Loại văn bản")).to_have_value("ke-hoach")
    expect(page.get_by_label("Hiệu lực")).to_have_value("")
    expect(page.locator(ROWS)).to_have_count(2)
    expect(status(page)).to_have_text("Có 2 văn bản phù hợp.")
    page.locator(f"{ROWS} a").first.click()
    page.go_back()
    expect(page.get_by_label("Năm ban hành")).to_have_value("2022")
    expect(page.locator(ROWS)).to_have_count(2)


def test_nothing_found_says_so(page: Page, served: str) -> None:
    page.goto(f"{served}van-ban/?nam=2019&hieu-luc=con-hieu-luc")
    expect(page.locator(ROWS)).to_have_count(0)
    expect(status(page)).to_have_text("Không có văn bản nào phù hợp.")
    expect(page.locator("[data-c-catalogue-none]")).to_be_visible()
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(page.locator("[data-c-catalogue-none]")).to_be_hidden()


def test_keyboard_only(page: Page, served: str, example: Any) -> None:
    page.goto(f"{served}van-ban/?nam=2022&xem=1")
    page.get_by_label("Loại văn bản").focus()
    for name in ("co-quan", "nam", "hieu-luc"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bỏ lọc")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(listed(example, "van-ban"))
    expect(page.get_by_label("Loại văn bản")).to_be_focused()
    expect(page.get_by_role("button", name="Bỏ lọc")).to_be_hidden()
    assert chosen(page) == {"xem": ["1"]}
    # A letter chooses in a native list as it does everywhere.
    page.keyboard.type("Kế")
    expect(page.get_by_label("Loại văn bản")).to_have_value("ke-hoach")
    expect(status(page)).to_contain_text(" văn bản phù hợp.")


def test_an_abolished_procedure_is_shown_when_asked_for(page: Page, served: str) -> None:
    page.goto(f"{served}tthc/")
    expect(page.get_by_role("heading", name="Đã bãi bỏ")).to_be_hidden()
    page.get_by_label("Trạng thái").select_option("bai-bo")
    expect(page.get_by_role("heading", name="Đã bãi bỏ")).to_be_visible()
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(f"{ROWS} a")).to_have_count(0)
    expect(page.locator(ROWS)).to_contain_text("Đã bãi bỏ")


@pytest.mark.parametrize("folder", ["tthc", "van-ban"])
def test_without_javascript_it_is_a_plain_list(chromium: Browser, served: str, example: Any, folder: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{served}{folder}/?nam=2022&muc-do=mot-phan")
    expect(page.locator(".c-entry h2 a:visible")).to_have_count(listed(example, folder))
    expect(page.locator("form.c-filters")).to_be_hidden()
    expect(page.locator(".c-filters__plain")).to_be_visible()
    expect(page.locator("[data-c-catalogue-none]")).to_be_hidden()
    context.close()
