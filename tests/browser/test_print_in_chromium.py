"""What comes out of the printer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["tthc/dang-ky-cong-bo-hop-chuan/", "tthc/cong-bo-su-dung-dau-dinh-luong/"])
def test_a_typical_procedure_is_one_sheet(chromium: Browser, served: str, address: str) -> None:
    page = chromium.new_page()
    page.goto(served + address)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    for shown in (".c-block--facts", "#c-cach-thuc", "#c-khac", ".c-source"):
        assert page.locator(shown).is_visible(), shown
    assert not page.locator(".c-official").is_visible()
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
