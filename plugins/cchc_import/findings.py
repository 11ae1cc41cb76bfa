"""What is met while a file is read and an editor must know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cchc_import.legacy_fonts import Encoding

_LONGEST_SAID = 80


@dataclass
class Findings:
    """What is met on the way and said to the editor; counted, so that each is said once."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    refused_links: list[str] = field(default_factory=list)
    drawings: int = 0
    symbols: int = 0
    converted: dict[Encoding, int] = field(default_factory=dict)
    guessed: int = 0
    contents: int = 0
    outside_pictures: int = 0


def notes_of(findings: Findings) -> Iterator[str]:
    """Yield a sentence for each thing that was changed, left out or guessed."""
    for encoding, times in findings.converted.items():
        yield f"Đã chuyển {times} đoạn chữ từ phông {encoding.value} sang Unicode; hãy đọc lại một lượt."
    if findings.guessed:
        yield (
            f"{findings.guessed} đoạn có chữ của phông cũ nhưng ghi phông mới; đã đoán và chuyển sang Unicode, "
            "cần đọc kỹ."
        )
    if findings.inserted or findings.deleted:
        yield (
            "Tệp còn vết sửa (Track Changes): đã giữ phần thêm, bỏ phần xóa; hãy chắc rằng đó là bản cuối "
            f"({findings.inserted} chỗ thêm, {findings.deleted} chỗ xóa)."
        )
    if findings.hidden:
        yield f"Đã bỏ {findings.hidden} đoạn chữ ẩn (Hidden) của Word."
    for address in dict.fromkeys(findings.refused_links):
        yield f"Đã bỏ liên kết không dùng được trên trang, giữ lại chữ: {cut(address)}"
    if findings.drawings:
        yield f"Có {findings.drawings} biểu đồ, SmartArt hoặc đối tượng nhúng chưa chuyển được; hãy chụp ảnh rồi chèn."
    if findings.outside_pictures:
        yield f"Có {findings.outside_pictures} ảnh nằm ngoài tệp Word nên không lấy được; hãy chèn ảnh vào bài."
    if findings.symbols:
        yield f"Có {findings.symbols} ký hiệu đặc biệt đã thay bằng dấu •; hãy đối chiếu với tệp Word."
    if findings.contents:
        yield "Đã bỏ mục lục của Word; trang tự có mục lục theo các đề mục."


def cut(text: str) -> str:
    """Return a text short enough to be quoted in a sentence."""
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"
