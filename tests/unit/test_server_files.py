"""The ready files for web servers say what the code says, and nothing on the pages needs more."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from cchc.site.headers import FRAME_POLICY, PAGE_POLICY, SECURITY, headers_for

SERVER = Path(__file__).resolve().parents[2] / "server"


@pytest.mark.parametrize("name", ["nginx.conf", "apache.htaccess", "web.config"])
def test_the_files_say_what_the_code_says(name: str) -> None:
    text = (SERVER / name).read_text(encoding="utf-8")
    for policy in (PAGE_POLICY, FRAME_POLICY):
        assert text.count(f'"{policy}"') == 1
    for header, value in SECURITY.items():
        assert header in text
        assert f'"{value}"' in text
    assert "Access-Control-Allow-Origin" in text
    assert "404.html" in text


def test_the_file_for_iis_is_well_formed() -> None:
    root = ElementTree.parse(SERVER / "web.config").getroot()
    assert [place.get("path") for place in root.iter("location")] == ["nhung", "nhung/khung", "assets"]


def test_the_policy_is_strict() -> None:
    for policy in (PAGE_POLICY, FRAME_POLICY):
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "default-src 'none'" in policy
    assert headers_for("tthc/index.html")["Content-Security-Policy"] == PAGE_POLICY
    assert headers_for("nhung/khung/mot-cua/")["Content-Security-Policy"] == FRAME_POLICY
    assert "Access-Control-Allow-Origin" not in headers_for("tthc/index.html")
    assert headers_for("nhung/mot-cua.json")["Access-Control-Allow-Origin"] == "*"
