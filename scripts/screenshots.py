"""Pictures of each kind of page of the example: phone and desktop, light, dark and print.

`python3 scripts/screenshots.py DIR [NAME …]` builds the example as of a fixed day and writes DIR/<page>-<view>.png.
Chromium is the one that the tests use (CCHC_CHROMIUM).
"""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-21 09:00"
BASE = "/chuyen-muc/cchc/"
PAGES = {
    "trang-chu": "",
    "danh-sach": "tin-tuc/",
    "chu-de": "chu-de/",
    "mot-chu-de": "chu-de/dich-vu-cong-truc-tuyen/",
    "chuyen-de": "chuyen-de/",
    "mot-chuyen-de": "chuyen-de/nop-ho-so-truc-tuyen/",
    "don-vi": "don-vi/",
    "mot-don-vi": "don-vi/phong-quan-ly-chuyen-nganh/",
    "tin": "tin-tuc/2026/11/kiem-tra-cong-tac-cchc-quy-iv/",
    "bai-co-bang": "tin-tuc/2026/08/rut-ngan-thoi-gian-giai-quyet/",
    "chum-anh": "tin-tuc/2026/09/chum-anh-ho-so-di-qua-buu-dien/",
    "van-ban": "van-ban/2026/nghi-dinh-224-2026-nd-cp/",
    "thu-tuc": "tthc/dang-ky-cong-bo-hop-chuan/",
    "hoat-dong": "hoat-dong/2026/phat-to-gap-huong-dan-dich-vu-cong-truc-tuyen/",
    "hoi-dap": "hoi-dap/2026/tra-cuu-tinh-trang-ho-so-bang-cach-nao/",
    "danh-muc": "tthc/",
    "danh-muc-van-ban": "van-ban/",
    "tim-kiem": "tim-kiem/?q=một+cửa",
    "thong-ke": "thong-ke/",
    "thong-ke-nam": "thong-ke/2026/",
    "luu-tru": "luu-tru/",
    "theo-doi": "theo-doi/",
    "khong-tim-thay": "404.html",
}


class View(NamedTuple):
    """A way of looking at a page."""

    width: int
    height: int
    scheme: str
    media: str = "screen"


VIEWS = {
    "dien-thoai": View(390, 844, "light"),
    "dien-thoai-toi": View(390, 844, "dark"),
    "may-tinh": View(1280, 900, "light"),
    "may-tinh-toi": View(1280, 900, "dark"),
    "in": View(794, 1123, "light", "print"),
}


class _Below(http.server.SimpleHTTPRequestHandler):
    """Serves the site below the sub-path that it is configured for: the page 404 needs it."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")) if path.startswith(BASE) else "/nowhere")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site on this machine while the block runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Below, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
    finally:
        server.shutdown()


def take(browser: Browser, address: str, view: View, target: Path) -> None:
    """Write the picture of one page, whole; in print its first sheet."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.scheme,  # type: ignore[arg-type]  # "light" or "dark"
        locale="vi-VN",
        reduced_motion="reduce",
    )
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"Không mở được trang: {address}")
    page.wait_for_load_state("networkidle")
    if view.media == "print":
        _first_sheet(page.pdf(format="A4", prefer_css_page_size=True, print_background=False), target)
    else:
        page.screenshot(path=target, full_page=True)
    context.close()


def _first_sheet(printed: bytes, target: Path) -> None:
    import pypdfium2

    pypdfium2.PdfDocument(printed)[0].render(scale=1.4).to_pil().save(target)


def main(folder: Path, names: list[str]) -> None:
    """Build the example and take the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        command = [sys.executable, "-m", "cchc", "build", "-C", str(ROOT), "--now", NOW, "--site-dir", str(site)]
        subprocess.run(command, check=True)
        with served(site) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["CCHC_CHROMIUM"], args=["--no-sandbox"])
            for name, path in PAGES.items():
                for view_name, view in VIEWS.items():
                    if not names or name in names:
                        take(browser, base + path, view, folder / f"{name}-{view_name}.png")
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
