"""Hints on writing: what is found, where, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.content.items import Item
from cchc.content.reading import read_source
from cchc.problems import CATALOGUE
from cchc.taxonomy.load import load_vocabulary
from cchc.taxonomy.spelling import SpellingEntry, merged
from cchc.writing import hints_of
from cchc.writing.length import syllables
from cchc.writing.prose import prose, sentences
from cchc.writing.tone_marks import moved

VOCABULARY, _ = load_vocabulary({})
HEAD = "---\ntitle: {title}\ndate: 2026-11-05\ntags: [mot-cua]\n---\n"


def item_of(body: str, title: str = "Tiếp nhận hồ sơ") -> Item:
    entry = read_source("tin-tuc/2026/11/a.md", (HEAD.format(title=title) + body).encode(), VOCABULARY).entry
    assert isinstance(entry, Item)
    return entry


def found_in(body: str, title: str = "Tiếp nhận hồ sơ") -> list[tuple[str, int, int, str]]:
    found = hints_of(item_of(body, title), VOCABULARY)
    return [(one.code, one.line, one.column, dict(one.values).get("right", "")) for one in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Cán bộ sử lý hồ sơ.", [("CCHC001", 6, 8, "xử lý")]),
        ("**Sử  lý** hồ sơ.\n\nBỔ XUNG giấy tờ.", [("CCHC001", 6, 3, "Xử lý"), ("CCHC001", 8, 1, "BỔ SUNG")]),
        ("Lịch sử lý luận.", []),  # “sử lý” within other words
        ("Dùng `sử lý` và [tệp](su-ly/sử lý.md), <a title='sử lý'>.", []),
        ("```\nsử lý\n```", []),
        ("hòa giải, thủy lợi, khoẻ mạnh", [("CCHC002", 6, 21, "khỏe")]),
        ("quý, quỹ, hoàn thành, thuyền, hóa", []),
        ("theo nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018", [("CCHC003", 6, 6, "Nghị định")]),
        ("điều 5 Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018", [("CCHC003", 6, 1, "Điều")]),
        ("các nghị định của Chính phủ; khoản 1 Điều 5 Nghị định này", []),
        ("dịp Tết nguyên đán", [("CCHC003", 6, 5, "Tết Nguyên Đán")]),
        ("theo 61/2018/NĐ-CP và 61/2018/NĐ-CP", [("CCHC004", 6, 6, "")]),
        ("Luật Chuyển đổi số số 148/2025/QH15 ngày 11 tháng 12 năm 2025", []),
        (
            "kết quả của của bộ phận , rồi gửi,nhận",
            [("CCHC007", 6, 9, ""), ("CCHC008", 6, 25, ""), ("CCHC008", 6, 34, "")],
        ),
        ("luôn luôn, 12,5 và [Luật](a.md), 1.000,5", []),
    ],
)
def test_hints(body: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert found_in(body) == expected


def test_long_sentences_and_titles() -> None:
    long = " ".join(["hồ", "sơ"] * 40)
    assert found_in(f"Câu ngắn. {long}. Câu ngắn.") == [("CCHC005", 6, 11, "")]
    assert found_in("Ngắn.", " ".join(["tin"] * 26)) == [("CCHC006", 2, 8, "")]
    assert found_in("- " + "\n- ".join([" ".join(["ý"] * 40)] * 3)) == []


def test_points_that_end_nothing() -> None:
    assert [text for _, text in sentences("1. Hồ sơ tại TP. Hà Nội. Xong!")] == ["1. Hồ sơ tại TP. Hà Nội.", "Xong!"]


def test_tone_marks_move_both_ways() -> None:
    pairs = [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("HÓA", "HOÁ"), ("Lũy", "Luỹ")]
    for one, other in pairs:
        assert (moved(one), moved(other)) == (other, one)


def test_a_department_adds_and_silences_words() -> None:
    own = [SpellingEntry(wrong="cán bộ một cửa", right="công chức một cửa", note="Tên gọi thống nhất")]
    entries = merged(own, VOCABULARY.spelling, ["sử lý"])
    vocabulary = replace(VOCABULARY, spelling=entries)
    found = hints_of(item_of("Cán bộ một cửa sử lý."), vocabulary)
    assert [dict(one.values) for one in found] == [
        {"word": "Cán bộ một cửa", "right": "Công chức một cửa", "reason": " Tên gọi thống nhất."}
    ]


def test_the_kit_proposes_nothing_that_it_calls_wrong() -> None:
    wrong = {entry.wrong.casefold() for entry in VOCABULARY.spelling if not entry.protects}
    assert not wrong & {entry.right.casefold() for entry in VOCABULARY.spelling}
    for entry in VOCABULARY.spelling:
        assert found_in(entry.right) == [], entry


def test_spelling_file_problems_have_their_place() -> None:
    _, problems = load_vocabulary({"spelling.yml": b"words:\n  - {wrong: a}\n"})
    assert [(problem.path, problem.line) for problem in problems] == [("docs/_data/spelling.yml", 2)]


def test_every_hint_of_the_catalogue_can_be_given() -> None:
    text = "hòa, hoà, sử lý của của , theo nghị định số 61/2018/NĐ-CP. " + " ".join(["hồ sơ"] * 40)
    given = {code for code, *_ in found_in(text, " ".join(["tin"] * 26))}
    assert given == {code for code in CATALOGUE if code < "CCHC100"}


@given(st.text(alphabet="aòà ,.;\n`[]()<>!?*-#1đĐN/", max_size=200))
def test_prose_keeps_every_place(body: str) -> None:
    blanked = prose(body)
    assert len(blanked) == len(body)
    assert [index for index, sign in enumerate(blanked) if sign == "\n"] == [
        index for index, sign in enumerate(body) if sign == "\n"
    ]
    assert all(one in (" ", "\0", other) for one, other in zip(blanked, body, strict=True))
    for start, text in sentences(blanked):
        assert blanked[start : start + len(text)] == text
    assert syllables(body) >= syllables(blanked) - blanked.count("\0")
    hints_of(item_of(body), VOCABULARY)


def test_check_prints_hints_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cchc.cli.check import run_check

    place = tmp_path / "docs/tin-tuc/2026/11/a.md"
    place.parent.mkdir(parents=True)
    place.write_text(HEAD.format(title="Hồ sơ") + "Cán bộ sử lý.\n", encoding="utf-8")
    assert run_check(tmp_path, "2026-11-20", "text") == 0
    assert "CCHC001" not in capsys.readouterr().err
    assert run_check(tmp_path, "2026-11-20", "json", hints=True) == 0
    out = capsys.readouterr().out
    assert '"severity": "hint"' in out
    assert "xử lý" in out
