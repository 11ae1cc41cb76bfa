"""A department's list of procedures is read whole, in any of three formats, or it is said what is wrong and where."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.procedure_lists import HEAD, csv_bytes, json_bytes, procedures, repacked, saved, xlsx

from cchc.content.schema import ProcedureFields
from cchc.problems import Severity
from cchc.procedures import COLUMNS, ProcedureList, read_list, stops
from cchc.procedures.columns import BY_FIELD, head_names, plain_value
from cchc.procedures.grid import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from cchc.procedures.merge import _with
from cchc.procedures.workbook import MAX_UNPACKED
from cchc.text import fold

SHORT = ("Mã thủ tục", "Tên thủ tục", "Thời hạn giải quyết")


def values(listed: ProcedureList) -> list[dict[str, object]]:
    assert listed.problems == ()
    return [dict(row.values) for row in listed.rows]


def one(head: tuple[str, ...], *rows: tuple[str, ...]) -> ProcedureList:
    return read_list(csv_bytes(rows, head), "a.csv")


def said(listed: ProcedureList) -> str:
    return "\n".join(f"{problem}. {problem.hint}" for problem in listed.problems)


def test_three_formats_say_the_same() -> None:
    rows = procedures()
    book = values(read_list(xlsx(rows), "danh-muc.xlsx"))
    assert len(book) == 200
    assert book[0] == {
        "ma": "9.000000",
        "title": "Cấp giấy phép số 0: hoạt động “thử nghiệm” # 0",
        "linh_vuc": "Sở hữu trí tuệ",
        "quyet_dinh": "100/QĐ-UBND",
        "ngay_quyet_dinh": "2026-05-01",
        "cap_thuc_hien": ("tinh",),
        "muc_do": "toan-trinh",
        "doi_tuong": ("ca-nhan", "doanh-nghiep"),
        "co_quan_giai_quyet": "Sở Khoa học và Công nghệ",
        "thoi_han_quy_dinh": "15 ngày làm việc",
        "thoi_han_giai_quyet": "10 ngày làm việc",
        "cach_thuc": ("truc-tuyen", "truc-tiep", "buu-chinh-cong-ich"),
        "ho_so": ("Đơn đề nghị theo mẫu 0", "Bản sao giấy chứng nhận: 01 bản"),
        "phi_le_phi": "Không",
        "can_cu": ("118/2025/NĐ-CP", "367/2025/NĐ-CP"),
    }
    for delimiter in ",;\t":
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert values(read_list(csv_bytes(rows, delimiter=delimiter, encoding=encoding), "a.csv")) == book
    assert values(read_list(json_bytes(rows), "a.json")) == book
    assert values(read_list(json_bytes(rows))) == book
    assert values(read_list(b'{"ngay": "x", "thu_tuc": ' + json_bytes(rows) + b"}", "a.json")) == book


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_every_example_is_read_and_fits_the_schema(column: object) -> None:
    assert column in COLUMNS
    for each in COLUMNS:
        if each is column:
            value = each.read(each.example)
            assert value
            if each.path:
                group = {"so": "1/QĐ-UBND"} if each.path[0] == "quyet_dinh_cong_bo" else None
                plain = {"title": "x", "date": "2026-11-05"} | {each.path[0]: _with(each, group, value)}
                fields = ProcedureFields.model_validate(plain)
                assert getattr(fields, each.path[0])
                assert plain_value(each, plain[each.path[0]]) == value


def test_no_two_columns_share_a_name() -> None:
    names = [name for column in COLUMNS for name in {fold(n) for n in (column.id, column.label, *column.aliases)}]
    assert len(names) == len(set(names))
    assert len(head_names()) >= len(COLUMNS) * 2
    assert set(BY_FIELD) <= set(ProcedureFields.model_fields)


@pytest.mark.parametrize(
    "head",
    [
        ("MÃ THỦ TỤC", "TÊN THỦ TỤC", "THỜI HẠN GIẢI QUYẾT"),
        ("ma thu tuc", "ten thu tuc", "thoi han giai quyet"),
        ("Ma\u0303 TTHC", "Tên  TTHC", "Thời gian giải quyết"),
        ("ma", "title", "thoi_han_giai_quyet"),
        ("Mã thủ tục (mới)", "Tên\nthủ tục", "Thời hạn giải quyết:"),
    ],
)
def test_heads_are_known_however_they_are_written(head: tuple[str, ...]) -> None:
    assert values(one(head, ("1.001786", "Cấp giấy", "3 ngày"))) == [
        {"ma": "1.001786", "title": "Cấp giấy", "thoi_han_giai_quyet": "3 ngày"}
    ]


def test_cells_of_a_workbook_keep_what_they_show() -> None:
    head = ("Mã", "Tên", "Ngày quyết định", "Thời hạn giải quyết (ngày làm việc)", "Số bộ hồ sơ", "Phí")
    rows = [
        [1.00178, "Mã gõ thành số", datetime(2026, 5, 4), 15, 1, 1000000],  # noqa: DTZ001 - Excel's days have no zone
        ["1.001787", "Dòng\nxuống dòng", "04/05/2026", "8 giờ làm việc", "02 bộ", "- Phí A: 1;\n- Phí B: 2;"],
    ]
    assert values(read_list(xlsx(rows, head), "a.xlsx")) == [
        {
            "ma": "1.001780",
            "title": "Mã gõ thành số",
            "ngay_quyet_dinh": "2026-05-04",
            "thoi_han_giai_quyet": "15 ngày làm việc",
            "so_bo": "1",
            "phi_le_phi": "1000000",
        },
        {
            "ma": "1.001787",
            "title": "Dòng xuống dòng",
            "ngay_quyet_dinh": "2026-05-04",
            "thoi_han_giai_quyet": "8 giờ làm việc",
            "so_bo": "2",
            "phi_le_phi": "Phí A: 1; Phí B: 2",
        },
    ]


def test_rows_that_head_a_group_are_understood() -> None:
    listed = one(
        SHORT,
        ("A. Danh mục TTHC mới ban hành", "", ""),
        ("I. Lĩnh vực Sở hữu trí tuệ", "", ""),
        ("1.000001", "Một", "3 ngày"),
        ("II. Lĩnh vực An toàn bức xạ", "", ""),
        ("1.000002", "Hai", "3 ngày"),
        SHORT,
        ("(1)", "(2)", "(3)"),
        ("B. Danh mục TTHC bị bãi bỏ", "", ""),
        ("1.000003", "Ba", "3 ngày"),
    )
    assert [(row.values.get("linh_vuc"), row.values["lan_thay_doi"], row.in_force) for row in listed.rows] == [
        ("Sở hữu trí tuệ", "moi-ban-hanh", True),
        ("An toàn bức xạ", "moi-ban-hanh", True),
        (None, "bai-bo", False),
    ]
    assert listed.problems == ()


def test_a_row_that_is_no_procedure_is_said() -> None:
    listed = one(SHORT, ("1.000001", "Một", ""), ("", "Người lập biểu", ""))
    assert len(listed.rows) == 1
    assert not stops(listed.problems)
    assert "dòng 3: chỉ có “Người lập biểu”" in said(listed)


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        (SHORT, ("1.0017", "Tên", "3 ngày"), ("dòng 2, cột “Mã thủ tục” (A)", "1.001700", "Text")),
        (SHORT, ("ABC", "Tên", "3 ngày"), ("mã thủ tục “ABC” chưa đúng", "1.001786")),
        (SHORT, ("", "Tên", "3 ngày"), ("dòng 2, cột “Mã thủ tục” (A)", "thiếu mã thủ tục")),
        (SHORT, ("1.001786", "", "3 ngày"), ("cột “Tên thủ tục” (B)", "thiếu tên thủ tục")),
        (SHORT, ("1.001786", "Tên", "15"), ("cột “Thời hạn giải quyết” (C)", "chưa có đơn vị", "15 ngày làm việc")),
        ((*SHORT, "Mức độ"), ("1.001786", "T", "", "Mức độ 4"), ("không hiểu “Mức độ 4”", "Toàn trình, Một phần")),
        ((*SHORT, "Đối tượng"), ("1.001786", "T", "", "Doanh nhgiệp"), ("Có phải ý bạn là “Doanh nghiệp”?",)),
        ((*SHORT, "Ngày quyết định"), ("1.001786", "T", "", "2026/05/04"), ("Có phải ý bạn là “2026-05-04”?",)),
        ((*SHORT, "Ngày quyết định"), ("1.001786", "T", "", "31/02/2026"), ("không hiểu ngày “31/02/2026”",)),
        ((*SHORT, "Số bộ hồ sơ"), ("1.001786", "T", "", "một"), ("“một” không phải là số",)),
        ((*SHORT, "Liên kết"), ("1.001786", "T", "", "javascript:alert(1)"), ("không phải địa chỉ trang",)),
        (SHORT, ("1.001786", "Tên", "3 ngày", "thừa"), ("dòng 2", "nhiều ô hơn số cột", "dấu nháy kép")),
        ((*SHORT, "Mã số"), ("1.001786", "T", "", "1.001787"), ("hai cột cùng là “Mã thủ tục”",)),
    ],
)
def test_wrong_cells_are_said_with_row_and_column(
    head: tuple[str, ...], row: tuple[str, ...], words: tuple[str, ...]
) -> None:
    listed = one(head, row)
    assert stops(listed.problems)
    for word in words:
        assert word in said(listed)


def test_all_wrong_cells_are_said_at_once() -> None:
    listed = one(SHORT, ("1", "Tên", "x"), ("1.000001", "Đúng", "3 ngày"), ("", "", "y"), ("2", "Tên", "3 ngày"))
    assert [problem.place for problem in listed.problems if problem.severity is Severity.ERROR] == [
        "dòng 2, cột “Mã thủ tục” (A)",
        "dòng 2, cột “Thời hạn giải quyết” (C)",
        "dòng 5, cột “Mã thủ tục” (A)",
    ]


def test_the_same_code_twice() -> None:
    same = one(SHORT, ("1.000001", "Một", ""), ("1.000001", "Một", ""))
    assert (len(same.rows), stops(same.problems)) == (1, False)
    assert "dòng 3: lặp lại y nguyên dòng 2" in said(same)
    other = one(SHORT, ("1.000001", "Một", ""), ("1.000001.000.00.00.H50", "Hai", ""))
    assert stops(other.problems)
    assert "đã có ở dòng 2 với nội dung khác" in said(other)


def test_an_unknown_column_is_a_warning_with_the_nearest_name() -> None:
    listed = one((*SHORT, "Lệ phi nộp", "STT"), ("1.001786", "T", "", "1", "1"))
    (problem,) = listed.problems
    assert problem.severity is Severity.WARNING
    assert "dòng 1, cột “Lệ phi nộp” (D)" in str(problem)
    assert "Có phải ý bạn là “Phí, lệ phí”?" in problem.hint


def test_a_list_without_its_columns() -> None:
    assert "thiếu cột “Mã thủ tục”" in said(one(("Mãa thủ tụcc", "Tên thủ tục"), ("1.001786", "T")))
    assert "cột “Mãa thủ tụcc” có phải là “Mã thủ tục”?" in said(
        one(("Mãa thủ tụcc", "Tên thủ tục"), ("1.001786", "T"))
    ).replace("Cột", "cột")
    assert "không thấy dòng tên cột" in said(one(("a", "b"), ("1", "2")))
    assert "không có thủ tục nào" in said(one(SHORT))


def _formula() -> bytes:
    return xlsx([["1.001786", "=A1&B1", "3 ngày"]], SHORT)


def _lying() -> bytes:
    """A part that declares 10 bytes and unpacks to far more, with the checksum of the 10."""
    data = bytearray(repacked(xlsx(procedures(1)), "xl/worksheets/sheet1.xml", b" " * 1_000_000))
    real = zlib.crc32(b" " * 1_000_000).to_bytes(4, "little")
    sizes = (1_000_000).to_bytes(4, "little")
    false = zlib.crc32(b" " * 10).to_bytes(4, "little")
    assert data.count(real) == data.count(sizes) == 2
    return bytes(data.replace(real, false).replace(sizes, (10).to_bytes(4, "little")))


def _second_sheet() -> bytes:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Cấp xã")):
        sheet.append(SHORT)
        sheet.append(("1.001786", "T", "3 ngày"))
    return saved(book)


BAD_FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.xlsx", "tệp trống"),
    "spaces": (lambda: b" \n ", "a.csv", "tệp trống"),
    "too big": (lambda: b"a" * (MAX_BYTES + 1), "a.csv", "tệp lớn quá mức cho phép"),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 100, "a.xls", "có mật khẩu"),
    "not excel": (lambda: csv_bytes(procedures(1)), "a.xlsx", "nội dung không phải Excel"),
    "cut off": (lambda: xlsx(procedures(3))[:-200], "a.xlsx", "bị hỏng"),
    "no workbook": (lambda: repacked(xlsx(procedures(1)), "xl/workbook.xml", b"<x"), "a.xlsx", "bị hỏng"),
    "entities": (
        lambda: repacked(xlsx(procedures(1)), "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "a.xlsx",
        "không an toàn",
    ),
    "zip bomb": (
        lambda: repacked(xlsx(procedures(1)), "xl/sharedStrings.xml", b"\0" * (MAX_UNPACKED + 1)),
        "a.xlsx",
        "giải nén ra quá lớn",
    ),
    "no types": (lambda: repacked(xlsx(procedures(1)), "[Content_Types].xml", b"<a/>"), "a.xlsx", "bị hỏng"),
    "lying zip": (_lying, "a.xlsx", "bị hỏng"),
    "uncalculated": (_formula, "a.xlsx", "ô B5: ô có công thức chưa được tính"),
    "formula error": (lambda: xlsx([["1.001786", "#REF!", ""]], SHORT), "a.xlsx", "công thức bị lỗi #REF!"),
    "columns": (lambda: csv_bytes([["x"] * (MAX_COLUMNS + 1)], SHORT), "a.csv", f"hơn {MAX_COLUMNS} cột"),
    "wide sheet": (lambda: xlsx([["x"] * (MAX_COLUMNS + 5)], SHORT), "a.xlsx", f"hơn {MAX_COLUMNS} cột"),
    "rows": (lambda: csv_bytes([("1.001786", "T", "")] * (MAX_ROWS + 1), SHORT), "a.csv", "hơn 5.000 dòng"),
    "cell": (lambda: csv_bytes([("1.001786", "T" * (MAX_CELL + 1), "")], SHORT), "a.csv", "dài hơn 20.000 ký tự"),
    "quote": (lambda: b'Ma thu tuc,Ten thu tuc\n1.001786,"T\n1.001787,U\n', "a.csv", "dấu nháy kép"),
    "huge field": (lambda: b'Ma thu tuc,Ten thu tuc\n1.001786,"' + b"T" * 200_000 + b'"\n', "a.csv", "dòng 2"),
    "legacy": (lambda: "Mã thủ tục,Tên".encode("cp1258", "replace") + b"\xff\xd0", "a.csv", "không phải văn bản UTF-8"),
    "binary": (lambda: b"Ma,Ten\n\x00\x01", "a.csv", "nhị phân"),
    "utf-16 cut": (lambda: csv_bytes(procedures(1), encoding="utf-16")[:-1], "a.csv", "UTF-16 bị hỏng"),
    "other": (lambda: b"%PDF-1.7", "a.pdf", "loại tệp .pdf"),
    "json syntax": (lambda: b'[{"Ma thu tuc": "1.001786",}]', "a.json", "JSON viết sai"),
    "json scalar": (lambda: b"3", "a.json", "không thấy danh sách thủ tục"),
    "json two lists": (lambda: b'{"a": [], "b": []}', "a.json", "không thấy danh sách thủ tục"),
    "json text in list": (lambda: b'["x"]', "a.json", "mục 1: đây không phải một thủ tục"),
    "json key twice": (lambda: b'[{"ma": "1.001786", "MA": "2.001786"}]', "a.json", "ghi hai lần"),
    "json nested": (lambda: b'[{"ma": "1.001786", "ho_so": [{"ten": "x"}]}]', "a.json", "mục 1, “ho_so”"),
    "json nan": (lambda: b'[{"ma": NaN}]', "a.json", "NaN"),
    "json deep": (lambda: b"[" * 100_000, "a.json", "lồng quá nhiều tầng"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_files_are_refused_with_a_reason(case: str) -> None:
    make, name, words = BAD_FILES[case]
    listed = read_list(make(), name)
    assert stops(listed.problems)
    assert words in said(listed)


def test_a_second_sheet_is_said() -> None:
    listed = read_list(_second_sheet(), "a.xlsx")
    assert len(listed.rows) == 1
    assert "trang tính “Cấp xã” cũng có danh mục nhưng không được đọc" in said(listed)


def test_json_has_groups_lists_and_numbers() -> None:
    item = {
        "ma": 1.00178,
        "title": "Tên",
        "quyet_dinh_cong_bo": {"so": "1/QĐ-UBND", "ngay": "2026-05-04"},
        "cach_thuc": ["Trực tuyến", "Trực tiếp"],
        "so_bo": 1,
        "phi_le_phi": None,
    }
    assert values(read_list(json.dumps([item]).encode(), "a.json")) == [
        {
            "ma": "1.001780",
            "title": "Tên",
            "quyet_dinh": "1/QĐ-UBND",
            "ngay_quyet_dinh": "2026-05-04",
            "cach_thuc": ("truc-tuyen", "truc-tiep"),
            "so_bo": "1",
        }
    ]


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.json", "a.xlsx", "a", "a.txt"]))
def test_no_bytes_make_it_fail(data: bytes, name: str) -> None:
    listed = read_list(data, name)
    assert listed.rows or listed.problems


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_no_damage_to_a_workbook_makes_it_fail(at: int, junk: bytes) -> None:
    data = xlsx(procedures(2), HEAD)
    listed = read_list(data[:at] + junk + data[at + len(junk) :], "a.xlsx")
    assert listed.rows or listed.problems


CELLS = st.text(max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_is_not_read_is_said(rows: list[tuple[str, str, str]]) -> None:
    """Every row with a code is a procedure, a problem, or the repetition of one."""
    listed = read_list(csv_bytes([("1.00000" + str(i), *row[1:]) for i, row in enumerate(rows)], SHORT), "a.csv")
    places = {problem.place.split(",")[0] for problem in listed.problems} | {row.place for row in listed.rows}
    if not any(not problem.place for problem in listed.problems):
        assert {f"dòng {index + 2}" for index in range(len(rows))} <= places
