"""The columns of a department's list, declared once: names, where the value goes in a guide, an example, the reader.

The parts are those of NĐ 63/2010/NĐ-CP, Điều 8 (as amended by NĐ 92/2017/NĐ-CP), under the labels of the national
portal; their types are those of the schema.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cchc.procedures import cells, choices
from cchc.procedures.model import Value
from cchc.suggest import nearest
from cchc.text import name_key, tidy

Reader = Callable[[str], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `path` is the key (and sub-key) of the front matter that it fills, empty when none.

    `element` is the sub-key that a list of groups is known by (`ten` of each paper). `units` lets a bare number take
    its unit from the column's head: “Thời hạn (ngày làm việc)”.
    """

    id: str
    label: str
    example: str
    read: Reader
    aliases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    element: str = ""
    required: bool = False
    units: bool = False
    same: Callable[[Value, Value], bool] = lambda old, new: old == new
    shown: Callable[[str], str] = lambda value: value


COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        "Tên thủ tục",
        "Cấp giấy chứng nhận đăng ký hoạt động",
        cells.line,
        ("tên", "tên TTHC", "tên thủ tục hành chính", "thủ tục hành chính", "tiêu đề"),
        ("title",),
        required=True,
    ),
    Column(
        "ma",
        "Mã thủ tục",
        "1.001786",
        cells.code,
        ("mã", "mã TTHC", "mã số", "mã số TTHC", "mã thủ tục hành chính", "mã số thủ tục hành chính", "mã hồ sơ TTHC"),
        ("ma",),
        required=True,
        same=cells.same_code,
    ),
    Column(
        "linh_vuc",
        "Lĩnh vực",
        "Hoạt động khoa học và công nghệ",
        cells.line,
        ("tên lĩnh vực", "ngành, lĩnh vực"),
        ("linh_vuc",),
        same=cells.same_name,
    ),
    Column(
        "trang_thai",
        "Trạng thái",
        "Đang có hiệu lực",
        choices.STATUS.one,
        ("tình trạng", "hiệu lực", "tình trạng hiệu lực"),
        ("trang_thai",),
        shown=choices.STATUS.shown,
    ),
    Column(
        "lan_thay_doi",
        "Lần thay đổi",
        "Sửa đổi, bổ sung",
        choices.CHANGE.one,
        ("loại thay đổi", "nội dung thay đổi", "loại công bố", "hình thức công bố"),
        ("lan_thay_doi",),
        shown=choices.CHANGE.shown,
    ),
    Column(
        "quyet_dinh",
        "Số quyết định công bố",
        "123/QĐ-UBND",
        cells.line,
        ("số quyết định", "quyết định công bố", "quyết định", "quyet_dinh_cong_bo", "quyet_dinh_cong_bo.so"),
        ("quyet_dinh_cong_bo", "so"),
    ),
    Column(
        "ngay_quyet_dinh",
        "Ngày quyết định",
        "04/05/2026",
        cells.day,
        ("ngày công bố", "ngày quyết định công bố", "ngày ban hành quyết định", "quyet_dinh_cong_bo.ngay"),
        ("quyet_dinh_cong_bo", "ngay"),
        shown=cells.shown_day,
    ),
    Column(
        "thay_the_cho",
        "Thay thế cho mã",
        "1.001000",
        cells.codes,
        ("thay thế cho", "thay thế thủ tục", "mã bị thay thế", "mã thủ tục bị thay thế"),
    ),
    Column(
        "cap_thuc_hien",
        "Cấp thực hiện",
        "Cấp tỉnh; Cấp xã",
        choices.LEVEL.several,
        ("cấp", "cấp giải quyết"),
        ("cap_thuc_hien",),
        same=cells.same_set,
        shown=choices.LEVEL.shown,
    ),
    Column(
        "muc_do",
        "Mức độ dịch vụ công trực tuyến",
        "Toàn trình",
        choices.LEVEL_OF_SERVICE.one,
        ("mức độ", "mức độ dịch vụ công", "mức độ DVC", "mức độ DVCTT", "dịch vụ công trực tuyến"),
        ("muc_do",),
        shown=choices.LEVEL_OF_SERVICE.shown,
    ),
    Column(
        "ly_do_mot_phan",
        "Lý do một phần",
        "Phải đối chiếu bản chính",
        cells.sentence,
        ("lý do chưa toàn trình", "lý do cung cấp một phần"),
        ("ly_do_mot_phan",),
    ),
    Column(
        "doi_tuong",
        "Đối tượng thực hiện",
        "Cá nhân; Tổ chức",
        choices.AUDIENCE.several,
        ("đối tượng",),
        ("doi_tuong",),
        same=cells.same_set,
        shown=choices.AUDIENCE.shown,
    ),
    Column(
        "co_quan_giai_quyet",
        "Cơ quan giải quyết",
        "Sở Khoa học và Công nghệ",
        cells.sentence,
        ("cơ quan thực hiện", "cơ quan có thẩm quyền", "đơn vị giải quyết"),
        ("co_quan_giai_quyet",),
    ),
    Column(
        "thoi_han_quy_dinh",
        "Thời hạn theo quy định",
        "15 ngày làm việc",
        cells.duration,
        ("thời hạn quy định", "thời gian theo quy định", "thời gian quy định"),
        ("thoi_han_quy_dinh",),
        units=True,
    ),
    Column(
        "thoi_han_giai_quyet",
        "Thời hạn giải quyết",
        "10 ngày làm việc",
        cells.duration,
        ("thời gian giải quyết", "thời hạn thực tế", "thời hạn sau cắt giảm", "thời gian sau cắt giảm"),
        ("thoi_han_giai_quyet",),
        units=True,
    ),
    Column(
        "cach_thuc",
        "Cách thức thực hiện",
        "Trực tuyến; Trực tiếp",
        choices.WAY.several,
        ("cách thức", "hình thức nộp", "hình thức nộp hồ sơ"),
        ("cach_thuc",),
        element="hinh_thuc",
        same=cells.same_set,
        shown=choices.WAY.shown,
    ),
    Column(
        "ho_so",
        "Thành phần hồ sơ",
        "Đơn đề nghị; Bản sao giấy chứng nhận",
        cells.elements,
        ("hồ sơ", "thành phần, số lượng hồ sơ", "giấy tờ phải nộp"),
        ("ho_so",),
        element="ten",
    ),
    Column("so_bo", "Số bộ hồ sơ", "1", cells.number, ("số lượng hồ sơ", "số bộ", "số lượng bộ hồ sơ"), ("so_bo",)),
    Column(
        "ket_qua",
        "Kết quả",
        "Giấy chứng nhận",
        cells.sentence,
        ("kết quả thực hiện", "kết quả giải quyết"),
        ("ket_qua",),
    ),
    Column(
        "yeu_cau_dieu_kien",
        "Yêu cầu, điều kiện",
        "Không",
        cells.sentence,
        ("yêu cầu", "điều kiện", "yêu cầu điều kiện thực hiện"),
        ("yeu_cau_dieu_kien",),
    ),
    Column(
        "phi_le_phi",
        "Phí, lệ phí",
        "Không",
        cells.sentence,
        ("phí", "lệ phí", "phí và lệ phí", "mức phí, lệ phí"),
        ("phi_le_phi",),
    ),
    Column(
        "mau_don",
        "Mẫu đơn, tờ khai",
        "Mẫu số 01",
        cells.sentence,
        ("mẫu đơn", "tờ khai", "tên mẫu đơn, tờ khai", "biểu mẫu"),
        ("mau_don",),
    ),
    Column(
        "can_cu",
        "Căn cứ pháp lý",
        "118/2025/NĐ-CP; 367/2025/NĐ-CP",
        cells.citations,
        ("căn cứ", "cơ sở pháp lý", "văn bản quy định"),
        ("can_cu",),
        same=cells.same_set,
    ),
    Column(
        "lien_ket",
        "Liên kết Cổng Dịch vụ công quốc gia",
        "https://dichvucong.gov.vn",
        cells.url,
        ("liên kết", "đường dẫn", "link", "địa chỉ DVC", "liên kết DVCQG", "lien_ket.dvcqg"),
        ("lien_ket", "dvcqg"),
    ),
    Column(
        "ngay_doi_chieu",
        "Ngày đối chiếu",
        "01/11/2026",
        cells.day,
        ("ngày cập nhật", "ngày đối chiếu với CSDLQG"),
        ("ngay_doi_chieu",),
        shown=cells.shown_day,
    ),
    Column(
        "trinh_tu",
        "Trình tự thực hiện",
        "1. Nộp hồ sơ; 2. Nhận kết quả",
        cells.body,
        ("trình tự", "các bước thực hiện"),
    ),
)
BY_ID: dict[str, Column] = {column.id: column for column in COLUMNS}
BY_FIELD: dict[str, tuple[Column, ...]] = {
    field: tuple(column for column in COLUMNS if column.path[:1] == (field,))
    for field in dict.fromkeys(column.path[0] for column in COLUMNS if column.path)
}
# Lists whose elements an editor writes one by one: nothing in them separates.
_WHOLE_ELEMENTS = frozenset({"ho_so", "can_cu"})
# Columns of a print that hold no data of a procedure.
IGNORED_HEADS = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu"})


@cache
def head_names() -> dict[str, Column]:
    """Return the columns by the keys of all their names."""
    return {name_key(name): column for column in COLUMNS for name in (column.id, column.label, *column.aliases)}


def column_of(head: str) -> Column | None:
    """Return the column that a head names: any case, with or without diacritics, notes in brackets left out."""
    names = head_names()
    return names.get(name_key(head)) or names.get(name_key(cells.BRACKETS.sub(" ", head)))


def nearest_head(head: str) -> str | None:
    """Return the right name of the column most like `head`, or `None`."""
    names = {name: column.label for column in COLUMNS for name in (column.label, *column.aliases)}
    near = nearest(head, names)
    return None if near is None else names[near]


def written_part(column: Column, written: Any) -> Any:
    """Return what stands in a column's place within the plain value of its key."""
    if len(column.path) == 1:
        return written
    if isinstance(written, dict):
        return written.get(column.path[1])
    # `quyet_dinh_cong_bo: 12/QĐ-UBND` is the short form of the group.
    return written if column.path == ("quyet_dinh_cong_bo", "so") else None


def plain_value(column: Column, written: Any) -> Value | None:
    """Return what a guide says in a column's place, comparable with what a list says; `None` when nothing readable.

    `written` is the plain value (`str`, `list`, `dict`) of the guide's key.
    """
    written = written_part(column, written)
    if isinstance(written, list):
        parts = [part.get(column.element) if isinstance(part, dict) else part for part in written]
        texts = [tidy(part) for part in parts if isinstance(part, str)]
        if column.id in _WHOLE_ELEMENTS:
            return tuple(texts)
        written = "\n".join(texts)
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        return column.read(written)
    except cells.WrongValueError:
        return None
