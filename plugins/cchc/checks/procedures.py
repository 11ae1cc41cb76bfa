"""The legal parts of a procedure: seven always, four that must say "Không" (NĐ 63/2010/NĐ-CP, Điều 8, as amended by
NĐ 92/2017/NĐ-CP). A part is given by its key or by a heading of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.content.items import Item
from cchc.content.paths import DOCS
from cchc.content.schema import ProcedureFields
from cchc.problems import Problem, make_problem
from cchc.text import name_key

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
# key or keys that give the part → (name of the part, headings that give it)
_ALWAYS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    ((), "Trình tự thực hiện", ("trinh tu thuc hien", "trinh tu", "cac buoc thuc hien")),
    (("cach_thuc",), "Cách thức thực hiện", ("cach thuc thuc hien", "cach thuc")),
    (("ho_so",), "Thành phần hồ sơ", ("thanh phan ho so", "thanh phan so luong ho so", "ho so")),
    (("thoi_han_giai_quyet", "thoi_han_quy_dinh"), "Thời hạn giải quyết", ("thoi han giai quyet", "thoi han")),
    (("doi_tuong",), "Đối tượng thực hiện", ("doi tuong thuc hien", "doi tuong")),
    (("co_quan_giai_quyet",), "Cơ quan giải quyết", ("co quan giai quyet", "co quan thuc hien")),
)
_CONDITIONAL: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("mau_don", "mẫu đơn, tờ khai", ("mau don to khai", "mau don")),
    ("ket_qua", "kết quả thực hiện", ("ket qua thuc hien", "ket qua")),
    ("yeu_cau_dieu_kien", "yêu cầu, điều kiện", ("yeu cau dieu kien",)),
    ("phi_le_phi", "phí, lệ phí", ("phi le phi", "le phi", "phi")),
)


def check_procedures(item: Item) -> Iterator[Problem]:
    """Find missing parts of a procedure in force."""
    if isinstance(item.fields, ProcedureFields) and item.fields.trang_thai != "bai-bo" and not item.fields.draft:
        yield from _parts(item, item.fields)


def _parts(item: Item, fields: ProcedureFields) -> Iterator[Problem]:
    path = f"{DOCS}/{item.source}"
    headings = {re.sub(r"^\d+ ", "", name_key(heading)) for heading in _HEADING.findall(item.text.body)}
    line, column = item.place("title")
    for keys, part, names in _ALWAYS:
        if not any(getattr(fields, key) for key in keys) and not headings.intersection(names):
            yield make_problem(
                "CCHC801",
                path,
                line,
                column,
                part=part,
                keys=f" hoặc mục {keys[0]} trong khối thông tin" if keys else "",
            )
    for key, part, names in _CONDITIONAL:
        if not getattr(fields, key) and not headings.intersection(names):
            yield make_problem("CCHC802", path, line, column, part=part, key=key)
    if fields.muc_do == "mot-phan" and not fields.ly_do_mot_phan:
        yield make_problem("CCHC803", path, *item.place("muc_do"))
