"""Lists of procedures for the tests: the same rows as XLSX, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence

import openpyxl

HEAD = (
    "STT",
    "Mã TTHC",
    "Tên thủ tục hành chính",
    "Lĩnh vực",
    "Số quyết định công bố",
    "Ngày quyết định",
    "Cấp thực hiện",
    "Mức độ DVC",
    "Đối tượng thực hiện",
    "Cơ quan giải quyết",
    "Thời hạn theo quy định",
    "Thời hạn giải quyết",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Phí, lệ phí",
    "Căn cứ pháp lý",
)


def procedures(count: int = 200) -> list[list[str]]:
    """Return rows below `HEAD`; codes end in zeros too."""
    return [
        [
            str(index + 1),
            f"9.{index * 10:06d}",
            f"Cấp giấy phép số {index}: hoạt động “thử nghiệm” # {index}",
            ("Sở hữu trí tuệ", "An toàn bức xạ", "Tiêu chuẩn, đo lường, chất lượng")[index % 3],
            f"{index % 7 + 100}/QĐ-UBND",
            f"{index % 28 + 1:02d}/05/2026",
            ("Cấp tỉnh", "Cấp tỉnh; Cấp xã")[index % 2],
            ("Toàn trình", "Một phần")[index % 2],
            "Công dân Việt Nam; Doanh nghiệp",
            "Sở Khoa học và Công nghệ",
            "15 ngày làm việc",
            ("10 ngày làm việc", "trong ngày")[index % 2],
            "Trực tuyến; Trực tiếp; Bưu chính công ích",
            f"Đơn đề nghị theo mẫu {index}; Bản sao giấy chứng nhận: 01 bản",
            ("Không", "Phí thẩm định: 1.000.000 đồng")[index % 2],
            "118/2025/NĐ-CP; 367/2025/NĐ-CP",
        ]
        for index in range(count)
    ]


def xlsx(rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD, title: bool = True) -> bytes:
    """Return a workbook as an office prints it: a title, an empty row, the head, the numbers of the columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    if title:
        sheet.append(["DANH MỤC THỦ TỤC HÀNH CHÍNH"])
        sheet.append([])
    sheet.append(list(head))
    if title:
        sheet.append([f"({index})" for index in range(1, len(head) + 1)])
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(
    rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """Return the same as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def json_bytes(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> bytes:
    """Return the same as JSON."""
    return json.dumps([dict(zip(head, row, strict=True)) for row in rows], ensure_ascii=False).encode()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """Return a workbook with one part of its package replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()
