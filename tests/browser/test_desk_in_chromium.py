"""The editors' desk in a real browser: find, open, change, see a problem and mend it, see the page, save."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.live_desk import desk_on, picture, window_on

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "docs", root / "docs")
    with desk_on(root, "2026-11-21 09:00") as address:
        yield root, address


@pytest.fixture
def window(chromium: Browser, desk: tuple[Path, str]) -> Iterator[Page]:
    with window_on(chromium, desk[1]) as page:
        yield page


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
    window.locator(".problems.error summary").click()
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


def test_a_hint_is_mended_at_its_place_and_can_be_switched_off(window: Page, desk: tuple[Path, str]) -> None:
    window.goto(f"{desk[1].split('?')[0]}#/bai/{SOURCE}")
    words = window.get_by_label("Nội dung bài")
    words.click()
    window.keyboard.press("Control+Home")
    window.keyboard.insert_text("Một cửa sử lý hồ sơ.\n\n")
    window.locator(".cm-lintRange-hint", has_text="sử lý").hover()
    window.get_by_role("button", name="Sửa giúp: “xử lý”").click()
    expect(words).to_contain_text("Một cửa xử lý hồ sơ.")
    window.keyboard.press("Control+z")
    expect(words).to_contain_text("Một cửa sử lý hồ sơ.")
    expect(window.locator(".cm-lint-marker-hint").first).to_be_visible()
    window.get_by_label("Gợi ý cách viết").uncheck()
    expect(window.locator(".cm-lint-marker-hint")).to_have_count(0)
    window.get_by_label("Gợi ý cách viết").check()

    title = window.get_by_label("Tiêu đề *")
    title.fill("Sử lý hồ sơ")
    window.get_by_role("button", name="Sửa giúp", exact=True).click()
    expect(title).to_have_value("Xử lý hồ sơ")


def test_a_draft_is_renamed_deleted_and_put_back(window: Page, desk: tuple[Path, str]) -> None:
    window.goto(f"{desk[1].split('?')[0]}#/bai/tin-tuc/2026/11/giai-phap-nang-cao-chi-so-par-index.md")
    window.get_by_text("Việc khác").click()
    window.get_by_role("button", name="Đổi tên, chuyển chỗ").click()
    name = window.get_by_label("Tên trong địa chỉ")
    name.fill("Giải pháp năm 2027")
    window.get_by_role("button", name="Xem sẽ đổi").click()
    expect(window.get_by_role("dialog")).to_contain_text("Đây là những gì sẽ đổi.")
    window.get_by_role("button", name="Quay lại").click()
    expect(name).to_have_value("Giải pháp năm 2027")
    window.get_by_role("button", name="Xem sẽ đổi").click()
    expect(window.locator(".said")).to_contain_text("tin-tuc/2026/11/giai-phap-nam-2027.md")
    window.get_by_role("button", name="Đổi như trên").click()
    expect(window.get_by_role("dialog")).to_contain_text("Đã đổi xong.")
    window.get_by_role("button", name="Đóng").click()
    file = desk[0] / "docs/tin-tuc/2026/11/giai-phap-nam-2027.md"
    expect(window).to_have_url(re.compile("giai-phap-nam-2027"))

    window.get_by_text("Việc khác").click()
    window.get_by_role("button", name="Xóa bản nháp").click()
    window.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    window.get_by_role("button", name="Bài đã xóa").click()
    assert not file.exists()
    window.get_by_role("button", name="Khôi phục").click()
    expect(window.get_by_label("Tiêu đề *")).to_have_value(re.compile("^Giải pháp"))
    assert file.is_file()


def test_taking_down_asks_for_a_reason(window: Page, desk: tuple[Path, str]) -> None:
    window.goto(f"{desk[1].split('?')[0]}#/bai/{SOURCE}")
    window.get_by_text("Việc khác").click()
    window.get_by_role("button", name="Gỡ bài").click()
    dialog = window.get_by_role("dialog", name="Gỡ bài")
    dialog.get_by_role("button", name="Gỡ bài").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Hãy ghi lý do gỡ")
    expect(dialog.get_by_label("Lý do gỡ")).to_be_focused()
    dialog.get_by_role("button", name="Thôi").click()
    expect(dialog).to_have_count(0)


def test_an_item_that_is_asked_for_twice_is_opened_once(window: Page) -> None:
    """A second view of it would go on listening and saving, unseen."""
    asked: list[str] = []
    window.on("request", lambda sent: asked.append(sent.url) if "/api/item?" in sent.url else None)
    window.evaluate(
        "path => { location.hash = '#/bai/' + path; dispatchEvent(new HashChangeEvent('hashchange')); }", SOURCE
    )
    expect(window.get_by_label("Tiêu đề *")).to_be_editable()
    window.get_by_role("link", name="Về danh sách").click()
    expect(window.get_by_label("Tìm bài")).to_be_visible()
    assert len(asked) == 1


def test_the_help_finds_its_headings_without_diacritics(window: Page) -> None:
    with window.expect_popup() as opened:
        window.get_by_role("link", name="Trợ giúp").click()
    page = opened.value
    page.get_by_label("Tìm trong tài liệu").fill("nhap tu word")
    page.locator("#thay").get_by_role("link", name="Nhập từ Word").first.click()
    expect(page.get_by_role("heading", name="Nhập từ Word")).to_be_in_viewport()
