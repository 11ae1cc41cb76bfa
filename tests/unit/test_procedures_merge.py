"""An import sets what the list says and leaves the rest of a guide byte for byte; twice the same changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.procedure_lists import HEAD, procedures, xlsx

from cchc.content.front_matter_edit import CannotEditError, edited, read_head
from cchc.content.library import library_of
from cchc.content.schema import ProcedureFields
from cchc.procedures import Merge, NewGuide, Row, State, merge, read_list
from cchc.procedures.merge import ORDER
from cchc.text import nfc

NEW = NewGuide(date(2026, 11, 21))


def rows(data: list[list[str]]) -> tuple[Row, ...]:
    listed = read_list(xlsx(data), "a.xlsx")
    assert listed.problems == ()
    return listed.rows


def row(**values: object) -> Row:
    return Row("dòng 2", {"ma": "1.001786", "title": "Cấp giấy", **values})  # type: ignore[dict-item]


def applied(guides: dict[str, bytes], result: Merge) -> dict[str, bytes]:
    assert result.problems == ()
    return guides | {one.path: one.data for one in result.outcomes if one.data is not None}


def updated(text: str, listed: Row) -> str:
    """Return a guide after an import that must change it, and must not a second time."""
    guides = {"tthc/a.md": text.encode()}
    result = merge([listed], guides, NEW)
    assert result.problems == ()
    assert [one.state for one in result.outcomes] == [State.UPDATED]
    after = applied(guides, result)
    assert [one.state for one in merge([listed], after, NEW).outcomes] == [State.UNCHANGED]
    return after["tthc/a.md"].decode()


def test_two_hundred_procedures_three_times() -> None:
    data = procedures()
    first = merge(rows(data), {}, NEW)
    guides = applied({}, first)
    assert len(first.of(State.NEW)) == len(guides) == 200

    library = library_of(guides)
    assert [problem for problem in library.problems if problem.severity == "error"] == []
    fields = {item.fields.ma: item.fields for item in library.items if isinstance(item.fields, ProcedureFields)}
    assert len(fields) == 200
    assert fields["9.000010"].title == data[1][2]
    assert fields["9.000010"].thoi_han_giai_quyet == "trong ngày"
    assert [paper.ten for paper in fields["9.000010"].ho_so] == [
        "Đơn đề nghị theo mẫu 1",
        "Bản sao giấy chứng nhận: 01 bản",
    ]

    second = merge(rows(data), guides, NewGuide(date(2027, 1, 1), draft=True))
    assert {one.state for one in second.outcomes} == {State.UNCHANGED}
    assert [one.data for one in second.outcomes if one.data is not None] == []

    comment, body = (
        "# ghi chú của biên tập viên\n",
        "\n## Trình tự thực hiện\n\n---\nma: không phải mã\n---\n\n1. Nộp\n",
    )
    written = {
        path: text.decode().replace("muc_do:", f"{comment}muc_do:").encode() + body.encode()
        for path, text in guides.items()
    }
    for line in data[:150]:
        line[HEAD.index("Thời hạn giải quyết")] = "5 ngày làm việc"
    third = merge(rows(data), written, NEW)
    after = applied(written, third)
    assert len(third.of(State.UPDATED)) == 150
    assert len(third.of(State.UNCHANGED)) == 50
    for one in third.of(State.UPDATED):
        old, new = written[one.path].decode().splitlines(True), after[one.path].decode().splitlines(True)
        assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
            (next(a for a in old if a.startswith("thoi_han_giai_quyet")), "thoi_han_giai_quyet: 5 ngày làm việc\n")
        ]
        assert after[one.path].decode().endswith(body)


OLD = """\
---
# Đầu khối
title:   'Cấp giấy'   # tên
ma: "1.001786"
ghi_chu_rieng: x
muc_do: toan-trinh
can_cu:
  # nghị định
  - 118/2025/NĐ-CP   # còn hiệu lực
  - 61/2018/NĐ-CP    # hết hiệu lực
ho_so:
  - ten: Đơn đề nghị
    mau: Mẫu số 06   # biểu mẫu
    ban_chinh: 1
  # bản sao
  - {ten: Bản sao hợp đồng, ban_sao: 2}
quyet_dinh_cong_bo:
  so: 1/QĐ-UBND
  # ngày ký
  ngay: 2026-01-30   # đã đối chiếu
cach_thuc: [{hinh_thuc: truc-tuyen, thoi_han: "5 ngày", phi: Không}]
ket_qua: >
  Giấy
  chứng nhận

# Cuối khối
date: 2026-02-05
---

Bài do biên tập viên viết.   \n\n\tHết
"""


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"title": "Cấp giấy phép"}, "'Cấp giấy'   # tên", "'Cấp giấy phép'   # tên"),
        ({"title": "Cấp: 'giấy'"}, "'Cấp giấy'", "'Cấp: ''giấy'''"),
        ({"muc_do": "mot-phan"}, "muc_do: toan-trinh\n", "muc_do: mot-phan\n"),
        ({"can_cu": ("118/2025/NĐ-CP", "367/2025/NĐ-CP")}, "  - 61/2018/NĐ-CP    # hết hiệu lực\n", None),
        ({"quyet_dinh": "2/QĐ-UBND"}, "  so: 1/QĐ-UBND\n", '  so: "2/QĐ-UBND"\n'),
        ({"ngay_quyet_dinh": "2026-05-04"}, "2026-01-30   #", "2026-05-04   #"),
        ({"ket_qua": "Giấy phép"}, "ket_qua: >\n  Giấy\n  chứng nhận\n", "ket_qua: Giấy phép\n"),
        ({"lien_ket": "https://dichvucong.gov.vn/a?b=1#c"}, "\nho_so:", None),
        ({"so_bo": "1"}, "  - {ten: Bản sao hợp đồng, ban_sao: 2}\n", None),
        (
            {"cach_thuc": ("truc-tuyen", "truc-tiep")},
            'cach_thuc: [{hinh_thuc: truc-tuyen, thoi_han: "5 ngày", phi: Không}]',
            "cach_thuc: [{hinh_thuc: truc-tuyen, thoi_han: 5 ngày, phi: Không}, {hinh_thuc: truc-tiep}]",
        ),
        (
            {"ho_so": ("Đơn đề nghị", "Bản sao hợp đồng", "Ảnh 3x4")},
            "ban_sao: 2}\n",
            "ban_sao: 2}\n  - {ten: Ảnh 3x4}\n",
        ),
    ],
)
def test_only_the_lines_of_what_changed_change(values: dict[str, object], old: str, new: str | None) -> None:
    after = updated(OLD, row(**values))
    if new is not None:
        assert after == OLD.replace(old, new)
    removed, added = lines_apart(OLD, after)
    assert len(removed) <= 3
    assert len(added) <= 2
    comments = [line.partition("#")[2].strip() for line in OLD.splitlines() if "#" in line]
    assert all(comment in after for comment in comments)


def lines_apart(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = old.splitlines(), new.splitlines()
    return [x for x in before if x not in after], [x for x in after if x not in before]


def test_a_paper_that_goes_leaves_its_comment_and_the_others() -> None:
    after = updated(OLD, row(ho_so=("Bản sao hợp đồng",)))
    assert "# bản sao\n" in after
    assert "# biểu mẫu\n" in after
    assert "  - {ten: Bản sao hợp đồng, ban_sao: 2}\n" in after
    assert "Đơn đề nghị" not in after


def test_a_reworded_paper_keeps_what_the_editor_filled_in() -> None:
    after = updated(OLD, row(ho_so=("Đơn đề nghị cấp giấy", "Bản sao hợp đồng")))
    assert "  - {ten: Đơn đề nghị cấp giấy, mau: Mẫu số 06, ban_chinh: 1}\n" in after


@pytest.mark.parametrize(
    "text",
    [
        OLD.replace("\n", "\r\n"),
        "\ufeff" + OLD,
        OLD.replace("muc_do", "Mức độ"),
        OLD.replace("muc_do: toan-trinh", "muc_do: Toan trinh"),
        OLD.replace("---\n\nBài", "...\n\nBài"),
        OLD.replace("Bài do", "Ba\u0300i do"),
    ],
    ids=["crlf", "bom", "label", "loose", "dots", "nfd body"],
)
def test_other_bytes_stay(text: str) -> None:
    after = updated(text, row(thoi_han_giai_quyet="10 ngày làm việc", muc_do="mot-phan"))
    removed, added = lines_apart(text, after)
    assert len(removed) == 1
    assert len(added) == 2
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\n") == text.count("\n") + 1
    assert after.replace("\r\n", "\n").endswith("\tHết\n")


def test_another_paper_does_not_get_its_form() -> None:
    after = updated(OLD, row(ho_so=("Giấy đề nghị khác", "Bản sao hợp đồng")))
    assert "  - {ten: Giấy đề nghị khác}\n" in after


def test_a_code_of_another_procedure_is_said() -> None:
    result = merge([row(title="Khai báo thiết bị X-quang")], {"tthc/a.md": OLD.encode()}, NEW)
    assert "khác hẳn tên của bài docs/tthc/a.md: “Cấp giấy”" in str(result.problems[0])


def test_what_the_list_does_not_say_stays() -> None:
    result = merge([row()], {"tthc/a.md": OLD.encode()}, NEW)
    assert [one.state for one in result.outcomes] == [State.UNCHANGED]


@pytest.mark.parametrize(
    "values",
    [
        {"muc_do": "toan-trinh"},
        {"can_cu": ("61/2018/NĐ-CP", "118/2025/NĐ-CP")},
        {"ma": "1.001786.000.00.00.H50"},
        {"quyet_dinh": "1/QĐ-UBND", "ngay_quyet_dinh": "2026-01-30"},
        {"ket_qua": "Giấy chứng nhận"},
        {"ho_so": ("Đơn đề nghị", "Bản sao hợp đồng")},
    ],
)
def test_the_same_in_other_words_is_no_change(values: dict[str, object]) -> None:
    result = merge([row(**values)], {"tthc/a.md": OLD.encode()}, NEW)
    assert [one.state for one in result.outcomes] == [State.UNCHANGED]


def test_missing_and_abolished_are_never_deleted() -> None:
    guides = {"tthc/a.md": OLD.encode(), "tthc/b.md": OLD.replace("1.001786", "1.009999").encode()}
    result = merge([row(lan_thay_doi="bai-bo"), row(ma="1.005555", trang_thai="bai-bo")], guides, NEW)
    assert [(one.state, one.path) for one in result.outcomes] == [
        (State.UPDATED, "tthc/a.md"),
        (State.ABOLISHED, ""),
        (State.MISSING, "tthc/b.md"),
    ]
    assert "trang_thai: bai-bo\nlan_thay_doi: bai-bo\n" in applied(guides, result)["tthc/a.md"].decode()
    gone = {"tthc/a.md": OLD.replace("muc_do", "trang_thai: bai-bo\nmuc_do").encode()}
    assert merge([], gone, NEW).outcomes == ()


def test_a_guide_without_code_is_known_by_its_title() -> None:
    after = updated(OLD.replace('ma: "1.001786"\n', ""), row())
    assert 'ma: "1.001786"\n' in after
    twice = {path: OLD.replace('ma: "1.001786"\n', "").encode() for path in ("tthc/a.md", "tthc/b.md")}
    assert [one.state for one in merge([row()], twice, NEW).outcomes] == [State.NEW]


def test_a_day_without_its_decision_is_said() -> None:
    result = merge([row(ngay_quyet_dinh="2026-05-04")], {}, NEW)
    assert "không có số quyết định" in str(result.problems[0])
    (one,) = result.outcomes
    assert one.data is not None
    assert b"quyet_dinh_cong_bo" not in one.data


def test_new_guides_get_names_of_their_own() -> None:
    long = "Cấp giấy chứng nhận " + "rất dài " * 40
    listed = [row(), row(ma="1.000002"), row(ma="1.000003", title="Index"), row(ma="1.000004", title=long)]
    guides = {"tthc/cap-giay/index.md": OLD.replace("1.001786", "1.009999").encode()}
    names = [one.path for one in merge(listed, guides, NEW).of(State.NEW)]
    assert names[:3] == ["tthc/cap-giay-1-001786.md", "tthc/cap-giay-1-000002.md", "tthc/index-1-000003.md"]
    assert len(names[3]) <= 90


def test_a_new_guide_can_be_a_draft_with_topics_and_steps() -> None:
    new = NewGuide(date(2026, 11, 21), draft=True, tags=("mot-cua",))
    (one,) = merge([row(trinh_tu="1. Nộp <b>hồ sơ</b>\n2. Nhận [kết quả](x)\n# Hết")], {}, new).outcomes
    assert one.data is not None
    assert one.data.decode() == (
        "---\ntitle: Cấp giấy\ndate: 2026-11-21\ntags: [mot-cua]\ndraft: true\n"
        'ma: "1.001786"\n---\n\n## Trình tự thực hiện\n\n'
        "1. Nộp \\<b\\>hồ sơ\\</b\\>\n2. Nhận \\[kết quả\\](x)\n\n\\# Hết\n"
    )


@pytest.mark.parametrize(
    ("guides", "words"),
    [
        ({"tthc/a.md": b"khong co khoi"}, "không đọc được khối thông tin"),
        ({"tthc/a.md": b"\xff\xfe\x00"}, "không đọc được khối thông tin"),
        ({"tthc/a.md": OLD.replace("muc_do:", "ma: '1.2'\nmuc_do:").encode()}, "không đọc được khối thông tin"),
        ({"tthc/a.md": OLD.encode(), "tthc/b.md": OLD.encode()}, "hai bài cùng mã 1.001786"),
        ({"tthc/a.md": OLD.encode("utf-16")}, "không sửa được khối thông tin"),
    ],
)
def test_what_is_not_certain_is_refused(guides: dict[str, bytes], words: str) -> None:
    result = merge([row(muc_do="mot-phan")], guides, NEW)
    assert words in str(result.problems[0])
    assert all(one.data is None for one in result.outcomes)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=40).map(
    lambda text: nfc(" ".join(text.split()))
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS.filter(bool),
        "ket_qua": TEXTS.filter(bool),
        "phi_le_phi": TEXTS.filter(bool),
        "quyet_dinh_cong_bo": st.fixed_dictionaries({"so": TEXTS, "ngay": st.just("2026-05-04")}),
        "can_cu": st.lists(TEXTS, min_size=1, max_size=3),
        "ho_so": st.lists(st.fixed_dictionaries({"ten": TEXTS}), min_size=1, max_size=3),
    },
)


@pytest.mark.parametrize("title", ["Thu\u031b\u0309", "\uf900"])
def test_a_decomposed_value_is_written_composed(title: str) -> None:
    after = read_head(edited(OLD.encode(), {"title": title}, ORDER, ProcedureFields), ProcedureFields)
    assert after is not None
    assert after.values["title"] == nfc(title)


@given(VALUES)
def test_any_value_is_written_so_that_it_reads_the_same(values: dict[str, object]) -> None:
    before = read_head(OLD.encode(), ProcedureFields)
    assert before is not None
    try:
        data = edited(OLD.encode(), values, ORDER, ProcedureFields)  # type: ignore[arg-type]
    except CannotEditError:
        pytest.fail(f"refused {values}")
    after = read_head(data, ProcedureFields)
    assert after is not None
    assert after.values == before.values | values
    assert data.decode().endswith(OLD[OLD.index("\n---\n\n") :])
