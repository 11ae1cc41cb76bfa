"""The preview in a real browser: an open page follows what is saved."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

FILE = "docs/tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam.md"
PAGE = "tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam/"
LONGEST = 60


@pytest.fixture(scope="module")
def preview(example: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("serve")
    shutil.copytree(example.root / "docs", root / "docs")
    said = root / "said.txt"
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": example.now}
    command = [sys.executable, "-m", "cchc", "serve", "-C", str(root), "--port", "0"]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        end = time.monotonic() + LONGEST
        while not (found := re.search(r"Xem trước tại (http\S+)", said.read_text(encoding="utf-8"))):
            assert process.poll() is None, said.read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield root, found[1]
        process.send_signal(signal.SIGTERM)
        process.wait(LONGEST)


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_open_page_follows_the_editor(chromium: Browser, preview: tuple[Path, str]) -> None:
    root, url = preview
    wait = LONGEST * 1000
    page = chromium.new_page(viewport={"width": 390, "height": 500}, locale="vi-VN")
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(url + PAGE)
    expect(page.locator("h1")).to_contain_text("Hưởng ứng Ngày Pháp luật")
    page.evaluate("scrollTo(0, 200)")

    changed(root / FILE, "120 công chức", "hai trăm công chức")
    expect(page.get_by_text("hai trăm công chức")).to_have_count(1, timeout=wait)
    page.wait_for_function("scrollY === 200", timeout=wait)
    assert page.locator(".x-preview").count() == 0

    changed(root / FILE, "date: 2026-11-09", "date: 2026-19-09")
    box = page.locator(".x-preview--error")
    expect(box).to_contain_text(f"{FILE}, dòng 3", timeout=wait)
    page.evaluate("scrollTo(0, 600)")
    expect(box).to_be_in_viewport()
    expect(page.get_by_text("hai trăm công chức")).to_have_count(1)

    changed(root / FILE, "date: 2026-19-09", "date: 2026-11-09")
    expect(page.locator(".x-preview")).to_have_count(0, timeout=wait)
    page.close()
    assert wrong == []
