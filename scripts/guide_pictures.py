"""Pictures of the editors' desk for the guide: guide/anh/ban-bien-tap-*.png.

`python3 scripts/guide_pictures.py [NAME …]` opens the real desk on a copy of the example, as of a fixed day, and does
what an editor does. Chromium is the one that the tests use (CCHC_CHROMIUM).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page, ViewportSize

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "guide" / "anh"
NOW = "2026-11-21 09:00"
WIDTH, HEIGHT = 1280, 800
MOST_BYTES = 200_000
LONGEST = 180  # seconds for the first build
SCHEDULED = "tin-tuc/2026/12/tiep-nhan-ho-so-dip-tet-duong-lich-2027.md"
ITEM = "tin-tuc/2026/11/kiem-tra-cong-tac-cchc-quy-iv.md"
PUBLISH = "targets:\n  - {id: cong-so, label: Trang của Sở, type: folder, path: ../noi-dang}\n"
Take = Callable[[str], None]


class Desk:
    """The desk that is running, and a window on it."""

    def __init__(self, root: Path, address: str, page: Page) -> None:
        self.root, self.page = root, page
        self._address = address.split("?")[0]

    def open(self, source: str) -> None:
        """Open an item, its page beside it."""
        self.page.goto(f"{self._address}#/bai/{source}")
        self.page.get_by_label("Tiêu đề *").wait_for()
        self.page.frame_locator("iframe:not(.behind)").locator("h1").first.wait_for()
        self.page.wait_for_timeout(600)

    def list(self) -> None:
        """Show the list."""
        self.page.goto(f"{self._address}#/")
        self.page.locator("tbody tr").first.wait_for()
        # The first build has ended when there is nothing to say of it.
        self.page.locator(".top .status:empty").wait_for(state="attached")

    def type(self, words: str) -> None:
        """Write at the start of the text."""
        self.page.get_by_label("Nội dung bài").click()
        self.page.keyboard.press("Control+Home")
        self.page.keyboard.insert_text(words)


def ban_danh_sach(desk: Desk, take: Take) -> None:
    """The list."""
    desk.list()
    take("danh-sach")


def ban_chu_de(desk: Desk, take: Take) -> None:
    """The form of an item with the topics open."""
    desk.open(ITEM)
    desk.page.get_by_label("Chủ đề *").fill("dich vu")
    desk.page.locator(".options [role=option]").first.wait_for()
    take("chu-de")


def ban_soan_bai(desk: Desk, take: Take) -> None:
    """The text with its page beside it."""
    desk.open(ITEM)
    desk.page.get_by_label("Nội dung bài").click()
    take("soan-bai")


def ban_loi(desk: Desk, take: Take) -> None:
    """A problem where it is."""
    desk.open(ITEM)
    desk.type("Xem [kế hoạch kiểm tra](ke-hoach.md) đã ban hành.\n\n")
    desk.page.locator(".cm-lint-marker-error").wait_for()
    desk.page.locator(".problems.error summary").click()
    take("loi")


def ban_goi_y(desk: Desk, take: Take) -> None:
    """A hint with its repair."""
    desk.open(ITEM)
    desk.type("Các đơn vị tiếp tục sử lý hồ sơ còn tồn.\n\n")
    marker = desk.page.locator(".cm-lintRange-hint", has_text="sử lý")
    marker.evaluate("one => one.scrollIntoView({ block: 'center' })")
    marker.hover()
    desk.page.locator(".cm-diagnosticAction").wait_for()
    take("goi-y")


def ban_chen_anh(desk: Desk, take: Take) -> None:
    """What is asked of a picture."""
    desk.open(ITEM)
    with desk.page.expect_file_chooser() as chooser:
        desk.page.get_by_role("button", name="Chèn ảnh").click()
    chooser.value.set_files(next((desk.root / "docs").rglob("tiep-nhan.png")))
    asked = desk.page.get_by_role("dialog")
    asked.get_by_label("Mô tả ảnh").fill("Đoàn kiểm tra làm việc tại Bộ phận Một cửa")
    desk.page.wait_for_timeout(400)
    take("chen-anh")


def ban_nhap_word(desk: Desk, take: Take) -> None:
    """Word files that have become drafts."""
    desk.list()
    desk.page.get_by_role("button", name="Nhập từ Word").click()
    with desk.page.expect_file_chooser() as chooser:
        desk.page.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files(list(_word_files()))
    desk.page.get_by_text("đã thành bản nháp").nth(1).wait_for()
    take("nhap-word")


def ban_hen_gio(desk: Desk, take: Take) -> None:
    """An item with a date to come."""
    desk.open(SCHEDULED)
    desk.page.get_by_text("Hẹn giờ: lên trang").wait_for()
    take("hen-gio")


def ban_ban_cu(desk: Desk, take: Take) -> None:
    """Earlier versions."""
    desk.open(ITEM)
    desk.type("Đoàn kiểm tra công bố kết quả trong tháng 12.\n\n")
    desk.page.keyboard.press("Control+s")
    desk.page.get_by_text("Đã lưu").first.wait_for()
    desk.page.get_by_text("Việc khác").click()
    desk.page.get_by_role("button", name="Bản cũ").click()
    desk.page.get_by_role("button", name="Bản đến").first.click()
    desk.page.locator(".merge .cm-editor").first.wait_for()
    take("ban-cu")


def ban_hai_ban(desk: Desk, take: Take) -> None:
    """Another program has saved the same item meanwhile."""
    desk.open(ITEM)
    desk.type("Câu tôi vừa viết thêm.\n\n")
    file = desk.root / "docs" / ITEM
    file.write_bytes(file.read_bytes().rstrip() + "\n\nCâu của người khác.\n".encode())
    desk.page.get_by_role("button", name="So sánh và chọn").click()
    desk.page.locator(".merge .cm-editor").first.wait_for()
    desk.page.wait_for_timeout(300)
    take("hai-ban")


def ban_doi_ten(desk: Desk, take: Take) -> None:
    """What another name would change."""
    desk.open(ITEM)
    desk.page.get_by_text("Việc khác").click()
    desk.page.get_by_role("button", name="Đổi tên").click()
    desk.page.get_by_label("Tên trong địa chỉ").fill("Kiểm tra cải cách hành chính quý IV năm 2026")
    desk.page.get_by_role("button", name="Xem sẽ đổi").click()
    desk.page.get_by_text("Đây là những gì sẽ đổi").wait_for()
    take("doi-ten")


def ban_dung_trang(desk: Desk, take: Take) -> None:
    """A build and what it says."""
    desk.list()
    desk.page.get_by_role("button", name="Dựng trang").click()
    desk.page.get_by_text("Đã dựng xong trang.").first.wait_for()
    take("dung-trang")


def ban_dang_trang(desk: Desk, take: Take) -> None:
    """Where the site is published."""
    desk.list()
    desk.page.get_by_role("button", name="Đăng trang").click()
    desk.page.get_by_label("Nơi đăng").wait_for()
    take("dang-trang")


def ban_tro_giup(desk: Desk, take: Take) -> None:
    """The help section and its search."""
    desk.list()
    desk.page.goto(desk.page.url.split("#")[0] + "tro-giup/cach-viet")
    desk.page.get_by_label("Tìm trong tài liệu").wait_for()
    take("cach-viet")


PICTURES = (
    ban_danh_sach,
    ban_chu_de,
    ban_soan_bai,
    ban_loi,
    ban_goi_y,
    ban_chen_anh,
    ban_nhap_word,
    ban_hen_gio,
    ban_hai_ban,
    ban_ban_cu,
    ban_doi_ten,
    ban_dung_trang,
    ban_dang_trang,
    ban_tro_giup,
)


def _word_files() -> Iterator[FilePayload]:
    from docx import Document

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    texts = {
        "Tin tập huấn một cửa.docx": "Tập huấn nghiệp vụ tiếp nhận hồ sơ tại Bộ phận Một cửa",
        "Tin dịch vụ công.docx": "Hướng dẫn người dân nộp hồ sơ qua Cổng Dịch vụ công quốc gia",
    }
    for name, title in texts.items():
        document, out = Document(), io.BytesIO()
        document.add_heading(title, level=1)
        document.add_paragraph(f"Sáng 20/11/2026, Sở tổ chức buổi {title[0].lower()}{title[1:]}.")
        document.save(out)
        yield {"name": name, "mimeType": kind, "buffer": out.getvalue()}


@contextmanager
def running(root: Path) -> Iterator[str]:
    """Run the desk on `root`; give its address."""
    said = root / "said.txt"
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": NOW}
    command = [sys.executable, "-m", "cchc", "desk", "-C", str(root), "--port", "0", "--no-open"]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            while not (found := re.search(r"đã mở tại (http\S+)", said.read_text(encoding="utf-8"))):
                if process.poll() is not None:
                    raise SystemExit(said.read_text(encoding="utf-8"))
                time.sleep(0.1)
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def write(page: Page, target: Path) -> None:
    """Write what the window shows, in few colours: a picture of words stays as sharp and gets small."""
    from PIL import Image

    with Image.open(io.BytesIO(page.screenshot())) as picture:
        # By coverage: the colours of small marks stay what they are.
        few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(target, "PNG", optimize=True)
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target.name}: {target.stat().st_size:,} bytes, at most {MOST_BYTES:,}.")


def take_all(browser: Browser, root: Path, address: str, target: Path, names: list[str]) -> None:
    """Take each picture in a window of its own: nothing is unsaved there."""
    for picture in PICTURES:
        name = picture.__name__.removeprefix("ban_").replace("_", "-")
        if names and name not in names:
            continue
        size: ViewportSize = {"width": WIDTH, "height": HEIGHT}
        context = browser.new_context(viewport=size, locale="vi-VN", color_scheme="light", reduced_motion="reduce")
        context.set_default_timeout(LONGEST * 1000)
        page = context.new_page()
        page.goto(address)
        # What the picture before has left unsaved is nobody's.
        shutil.rmtree(root / ".cchc-desk" / "recovery", ignore_errors=True)
        picture(Desk(root, address, page), _seen(page, target))
        context.close()


def _seen(page: Page, target: Path) -> Take:
    return lambda name: write(page, target / f"ban-bien-tap-{name}.png")


def main(names: list[str]) -> None:
    """Run the desk and take the pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "cchc"
        shutil.copytree(ROOT / "docs", root / "docs")
        (root / "docs/_data/publish.yml").write_text(PUBLISH, encoding="utf-8")
        with running(root) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["CCHC_CHROMIUM"], args=["--no-sandbox"])
            take_all(browser, root, address, TARGET, names)
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
