"""The desk as an editor starts it, and a window on it that takes no error."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

# Until the site is built for the first time.
LONGEST = 90


@contextmanager
def desk_on(root: Path, now: str) -> Iterator[str]:
    """Run the desk on `root` as of `now`; give its address, and end it as Ctrl+C does."""
    said = root / "said.txt"
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": now}
    command = [sys.executable, "-m", "cchc", "desk", "-C", str(root), "--port", "0", "--no-open"]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            end = time.monotonic() + LONGEST
            while not (found := re.search(r"đã mở tại (http\S+)", said.read_text(encoding="utf-8"))):
                assert process.poll() is None, said.read_text(encoding="utf-8")
                assert time.monotonic() < end
                time.sleep(0.1)
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(LONGEST)
        assert code == 0, said.read_text(encoding="utf-8")


@contextmanager
def window_on(chromium: Browser, address: str) -> Iterator[Page]:
    """A window that fails the test for any error in the browser and any request to elsewhere."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(LONGEST * 1000)
    expect.set_options(timeout=LONGEST * 1000)
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda sent: wrong.append(sent.url) if "127.0.0.1" not in sent.url else None)
    page.goto(address)
    try:
        yield page
    finally:
        context.close()
        expect.set_options(timeout=None)
    assert not wrong, wrong


def picture() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return out.getvalue()
