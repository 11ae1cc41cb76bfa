"""The editors' desk in a real browser: find, open, change, see a problem and mend it, see the page, save."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam.md"
# Until the site is built for the first time.
LONGEST = 90


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "docs", root / "docs")
    said = root / "said.txt"
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": "2026-11-21 09:00"}
    command = [sys.executable, "-m", "cchc", "desk", "-C", str(root), "--port", "0", "--no-open"]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        end = time.monotonic() + LONGEST
        while not (found := re.search(r"đã mở tại (http\S+)", said.read_text(encoding="utf-8"))):
            assert process.poll() is None, said.read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield root, found[1]
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST) == 0, said.read_text(encoding="utf-8")


@pytest.fixture
def window(chromium: Browser, desk: tuple[Path, str]) -> Iterator[Page]:
    """A window that fails the test for any error in the browser and any request to elsewhere."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(LONGEST * 1000)
    expect.set_options(timeout=LONGEST * 1000)
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.append(sent.url) if "127.0.0.1" not in sent.url else None)
    page.goto(desk[1])
    yield page
    context.close()
    expect.set_options(timeout=None)
    assert wrong == []


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return out.getvalue()


def changed_lines(old: bytes, new: bytes) -> list[str]:
    both = (old.decode().splitlines(keepends=True), new.decode().splitlines(keepends=True))
    lines = list(unified_diff(*both, n=0))[2:]
    return [line.rstrip("\n") for line in lines if not line.startswith("@@")]


def test_an_editor_changes_an_item(window: Page, desk: tuple[Path, str]) -> None:
    file = desk[0] / "docs" / SOURCE
    old = file.read_bytes()
    window.get_by_label("Tìm bài").fill("phap luat thu tuc")
    expect(window.locator("tbody tr")).to_have_count(1)
    window.get_by_role("link", name="Hưởng ứng Ngày Pháp luật").click()

    window.get_by_label("Tiêu đề *").fill("Ngày Pháp luật: hỏi và đáp")
    window.get_by_label("Chủ đề *").fill("mot cua")
    window.get_by_role("option", name="Cơ chế một cửa").click()
    words = window.get_by_label("Nội dung bài")
    words.click()
    window.keyboard.press("Control+Home")
    window.keyboard.insert_text("Xem [bài này](khong-co.md).\n\n")

    expect(window.locator(".cm-lint-marker-error")).to_be_visible()
    window.locator(".problems summary").click()
    problem = window.get_by_role("button", name="Liên kết bị hỏng")
    expect(problem).to_contain_text("khong-co.md")
    problem.click()
    expect(words).to_be_focused()

    page = window.frame_locator("iframe:not(.behind)")
    expect(page.locator("h1")).to_have_text("Ngày Pháp luật: hỏi và đáp")
    expect(page.get_by_text("Xem bài này.")).to_be_visible()

    window.keyboard.press("Shift+End")
    window.keyboard.insert_text("Mở đầu.")
    expect(window.get_by_text("Không có lỗi")).to_be_visible()
    expect(page.get_by_text("Mở đầu.", exact=True)).to_be_visible()
    assert file.read_bytes() == old

    window.keyboard.press("Control+s")
    expect(window.locator(".saved")).to_have_text("Đã lưu")
    assert changed_lines(old, file.read_bytes()) == [
        "-title: Hưởng ứng Ngày Pháp luật Việt Nam: đưa pháp luật về thủ tục hành chính đến cơ sở",
        "+title: 'Ngày Pháp luật: hỏi và đáp'",
        "-tags: [PBGDPL, cong-tac-tuyen-truyen]",
        "+tags: [PBGDPL, cong-tac-tuyen-truyen, mot-cua]",
        "+",
        "+Mở đầu.",
    ]


def test_what_another_program_saves_meanwhile_is_not_lost(window: Page, desk: tuple[Path, str]) -> None:
    source = "tin-tuc/2026/11/giai-phap-nang-cao-chi-so-par-index.md"
    file = desk[0] / "docs" / source
    window.goto(f"{desk[1].split('?')[0]}#/bai/{source}")
    window.get_by_label("Nội dung bài").click()
    window.keyboard.press("Control+Home")
    window.keyboard.insert_text("Câu của tôi.\n\n")
    file.write_bytes(file.read_bytes().replace(b"kind: bai", b"kind: tin"))

    window.get_by_role("button", name="So sánh và chọn").click()
    dialog = window.get_by_role("dialog")
    expect(dialog.get_by_label("Bản bên trái")).to_contain_text("kind: tin")
    expect(dialog.get_by_label("Bản bên phải")).to_contain_text("Câu của tôi.")
    # The other program's line is taken over, then both are saved.
    dialog.locator(".cm-merge-revert button").first.click()
    dialog.get_by_role("button", name="Lưu bản bên phải").click()
    expect(window.locator(".saved")).to_have_text("Đã lưu")
    saved = file.read_text(encoding="utf-8")
    assert "kind: tin" in saved
    assert "Câu của tôi." in saved


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<p class=MsoNormal style='text-align:center'><b><span style='font-size:14.0pt'>KẾT QUẢ</span></b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Việc một</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Việc hai</p>
<table><tr><td><p>TT</p></td><td><p>Nội dung</p></td></tr>
<tr><td><p>1</p></td><td><p>Rà soát</p><p>hồ sơ</p></td></tr></table>
<p>Xem <a href="https://dichvucong.gov.vn">Cổng</a><script>alert(1)</script></p></body></html>"""
PASTE = """([box, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "KẾT QUẢ");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_from_word_is_cleaned(window: Page, desk: tuple[Path, str]) -> None:
    window.goto(f"{desk[1].split('?')[0]}#/bai/gioi-thieu.md")
    words = window.get_by_label("Nội dung bài")
    words.click()
    window.keyboard.press("Control+a")
    window.evaluate(PASTE, [words.element_handle(), WORD])
    lines = [line for line in words.inner_text().split("\n") if line.strip()]
    assert lines == [
        "**KẾT QUẢ**",
        "- Việc một",
        "- Việc hai",
        "| TT  | Nội dung |",
        "| --- | --- |",
        "| 1   | Rà soát hồ sơ |",
        "Xem [Cổng](https://dichvucong.gov.vn)",
    ]


def test_a_new_item_is_made_with_the_keyboard(window: Page, desk: tuple[Path, str]) -> None:
    window.get_by_role("button", name="Bài mới").press("Enter")
    dialog = window.get_by_role("dialog", name="Bài mới")
    expect(dialog.get_by_label("Tiêu đề")).to_be_focused()
    window.keyboard.type("Tập huấn một cửa")
    dialog.get_by_label("Chủ đề").press_sequentially("mot cua")
    window.keyboard.press("Enter")
    dialog.get_by_role("button", name="Tạo bài").press("Enter")
    expect(window.get_by_label("Tiêu đề *")).to_have_value("Tập huấn một cửa")
    expect(window.get_by_label("Bản nháp")).to_be_checked()
    folder = desk[0] / "docs/tin-tuc/2026/11/tap-huan-mot-cua"
    text = (folder / "index.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Tập huấn một cửa\ndate: 2026-11-21\ntags: [mot-cua]\ndraft: true\n---\n")

    with window.expect_file_chooser() as chooser:
        window.get_by_role("button", name="Chèn ảnh").click()
    chooser.value.set_files({"name": "Ảnh lớp.png", "mimeType": "image/png", "buffer": picture()})
    asked = window.get_by_role("dialog", name="Chèn ảnh")
    asked.get_by_role("button", name="Chèn ảnh").click()
    expect(asked.get_by_text("Hãy mô tả ảnh")).to_be_visible()
    asked.get_by_label("Mô tả ảnh").fill("Toàn cảnh lớp tập huấn")
    asked.get_by_role("button", name="Chèn ảnh").click()
    expect(window.get_by_label("Nội dung bài")).to_contain_text("![Toàn cảnh lớp tập huấn](anh-lop.png)")
    assert (folder / "anh-lop.png").is_file()
    shown = window.frame_locator("iframe:not(.behind)").get_by_role("img", name="Toàn cảnh lớp tập huấn")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 40)
