"""`cchc serve` as an editor has it: a running preview of a copy of the example, whose files are changed."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import IO, Any

import pytest

pytestmark = pytest.mark.build

BASE = "/chuyen-muc/cchc/"
FILE = "docs/tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam.md"
PAGE = "tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam/"
LONGEST = 120  # seconds; nothing here passes or fails on how fast it is


@dataclass(frozen=True)
class Preview:
    """A running preview of the folder `root`."""

    root: Path
    port: int
    process: subprocess.Popen[str]
    said: Path

    def ask(self, path: str, host: str = "", method: str = "GET") -> tuple[int, Any, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.request(method, path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        words = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, words

    def page(self, address: str) -> str:
        return self.ask(BASE + address)[2]

    def until(self, address: str, *words: str, without: str = "\0") -> str:
        """Ask for a page until it has all these words."""
        end = time.monotonic() + LONGEST
        while True:
            html = unescape(self.page(address))
            if all(word in html for word in words) and without not in html:
                return html
            assert time.monotonic() < end, (words, html[-3000:], self.said.read_text(encoding="utf-8"))
            time.sleep(0.05)

    def terminal_says(self, words: str) -> None:
        end = time.monotonic() + LONGEST
        while words not in self.said.read_text(encoding="utf-8"):
            assert time.monotonic() < end, self.said.read_text(encoding="utf-8")
            time.sleep(0.05)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def started(root: Path, log: IO[str], now: str, port: int = 0) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "CCHC_NOW": now}
    command = [sys.executable, "-m", "cchc", "serve", "-C", str(root), "--port", str(port)]
    return subprocess.Popen(command, stdout=log, stderr=log, text=True, env=environment)


def running(root: Path, said: Path, now: str) -> Iterator[Preview]:
    """Start a preview, wait until it shows the site, stop it in the end."""
    with said.open("w", encoding="utf-8") as log:
        process = started(root, log, now)
        try:
            end = time.monotonic() + LONGEST
            pattern = re.compile(r"Xem trước tại http://127\.0\.0\.1:(\d+)/")
            while not (found := pattern.search(said.read_text(encoding="utf-8"))):
                assert process.poll() is None, said.read_text(encoding="utf-8")
                assert time.monotonic() < end, said.read_text(encoding="utf-8")
                time.sleep(0.1)
            yield Preview(root, int(found[1]), process, said)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(LONGEST)


@pytest.fixture(scope="module")
def preview(example: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("serve")
    shutil.copytree(example.root / "docs", root / "docs")
    yield from running(root, root / "said.txt", example.now)


def test_a_saved_text_is_shown_and_the_lists_follow(preview: Preview) -> None:
    preview.change(FILE, "title: Hưởng ứng Ngày Pháp luật", "title: Chào mừng Ngày Pháp luật")
    preview.until(PAGE, "Chào mừng Ngày Pháp luật Việt Nam")
    preview.until("tin-tuc/", "Chào mừng Ngày Pháp luật Việt Nam")
    preview.terminal_says(f"{FILE}: đã hiện")


def test_a_save_by_renaming_is_seen(preview: Preview) -> None:
    file = preview.root / FILE
    fresh = file.with_name(".huong-ung.tmp")
    fresh.write_text(file.read_text(encoding="utf-8") + "\nCâu viết bằng cách đổi tên.\n", encoding="utf-8")
    fresh.replace(file)
    preview.until(PAGE, "Câu viết bằng cách đổi tên.")


def test_an_error_is_shown_above_the_last_good_page_until_it_is_mended(preview: Preview) -> None:
    preview.change(FILE, "[PBGDPL, cong-tac-tuyen-truyen]", "[cong-tac-tuyen-truyem]")
    html = preview.until(PAGE, "Lỗi CCHC401", "Ngày Pháp luật Việt Nam")
    assert f"{FILE}, dòng 4, cột" in html
    assert "Có phải ý bạn là “" in html
    assert "bản đúng gần nhất" in html
    preview.terminal_says("CCHC401")
    preview.terminal_says("chưa theo kịp vì nội dung có lỗi: 1 lỗi")
    preview.until(PAGE, "Lỗi CCHC401")
    preview.change(FILE, "[cong-tac-tuyen-truyem]", "[PBGDPL, cong-tac-tuyen-truyen]")
    preview.until(PAGE, "Ngày Pháp luật Việt Nam", without="x-preview")


def test_damaged_files_do_not_end_the_preview(preview: Preview) -> None:
    damaged = preview.root / "docs/tin-tuc/2026/11/hong.md"
    damaged.write_bytes(b"\x00\x01\x80" * 100)
    html = preview.until("tin-tuc/2026/11/hong/", "docs/tin-tuc/2026/11/hong.md")
    assert "Lỗi CCHC1" in html
    preview.change(FILE, "120 công chức", "hai trăm công chức")
    preview.until(PAGE, "hai trăm công chức")
    damaged.unlink()
    preview.until("tin-tuc/2026/11/hong/", without="CCHC1")
    preview.change("docs/_data/topics.yml", "\n", "\n\t:[hỏng\n")
    preview.terminal_says("docs/_data/topics.yml:")
    assert "hai trăm công chức" in preview.page(PAGE)
    preview.change("docs/_data/topics.yml", "\n\t:[hỏng\n", "\n")


def test_new_moved_and_deleted_texts(preview: Preview) -> None:
    file = preview.root / "docs/tin-tuc/2026/11/bai-thu.md"
    file.write_text("---\ntitle: Bài thử mới\ndate: 2026-11-20\ntags: [PBGDPL]\n---\n\nChữ thử.\n", encoding="utf-8")
    preview.until("tin-tuc/2026/11/bai-thu/", "Bài thử mới", "Chữ thử.")
    preview.until("tin-tuc/", "Bài thử mới")
    file.rename(file.with_name("bai-khac.md"))
    preview.until("tin-tuc/2026/11/bai-khac/", "Bài thử mới")
    preview.until("tin-tuc/", "bai-khac", without="bai-thu")
    file.with_name("bai-khac.md").unlink()
    preview.until("tin-tuc/", without="Bài thử mới")
    preview.until("tin-tuc/2026/11/bai-khac/", without="Bài thử mới")
    assert preview.ask(f"{BASE}tin-tuc/2026/11/bai-khac/")[0] == 404


def test_a_draft_and_a_planned_text_are_shown_with_a_notice_only(preview: Preview) -> None:
    for name, head, notice in (("nhap", "draft: true\n", "Bản nháp:"), ("hen", "", "Hẹn giờ:")):
        file = preview.root / f"docs/tin-tuc/2026/12/{name}.md"
        words = f"---\ntitle: Bài chưa đăng {name}\ndate: 2026-12-20\n{head}tags: [PBGDPL]\n---\n\nChữ thử.\n"
        file.write_text(words, encoding="utf-8")
        preview.until(f"tin-tuc/2026/12/{name}/", f"Bài chưa đăng {name}", notice)
    preview.change(FILE, "hội nghị", "cuộc hội nghị")
    preview.until(PAGE, "cuộc hội nghị", without="x-preview")
    assert "Hẹn giờ:" in preview.page("tin-tuc/2026/12/hen/")
    assert "Bài chưa đăng" not in preview.page("tin-tuc/")


def test_plain_pages_and_introductions_are_shown(preview: Preview) -> None:
    for path, address in (
        ("docs/gioi-thieu.md", "gioi-thieu/"),
        ("docs/index.md", ""),
        ("docs/tin-tuc/index.md", "tin-tuc/"),
        ("docs/chu-de/kiem-soat-tthc.md", "chu-de/kiem-soat-tthc/"),
    ):
        file = preview.root / path
        text = file.read_text(encoding="utf-8") if file.exists() else "---\ntitle: Lời dẫn\n---\n"
        file.write_text(f"{text}\n\nCâu thêm vào {address}.\n", encoding="utf-8")
        preview.until(address, f"Câu thêm vào {address}.")


def test_only_the_sent_page_has_the_script(preview: Preview) -> None:
    assert "_xem-truoc/tai-lai.js" in preview.page("")
    assert "_xem-truoc" not in (preview.root / ".cchc-cache/preview/site/index.html").read_text(encoding="utf-8")
    assert not (preview.root / "site").exists()


@pytest.mark.parametrize(
    "path", ["../../../../etc/passwd", "%2e%2e/%2e%2e/docs/index.md", "..%2f..%2fdocs%2findex.md", "..%5c..%5cdocs"]
)
def test_nothing_outside_the_site_is_served(preview: Preview, path: str) -> None:
    status, _, words = preview.ask(BASE + path)
    assert status == 404
    assert "root:" not in words


def test_another_name_for_this_machine_is_refused(preview: Preview) -> None:
    assert preview.ask(BASE, host="evil.example")[0] == 403
    assert preview.ask(BASE, host=f"localhost:{preview.port}")[0] == 200


def test_ways_to_a_page(preview: Preview) -> None:
    assert preview.ask("/")[1]["Location"] == BASE
    assert preview.ask(f"{BASE}tin-tuc?a=1")[1]["Location"] == f"{BASE}tin-tuc/?a=1"
    assert preview.ask(BASE, method="HEAD")[2] == ""
    status, headers, _ = preview.ask(f"{BASE}rss.xml")
    assert (status, headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    status, _, words = preview.ask(f"{BASE}khong-co/")
    assert status == 404
    assert "<title>" in words


def test_a_browser_is_told_when_its_page_is_another(preview: Preview) -> None:
    found = re.search(r'data-events="([^"]+)"', preview.page(PAGE))
    assert found
    with socket.create_connection(("127.0.0.1", preview.port), timeout=LONGEST) as browser:
        browser.sendall(f"GET {unescape(found[1])} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        preview.change(FILE, "trực tiếp", "có mặt")
        answer = b""
        while more := browser.recv(65536):
            answer += more
    assert b"text/event-stream" in answer
    assert answer.endswith(b"data: tai-lai\n\n")


def test_a_taken_port_is_said_in_vietnamese(preview: Preview, tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    with said.open("w", encoding="utf-8") as log:
        second = started(preview.root, log, "", preview.port)
        assert second.wait(LONGEST) == 1
    assert f"Không mở được cổng {preview.port}" in said.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gửi Ctrl+C theo cách khác")
def test_it_starts_with_damaged_content_and_ends_cleanly(example: Any, tmp_path: Path) -> None:
    shutil.copytree(example.root / "docs", tmp_path / "docs")
    (tmp_path / "docs/tin-tuc/2026/11/hong.md").write_text("không có khối thông tin", encoding="utf-8")
    for preview in running(tmp_path, tmp_path / "said.txt", example.now):
        preview.until("tin-tuc/2026/11/hong/", "CCHC201")
        preview.change(FILE, "title: Hưởng ứng", "title: Chào mừng")
        preview.until("tin-tuc/", "Chào mừng Ngày Pháp luật")
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(LONGEST) == 0
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert "Đã dừng xem trước." in said
    assert "Traceback" not in said
