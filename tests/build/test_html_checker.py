"""The Nu HTML checker finds no error on any kind of page, nor in the fragment that portals put into theirs.

It needs Java and `vnu.jar` (33 MB, of the npm package vnu-jar, MIT licence), which is not kept here: its path in
CCHC_VNU, or `python3 scripts/test.py`, which fetches it where npm is there. Skipped where either is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.kinds_of_page import kinds_of_page, redirect_of

pytestmark = pytest.mark.build
PLACE = ROOT / ".cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
# What the jar of that version is; one named in CCHC_VNU may be another.
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
STYLES = ("cchc.css", "media.css", "nhung.css", "nhung-ma.css", "nguon-tin.css", "thong-ke.css")


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """Return the command that checks files, its messages as JSON on stderr."""
    jar, java = Path(os.environ.get("CCHC_VNU") or PLACE), shutil.which("java")
    if not java:
        pytest.skip("không có Java")
    if not jar.is_file():
        pytest.skip("không có vnu.jar (biến CCHC_VNU; scripts/test.py tải khi có npm)")
    if jar == PLACE:
        assert hashlib.sha256(jar.read_bytes()).hexdigest() == SHA256
    return [java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--format", "json"]


def errors(checker: list[str], *files: Path) -> list[str]:
    """Return the errors of the checker: file, line and message."""
    ran = subprocess.run([*checker, *map(str, files)], capture_output=True, encoding="utf-8", check=False, timeout=300)
    said = json.loads(ran.stderr)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in said if one["type"] == "error"]


def test_every_kind_of_page(checker: list[str], example: Any, tmp_path: Path) -> None:
    addresses = [*kinds_of_page(example).values(), redirect_of(example)[0]]
    pages = [example.site / address for address in addresses]
    fragment = (example.site / "nhung/mot-cua.html").read_text(encoding="utf-8")
    portal = tmp_path / "portal.html"
    portal.write_text(f'<!doctype html><html lang="vi"><title>Cổng</title><h1>Cổng</h1>{fragment}', encoding="utf-8")
    files = [page / "index.html" if page.is_dir() else page for page in pages]
    assert errors(checker, portal, *files) == []


def test_style_sheets(checker: list[str], example: Any) -> None:
    assert errors([*checker, "--css"], *(example.site / "assets/stylesheets" / name for name in STYLES)) == []


def test_a_fault_is_found(checker: list[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<!doctype html><html lang="vi"><title>Cổng</title><p><div id="a"></div><i id="a">', encoding="utf-8"
    )
    assert any("Duplicate ID" in line for line in errors(checker, bad))
