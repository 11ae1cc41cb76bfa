"""The columns of a department's list, declared once: names, where the value goes in a guide, an example, the reader.

The parts are those of NĐ 63/2010/NĐ-CP, Điều 8 (as amended by NĐ 92/2017/NĐ-CP), under the labels of the national
portal; their types are those of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cchc.content.field_types import Duration, ProcedureCode
from cchc.content.schema import (
    AUDIENCES,
    LEVELS,
    PROCEDURE_CHANGES,
    PROCEDURE_STATUSES,
    SERVICE_LEVELS,
    SUBMISSION_WAYS,
)
from cchc.dates import long_date, parse_civil, suggest_civil
from cchc.procedures.model import Value, short_code
from cchc.suggest import nearest
from cchc.text import name_key, slugify, tidy

_BULLET = re.compile(r"^\s*(?:[-–—+•*]|\d{1,2}[.)]|[a-zđ]\))\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_LOOSE_CODE = re.compile(r"([1-9])[.,](\d{6})((?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?)")
_CODE: TypeAdapter[str] = TypeAdapter(ProcedureCode)
_DURATION: TypeAdapter[str] = TypeAdapter(Duration)
_URL = re.compile(r"https?://[^\s<>\"']+")


class WrongValueError(ValueError):
    """A cell that can't be read: `message` says why, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


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


def _line(text: str) -> str:
    return tidy(text)


def _sentence(text: str) -> str:
    """Several lines of one cell become one line of text, their marks replaced by semicolons."""
    return "; ".join(part.rstrip(" ;") for part in _parts_by_line(text))


def _parts_by_line(text: str) -> list[str]:
    return [part for line in text.splitlines() if (part := tidy(_BULLET.sub("", line)))]


def _body(text: str) -> str:
    return "\n".join(line for line in (tidy(line) for line in text.splitlines()) if line)


def _elements(text: str) -> tuple[str, ...]:
    """Return the parts of a cell: lines where it has several, else what stands between semicolons."""
    lines = _parts_by_line(text)
    parts = lines if len(lines) > 1 else [tidy(part) for part in text.split(";")]
    return tuple(dict.fromkeys(part for part in (part.rstrip(" ;.") for part in parts) if part))


def _citations(text: str) -> tuple[str, ...]:
    parts = re.split(r"[;,\n]", text)
    return tuple(dict.fromkeys(part for part in (tidy(_BULLET.sub("", part)) for part in parts) if part))


def _code(text: str) -> str:
    code = tidy(text)
    loose = _LOOSE_CODE.fullmatch(code)
    if loose:
        code = f"{loose[1]}.{loose[2]}{loose[3]}"
    try:
        return _CODE.validate_python(code)
    except ValidationError as error:
        short = re.fullmatch(r"([1-9])[.,](\d{3,5})", code)
        meant = f"Có phải ý bạn là “{short[1]}.{short[2]:0<6}”? " if short else ""
        hint = f"{meant}Mã có dạng 1.001786; trong Excel, định dạng cột mã là Văn bản (Text) để không mất số 0 ở cuối."
        raise WrongValueError(f"mã thủ tục “{code}” chưa đúng", hint) from error


def _day(text: str) -> str:
    day = parse_civil(tidy(text))
    if day is None:
        near = suggest_civil(text)
        meant = f"Có phải ý bạn là “{near}”? " if near else ""
        raise WrongValueError(f"không hiểu ngày “{tidy(text)}”", f"{meant}Viết ngày như 04/05/2026 hoặc 2026-05-04.")
    return day.day.isoformat()


def _duration(text: str) -> str:
    words = _sentence(text)
    try:
        return _DURATION.validate_python(words)
    except ValidationError as error:
        raise WrongValueError(
            f"thời hạn “{words}” chưa có đơn vị",
            "Viết số kèm đơn vị: 15 ngày làm việc, 3 ngày, 8 giờ làm việc; hoặc “trong ngày”, “không quy định”.",
        ) from error


def _number(text: str) -> str:
    digits = re.match(r"\d{1,3}(?!\d)", tidy(text))
    if digits is None:
        raise WrongValueError(f"“{tidy(text)}” không phải là số", "Viết một số, ví dụ 1.")
    return str(int(digits[0]))


def _url(text: str) -> str:
    address = tidy(text)
    if not _URL.fullmatch(address):
        raise WrongValueError(f"“{address}” không phải địa chỉ trang", "Viết địa chỉ đầy đủ, bắt đầu bằng https://.")
    return address


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_code(part) for part in re.split(r"[;,\s]+", text.strip()) if part))


def _shown_day(value: str) -> str:
    day = parse_civil(value)
    return value if day is None else long_date(day.day)


class _Names:
    """Reads words of a closed list: ids, labels and what offices write for them."""

    def __init__(
        self, choices: Mapping[str, str], more: Mapping[str, str], starts: Mapping[str, str] | None = None
    ) -> None:
        self.choices = choices
        self.words = {name_key(name): id_ for id_, label in choices.items() for name in (id_, label)} | dict(more)
        self.starts = starts or {}

    def id_of(self, text: str) -> str:
        """Return the id that `text` means. Raises WrongValueError."""
        key = name_key(_BRACKETS.sub(" ", text)) or name_key(text)
        found = self.words.get(key) or self.words.get(name_key(text))
        if found is None:
            found = next((id_ for start, id_ in self.starts.items() if f"{key} ".startswith(f"{start} ")), None)
        if found is None:
            near = nearest(text, self.choices.values())
            meant = f"Có phải ý bạn là “{near}”? " if near else ""
            raise WrongValueError(f"không hiểu “{tidy(text)}”", f"{meant}Chọn: {', '.join(self.choices.values())}.")
        return found

    def shown(self, id_: str) -> str:
        """Return the label of an id."""
        return self.choices.get(id_, id_)

    def one(self, text: str) -> str:
        """Read a cell with one word."""
        return self.id_of(text)

    def several(self, text: str) -> tuple[str, ...]:
        """Read a cell with several words; a comma separates only where no stronger mark does."""
        bare = _BRACKETS.sub(" ", text)
        strong = re.split(r"[;\n/]", bare)
        parts = strong if len([part for part in strong if part.strip()]) > 1 else self._by_comma(bare)
        return tuple(dict.fromkeys(self.id_of(_BULLET.sub("", part)) for part in parts if part.strip()))

    def _by_comma(self, text: str) -> list[str]:
        try:
            self.id_of(text)
        except WrongValueError:
            return text.split(",")
        return [text]


_STATUS = _Names(
    PROCEDURE_STATUSES,
    {
        "con hieu luc": "hieu-luc",
        "dang ap dung": "hieu-luc",
        "dang thuc hien": "hieu-luc",
        "het hieu luc": "bai-bo",
        "huy bo": "bai-bo",
        "da huy bo": "bai-bo",
    },
)
_CHANGE = _Names(
    PROCEDURE_CHANGES,
    {
        "moi": "moi-ban-hanh",
        "ban hanh moi": "moi-ban-hanh",
        "duoc ban hanh moi": "moi-ban-hanh",
        "moi duoc ban hanh": "moi-ban-hanh",
        "sua doi": "sua-doi-bo-sung",
        "bo sung": "sua-doi-bo-sung",
        "duoc sua doi bo sung": "sua-doi-bo-sung",
        "duoc thay the": "thay-the",
        "bi bai bo": "bai-bo",
        "da bai bo": "bai-bo",
        "huy bo": "bai-bo",
    },
)
# A number alone is ambiguous: the old “mức độ 3, 4” and the new levels of active services are different scales.
_LEVEL_OF_SERVICE = _Names(
    SERVICE_LEVELS,
    {
        f"{lead} {words}": id_
        for lead in ("dich vu cong truc tuyen", "dich vu cong", "dvc truc tuyen", "dvctt", "truc tuyen", "dvc")
        for words, id_ in (("toan trinh", "toan-trinh"), ("mot phan", "mot-phan"))
    }
    | {"cung cap thong tin truc tuyen": "thong-tin", "dich vu cung cap thong tin truc tuyen": "thong-tin"},
)
_LEVEL = _Names(
    LEVELS,
    {
        "bo": "trung-uong",
        "cap bo": "trung-uong",
        "cap trung uong": "trung-uong",
        "ubnd cap tinh": "tinh",
        "ubnd tinh": "tinh",
        "ubnd cap xa": "xa",
        "phuong": "xa",
        "cap huyen": "huyen",
        "ubnd cap huyen": "huyen",
    },
)
_AUDIENCE = _Names(
    AUDIENCES,
    {"can bo cong chuc vien chuc": "ca-nhan", "hop tac xa": "to-chuc", "hkd": "ca-nhan"},
    {
        "cong dan": "ca-nhan",
        "ca nhan": "ca-nhan",
        "nguoi": "ca-nhan",
        "doanh nghiep": "doanh-nghiep",
        "to chuc": "to-chuc",
    },
)
_WAY = _Names(
    SUBMISSION_WAYS,
    {
        "buu chinh": "buu-chinh-cong-ich",
        "dich vu buu chinh": "buu-chinh-cong-ich",
        "dich vu buu chinh cong ich": "buu-chinh-cong-ich",
        "qua dich vu buu chinh cong ich": "buu-chinh-cong-ich",
        "nop truc tiep": "truc-tiep",
        "nop truc tuyen": "truc-tuyen",
    },
)


def _same_code(old: Value, new: Value) -> bool:
    return short_code(str(old)) == short_code(str(new))


def _same_name(old: Value, new: Value) -> bool:
    return slugify(str(old)) == slugify(str(new))


def _same_set(old: Value, new: Value) -> bool:
    return set(old) == set(new)


COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        "Tên thủ tục",
        "Cấp giấy chứng nhận đăng ký hoạt động",
        _line,
        ("tên", "tên TTHC", "tên thủ tục hành chính", "thủ tục hành chính", "tiêu đề"),
        ("title",),
        required=True,
    ),
    Column(
        "ma",
        "Mã thủ tục",
        "1.001786",
        _code,
        ("mã", "mã TTHC", "mã số", "mã số TTHC", "mã thủ tục hành chính", "mã số thủ tục hành chính", "mã hồ sơ TTHC"),
        ("ma",),
        required=True,
        same=_same_code,
    ),
    Column(
        "linh_vuc",
        "Lĩnh vực",
        "Hoạt động khoa học và công nghệ",
        _line,
        ("tên lĩnh vực", "ngành, lĩnh vực"),
        ("linh_vuc",),
        same=_same_name,
    ),
    Column(
        "trang_thai",
        "Trạng thái",
        "Đang có hiệu lực",
        _STATUS.one,
        ("tình trạng", "hiệu lực", "tình trạng hiệu lực"),
        ("trang_thai",),
        shown=_STATUS.shown,
    ),
    Column(
        "lan_thay_doi",
        "Lần thay đổi",
        "Sửa đổi, bổ sung",
        _CHANGE.one,
        ("loại thay đổi", "nội dung thay đổi", "loại công bố", "hình thức công bố"),
        ("lan_thay_doi",),
        shown=_CHANGE.shown,
    ),
    Column(
        "quyet_dinh",
        "Số quyết định công bố",
        "123/QĐ-UBND",
        _line,
        ("số quyết định", "quyết định công bố", "quyết định", "quyet_dinh_cong_bo", "quyet_dinh_cong_bo.so"),
        ("quyet_dinh_cong_bo", "so"),
    ),
    Column(
        "ngay_quyet_dinh",
        "Ngày quyết định",
        "04/05/2026",
        _day,
        ("ngày công bố", "ngày quyết định công bố", "ngày ban hành quyết định", "quyet_dinh_cong_bo.ngay"),
        ("quyet_dinh_cong_bo", "ngay"),
        shown=_shown_day,
    ),
    Column(
        "thay_the_cho",
        "Thay thế cho mã",
        "1.001000",
        _codes,
        ("thay thế cho", "thay thế thủ tục", "mã bị thay thế", "mã thủ tục bị thay thế"),
    ),
    Column(
        "cap_thuc_hien",
        "Cấp thực hiện",
        "Cấp tỉnh; Cấp xã",
        _LEVEL.several,
        ("cấp", "cấp giải quyết"),
        ("cap_thuc_hien",),
        same=_same_set,
        shown=_LEVEL.shown,
    ),
    Column(
        "muc_do",
        "Mức độ dịch vụ công trực tuyến",
        "Toàn trình",
        _LEVEL_OF_SERVICE.one,
        ("mức độ", "mức độ dịch vụ công", "mức độ DVC", "mức độ DVCTT", "dịch vụ công trực tuyến"),
        ("muc_do",),
        shown=_LEVEL_OF_SERVICE.shown,
    ),
    Column(
        "ly_do_mot_phan",
        "Lý do một phần",
        "Phải đối chiếu bản chính",
        _sentence,
        ("lý do chưa toàn trình", "lý do cung cấp một phần"),
        ("ly_do_mot_phan",),
    ),
    Column(
        "doi_tuong",
        "Đối tượng thực hiện",
        "Cá nhân; Tổ chức",
        _AUDIENCE.several,
        ("đối tượng",),
        ("doi_tuong",),
        same=_same_set,
        shown=_AUDIENCE.shown,
    ),
    Column(
        "co_quan_giai_quyet",
        "Cơ quan giải quyết",
        "Sở Khoa học và Công nghệ",
        _sentence,
        ("cơ quan thực hiện", "cơ quan có thẩm quyền", "đơn vị giải quyết"),
        ("co_quan_giai_quyet",),
    ),
    Column(
        "thoi_han_quy_dinh",
        "Thời hạn theo quy định",
        "15 ngày làm việc",
        _duration,
        ("thời hạn quy định", "thời gian theo quy định", "thời gian quy định"),
        ("thoi_han_quy_dinh",),
        units=True,
    ),
    Column(
        "thoi_han_giai_quyet",
        "Thời hạn giải quyết",
        "10 ngày làm việc",
        _duration,
        ("thời gian giải quyết", "thời hạn thực tế", "thời hạn sau cắt giảm", "thời gian sau cắt giảm"),
        ("thoi_han_giai_quyet",),
        units=True,
    ),
    Column(
        "cach_thuc",
        "Cách thức thực hiện",
        "Trực tuyến; Trực tiếp",
        _WAY.several,
        ("cách thức", "hình thức nộp", "hình thức nộp hồ sơ"),
        ("cach_thuc",),
        element="hinh_thuc",
        same=_same_set,
        shown=_WAY.shown,
    ),
    Column(
        "ho_so",
        "Thành phần hồ sơ",
        "Đơn đề nghị; Bản sao giấy chứng nhận",
        _elements,
        ("hồ sơ", "thành phần, số lượng hồ sơ", "giấy tờ phải nộp"),
        ("ho_so",),
        element="ten",
    ),
    Column("so_bo", "Số bộ hồ sơ", "1", _number, ("số lượng hồ sơ", "số bộ", "số lượng bộ hồ sơ"), ("so_bo",)),
    Column(
        "ket_qua", "Kết quả", "Giấy chứng nhận", _sentence, ("kết quả thực hiện", "kết quả giải quyết"), ("ket_qua",)
    ),
    Column(
        "yeu_cau_dieu_kien",
        "Yêu cầu, điều kiện",
        "Không",
        _sentence,
        ("yêu cầu", "điều kiện", "yêu cầu điều kiện thực hiện"),
        ("yeu_cau_dieu_kien",),
    ),
    Column(
        "phi_le_phi",
        "Phí, lệ phí",
        "Không",
        _sentence,
        ("phí", "lệ phí", "phí và lệ phí", "mức phí, lệ phí"),
        ("phi_le_phi",),
    ),
    Column(
        "mau_don",
        "Mẫu đơn, tờ khai",
        "Mẫu số 01",
        _sentence,
        ("mẫu đơn", "tờ khai", "tên mẫu đơn, tờ khai", "biểu mẫu"),
        ("mau_don",),
    ),
    Column(
        "can_cu",
        "Căn cứ pháp lý",
        "118/2025/NĐ-CP; 367/2025/NĐ-CP",
        _citations,
        ("căn cứ", "cơ sở pháp lý", "văn bản quy định"),
        ("can_cu",),
        same=_same_set,
    ),
    Column(
        "lien_ket",
        "Liên kết Cổng Dịch vụ công quốc gia",
        "https://dichvucong.gov.vn",
        _url,
        ("liên kết", "đường dẫn", "link", "địa chỉ DVC", "liên kết DVCQG", "lien_ket.dvcqg"),
        ("lien_ket", "dvcqg"),
    ),
    Column(
        "ngay_doi_chieu",
        "Ngày đối chiếu",
        "01/11/2026",
        _day,
        ("ngày cập nhật", "ngày đối chiếu với CSDLQG"),
        ("ngay_doi_chieu",),
        shown=_shown_day,
    ),
    Column(
        "trinh_tu",
        "Trình tự thực hiện",
        "1. Nộp hồ sơ; 2. Nhận kết quả",
        _body,
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
    return names.get(name_key(head)) or names.get(name_key(_BRACKETS.sub(" ", head)))


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
    except WrongValueError:
        return None
