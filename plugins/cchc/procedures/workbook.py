"""Lists in XLSX → grids of text. The only place that imports openpyxl.

A workbook comes by e-mail from anywhere: its size unpacked is known and limited before anything is unpacked, and XML
that declares entities is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from cchc.procedures.grid import MAX_COLUMNS, Grid, Lines, UnreadableError, clean, column_letter
from cchc.procedures.plain_files import number_text
from cchc.text import file_size

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 1_000
_EXCEL_ROWS = 1_048_576
# Bytes from `<` to `>`: parsers take quadratic time for the attributes of one element.
_LONGEST_TAG = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
# zipfile and openpyxl say that a package is damaged by whatever their parsers raise.
_DAMAGE = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
_DAMAGED = "tệp Excel bị hỏng nên không đọc được"
_BROKEN = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx."


def workbook_grids(data: bytes) -> list[Grid]:
    """Return the visible sheets of a workbook. Raises UnreadableError."""
    if data.startswith(_OLE):
        raise UnreadableError(
            "đây là tệp .xls đời cũ hoặc tệp Excel có mật khẩu", "Bỏ mật khẩu rồi lưu lại thành .xlsx (Excel Workbook)."
        )
    package = _safe_package(data)
    try:
        return list(_grids(package))
    except _DAMAGE as error:
        raise UnreadableError(_DAMAGED, _BROKEN) from error


def _safe_package(data: bytes) -> bytes:
    """Return the package with its XML parts alone, each no longer than it declares.

    zipfile unpacks up to a gigabyte of a part before it looks at the declared size, unless it is asked for less; so
    openpyxl is given parts that were unpacked here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {part.filename: part for part in package.infolist() if part.filename.endswith((".xml", ".rels"))}
            _check_limits(parts)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as safe:
                for name, part in parts.items():
                    safe.writestr(name, _unpacked(package, part))
            return out.getvalue()
    except (*_DAMAGE, zlib.error) as error:
        raise UnreadableError(_DAMAGED, _BROKEN) from error


def _check_limits(parts: Mapping[str, zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts.values())
    if len(parts) > MAX_PARTS:
        raise UnreadableError(f"tệp Excel có quá nhiều phần ({len(parts)}; tối đa {MAX_PARTS})", _BROKEN)
    if size > MAX_UNPACKED:
        raise UnreadableError(
            f"tệp Excel giải nén ra quá lớn ({file_size(size)}; tối đa {file_size(MAX_UNPACKED)})",
            "Bỏ các trang tính và định dạng thừa; hoặc xuất danh mục ra CSV.",
        )
    if "[Content_Types].xml" not in parts:
        raise UnreadableError("tệp không phải danh mục Excel (.xlsx)", _BROKEN)


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with package.open(part) as stream:
        content = stream.read(part.file_size) if part.file_size else b""
    if any(mark in content for mark in _DOCTYPES) or _longest_tag(content) > _LONGEST_TAG:
        raise UnreadableError("tệp Excel có khai báo XML không an toàn", _BROKEN)
    return content


def _longest_tag(content: bytes) -> int:
    return max(len(piece) - max(piece.rfind(b"<"), 0) for piece in content.split(b">")[:-1] or [b""])


def _grids(data: bytes) -> Iterator[Grid]:
    # Values as Excel last calculated them, beside the formulas: a formula that was never calculated has no value.
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for name in values.sheetnames:
            sheet, written = values[name], formulas[name]
            if sheet.sheet_state == "visible" and hasattr(sheet, "reset_dimensions"):
                yield _grid(sheet, written)
    finally:
        values.close()
        formulas.close()


def _grid(sheet: Any, written: Any) -> Grid:
    lines = Lines()
    pairs = zip(_rows(sheet), _rows(written), strict=True)
    for number, (cells, sources) in enumerate(pairs, 1):
        texts = []
        for index, (value, source) in enumerate(zip(cells, sources, strict=True)):
            place = f"trang tính “{sheet.title}”, ô {column_letter(index)}{number}"
            if value is None and source is not None:
                raise UnreadableError(
                    "ô có công thức chưa được tính nên không biết giá trị",
                    "Mở tệp bằng Excel, lưu lại; hoặc dán lại thành giá trị (Paste values).",
                    place,
                )
            text = clean(_text(value))
            if _ERRORS.fullmatch(text):
                raise UnreadableError(f"ô có công thức bị lỗi {text}", "Sửa công thức hoặc ghi giá trị vào ô.", place)
            texts.append(text)
        lines.add(number, texts)
    return Grid(tuple(lines.lines), sheet.title)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # What a file says of its own dimensions is often wrong.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=_EXCEL_ROWS, max_col=MAX_COLUMNS + 1, values_only=True)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "có" if value else "không"
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case float():
            return number_text(f"{value:.10f}".rstrip("0") if not value.is_integer() else str(int(value)))
        case _:
            return str(value)
