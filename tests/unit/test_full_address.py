"""Whole addresses are those of RFC 3986, however quickly they are made."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.site.full_address import full_address

SITE = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tin-tuc/2026/11/bai/",
        "assets/anh%20dep.jpg",
        "#chuyen-muc",
        "../ngoai/",
        "a/../b",
        "a/./b",
        ".",
        "/goc/",
        "//khac.vn/a",
        "https://khac.vn/a",
        "mailto:a@b.vn",
        "a:b",
        "a//b",
        "?q=1",
        "a..b/c.pdf",
    ],
)
def test_addresses(address: str) -> None:
    assert full_address(SITE, address) == urljoin(SITE, address)


@given(st.text(alphabet="ab.-_/:%#?", max_size=12), st.sampled_from([SITE, SITE.removesuffix("/")]))
def test_any_address(address: str, site: str) -> None:
    assert full_address(site, address) == urljoin(site, address)
