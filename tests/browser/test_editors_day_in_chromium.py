"""An editor's day at the desk: from a Word file to an item that readers find, and that is counted."""

from __future__ import annotations

import base64
import functools
import http.server
import io
import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Cm
from playwright.sync_api import Browser, Page, expect
from tests.browser.live_desk import desk_on, picture, window_on

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
BEFORE, AFTER = "2026-11-21 09:00", "2026-11-23 08:30"
EARLIER = "---\ntitle: Tin trước\ndate: 2026-11-09\ntags: [mot-cua]\n---\n\nMột câu.\n"
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""


def word_file() -> bytes:
    """A text that no topic fits, with a picture that Word gave a name of its own."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph("Gặp mặt cán bộ hưu trí", style="Title")
    document.add_paragraph("Sáng nay, Sở gặp mặt cán bộ đã nghỉ hưu.")
    document.add_picture(io.BytesIO(picture()), width=Cm(3))
    document.inline_shapes[0]._inline.docPr.set("descr", "Picture 1")
    document.save(out)
    return out.getvalue()


def test_from_a_word_file_to_the_count(chromium: Browser, tmp_path: Path, run_module: Any) -> None:
    shutil.copytree(ROOT / "docs/_data", tmp_path / "docs/_data")
    (tmp_path / "docs/tin-tuc/2026/11").mkdir(parents=True)
    (tmp_path / "docs/tin-tuc/2026/11/truoc.md").write_text(EARLIER, encoding="utf-8")
    site = tmp_path / "site"
    with desk_on(tmp_path, BEFORE) as address, window_on(chromium, address) as window:
        imported(window)
        mended(window)
        scheduled(window)
        built(window)
    address = "tin-tuc/2026/11/gap-mat-can-bo-huu-tri/index.html"
    assert not (site / address).exists()
    assert total(run_module, tmp_path, BEFORE) == 1

    done = run_module("cchc", "build", "-C", tmp_path, now=AFTER)
    assert done.returncode == 0, done.stderr
    assert (site / address).is_file()
    assert total(run_module, tmp_path, AFTER) == 2
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with window_on(chromium, f"http://127.0.0.1:{server.server_port}/") as window:
        found_by_readers(window)
    server.shutdown()


def imported(window: Page) -> None:
    window.locator("tbody tr").first.wait_for()
    window.evaluate(DROP, ["Gặp mặt.docx", base64.b64encode(word_file()).decode()])
    expect(window.get_by_label("Tiêu đề *")).to_have_value("Gặp mặt cán bộ hưu trí")


def mended(window: Page) -> None:
    expect(window.locator(".wrong").get_by_text("Chưa điền “Chủ đề”.")).to_be_visible()
    window.get_by_label("Chủ đề *").fill("kiem tra giam sat")
    window.get_by_role("option", name="Kiểm tra, giám sát").click()
    window.locator(".problems.warning summary").click()
    window.get_by_role("button", name="chưa có lời mô tả").click()
    for key in ("Home", "ArrowRight", "ArrowRight"):
        window.keyboard.press(key)
    window.keyboard.insert_text("Các cán bộ hưu trí tại hội trường")
    expect(window.get_by_text("Không có lỗi")).to_be_visible()

    window.keyboard.press("Control+End")
    with window.expect_file_chooser() as chooser:
        window.get_by_role("button", name="Chèn ảnh").click()
    chooser.value.set_files({"name": "Tặng hoa.png", "mimeType": "image/png", "buffer": picture()})
    asked = window.get_by_role("dialog", name="Chèn ảnh")
    asked.get_by_label("Mô tả ảnh").fill("Giám đốc Sở tặng hoa")
    asked.get_by_role("button", name="Chèn ảnh").click()
    page = window.frame_locator("iframe:not(.behind)")
    expect(page.locator("h1")).to_have_text("Gặp mặt cán bộ hưu trí")
    for words in ("Các cán bộ hưu trí tại hội trường", "Giám đốc Sở tặng hoa"):
        expect(page.get_by_role("img", name=words)).to_be_visible()


def scheduled(window: Page) -> None:
    window.get_by_label("Bản nháp").uncheck()
    window.get_by_label("Ngày đăng").first.fill("23/11/2026")
    window.get_by_label("Giờ đăng").fill("08:00")
    expect(window.get_by_text("Hẹn giờ: lên trang từ 08:00 ngày 23/11/2026")).to_be_visible()
    window.keyboard.press("Control+s")
    expect(window.locator(".saved")).to_have_text("Đã lưu")
    expect(window.locator(".bar .state")).to_have_text("Hẹn giờ")


def built(window: Page) -> None:
    window.get_by_role("button", name="Dựng trang").click()
    dialog = window.get_by_role("dialog", name="Dựng trang")
    expect(dialog).to_contain_text("Đã dựng xong trang.")
    dialog.get_by_role("button", name="Đóng").click()


def total(run_module: Any, root: Path, now: str) -> int:
    done = run_module("cchc", "stats", "-C", root, "--period", "2026", "--format", "json", now=now)
    return int(json.loads(done.stdout)["total"])


def found_by_readers(window: Page) -> None:
    window.goto(f"{window.url}tim-kiem/?q=huu+tri")
    window.get_by_role("main").get_by_role("link", name="Gặp mặt cán bộ hưu trí").click()
    expect(window.get_by_role("img", name="Giám đốc Sở tặng hoa")).to_be_visible()
    window.goto(f"{window.url.split('/tin-tuc/')[0]}/thong-ke/2026/")
    expect(window.get_by_role("row", name="Kiểm tra, giám sát").first).to_contain_text("1")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""
