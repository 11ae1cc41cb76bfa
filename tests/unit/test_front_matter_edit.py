"""Keys of front matter set and removed: what was wanted is said, every other line stays byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.content.front_matter_edit import CannotEditError, Plain, edited, new_block, order_of, read_head
from cchc.content.schema import NewsFields

ORDER = order_of(NewsFields)
OLD = """\
---
title: Họp: bàn về một cửa   # tiêu đề
# ngày đăng
Date: 05/11/2026
tags:
  # chủ đề chính
  - mot-cua   # đếm
  - cai-cach
withdrawn:
  date: 2026-11-20
  # theo phiếu số 3
  reason: Trùng nội dung
description: |
  Dòng một
  # không phải ghi chú
image: {src: a.jpg, alt: Ảnh}
khoa_rieng: giữ nguyên
---

Nội dung.\u0020\u0020\n"""


def after(wanted: dict[str, Plain | None], old: str = OLD) -> str:
    return edited(old.encode(), wanted, ORDER, NewsFields).decode()


@pytest.mark.parametrize(
    ("wanted", "old", "new"),
    [
        ({"title": None}, "title: Họp: bàn về một cửa   # tiêu đề\n", ""),
        ({"date": None}, "Date: 05/11/2026\n", ""),
        ({"tags": None}, "tags:\n  # chủ đề chính\n  - mot-cua   # đếm\n  - cai-cach\n", "# chủ đề chính\n"),
        (
            {"withdrawn": None},
            "withdrawn:\n  date: 2026-11-20\n  # theo phiếu số 3\n  reason: Trùng nội dung\n",
            "# theo phiếu số 3\n",
        ),
        ({"description": None}, "description: |\n  Dòng một\n  # không phải ghi chú\n", ""),
        ({"authors": None}, "", ""),
        ({"withdrawn": {"date": "2026-11-20"}}, "  reason: Trùng nội dung\n", ""),
        ({"tags": []}, "tags:\n  # chủ đề chính\n  - mot-cua   # đếm\n  - cai-cach\n", None),
        ({"draft": True, "pinned": False}, "image:", None),
        ({"date": "2026-11-05 08:30"}, "05/11/2026", "2026-11-05 08:30"),
        ({"aliases": ["tin-tuc/2026/a/", "tin, bài/"]}, "khoa_rieng: giữ nguyên\n", None),
        ({"description": "Hai\ndòng\tthẻ"}, "|\n  Dòng một\n  # không phải ghi chú\n", '"Hai\\ndòng\\tthẻ"\n'),
    ],
)
def test_only_the_lines_of_the_key_change(wanted: dict[str, Plain | None], old: str, new: str | None) -> None:
    result = after(wanted)
    if new is not None:
        assert result == OLD.replace(old, new, 1)
    else:
        kept = [line for line in OLD.splitlines() if line not in old]
        assert [line for line in result.splitlines() if line in kept] == kept


def test_flags_and_numbers_are_written_without_quotes() -> None:
    assert "draft: true\n" in after({"draft": True})
    assert (
        new_block({"title": "true", "draft": False, "so_bo": 2}) == '---\ntitle: "true"\ndraft: false\nso_bo: 2\n---\n'
    )


def test_what_can_not_be_done_with_certainty_is_refused() -> None:
    twice = "---\ntitle: A\ndate: 2026-01-01\nTitle: B\n---\nX\n"
    cases: tuple[tuple[dict[str, Plain | None], str], ...] = (
        ({"title": None}, twice),
        ({"title": None}, "---\ntitle: A\n---\nX\n"),
        ({"title": "A"}, "không có khối\n"),
        ({"title": "\x00"}, OLD),
    )
    for wanted, old in cases:
        with pytest.raises(CannotEditError):
            after(wanted, old)


@given(st.dictionaries(st.sampled_from([*ORDER, "khoa_rieng"]), st.none() | st.booleans() | st.text(max_size=12)))
def test_what_is_wanted_is_what_is_read(wanted: dict[str, Any]) -> None:
    """Whatever is set or removed, the result says it, or nothing is changed."""
    try:
        data = edited(OLD.encode(), wanted, ORDER, NewsFields)
    except CannotEditError:
        return
    head = read_head(data, NewsFields)
    assert head is not None
    assert not {key for key, value in wanted.items() if value is None} & set(head.values)
    assert data.decode().endswith("\nNội dung.  \n")
