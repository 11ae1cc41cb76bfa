"""A department's list of procedures, read from the bytes of an XLSX, CSV or JSON file.

A print has more than the table: a title above it, a row that numbers the columns, a row for each field. These are
understood; what is not understood is said with its row and column, never left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.problems import Severity
from cchc.procedures.cells import WrongValueError
from cchc.procedures.columns import COLUMNS, IGNORED_HEADS, Column, column_of, nearest_head
from cchc.procedures.grid import Grid, Line, UnreadableError, check_size
from cchc.procedures.model import ListProblem, ProcedureList, Row, Value, short_code
from cchc.procedures.plain_files import csv_grid, json_grid
from cchc.procedures.workbook import workbook_grids
from cchc.text import fold, name_key, tidy

_HEAD_WITHIN = 20
_FIELD_ROW = re.compile(r"(?:(?:[IVXLCDM]+|[A-ZĐ]|\d{1,3})[.)/]?\s+)?lĩnh vực\s*:?\s+(?P<name>.+)", re.IGNORECASE)
_LIKE_A_CODE = re.compile(r"\d[.,]\d")
_NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_UNIT = re.compile(r"\((?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng)\)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")
# Decisions list their procedures under such headings.
_SECTIONS = {
    "moi ban hanh": "moi-ban-hanh",
    "sua doi": "sua-doi-bo-sung",
    "thay the": "thay-the",
    "bai bo": "bai-bo",
}
_REQUIRED = tuple(column for column in COLUMNS if column.required)


@dataclass(frozen=True, slots=True)
class _Head:
    """The row of names. `columns` by position; `units` are written in brackets behind a name."""

    line: Line
    columns: dict[int, Column]
    units: dict[int, str]

    @property
    def complete(self) -> bool:
        return all(column in self.columns.values() for column in _REQUIRED)


def read_list(data: bytes, name: str = "") -> ProcedureList:
    """Read a list; `name` is its file's name, whose suffix says the format where the bytes do not.

    Never raises for bad input: what is wrong stands in `problems`, and with an error there `rows` must not be used.
    """
    try:
        check_size(data)
        grids = _grids_of(data, name)
    except UnreadableError as error:
        return ProcedureList(problems=(error.problem,))
    heads = [(grid, _head(grid)) for grid in grids]
    usable = [(grid, head) for grid, head in heads if head is not None and head.complete]
    if not usable:
        return ProcedureList(problems=(_no_head(heads),))
    problems = [
        ListProblem(
            f"trang tính “{grid.name}” cũng có danh mục nhưng không được đọc",
            f"Chỉ trang “{usable[0][0].name}” được đọc. Gộp các trang vào một trang, hoặc nhập từng tệp.",
            severity=Severity.WARNING,
        )
        for grid, _ in usable[1:]
    ]
    return _Reader(*usable[0], problems).read()


def _grids_of(data: bytes, name: str) -> list[Grid]:
    suffix = name.casefold().rpartition(".")[2]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return workbook_grids(data)
    if suffix in ("xlsx", "xlsm", "xls"):
        raise UnreadableError(
            "tệp có đuôi Excel nhưng nội dung không phải Excel", "Mở tệp bằng Excel rồi lưu lại thành .xlsx."
        )
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if suffix == "json" or (suffix not in ("csv", "txt") and start in (b"[", b"{")):
        return [json_grid(data)]
    if suffix in ("csv", "txt", "tsv", ""):
        return [csv_grid(data, _score)]
    raise UnreadableError(f"không đọc được loại tệp .{suffix}", "Dùng tệp .xlsx, .csv hoặc .json.")


def _score(grid: Grid) -> int:
    head = _head(grid)
    return 0 if head is None else len(head.columns) + 100 * head.complete


def _head(grid: Grid) -> _Head | None:
    """Return the row within the first ones that names the most columns; `None` when none names any."""
    found = [_named(line) for line in grid.lines[:_HEAD_WITHIN]]
    best = max(found, key=lambda head: len(set(head.columns.values())), default=None)
    return best if best is not None and best.columns else None


def _named(line: Line) -> _Head:
    columns = {index: column for index, cell in enumerate(line.cells) if (column := column_of(tidy(cell)))}
    units = {
        index: unit["unit"].lower() for index in columns if (unit := _UNIT.search(tidy(line.cells[index]))) is not None
    }
    return _Head(line, columns, units)


def _no_head(heads: list[tuple[Grid, _Head | None]]) -> ListProblem:
    needed = " và ".join(f"“{column.label}”" for column in _REQUIRED)
    best = max(((grid, head) for grid, head in heads if head), key=lambda pair: len(pair[1].columns), default=None)
    if best is None:
        return ListProblem(
            "không thấy dòng tên cột trong 20 dòng đầu",
            f"Danh mục cần một dòng tên cột, ít nhất có {needed}.",
        )
    grid, head = best
    missing = [column.label for column in _REQUIRED if column not in head.columns.values()]
    near = [
        f"cột “{tidy(cell)}” có phải là “{meant}”?"
        for index, cell in enumerate(head.line.cells)
        if index not in head.columns and (meant := nearest_head(tidy(cell))) in missing
    ]
    names = ", ".join(f"“{label}”" for label in missing)
    hint = " ".join([*(part[0].upper() + part[1:] for part in near), f"Danh mục cần ít nhất {needed}."])
    return ListProblem(f"thiếu cột {names}", hint, grid.place(head.line.number))


class _Reader:
    """Turns the lines below the head into rows."""

    def __init__(self, grid: Grid, head: _Head, problems: list[ListProblem]) -> None:
        self.grid, self.head, self.problems = grid, head, problems
        self.field_name = self.change = ""
        self.rows: list[Row] = []

    def read(self) -> ProcedureList:
        """Read all; problems are collected, none hides another."""
        self.check_heads()
        for line in self.grid.lines[self.grid.lines.index(self.head.line) + 1 :]:
            self.add(line)
        if not self.rows and not self.problems:
            self.say("", "danh mục không có thủ tục nào", "Kiểm tra các dòng dưới dòng tên cột.")
        rows = tuple(self.unique())
        columns = {column.id for column in self.head.columns.values()}
        # Fields and changes can be said by rows that head a group.
        columns |= {id_ for id_ in ("linh_vuc", "lan_thay_doi") if any(id_ in row.values for row in rows)}
        return ProcedureList(rows, frozenset(columns), tuple(self.problems))

    def say(self, place: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(ListProblem(message, hint, place, severity))

    def check_heads(self) -> None:
        """Report columns that are unknown, and two for the same thing."""
        seen: dict[str, str] = {}
        for index, cell in enumerate(self.head.line.cells):
            label = tidy(cell)
            place = self.grid.place(self.head.line.number, label, index)
            column = self.head.columns.get(index)
            if column is None:
                self.unknown_head(label, place)
            elif column.id in seen:
                self.say(
                    place,
                    f"hai cột cùng là “{column.label}”: “{seen[column.id]}” và “{label}”",
                    "Giữ lại một cột, hoặc đổi tên cột kia.",
                )
            else:
                seen[column.id] = label

    def unknown_head(self, label: str, place: str) -> None:
        if not label or name_key(label) in IGNORED_HEADS:
            return
        near = nearest_head(label)
        meant = f"Có phải ý bạn là “{near}”? " if near else ""
        self.say(
            place,
            f"không dùng cột “{label}”",
            f"{meant}Các cột được dùng: {', '.join(column.label for column in COLUMNS)}.",
            Severity.WARNING,
        )

    def add(self, line: Line) -> None:
        filled = [cell for cell in line.cells if cell]
        if all(_NUMBERING.fullmatch(cell) for cell in filled) or self.is_head_again(line):
            return
        place = self.grid.place(line.number)
        if len(filled) == 1 and not _LIKE_A_CODE.match(filled[0]):
            self.heading(filled[0], place)
            return
        extra = [cell for cell in line.cells[len(self.head.line.cells) :] if cell]
        if extra:
            self.say(
                place,
                f"có nhiều ô hơn số cột (thừa “{tidy(extra[0])[:40]}”)",
                "Nếu là tệp CSV, ô có dấu phẩy hoặc chấm phẩy phải đặt trong dấu nháy kép. Nên xuất lại từ Excel.",
            )
            return
        self.procedure(line, place)

    def is_head_again(self, line: Line) -> bool:
        """A print repeats its head on each page."""
        return [name_key(cell) for cell in line.cells] == [name_key(cell) for cell in self.head.line.cells]

    def heading(self, text: str, place: str) -> None:
        match = _FIELD_ROW.fullmatch(tidy(text))
        if match:
            self.field_name = match["name"]
            return
        # What a row of another kind opens is no longer the field above it.
        self.field_name = self.change = ""
        changes = {id_ for words, id_ in _SECTIONS.items() if words in fold(text)}
        if len(changes) == 1:
            self.change = changes.pop()
            return
        self.say(
            place,
            f"chỉ có “{tidy(text)[:60]}”, không có mã nên không phải thủ tục; bỏ qua dòng này",
            "Nếu đây là thủ tục, ghi đủ mã và tên. Dòng chia nhóm viết như “I. Lĩnh vực Sở hữu trí tuệ”.",
            Severity.WARNING,
        )

    def procedure(self, line: Line, place: str) -> None:
        values: dict[str, Value] = {}
        before = len(self.problems)
        for index, column in self.head.columns.items():
            text = line.cells[index] if index < len(line.cells) else ""
            where = self.grid.place(line.number, tidy(self.head.line.cells[index]), index)
            if text:
                value = self.value(column, self.with_unit(column, index, text), where)
                if value:
                    values[column.id] = value
            elif column.required:
                self.say(where, f"thiếu {_small(column.label)}", f"Ghi vào ô này, ví dụ: {column.example}")
        if self.field_name:
            values.setdefault("linh_vuc", self.field_name)
        if self.change:
            values.setdefault("lan_thay_doi", self.change)
        if len(self.problems) == before:
            self.rows.append(Row(place, values))

    def with_unit(self, column: Column, index: int, text: str) -> str:
        unit = self.head.units.get(index)
        return f"{text} {unit}" if column.units and unit and _BARE_NUMBER.fullmatch(text) else text

    def value(self, column: Column, text: str, place: str) -> Value | None:
        try:
            return column.read(text)
        except WrongValueError as error:
            self.say(place, error.message, error.hint)
            return None

    def unique(self) -> Iterator[Row]:
        """Yield rows with a code of their own: a repeated row is said and left out, a contradicting one is an error."""
        first: dict[str, Row] = {}
        for row in self.rows:
            same = first.setdefault(short_code(row.code), row)
            if same is row:
                yield row
            elif same.values == row.values:
                message = f"lặp lại y nguyên {same.place}; bỏ qua dòng này"
                self.say(row.place, message, "Xóa dòng lặp.", Severity.WARNING)
            else:
                self.say(
                    row.place,
                    f"mã “{row.code}” đã có ở {same.place} với nội dung khác",
                    "Mỗi thủ tục một dòng: giữ lại dòng đúng, hoặc sửa mã.",
                )


def _small(label: str) -> str:
    """Return a label as it stands inside a sentence: the first letter small."""
    return label[:1].lower() + label[1:]
