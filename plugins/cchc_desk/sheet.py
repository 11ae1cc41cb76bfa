"""“Cách viết”: how words, lists, links, pictures, tables are written, with what comes of them. One screen."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

SHEET = "cach-viet"
SHEET_TITLE = "Cách viết"

# What one wants, how it is written. Made into HTML by the renderer of the site, so that it can't say what is not so.
EXAMPLES = (
    ("Tiêu đề mục", "## Kết quả cụ thể"),
    ("Chữ đậm, chữ nghiêng", "**Chữ đậm** và *chữ nghiêng*"),
    ("Đoạn mới", "Đoạn thứ nhất.\n\nĐoạn thứ hai, sau một dòng trống."),
    ("Danh sách", "- Việc thứ nhất\n- Việc thứ hai"),
    ("Danh sách đánh số", "1. Nộp hồ sơ\n2. Nhận kết quả"),
    ("Liên kết", "[Cổng Dịch vụ công](https://dichvucong.gov.vn)"),
    ("Ảnh, có chú thích", '![Toàn cảnh hội nghị](hoi-nghi.jpg "Hội nghị sáng 09/11/2026")'),
    ("Bảng", "| Lĩnh vực | Hồ sơ |\n| --- | ---: |\n| Sở hữu trí tuệ | 120 |"),
    ("Trích lời", "> “Hồ sơ được trả đúng hẹn.”"),
    ("Dẫn văn bản", "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"),
)
_NOTES = {
    "Ảnh, có chú thích": "Trong ngoặc vuông: ảnh có gì, cho người không nhìn được ảnh.",
    "Dẫn văn bản": "Ghi đủ số, ký hiệu: nếu văn bản có trong chuyên mục, chữ tự thành liên kết.",
    "Đoạn mới": "Cách nhau một dòng trống.",
}
_HEAD = '<table class="sheet"><thead><tr><th>Muốn có</th><th>Viết</th><th>Người đọc thấy</th></tr></thead><tbody>'


def sheet_rows(shown: Callable[[str], str]) -> str:
    """Return the sheet as HTML; `shown` makes the HTML of an example."""
    rows = [_row(wanted, written, shown(written)) for wanted, written in EXAMPLES]
    return f"{_HEAD}{''.join(rows)}</tbody></table>"


def _row(wanted: str, written: str, html: str) -> str:
    note = f"<small>{escape(_NOTES[wanted])}</small>" if wanted in _NOTES else ""
    return f'<tr><th scope="row">{escape(wanted)}{note}</th><td><pre>{escape(written)}</pre></td><td>{html}</td></tr>'
