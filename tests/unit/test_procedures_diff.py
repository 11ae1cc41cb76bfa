"""What changed between two lists, each procedure in one place, and the draft news item about it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.procedure_lists import HEAD, procedures, xlsx

from cchc.content.library import library_of
from cchc.procedures import Newsroom, ProcedureList, Row, difference, news_draft, read_list
from cchc.procedures.columns import BY_ID

ALL = frozenset(BY_ID)
ROOM = Newsroom(date(2026, 11, 21), "cong-khai-tthc", "Sở Khoa học và Công nghệ")


def row(code: str, **values: object) -> Row:
    return Row("dòng", {"ma": code, "title": f"Thủ tục {code[:8]}", **values})  # type: ignore[dict-item]


def listed(*rows: Row, columns: frozenset[str] = ALL) -> ProcedureList:
    return ProcedureList(rows, columns)


OLD = listed(
    row("1.000001", phi_le_phi="Không"),
    row("1.000002", thoi_han_giai_quyet="15 ngày", quyet_dinh="1/QĐ-UBND"),
    row("1.000003"),
    row("1.000004"),
    row("1.000005"),
    row("1.000006", trang_thai="bai-bo"),
    row("1.000007", cap_thuc_hien=("tinh", "xa")),
)
NOW = listed(
    row("1.000001", phi_le_phi="Không"),
    row("1.000002.000.00.00.H50", thoi_han_giai_quyet="10 ngày", quyet_dinh="2/QĐ-UBND", ngay_quyet_dinh="2026-05-04"),
    row("1.000008", thay_the_cho=("1.000003",), lan_thay_doi="thay-the"),
    row("1.000004", lan_thay_doi="bai-bo", quyet_dinh="2/QĐ-UBND", ngay_quyet_dinh="2026-05-04"),
    row("1.000007", cap_thuc_hien=("xa", "tinh")),
    row("1.000009", lan_thay_doi="moi-ban-hanh", muc_do="toan-trinh", doi_tuong=("ca-nhan", "to-chuc")),
)


def test_each_kind_of_change() -> None:
    found = difference(OLD, NOW)
    assert [one.code for one in found.added] == ["1.000009"]
    assert [(one.new.key, [(c.label, c.old, c.new) for c in one.changes]) for one in found.amended] == [
        ("1.000002", [("Thời hạn giải quyết", "15 ngày", "10 ngày")])
    ]
    assert [([old.code for old in one.old], one.new.code) for one in found.replaced] == [(["1.000003"], "1.000008")]
    assert [(one.old.code, one.declared) for one in found.abolished] == [("1.000004", True), ("1.000005", False)]
    assert found.unchanged == 2
    assert found.as_json()["abolished"][0] == {"code": "1.000004", "title": "Thủ tục 1.000004", "declared": True}


def test_a_list_against_itself() -> None:
    same = read_list(xlsx(procedures()), "a.xlsx")
    found = difference(same, same)
    assert found.empty
    assert found.unchanged == 200


def test_columns_of_one_list_alone_are_not_compared() -> None:
    short = HEAD[:-1]
    one, two = (
        read_list(xlsx(procedures(5)), "a.xlsx"),
        read_list(xlsx([r[:-1] for r in procedures(5)], short), "b.xlsx"),
    )
    found = difference(one, two)
    assert found.empty
    assert found.not_compared == ("Căn cứ pháp lý",)


def test_a_decision_alone_is_a_change() -> None:
    found = difference(listed(row("1.000001", quyet_dinh="1/QĐ")), listed(row("1.000001", quyet_dinh="2/QĐ")))
    assert [[c.column for c in one.changes] for one in found.amended] == [["quyet_dinh"]]


def test_a_procedure_that_comes_back_is_new() -> None:
    found = difference(listed(row("1.000001", trang_thai="bai-bo")), listed(row("1.000001")))
    assert [one.code for one in found.added] == ["1.000001"]


def test_a_code_that_is_replaced_by_itself() -> None:
    found = difference(
        listed(row("1.000001", ket_qua="a"), row("1.000002")),
        listed(row("1.000001", ket_qua="b", lan_thay_doi="thay-the"), row("1.000003", lan_thay_doi="thay-the")),
    )
    assert [([old.code for old in one.old], one.new.code) for one in found.replaced] == [
        (["1.000001"], "1.000001"),
        ([], "1.000003"),
    ]
    assert [one.old.code for one in found.abolished] == ["1.000002"]


CODES = [f"1.00000{digit}" for digit in range(6)]
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "ket_qua": st.sampled_from(["a", "b"]),
        "trang_thai": st.sampled_from(["hieu-luc", "bai-bo"]),
        "lan_thay_doi": st.sampled_from(["moi-ban-hanh", "thay-the", "bai-bo"]),
        "thay_the_cho": st.lists(st.sampled_from(CODES), min_size=1, max_size=3).map(tuple),
    },
)
LISTS = st.dictionaries(st.sampled_from(CODES), VALUES).map(
    lambda rows: listed(*(row(code, **values) for code, values in rows.items()))
)


@given(LISTS, LISTS)
def test_every_procedure_in_force_stands_in_one_place(old: ProcedureList, new: ProcedureList) -> None:
    found = difference(old, new)
    before = {one.key for one in old.rows if one.in_force}
    after = {one.key for one in new.rows if one.in_force}
    ends = [
        *(one.key for one in found.added),
        *(one.new.key for one in found.amended),
        *(one.new.key for one in found.replaced),
    ]
    gone = [
        *(one.old.key for one in found.abolished),
        *(old_row.key for one in found.replaced for old_row in one.old if old_row.key not in after),
    ]
    assert len(ends) == len(set(ends))
    assert set(ends) <= after
    assert len(ends) + found.unchanged == len(after)
    assert sorted(gone) == sorted(before - after)


def test_the_draft_is_a_news_item_that_is_not_published() -> None:
    text = news_draft(difference(OLD, NOW), ROOM)
    library = library_of({"tin-tuc/2026/11/cap-nhat.md": text.encode()})
    assert library.problems == ()
    (item,) = library.items
    assert item.fields.draft
    assert (item.kind, item.topics, str(item.fields.date)) == ("tin", ("cong-khai-tthc",), "2026-11-21")
    assert item.title == (
        "Cập nhật danh mục thủ tục hành chính: 1 thủ tục mới ban hành, 1 thủ tục sửa đổi, bổ sung, "
        "1 thủ tục thay thế, 1 thủ tục bị bãi bỏ, 1 thủ tục không còn trong danh mục"
    )
    assert item.text.body == (
        "Danh mục thủ tục hành chính của Sở Khoa học và Công nghệ được cập nhật theo Quyết định số 2/QĐ-UBND ngày "
        "04/05/2026, gồm 1 thủ tục mới ban hành, 1 thủ tục sửa đổi, bổ sung, 1 thủ tục thay thế, 1 thủ tục bị bãi bỏ, "
        "1 thủ tục không còn trong danh mục.\n\n"
        "## Thủ tục mới ban hành\n\n"
        "- **Thủ tục 1.000009** (mã 1.000009)\n"
        "    - Đối tượng thực hiện: Cá nhân; Tổ chức\n\n"
        "## Thủ tục sửa đổi, bổ sung\n\n"
        "- **Thủ tục 1.000002** (mã 1.000002.000.00.00.H50)\n"
        "    - Thời hạn giải quyết: từ “15 ngày” thành “10 ngày”\n\n"
        "## Thủ tục thay thế\n\n"
        "- **Thủ tục 1.000008** (mã 1.000008)\n"
        "    - Thay thế thủ tục: Thủ tục 1.000003 (mã 1.000003)\n\n"
        "## Thủ tục bị bãi bỏ\n\n"
        "- **Thủ tục 1.000004** (mã 1.000004)\n\n"
        "## Thủ tục không còn trong danh mục\n\n"
        "- **Thủ tục 1.000005** (mã 1.000005)\n\n"
        "Nội dung chính thức của từng thủ tục được công khai tại [Cổng Dịch vụ công quốc gia]"
        "(https://dichvucong.gov.vn); tổ chức, cá nhân tra cứu theo mã thủ tục."
    )


def test_the_draft_links_to_guides_and_shows_text_as_text() -> None:
    new = listed(row("1.000001", title="Cấp <b>*giấy*</b> [x](y)", phi_le_phi="a; b", ngay_quyet_dinh="2026-05-04"))
    room = Newsroom(ROOM.day, ROOM.topic, pages={"1.000001": "../../../tthc/a.md"})
    text = news_draft(difference(listed(), new), room)
    assert "- [Cấp \\<b\\>\\*giấy\\*\\</b\\> \\[x\\](y)](../../../tthc/a.md) (mã 1.000001)\n" in text
    assert "    - Phí, lệ phí: a; b\n" in text


def test_there_is_no_news_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing changed"):
        news_draft(difference(OLD, OLD), ROOM)
