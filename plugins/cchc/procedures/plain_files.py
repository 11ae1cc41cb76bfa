"""Lists in CSV and JSON → grids of text."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable
from itertools import islice
from typing import Any

from cchc.procedures.grid import Grid, Line, Lines, UnreadableError, clean
from cchc.text import name_key

_DELIMITERS = ";,\t"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD_LINES, _HEAD_LENGTH = 40, 4_000
_EXAMPLE = '[{"Mã thủ tục": "1.001786", "Tên thủ tục": "…"}]'


def text_of(data: bytes) -> str:
    """Return the text of a file: UTF-8 with or without BOM, or UTF-16 with BOM (Excel's “Unicode Text”).

    Raises UnreadableError for all else: legacy Vietnamese codes are never guessed at.
    """
    for bom, encoding in _UTF16.items():
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError("tệp UTF-16 bị hỏng", "Xuất lại tệp từ Excel: CSV UTF-8.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(
            "tệp không phải văn bản UTF-8",
            "Trong Excel, chọn Lưu thành (Save as), loại “CSV UTF-8”. Nếu chữ dùng phông .VnTime hoặc VNI thì chuyển "
            "sang Unicode trước.",
            f"dòng {line}",
        ) from error
    if "\x00" in text:
        raise UnreadableError("tệp chứa dữ liệu nhị phân, không phải danh mục", "Chọn tệp XLSX, CSV hoặc JSON.")
    return text


def csv_grid(data: bytes, score: Callable[[Grid], int]) -> Grid:
    """Return the cells of a CSV file; of `;`, `,` and tab the one that gives the best head by `score` separates them.

    Raises UnreadableError.
    """
    text = text_of(data)
    return _csv(text, max(_DELIMITERS, key=lambda delimiter: score(_first_lines(text, delimiter))))


def _first_lines(text: str, delimiter: str) -> Grid:
    """Return where the head can be, whatever may be wrong below or in it."""
    pieces = (line[:_HEAD_LENGTH] for line in io.StringIO(text[: _HEAD_LENGTH * _HEAD_LINES], newline=""))
    cells = csv.reader(islice(pieces, _HEAD_LINES), delimiter=delimiter)
    return Grid(tuple(Line(number, tuple(map(clean, line))) for number, line in enumerate(cells, 1)))


def _csv(text: str, delimiter: str) -> Grid:
    lines = Lines()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    started = 1
    try:
        for number, cells in enumerate(reader, 1):
            started = reader.line_num + 1
            lines.add(number, [clean(cell) for cell in cells])
    except csv.Error as error:
        raise UnreadableError(
            "dấu nháy kép mở mà không đóng, hoặc đóng rồi còn chữ",
            'Mỗi ô có dấu nháy kép viết thành "…", dấu nháy bên trong viết đôi "". Nên xuất lại tệp từ Excel.',
            f"dòng {number + 1} (dòng {started} của tệp)",
        ) from error
    return Grid(tuple(lines.lines))


def json_grid(data: bytes) -> Grid:
    """Return the cells of a JSON list of objects, alone or as the one list of an object. Raises UnreadableError."""
    try:
        parsed = json.loads(
            text_of(data), parse_float=_Number, parse_int=_Number, parse_constant=_no_constant, object_pairs_hook=_Pairs
        )
    except RecursionError as error:
        raise UnreadableError("JSON lồng quá nhiều tầng", f"Danh mục viết như {_EXAMPLE}") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(
            "JSON viết sai ở đây", f"Danh mục viết như {_EXAMPLE}", f"dòng {error.lineno}, ký tự {error.colno}"
        ) from error
    items = _items(parsed)
    heads: dict[str, str] = {}
    rows = []
    for number, item in enumerate(items, 1):
        row = _row(item, number)
        for key in row:
            heads.setdefault(name_key(key), key)
        rows.append({name_key(key): value for key, value in row.items()})
    lines = Lines("mục")
    lines.add(0, list(heads.values()))
    for number, cells in enumerate(rows, 1):
        lines.add(number, [cells.get(key, "") for key in heads])
    return Grid(tuple(lines.lines), word="mục", lettered=False)


class _Number(str):
    """A number as it was written: `1.001780` keeps its zero."""

    __slots__ = ()


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON with all its keys, repeated ones too."""


def _no_constant(word: str) -> str:
    raise UnreadableError(f"JSON có giá trị {word}", "Viết số bình thường, hoặc để null khi không có.")


def _items(parsed: Any) -> list[Any]:
    if isinstance(parsed, _Pairs):
        lists = [value for _, value in parsed if isinstance(value, list) and not isinstance(value, _Pairs)]
        if len(lists) == 1:
            return lists[0]
    elif isinstance(parsed, list):
        return parsed
    raise UnreadableError("không thấy danh sách thủ tục trong JSON", f"Danh mục viết như {_EXAMPLE}")


def _row(item: Any, number: int) -> dict[str, str]:
    place = f"mục {number}"
    if not isinstance(item, _Pairs):
        raise UnreadableError("đây không phải một thủ tục", f"Mỗi mục viết như {_EXAMPLE[1:-1]}", place)
    row: dict[str, str] = {}
    for key, value in item:
        # One level of groups: quyet_dinh_cong_bo: {so, ngay}.
        parts = [(f"{key}.{sub}", inner) for sub, inner in value] if isinstance(value, _Pairs) else [(key, value)]
        for name, inner in parts:
            if any(name_key(name) == name_key(known) for known in row):
                raise UnreadableError(f"tên mục “{name}” ghi hai lần", "Giữ lại một mục.", place)
            row[name] = _cell(inner, name, place)
    return row


def _cell(value: Any, key: str, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, _Number):
        return number_text(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and not isinstance(value, _Pairs) and all(isinstance(part, str) for part in value):
        return "\n".join(" ".join(clean(part).split()) for part in value)
    raise UnreadableError(
        "giá trị lồng nhiều tầng nên không đọc được",
        "Viết giá trị là chữ, số, hoặc danh sách các chữ.",
        f"{place}, “{key}”",
    )


def number_text(number: str) -> str:
    """Return a number as a list writes it; what can only be a code that lost its zeros gets them back."""
    whole, dot, digits = number.partition(".")
    if dot and len(whole) == 1 and whole in "123456789" and 3 <= len(digits) < 6 and digits.isdigit():
        return f"{whole}.{digits:0<6}"
    return whole if dot and set(digits) == {"0"} else number
