"""A list before it is understood: cells of text with the places where they stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from string import ascii_uppercase

from cchc.procedures.model import ListProblem
from cchc.text import file_size, nfc, plural_free_count

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
# What text may hold besides printable signs.
_KEPT = "\n\t"


class UnreadableError(Exception):
    """The whole file can't be read; `problem` says why."""

    def __init__(self, message: str, hint: str, place: str = "") -> None:
        super().__init__(message)
        self.problem = ListProblem(message, hint, place)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells with its number as the program that made the list counts it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `word` is what a row is called; `lettered` says whether columns have letters."""

    lines: tuple[Line, ...]
    name: str = ""
    word: str = "dòng"
    lettered: bool = True

    def place(self, number: int, label: str = "", index: int | None = None) -> str:
        """Return a place in words: `dòng 5, cột “Mã thủ tục” (B)`."""
        letter = f" ({column_letter(index)})" if self.lettered and index is not None else ""
        column = f", cột “{label}”{letter}" if label else ""
        return f"{self.word} {number}{column}"


def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0: `0` → `A`, `26` → `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def clean(text: str) -> str:
    """Return a cell's text: NFC, one kind of line end, no control characters."""
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\xa0", " "))
    return "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in ("Cc", "Cs")).strip()


def check_size(data: bytes) -> None:
    """Raise UnreadableError when a file has more bytes than a list can need, or none."""
    if not data.strip():
        raise UnreadableError("tệp trống", "Xuất lại danh mục từ Excel hoặc từ hệ thống, rồi chọn tệp đó.")
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            f"tệp lớn quá mức cho phép ({file_size(len(data))}; tối đa {file_size(MAX_BYTES)})",
            "Bỏ ảnh và các trang tính không phải danh mục, hoặc tách danh mục thành nhiều tệp.",
        )


class Lines:
    """Collects rows within the limits; empty ones are left out."""

    def __init__(self, word: str = "dòng") -> None:
        self.word = word
        self.lines: list[Line] = []

    def add(self, number: int, cells: list[str]) -> None:
        """Keep a row. Raises UnreadableError beyond the limits."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        place = f"{self.word} {number}"
        if len(cells) > MAX_COLUMNS:
            raise UnreadableError(f"có hơn {MAX_COLUMNS} cột", "Bỏ các cột không phải dữ liệu của thủ tục.", place)
        if any(len(cell) > MAX_CELL for cell in cells):
            raise UnreadableError(
                f"có ô dài hơn {plural_free_count(MAX_CELL)} ký tự",
                "Rút gọn ô đó; nếu là tệp CSV, kiểm tra dấu nháy kép có bị thiếu không.",
                place,
            )
        if len(self.lines) >= MAX_ROWS:
            raise UnreadableError(
                f"danh mục có hơn {plural_free_count(MAX_ROWS)} dòng",
                "Tách danh mục thành nhiều tệp, hoặc xóa các dòng thừa ở cuối.",
            )
        self.lines.append(Line(number, tuple(cells)))
